"""The encoder as shipped: from windows of word pieces to the states of their words, on one thread."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import onnxruntime

from tollbook.extracting.heads import Array
from tollbook.extracting.windows import Window

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
        """Give the states of the words of each window, in the order of the windows.

        Each window goes through the network by itself: in 8 bit, windows that go together change each other.
        """
        return [self._states(window) for window in windows]

    def _states(self, window: Window) -> Array:
        pieces = np.asarray([window.pieces], np.int64)
        given = {
            "pieces": pieces,
            "mask": np.ones(pieces.shape, np.bool_),
            "positions": np.arange(pieces.shape[1]),
        }
        hidden: Array = self._session.run(None, given)[0][0]
        states: Array = hidden[np.asarray(window.heads)]
        return states
