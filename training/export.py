"""Turn a trained `model.pt` into the files that the package ships: `encoder.onnx` (8 bit) and `heads.npz`.

`python -m training.export MODEL.pt FOLDER`

The graph is written by hand with the fused operators of onnxruntime (com.microsoft): the products of
activations with each other stay in 32 bit, since 8 bit there doubles the error, and only the weights become
8 bit.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.network import ATTENTION_HEADS, HIDDEN

Weights = Mapping[str, torch.Tensor]
FUSED = "com.microsoft"


class Graph:
    """An ONNX graph as it is written: nodes and constants."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: NDArray[np.float32] | None = None) -> str:
        """Keep a constant, by default the weights of that name; give its name."""
        array = self.weights[name].numpy() if value is None else value
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def node(self, kind: str, inputs: list[str], output: str, domain: str = "", **options: object) -> str:
        """Add a node; give the name of its output."""
        self.nodes.append(helper.make_node(kind, inputs, [output], domain=domain, **options))
        return output

    def norm(self, x: str, name: str, output: str) -> str:
        """Add a layer norm."""
        constants = [self.constant(f"{name}.weight"), self.constant(f"{name}.bias")]
        return self.node("LayerNormalization", [x, *constants], output, axis=-1, epsilon=1e-12)

    def product(self, x: str, name: str, output: str) -> str:
        """Add a product with a weight matrix, without its bias."""
        weight = self.constant(f"{name}.matrix", self.weights[f"{name}.weight"].numpy().T)
        return self.node("MatMul", [x, weight], output)

    def layer(self, x: str, name: str) -> str:
        """Add one transformer layer; give the name of its output."""
        parts = ("query", "key", "value")
        matrix = np.concatenate([self.weights[f"{name}.{p}.weight"].numpy().T for p in parts], 1)
        bias = np.concatenate([self.weights[f"{name}.{p}.bias"].numpy() for p in parts])
        joined = [self.constant(f"{name}.qkv", matrix), self.constant(f"{name}.qkv.bias", bias)]
        mixed = self.node(
            "Attention", [x, *joined, "seen"], f"{name}.mixed", FUSED, num_heads=ATTENTION_HEADS
        )
        mixed = self._with_bias(self.product(mixed, f"{name}.mix", f"{name}.mix.out"), f"{name}.mix")
        x = self.norm(self.node("Add", [mixed, x], f"{name}.sum"), f"{name}.mix_norm", f"{name}.middle")
        wide = self.product(x, f"{name}.widen", f"{name}.widen.out")
        wide = self.node("FastGelu", [wide, self.constant(f"{name}.widen.bias")], f"{name}.wide", FUSED)
        narrow = self._with_bias(self.product(wide, f"{name}.narrow", f"{name}.narrow.out"), f"{name}.narrow")
        return self.norm(self.node("Add", [narrow, x], f"{name}.sum2"), f"{name}.narrow_norm", f"{name}.out")

    def _with_bias(self, x: str, name: str) -> str:
        return self.node("Add", [x, self.constant(f"{name}.bias")], f"{name}.biased")


def encoder_graph(weights: Weights) -> onnx.ModelProto:
    """Give the encoder as an ONNX model: `pieces`, `mask`, `positions` to `states`."""
    graph = Graph(weights)
    tokens = graph.node("Gather", [graph.constant("tokens.weight"), "pieces"], "tokens", axis=0)
    places = graph.node("Gather", [graph.constant("positions.weight"), "positions"], "places", axis=0)
    graph.node("Cast", ["mask"], "seen", to=TensorProto.INT32)
    x = graph.norm(graph.node("Add", [tokens, places], "sum"), "norm", "embedded")
    layers = sorted({name.split(".")[1] for name in weights if name.startswith("layers.")}, key=int)
    for index in layers:
        x = graph.layer(x, f"layers.{index}")
    graph.node("Identity", [x], "states")
    inputs = [
        helper.make_tensor_value_info("pieces", TensorProto.INT64, ["windows", "length"]),
        helper.make_tensor_value_info("mask", TensorProto.BOOL, ["windows", "length"]),
        helper.make_tensor_value_info("positions", TensorProto.INT64, ["length"]),
    ]
    output = helper.make_tensor_value_info("states", TensorProto.FLOAT, ["windows", "length", HIDDEN])
    made = helper.make_graph(graph.nodes, "encoder", inputs, [output], graph.constants)
    model = helper.make_model(
        made, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(FUSED, 1)]
    )
    model.ir_version = 8
    return model


def export(model: Path, folder: Path) -> None:
    """Write the encoder and the heads of `model` into `folder`."""
    saved = torch.load(model)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        full = Path(scratch) / "encoder.onnx"
        onnx.save(encoder_graph(saved["encoder"]), str(full))
        quantize_dynamic(
            full,
            folder / "encoder.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            extra_options={"DefaultTensorType": TensorProto.FLOAT},
        )
    heads = {name: value.numpy().astype(np.float16) for name, value in saved["judge"].items()}
    np.savez_compressed(folder / "heads.npz", **heads)


if __name__ == "__main__":
    export(Path(sys.argv[1]), Path(sys.argv[2]))
