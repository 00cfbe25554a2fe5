"""Train the reader's model: `python -m training.train --help`.

Reads the annotated sets beside the project, holds back a tenth of the training texts, trains encoder and
heads together, and writes `model.pt`; `python -m training.export` turns that into the files that
the package ships.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from tollbook.extracting.heads import EXTENTS, GROUPS, MEASURES, REACH, SCOPES, STATUSES
from training.batches import Mention, Shown, batches, shown, tensors
from training.examples import Example, example, held_out, rows, silver, tools, voices
from training.made import passages
from training.network import Encoder, Judge

LANGUAGE = Path("src/tollbook/languages/en")


def loss_of(judge: Judge, states: Tensor, item: Shown) -> Tensor:
    """Give the summed loss of one window whose word states are given."""
    total = torch.zeros(())
    if not item.voices_only:
        tags = torch.tensor(item.tags)
        total = 0.5 * functional.cross_entropy(judge.tag(states), tags, ignore_index=-1, reduction="sum") / 8
    if not item.mentions:
        return total
    mentions = item.mentions
    vectors = judge.mentions(
        states,
        torch.tensor([m.first for m in mentions]),
        torch.tensor([m.last for m in mentions]),
        torch.tensor([m.kind for m in mentions]),
    )
    known = [(m.label.measure or ("",))[0] if m.label else "none" for m in mentions]
    wanted = torch.tensor([MEASURES.index(name) if name else -1 for name in known])
    if (wanted >= 0).any():
        total = total + functional.cross_entropy(
            judge.measure(vectors), wanted, ignore_index=-1, reduction="sum"
        )
    claimed = [i for i, m in enumerate(mentions) if m.label]
    if not claimed:
        return total
    picked = vectors[claimed]
    labels = [m.label for m in mentions if m.label]
    for name, names in (("scope", SCOPES), ("status", STATUSES), ("extent", EXTENTS)):
        values = [getattr(label, name) for label in labels]
        target = torch.tensor([names.index(v) if v in names else -1 for v in values])
        if (target >= 0).any():
            total = total + 0.5 * functional.cross_entropy(
                getattr(judge, name)(picked), target, ignore_index=-1, reduction="sum"
            )
    grouped = [i for i, label in enumerate(labels) if label.group is not None]
    if grouped:
        groups = torch.tensor([[float(g in (labels[i].group or ())) for g in GROUPS] for i in grouped])
        total = total + 0.5 * functional.binary_cross_entropy_with_logits(
            judge.group(picked[grouped]), groups, reduction="sum"
        )
        optional = torch.tensor([[float(labels[i].optional)] for i in grouped])
        total = total + 0.3 * functional.binary_cross_entropy_with_logits(
            judge.optional(picked[grouped]), optional, reduction="sum"
        )
    return total + _pointer_loss(judge, picked, states, item, [m for m in mentions if m.label])


def _pointer_loss(
    judge: Judge, picked: Tensor, states: Tensor, item: Shown, claimed: list[Mention]
) -> Tensor:
    total = torch.zeros(())
    for name in judge.from_mention:
        scores = judge.point(name, picked, states)
        if name == "end":
            keep = torch.full_like(scores, -1e4)
            for i, m in enumerate(claimed):
                keep[i, 1 + m.first : 1 + m.first + REACH] = 0.0
            scores = scores + keep
        chances = torch.log_softmax(scores.float(), -1)
        for i, mention in enumerate(claimed):
            targets = _targets(name, mention, item)
            if targets:
                weight = 1.0 if name.startswith("speaker") else 0.5
                total = total - weight * torch.logsumexp(chances[i, targets], 0)
    return total


def _targets(name: str, mention: Mention, item: Shown) -> list[int]:
    """Give the columns that the pointer may choose (0: nothing); none where the annotation cannot tell."""
    label = mention.label
    assert label is not None
    if name == "end":
        if label.end is None:
            return []
        stop = item.position.get(label.end, mention.first)
        return [1 + min(max(stop, mention.first), mention.first + REACH - 1)]
    if name == "whole":
        if label.whole is None:
            return []
        if label.whole < 0:
            return [0]
        anchor = item.example.counts[label.whole].anchor
        return [1 + item.position[anchor]] if anchor in item.position else []
    places = label.speaker if name.startswith("speaker") else label.via
    if places is None:
        return []
    if not places:
        return [0]
    end = name.endswith("end")
    return [1 + item.position[p[end]] for p in places if p[0] in item.position and p[1] in item.position]


def load(
    shared: Path, silver_file: Path | None, *, everything: bool, more: bool = False
) -> tuple[list[Example], list[Example]]:
    """Give the training and the held-back examples; with `everything` nothing is held back.

    With `more` the further passages of our own are among them.
    """
    with_ = tools(LANGUAGE)
    texts = list(rows(shared / "gold" / "train.jsonl"))
    harmless = [row for row in rows(shared / "bench" / "harmless.jsonl.gz") if not held_out(row["id"] + "h")]
    random.Random(1).shuffle(harmless)
    train = [example(r, with_) for r in texts if everything or not held_out(r["id"])]
    train += [example(r, with_) for r in harmless[:160]]
    train += [example(r, with_) for r in passages()]
    if more:
        train += [example(r, with_) for r in passages("more.yaml")]
    if silver_file:
        train += [silver(r, with_) for r in rows(silver_file)]
        train += [
            voices(r, with_)
            for r in rows(shared / "bench" / "polnear.train.jsonl.gz")
            if not held_out(r["id"])
        ]
    held = [example(r, with_) for r in texts if held_out(r["id"])]
    return train, held


def states_of(encoder: Encoder, batch: list[Shown]) -> list[Tensor]:
    """Give the states of the words of each window of a batch."""
    pieces, mask = tensors(batch)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        hidden = encoder(pieces, mask)
    return [hidden[i, torch.tensor(s.window.heads)].float() for i, s in enumerate(batch)]


def main() -> None:
    """Train and write the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument(
        "--start", type=Path, required=True, help="model.safetensors of all-MiniLM-L6-v2, or a model.pt"
    )
    parser.add_argument("--out", type=Path, default=Path("local/model.pt"))
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument(
        "--silver", type=Path, help="texts read by an earlier model; with them PolNeAR's voices are learned"
    )
    parser.add_argument(
        "--layers", type=int, nargs="+", default=[0, 1, 2, 3, 4, 5], help="layers of the start to keep"
    )
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--everything", action="store_true", help="train on the held-back tenth as well")
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    random.seed(options.seed)
    train, _ = load(options.shared, options.silver, everything=options.everything)
    items = [s for e in train for s in shown(e, with_bare=True)]
    encoder, judge = Encoder(len(options.layers)), Judge()
    if options.start.suffix == ".safetensors":
        encoder.load_minilm(options.start)
    else:
        saved = torch.load(options.start)
        encoder.load_state_dict(_kept(saved["encoder"], options.layers))
        judge.load_state_dict(saved["judge"])
    fit(encoder, judge, items, options)


def _kept(weights: dict[str, Tensor], layers: list[int]) -> dict[str, Tensor]:
    """Give the weights of an encoder that keeps only some layers of a larger one."""
    kept = {name: value for name, value in weights.items() if not name.startswith("layers.")}
    for place, layer in enumerate(layers):
        start = f"layers.{layer}."
        kept |= {f"layers.{place}.{n[len(start) :]}": v for n, v in weights.items() if n.startswith(start)}
    return kept


def fit(encoder: Encoder, judge: Judge, items: list[Shown], options: argparse.Namespace) -> None:
    """Train for some epochs with a linear warm-up and decay, and write the model after each."""
    epochs, out = options.epochs, options.out
    steps = epochs * ((len(items) + 15) // 16)
    optimizer = torch.optim.AdamW(
        [
            {"params": encoder.parameters(), "lr": options.rate},
            {"params": judge.parameters(), "lr": options.rate * 7},
        ],
        weight_decay=0.01,
    )
    warm = max(1, steps // 15)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / (steps - warm)))
    )
    for epoch in range(epochs):
        encoder.train()
        judge.train()
        begun, total, seen = time.time(), 0.0, 0
        for batch in batches(items, seed=epoch):
            states = states_of(encoder, batch)
            loss = sum(
                (loss_of(judge, s, item) for s, item in zip(states, batch, strict=True)), torch.zeros(())
            )
            optimizer.zero_grad()
            (loss / 16).backward()
            torch.nn.utils.clip_grad_norm_([*encoder.parameters(), *judge.parameters()], 5.0)
            optimizer.step()
            schedule.step()
            total, seen = total + float(loss.detach()), seen + len(batch)
        print(
            f"epoch {epoch + 1} loss {total / seen:.3f} windows {seen} seconds {time.time() - begun:.0f}",
            flush=True,
        )
        out.parent.mkdir(parents=True, exist_ok=True)
        torch.save({"encoder": encoder.state_dict(), "judge": judge.state_dict()}, out)


if __name__ == "__main__":
    main()
