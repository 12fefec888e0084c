"""A sentence encoder from a folder: `model.onnx` and `tokenizer.json`, run by onnxruntime.

Pooling is read from `1_Pooling/config.json` as sentence-transformers write it (mean where the
file is missing), the longest text from `sentence_bert_config.json`. Nothing is downloaded.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from factbase.matching.columns import Reals
from factbase.matching.semantic import BadEncoder

MOST_TOKENS = 128
"""Tokens read of a text: what the time of a message allows, and enough for a claim."""

_POOLINGS = {
    "pooling_mode_cls_token": "cls",
    "pooling_mode_max_tokens": "max",
    "pooling_mode_mean_tokens": "mean",
}
_KNOWN_INPUTS = {"input_ids", "attention_mask", "token_type_ids"}
_SLIGHT = np.float32(1e-9)


class OnnxEncoder:
    """Implements `factbase.matching.semantic.Encoder`.

    Texts are run one at a time: padding costs as much as batching saves on a processor, and the
    vectors of an eight-bit model would depend on the company they are made in.
    """

    def __init__(self, folder: Path, *, threads: int = 1, tokens: int = MOST_TOKENS) -> None:
        """Load it, which takes a moment.

        Raises:
            BadEncoder: the extra isn't installed, a file is missing, or it is no encoder.
        """
        try:
            import onnxruntime
            import tokenizers
        except ImportError:
            raise BadEncoder(
                "a sentence encoder needs the extra: install factbot[semantic]"
            ) from None
        for name in ("model.onnx", "tokenizer.json"):
            if not (folder / name).is_file():
                raise BadEncoder(f"{folder} has no {name}; see docs/matching.md")
        self._pooling = _pooling(folder)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        try:
            self._tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._session = onnxruntime.InferenceSession(
                str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
            )
        except Exception as problem:  # both libraries raise kinds of their own
            raise BadEncoder(f"{folder} can't be loaded: {type(problem).__name__}") from problem
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(min(tokens, _longest(folder)))
        self._inputs = [held.name for held in self._session.get_inputs()]
        if not {"input_ids"} <= set(self._inputs) <= _KNOWN_INPUTS:
            raise BadEncoder(f"{folder}: the model asks for {', '.join(self._inputs)}")
        self._name = _fingerprint(folder, tokens)
        self._size = int(self._vector("a").shape[0])

    @property
    def name(self) -> str:
        """A fingerprint of the files."""
        return self._name

    @property
    def size(self) -> int:
        """How many numbers a vector has."""
        return self._size

    def encode(self, texts: Sequence[str]) -> Reals:
        """One row a text."""
        out = np.zeros((len(texts), self._size), np.float32)
        for row, text in enumerate(texts):
            out[row] = self._vector(text)
        return out

    def _vector(self, text: str) -> Reals:
        ids = np.asarray([self._tokenizer.encode(text).ids], np.int64)
        if not ids.size:
            return np.zeros(self._size, np.float32)
        given = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
        }
        asked = {name: given[name] for name in self._inputs}
        return _unit(self._pooled(self._session.run(None, asked)[0]))

    def _pooled(self, out: NDArray[Any]) -> Reals:
        if out.ndim == 2:  # noqa: PLR2004 - pooled by the model itself
            return np.asarray(out[0], np.float32)
        if out.ndim != 3:  # noqa: PLR2004 - a batch of texts of tokens
            raise BadEncoder(f"the model's first output has {out.ndim} axes; 2 or 3 are known")
        tokens = np.asarray(out[0], np.float32)
        if self._pooling == "cls":
            return np.asarray(tokens[0], np.float32)
        pooled = tokens.max(0) if self._pooling == "max" else tokens.mean(0)
        return np.asarray(pooled, np.float32)


def _unit(vector: Reals) -> Reals:
    unit: Reals = vector / (np.float32(np.linalg.norm(vector)) + _SLIGHT)
    return unit


def _read(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        raise BadEncoder(f"{path} is not valid JSON") from None
    return content if isinstance(content, dict) else {}


def _pooling(folder: Path) -> str:
    about = _read(folder / "1_Pooling" / "config.json")
    chosen = [key for key, on in about.items() if key.startswith("pooling_mode_") and on is True]
    if not chosen:
        return "mean"
    if len(chosen) > 1 or chosen[0] not in _POOLINGS:
        raise BadEncoder(f"{folder}: pooling by {', '.join(chosen)} is not known here")
    return _POOLINGS[chosen[0]]


def _longest(folder: Path) -> int:
    said = _read(folder / "sentence_bert_config.json").get("max_seq_length")
    return said if isinstance(said, int) and said > 0 else MOST_TOKENS


def _fingerprint(folder: Path, tokens: int) -> str:
    digest = hashlib.blake2b(str(tokens).encode(), digest_size=8)
    for name in ("model.onnx", "tokenizer.json", "1_Pooling/config.json"):
        if (folder / name).is_file():
            with (folder / name).open("rb") as file:
                digest.update(hashlib.file_digest(file, "blake2b").digest())
    return digest.hexdigest()
