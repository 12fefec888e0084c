"""Encoders for tests: a tiny real one, written here, and one that knows a few synonyms."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from threading import get_ident
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

from factbase.matching.columns import Reals
from factbase.matching.semantic_scoring import (
    SEMANTIC_CONFIDENCE_COLUMNS,
    SEMANTIC_RANK_COLUMNS,
)
from factbase.matching.weights import Linear, Weights
from scripts.encoder_onnx import Tensors, write

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
WORDS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", *LETTERS, *(f"##{letter}" for letter in LETTERS))
HIDDEN = 16
CONFIG: dict[str, Any] = {
    "model_type": "bert",
    "hidden_act": "gelu",
    "hidden_size": HIDDEN,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "layer_norm_eps": 1e-12,
}


def tensors() -> Tensors:
    """Random weights of a BERT with two layers, the same each time."""
    draw = np.random.default_rng(5)
    shapes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (len(WORDS), HIDDEN),
        "embeddings.position_embeddings.weight": (64, HIDDEN),
        "embeddings.token_type_embeddings.weight": (2, HIDDEN),
        "embeddings.LayerNorm.weight": (HIDDEN,),
        "embeddings.LayerNorm.bias": (HIDDEN,),
    }
    for layer in range(CONFIG["num_hidden_layers"]):
        at = f"encoder.layer.{layer}"
        for name, (out, into) in {
            "attention.self.query": (HIDDEN, HIDDEN),
            "attention.self.key": (HIDDEN, HIDDEN),
            "attention.self.value": (HIDDEN, HIDDEN),
            "attention.output.dense": (HIDDEN, HIDDEN),
            "intermediate.dense": (4 * HIDDEN, HIDDEN),
            "output.dense": (HIDDEN, 4 * HIDDEN),
        }.items():
            shapes[f"{at}.{name}.weight"] = (out, into)
            shapes[f"{at}.{name}.bias"] = (out,)
        for name in ("attention.output.LayerNorm", "output.LayerNorm"):
            shapes[f"{at}.{name}.weight"] = shapes[f"{at}.{name}.bias"] = (HIDDEN,)
    return {name: draw.normal(0, 0.5, shape).astype(np.float32) for name, shape in shapes.items()}


def tokenizer() -> Tokenizer:
    """Words are cut into letters."""
    made = Tokenizer(models.WordPiece({word: i for i, word in enumerate(WORDS)}, unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer()
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.decoder = decoders.WordPiece()
    made.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    return made


def save_tensors(path: Path, held: Tensors) -> None:
    """A safetensors file."""
    header: dict[str, Any] = {}
    body = b""
    for name, values in held.items():
        raw = values.tobytes()
        offsets = [len(body), len(body) + len(raw)]
        header[name] = {"dtype": "F32", "shape": list(values.shape), "data_offsets": offsets}
        body += raw
    text = json.dumps(header).encode()
    path.write_bytes(len(text).to_bytes(8, "little") + text + body)


def tiny(folder: Path, pooling: dict[str, bool] | None = None, *, int8: bool = False) -> Path:
    """The folder of a small encoder, made from weights as they are published."""
    published = folder / "published"
    (published / "1_Pooling").mkdir(parents=True)
    (published / "config.json").write_text(json.dumps(CONFIG))
    (published / "sentence_bert_config.json").write_text('{"max_seq_length": 32}')
    if pooling is not None:
        (published / "1_Pooling" / "config.json").write_text(json.dumps(pooling))
    tokenizer().save(str(published / "tokenizer.json"))
    save_tensors(published / "model.safetensors", tensors())
    write(published, folder / "encoder", int8=int8)
    return folder / "encoder"


MEANT = {"feline": "cat", "felines": "cat", "cats": "cat", "soar": "fly", "airborne": "fly"}


class Synonyms:
    """An encoder that adds up a direction for each word, synonyms sharing theirs."""

    name = "synonyms"
    size = 64

    def __init__(self) -> None:
        self.encoded: list[str] = []
        self.threads: set[int] = set()

    def encode(self, texts: Sequence[str]) -> Reals:
        self.encoded += texts
        self.threads.add(get_ident())
        out = np.zeros((len(texts), self.size), np.float32)
        for row, text in enumerate(texts):
            for word in text.lower().split():
                out[row] += _direction(MEANT.get(word, word))
        norms = np.linalg.norm(out, axis=1, keepdims=True)
        unit: Reals = out / np.maximum(norms, np.float32(1e-9))
        return unit


def _direction(word: str) -> NDArray[np.float32]:
    seed = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=4).digest(), "big")
    return np.random.default_rng(seed).normal(size=Synonyms.size).astype(np.float32)


def by_meaning_alone() -> Weights:
    """Weights that look at the nearest text only: 0.98 of confidence when it says the same."""
    rank = np.zeros(len(SEMANTIC_RANK_COLUMNS), np.float32)
    rank[SEMANTIC_RANK_COLUMNS.index("near")] = 1
    sure = np.zeros(len(SEMANTIC_CONFIDENCE_COLUMNS), np.float32)
    sure[SEMANTIC_CONFIDENCE_COLUMNS.index("near")] = 8
    sure[-1] = -4
    ranker, judge = Linear(rank, rank), Linear(sure, sure)
    return Weights((ranker, ranker), (judge, judge))
