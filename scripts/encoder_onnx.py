"""Make the folder that `factbot[semantic]` reads from a BERT-shaped sentence encoder.

Many encoders are published as `model.safetensors` with a `config.json`. This writes their graph
as `model.onnx` and copies what belongs to it (tokenizer, pooling). Nothing is downloaded.

    python scripts/encoder_onnx.py FOLDER_OF_THE_MODEL NEW_FOLDER [--int8]

`--int8` stores the matrices in eight bits (dynamic quantisation): a quarter of the size, and
faster on processors with eight-bit instructions; vectors then differ by about 0.01.
"""

from __future__ import annotations

import argparse
import json
import shutil
import struct
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, checker, helper, numpy_helper, save_model

OPSET = 20
"""The first with Gelu as an operator of its own."""

COPIED = ("tokenizer.json", "tokenizer_config.json", "config.json", "sentence_bert_config.json")
POOLING = "1_Pooling/config.json"

Tensors = dict[str, NDArray[np.float32]]


def read_tensors(path: Path) -> Tensors:
    """The float tensors of a safetensors file: a length, a JSON header, raw values."""
    kinds = {"F32": np.float32, "F16": np.float16}
    with path.open("rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header: dict[str, Any] = json.loads(file.read(length))
        body = file.read()
    found: Tensors = {}
    for name, about in header.items():
        if name == "__metadata__" or about["dtype"] not in kinds:
            continue
        begin, end = about["data_offsets"]
        flat = np.frombuffer(body[begin:end], kinds[about["dtype"]])
        found[name.removeprefix("bert.")] = flat.reshape(about["shape"]).astype(np.float32)
    return found


class Graph:
    """Nodes and constants of a graph under construction."""

    def __init__(self) -> None:
        self.nodes: list[NodeProto] = []
        self.constants: list[TensorProto] = []

    def hold(self, name: str, values: NDArray[Any]) -> str:
        """A constant by name."""
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def do(self, operator: str, *inputs: str, name: str, **attributes: Any) -> str:
        """One operation; the name of what it makes."""
        self.nodes.append(helper.make_node(operator, list(inputs), [name], name, **attributes))
        return name


def encoder(tensors: Tensors, config: dict[str, Any]) -> ModelProto:
    """BERT's encoder (Devlin et al., 2018): token numbers in, one vector a token out."""
    graph = Graph()
    inputs = ("input_ids", "attention_mask", "token_type_ids")
    hidden = _embedded(graph, tensors, config)
    mask = _mask(graph)
    for layer in range(config["num_hidden_layers"]):
        hidden = _layer(graph, tensors, config, f"encoder.layer.{layer}", hidden, mask)
    graph.do("Identity", hidden, name="last_hidden_state")
    whole = helper.make_graph(
        graph.nodes,
        "encoder",
        [helper.make_tensor_value_info(i, TensorProto.INT64, ["batch", "length"]) for i in inputs],
        [
            helper.make_tensor_value_info(
                "last_hidden_state", TensorProto.FLOAT, ["batch", "length", config["hidden_size"]]
            )
        ],
        graph.constants,
    )
    model = helper.make_model(whole, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=9)
    checker.check_model(model, full_check=True)
    return model


def _embedded(graph: Graph, tensors: Tensors, config: dict[str, Any]) -> str:
    def table(kind: str) -> str:
        return graph.hold(f"{kind}.table", tensors[f"embeddings.{kind}_embeddings.weight"])

    words = graph.do("Gather", table("word"), "input_ids", name="words")
    types = graph.do("Gather", table("token_type"), "token_type_ids", name="types")
    shape = graph.do("Shape", "input_ids", name="shape", start=1, end=2)
    zero = graph.hold("zero", np.zeros(1, np.int64))
    axis = graph.hold("axis", np.zeros(1, np.int64))
    places = graph.do("Slice", table("position"), zero, shape, axis, name="places")
    summed = graph.do("Add", graph.do("Add", words, types, name="typed"), places, name="placed")
    return _normalised(graph, tensors, config, "embeddings.LayerNorm", summed)


def _mask(graph: Graph) -> str:
    """0 for tokens to look at, a large negative number for padding."""
    axes = graph.hold("mask.axes", np.asarray([1, 2], np.int64))
    wide = graph.do("Unsqueeze", "attention_mask", axes, name="mask.wide")
    real = graph.do("Cast", wide, name="mask.real", to=TensorProto.FLOAT)
    one = graph.hold("mask.one", np.asarray(1, np.float32))
    far = graph.hold("mask.far", np.asarray(-10_000, np.float32))
    return graph.do("Mul", graph.do("Sub", one, real, name="mask.off"), far, name="mask")


def _normalised(graph: Graph, tensors: Tensors, config: dict[str, Any], at: str, value: str) -> str:
    scale = graph.hold(f"{at}.scale", tensors[f"{at}.weight"])
    shift = graph.hold(f"{at}.shift", tensors[f"{at}.bias"])
    epsilon = config["layer_norm_eps"]
    return graph.do("LayerNormalization", value, scale, shift, name=at, epsilon=epsilon)


def _dense(graph: Graph, tensors: Tensors, at: str, value: str) -> str:
    matrix = graph.hold(f"{at}.matrix", tensors[f"{at}.weight"].T)
    shift = graph.hold(f"{at}.shift", tensors[f"{at}.bias"])
    return graph.do("Add", graph.do("MatMul", value, matrix, name=f"{at}.times"), shift, name=at)


def _layer(  # noqa: PLR0913, PLR0917 - one layer of the published model
    graph: Graph, tensors: Tensors, config: dict[str, Any], at: str, hidden: str, mask: str
) -> str:
    heads = config["num_attention_heads"]
    width = config["hidden_size"] // heads
    split = graph.hold(f"{at}.split", np.asarray([0, 0, heads, width], np.int64))
    joined = graph.hold(f"{at}.joined", np.asarray([0, 0, heads * width], np.int64))

    def part(which: str, order: list[int]) -> str:
        name = f"{at}.attention.self.{which}"
        cut = graph.do("Reshape", _dense(graph, tensors, name, hidden), split, name=f"{name}.cut")
        return graph.do("Transpose", cut, name=f"{name}.heads", perm=order)

    query, value = part("query", [0, 2, 1, 3]), part("value", [0, 2, 1, 3])
    scores = graph.do("MatMul", query, part("key", [0, 2, 3, 1]), name=f"{at}.scores")
    root = graph.hold(f"{at}.root", np.asarray(np.sqrt(width), np.float32))
    scaled = graph.do("Div", scores, root, name=f"{at}.scaled")
    seen = graph.do(
        "Softmax", graph.do("Add", scaled, mask, name=f"{at}.masked"), name=f"{at}.odds"
    )
    mixed = graph.do("MatMul", seen, value, name=f"{at}.mixed")
    turned = graph.do("Transpose", mixed, name=f"{at}.turned", perm=[0, 2, 1, 3])
    flat = graph.do("Reshape", turned, joined, name=f"{at}.flat")
    attended = _dense(graph, tensors, f"{at}.attention.output.dense", flat)
    first = graph.do("Add", attended, hidden, name=f"{at}.first")
    middle = _normalised(graph, tensors, config, f"{at}.attention.output.LayerNorm", first)
    wide = graph.do(
        "Gelu", _dense(graph, tensors, f"{at}.intermediate.dense", middle), name=f"{at}.gelu"
    )
    narrow = _dense(graph, tensors, f"{at}.output.dense", wide)
    second = graph.do("Add", narrow, middle, name=f"{at}.second")
    return _normalised(graph, tensors, config, f"{at}.output.LayerNorm", second)


def write(model: Path, folder: Path, *, int8: bool = False) -> None:
    """Write `model.onnx` into a new folder, with the files the encoder reads beside it."""
    config = json.loads((model / "config.json").read_text(encoding="utf-8"))
    if config.get("model_type") != "bert" or config.get("hidden_act") != "gelu":
        raise SystemExit("only encoders of the type bert with gelu can be written")
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / "model.onnx"
    save_model(encoder(read_tensors(model / "model.safetensors"), config), str(target))
    if int8:
        from onnxruntime.quantization import quantize_dynamic

        quantize_dynamic(target, target, per_channel=True)
    for name in (*COPIED, POOLING):
        if (model / name).exists():
            (folder / name).parent.mkdir(exist_ok=True)
            shutil.copyfile(model / name, folder / name)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path, help="folder with model.safetensors and config.json")
    parser.add_argument("folder", type=Path, help="folder to write")
    parser.add_argument("--int8", action="store_true", help="eight bits a weight")
    chosen = parser.parse_args()
    write(chosen.model, chosen.folder, int8=chosen.int8)


if __name__ == "__main__":
    main()
