"""Train the heads that hear who says what: `python -m training.listen {heads,joint} --help`.

`heads` leaves the encoder as it is shipped and trains the heads on its states (minutes); `joint` trains the
encoder with the heads for claims and for statements together. Both write `statements.npz`: the heads, and the
ear, the linear model that says which sentences are listened to.
"""

from __future__ import annotations

import argparse
import math
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.optim.lr_scheduler import LRScheduler

from tollbook.extracting.encoder import OnnxEncoder
from tollbook.extracting.mentions import sentence_ranges
from tollbook.extracting.statements.listening import Ear, save_listening
from tollbook.text import words
from training.batches import Shown, batches, shown
from training.examples import held_out, rows, vocabulary_of
from training.network import Encoder, Judge
from training.statements import Heard, Listener, attributions, heard, loss_of
from training.train import LANGUAGE, load, states_of
from training.train import loss_of as claim_loss_of

SET = Path("bench") / "polnear.train.jsonl.gz"

EAR_FLOOR = -0.5
"""Log odds below which a sentence is not listened to; a unit less gains .003 of PolNeAR held."""

RAREST = 5
BATCH = 16


def fit_ear(texts: Sequence[dict[str, Any]]) -> Ear:
    """Fit the ear by AdaGrad: which words tell that somebody says something in a sentence."""
    sentences = [sentence for row in texts for sentence in _sentences(row)]
    seen = Counter(word for found, _ in sentences for word in found)
    weights = {word: 0.0 for word, n in seen.items() if n >= RAREST} | {"": 0.0}
    squares = dict.fromkeys(weights, 1e-6)
    draw = random.Random(0)
    for _ in range(6):
        draw.shuffle(sentences)
        for found, said in sentences:
            known = [word for word in found if word in weights] + [""]
            odds = max(-30.0, min(30.0, sum(weights[word] for word in known)))
            error = (1 / (1 + math.exp(-odds)) - float(said > 0)) * max(1, said)
            for word in known:
                slope = error + 2e-4 * weights[word]
                squares[word] += slope * slope
                weights[word] -= 0.15 * slope / math.sqrt(squares[word])
    floor = EAR_FLOOR - weights.pop("")
    return Ear({word: round(value, 3) for word, value in weights.items() if abs(value) > 0.05}, floor)


def _sentences(row: dict[str, Any]) -> Iterator[tuple[set[str], int]]:
    """Give the words of each sentence, and how many attributions with a source begin there."""
    text_words = words(row["text"])
    begins = Counter(said.cue[0] for said in attributions(row, text_words) if said.source)
    for first, last in sentence_ranges(row["text"], text_words):
        yield set(text_words.lower[first:last]), sum(begins[i] for i in range(first, last))


def fit_heads(
    listener: Listener, states: Sequence[np.ndarray[Any, Any]], items: Sequence[Heard], epochs: int
) -> None:
    """Train the heads on states that do not change."""
    steps = epochs * ((len(items) + BATCH - 1) // BATCH)
    optimizer = torch.optim.AdamW(listener.parameters(), lr=1.5e-3, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: max(0.0, 1 - step / steps))
    order, draw = list(range(len(items))), random.Random(1)
    listener.train()
    for epoch in range(epochs):
        draw.shuffle(order)
        begun, total = time.time(), 0.0
        for start in range(0, len(order), BATCH):
            chosen = order[start : start + BATCH]
            losses = [
                loss_of(listener, torch.from_numpy(states[i].astype(np.float32)), items[i]) for i in chosen
            ]
            total += _step(optimizer, list(listener.parameters()), torch.stack(losses).sum(), schedule)
        print(
            f"epoch {epoch + 1} loss {total / len(items):.3f} seconds {time.time() - begun:.0f}", flush=True
        )


def _step(
    optimizer: torch.optim.Optimizer, parameters: list[Tensor], loss: Tensor, schedule: LRScheduler
) -> float:
    optimizer.zero_grad()
    (loss / BATCH).backward()
    torch.nn.utils.clip_grad_norm_(parameters, 5.0)
    optimizer.step()
    schedule.step()
    return float(loss.detach())


def fit_joint(
    models: tuple[Encoder, Judge, Listener],
    items: Sequence[Shown | Heard],
    epochs: int,
    rate: float,
    out: Path,
) -> None:
    """Train the encoder with all heads, and write the model after each epoch."""
    encoder, judge, listener = models
    parameters = [p for model in models for p in model.parameters()]
    steps = epochs * ((len(items) + BATCH - 1) // BATCH)
    optimizer = torch.optim.AdamW(
        [
            {"params": encoder.parameters(), "lr": rate},
            {"params": [*judge.parameters(), *listener.parameters()], "lr": rate * 10},
        ],
        weight_decay=0.01,
    )
    warm = max(1, steps // 15)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / (steps - warm)))
    )
    for epoch in range(epochs):
        for model in models:
            model.train()
        begun, total = time.time(), 0.0
        for batch in batches(items, seed=epoch):  # type: ignore[arg-type]
            found = states_of(encoder, batch)
            losses = [
                loss_of(listener, s, item) if isinstance(item, Heard) else claim_loss_of(judge, s, item)
                for s, item in zip(found, batch, strict=True)
            ]
            total += _step(optimizer, parameters, torch.stack(losses).sum(), schedule)
        print(
            f"epoch {epoch + 1} loss {total / len(items):.3f} seconds {time.time() - begun:.0f}", flush=True
        )
        torch.save(
            dict(zip(("encoder", "judge", "listener"), (m.state_dict() for m in models), strict=True)), out
        )


def write(listener: dict[str, Tensor], ear: Ear, path: Path) -> None:
    """Write the heads and the ear as the package ships them."""
    save_listening({name: value.numpy() for name, value in listener.items()}, ear, path)


def main() -> None:
    """Train and write the heads."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["heads", "joint"])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument(
        "--encoder", type=Path, default=LANGUAGE / "model" / "encoder.onnx", help="for `heads`"
    )
    parser.add_argument("--start", type=Path, help="for `joint`: a model.pt with encoder and judge")
    parser.add_argument("--silver", type=Path, help="for `joint`: as for `training.train`")
    parser.add_argument("--out", type=Path, default=Path("local/model.pt"), help="for `joint`")
    parser.add_argument("--statements", type=Path, default=LANGUAGE / "model" / "statements.npz")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--rate", type=float, default=1e-4, help="for `joint`")
    parser.add_argument("--everything", action="store_true", help="train on the held-back tenth as well")
    parser.add_argument("--more", action="store_true", help="for `joint`: train on `more.yaml` too")
    options = parser.parse_args()
    torch.manual_seed(7)
    texts = [row for row in rows(options.shared / SET) if options.everything or not held_out(row["id"])]
    ear = fit_ear(texts)
    vocabulary = vocabulary_of(LANGUAGE)
    items = [item for row in texts for item in heard(row, ear, vocabulary)]
    listener = Listener()
    if options.what == "heads":
        encoder = OnnxEncoder(options.encoder)
        states = [
            s.astype(np.float16)
            for i in range(0, len(items), 64)
            for s in encoder.states([h.window for h in items[i : i + 64]])
        ]
        fit_heads(listener, states, items, options.epochs)
    else:
        saved = torch.load(options.start)
        layers = {name.split(".")[1] for name in saved["encoder"] if name.startswith("layers.")}
        network, judge = Encoder(len(layers)), Judge()
        network.load_state_dict(saved["encoder"])
        judge.load_state_dict(saved["judge"])
        if "listener" in saved:
            listener.load_state_dict(saved["listener"])
        examples, _ = load(options.shared, options.silver, everything=options.everything, more=options.more)
        claims = [s for e in examples for s in shown(e, with_bare=True)]
        fit_joint((network, judge, listener), [*claims, *items], options.epochs, options.rate, options.out)
    write(listener.state_dict(), ear, options.statements)


if __name__ == "__main__":
    main()
