"""Average models that were trained one from the other: `python -m training.mean OUT.pt MODEL.pt MODEL.pt …`.

The mean of two stages of one training reads better than either. With `--statements FILE` the heads for
statements in that file are put in step with it; its ear stays.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from tollbook.extracting.statements.listening import load_listening
from training.listen import write


def main() -> None:
    """Write the mean."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("models", type=Path, nargs="+")
    parser.add_argument("--statements", type=Path)
    options = parser.parse_args()
    models = [torch.load(path) for path in options.models]
    mean = {
        part: {name: sum(m[part][name].float() for m in models) / len(models) for name in models[0][part]}
        for part in models[0]
    }
    torch.save(mean, options.out)
    if options.statements:
        ear, _ = load_listening(options.statements)
        write(mean["listener"], ear, options.statements)


if __name__ == "__main__":
    main()
