"""The encoder as shipped: from windows of word pieces to the states of their words, on one thread."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from tollbook.extracting.heads import Array
from tollbook.extracting.windows import Window

BATCH = 8
"""Windows that go through the network together, those of like length side by side."""


SLOWER = ["SkipLayerNormFusion"]
"""An optimisation of onnxruntime that makes layer norms ten times as dear on a CPU."""


class Encoder(Protocol):
    """Gives for each window the states of its words, shape (words, hidden size)."""

    def states(self, windows: Sequence[Window]) -> list[Array]:
        """Give the states of the words of each window, in the order of the windows."""
        ...


class OnnxEncoder:
    """The trained encoder in a file; nothing is downloaded, and the same bytes give the same states."""

    def __init__(self, path: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOWER
        )

    def states(self, windows: Sequence[Window]) -> list[Array]:
        """Give the states of the words of each window, in the order of the windows."""
        found: list[Array | None] = [None] * len(windows)
        order = sorted(range(len(windows)), key=lambda i: len(windows[i].pieces))
        for start in range(0, len(order), BATCH):
            chosen = order[start : start + BATCH]
            length = max(len(windows[i].pieces) for i in chosen)
            pieces = np.zeros((len(chosen), length), np.int64)
            mask = np.zeros((len(chosen), length), np.bool_)
            for row, i in enumerate(chosen):
                pieces[row, : len(windows[i].pieces)] = windows[i].pieces
                mask[row, : len(windows[i].pieces)] = True
            hidden = self._session.run(None, self._inputs(pieces, mask))[0]
            for row, i in enumerate(chosen):
                found[i] = np.asarray(hidden)[row, np.asarray(windows[i].heads)]
        return [states for states in found if states is not None]

    def _inputs(self, pieces: NDArray[np.int64], mask: NDArray[np.bool_]) -> dict[str, NDArray[Any]]:
        return {"pieces": pieces, "mask": mask, "positions": np.arange(pieces.shape[1])}
