"""The encoder from a folder: its vectors are those of the published weights, or it says why not."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from math import erf
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from factbase.matching.semantic import BadEncoder, Encoder
from factbase.matching.semantic_onnx import OnnxEncoder
from tests.factbase.matching.encoders import CONFIG, HIDDEN, Synonyms, tensors, tiny, tokenizer

Floats = NDArray[np.float64]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="module", params=["onnx", "eight bits", "synonyms"])
def encoder(
    request: pytest.FixtureRequest, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Encoder]:
    if request.param == "synonyms":
        yield Synonyms()
    elif request.param == "onnx":
        yield OnnxEncoder(folder)
    else:
        yield OnnxEncoder(tiny(tmp_path_factory.mktemp("int8"), int8=True))


def test_vectors_have_the_length_of_one_and_the_size_promised(encoder: Encoder) -> None:
    vectors = encoder.encode(["cats fly", "dogs drive buses"])
    assert vectors.shape == (2, encoder.size)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1], abs=1e-3)
    assert not np.allclose(vectors[0], vectors[1])


def test_a_vector_does_not_depend_on_its_company(encoder: Encoder) -> None:
    alone = encoder.encode(["cats fly"])[0]
    among = encoder.encode(["a much longer text than the other", "cats fly", ""])[1]
    assert np.array_equal(alone, among)
    assert encoder.encode([]).shape == (0, encoder.size)


@given(text=st.text(max_size=400))
def test_any_text_has_a_vector(encoder: Encoder, text: str) -> None:
    assert np.isfinite(encoder.encode([text])).all()


def normed(values: Floats, at: str) -> Floats:
    held = tensors()
    centred = values - values.mean(-1, keepdims=True)
    scaled = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + CONFIG["layer_norm_eps"])
    out: Floats = scaled * held[f"{at}.weight"] + held[f"{at}.bias"]
    return out


def dense(values: Floats, at: str) -> Floats:
    held = tensors()
    out: Floats = values @ held[f"{at}.weight"].T + held[f"{at}.bias"]
    return out


def by_hand(text: str) -> Floats:
    """BERT as the paper has it, in plain numpy."""
    held = tensors()
    ids = tokenizer().encode(text).ids[:32]
    hidden = held["embeddings.word_embeddings.weight"][ids].astype(float)
    hidden += held["embeddings.position_embeddings.weight"][: len(ids)]
    hidden += held["embeddings.token_type_embeddings.weight"][0]
    hidden = normed(hidden, "embeddings.LayerNorm")
    heads = CONFIG["num_attention_heads"]
    width = HIDDEN // heads
    for layer in range(CONFIG["num_hidden_layers"]):
        at = f"encoder.layer.{layer}"
        parts = [dense(hidden, f"{at}.attention.self.{n}") for n in ("query", "key", "value")]
        query, key, value = (p.reshape(-1, heads, width).transpose(1, 0, 2) for p in parts)
        odds = np.exp(query @ key.transpose(0, 2, 1) / np.sqrt(width))
        odds /= odds.sum(-1, keepdims=True)
        mixed = (odds @ value).transpose(1, 0, 2).reshape(-1, HIDDEN)
        hidden = normed(
            dense(mixed, f"{at}.attention.output.dense") + hidden,
            f"{at}.attention.output.LayerNorm",
        )
        wide = dense(hidden, f"{at}.intermediate.dense")
        wide = wide * 0.5 * (1 + np.vectorize(erf)(wide / np.sqrt(2)))
        hidden = normed(dense(wide, f"{at}.output.dense") + hidden, f"{at}.output.LayerNorm")
    return hidden


@pytest.mark.parametrize("text", ["cats fly", "a", "x1 y2 z3 and some more letters"])
def test_the_graph_does_what_the_weights_say(folder: Path, text: str) -> None:
    mean = by_hand(text).mean(0)
    expected = mean / np.linalg.norm(mean)
    assert OnnxEncoder(folder).encode([text])[0] == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize(
    ("mode", "pool"),
    [
        ("pooling_mode_cls_token", lambda tokens: tokens[0]),
        ("pooling_mode_max_tokens", lambda tokens: tokens.max(0)),
        ("pooling_mode_mean_tokens", lambda tokens: tokens.mean(0)),
    ],
)
def test_pooling_is_read_from_the_folder(tmp_path: Path, mode: str, pool: object) -> None:
    assert callable(pool)
    pooled = pool(by_hand("cats fly"))
    found = OnnxEncoder(tiny(tmp_path, {mode: True})).encode(["cats fly"])[0]
    assert found == pytest.approx(pooled / np.linalg.norm(pooled), abs=1e-4)


def test_what_stands_behind_the_longest_text_is_not_read(folder: Path) -> None:
    encoder = OnnxEncoder(folder)
    start = "a b c d e f g h i j k l m n o p q r s t u v w x y z 0 1 2 3"
    same = encoder.encode([start + " cats fly", start + " dogs drive"])
    assert np.array_equal(same[0], same[1])


def test_another_number_of_tokens_is_another_encoder(folder: Path) -> None:
    assert OnnxEncoder(folder).name == OnnxEncoder(folder).name
    assert OnnxEncoder(folder).name != OnnxEncoder(folder, tokens=8).name


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    folder = tiny(tmp_path)
    (folder / name).unlink()
    with pytest.raises(BadEncoder, match=name):
        OnnxEncoder(folder)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_file_that_is_something_else_is_refused(tmp_path: Path, name: str) -> None:
    folder = tiny(tmp_path)
    (folder / name).write_bytes(b"something else")
    with pytest.raises(BadEncoder, match="can't be loaded"):
        OnnxEncoder(folder)


def test_unknown_pooling_is_refused(tmp_path: Path) -> None:
    both = {"pooling_mode_cls_token": True, "pooling_mode_mean_tokens": True}
    with pytest.raises(BadEncoder, match="pooling"):
        OnnxEncoder(tiny(tmp_path, both))


def test_a_broken_description_is_named(tmp_path: Path) -> None:
    folder = tiny(tmp_path)
    (folder / "sentence_bert_config.json").write_text("{")
    with pytest.raises(BadEncoder, match="sentence_bert_config"):
        OnnxEncoder(folder)


def test_without_the_extra_it_says_what_to_install(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(BadEncoder, match=r"factbot\[semantic\]"):
        OnnxEncoder(folder)


def test_only_what_can_be_written_is_written(tmp_path: Path) -> None:
    folder = tiny(tmp_path)
    published = tmp_path / "published"
    config = json.loads((published / "config.json").read_text()) | {"model_type": "other"}
    (published / "config.json").write_text(json.dumps(config))
    from scripts.encoder_onnx import write

    with pytest.raises(SystemExit, match="bert"):
        write(published, folder)
