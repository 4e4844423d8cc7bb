"""Cria's network: the LLaMA decoder of Touvron et al. 2023 (arXiv:2302.13971) with grouped-query attention, in float32.

Shapes stand in comments, slowest first: B conversations, T tokens, E embedding_length, H heads, D head_size.
"""
from dataclasses import asdict, dataclass

import torch
from torch import nn
from torch.nn import functional


@dataclass(frozen=True)
class Shape:
    """Every row of every matrix is a multiple of 256 long, so that each GGUF quantisation applies."""

    vocabulary_size: int = 4096
    context_length: int = 512
    embedding_length: int = 256
    layers: int = 8
    head_count: int = 4
    kv_head_count: int = 2
    feed_forward_length: int = 768
    rope_base: float = 10000.0
    norm_epsilon: float = 1e-5

    @property
    def head_size(self) -> int:
        return self.embedding_length // self.head_count

    def as_dict(self) -> dict:
        return asdict(self)


class RootMeanSquareNorm(nn.Module):
    def __init__(self, length: int, epsilon: float):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(length))
        self.epsilon = epsilon

    def forward(self, values):
        return values * torch.rsqrt(values.square().mean(-1, keepdim=True) + self.epsilon) * self.weight


def rotations(shape: Shape):
    """cos and sin of every position: (context_length, D/2), from angles in double precision."""
    pair = torch.arange(0, shape.head_size, 2, dtype=torch.float64) / shape.head_size
    angles = torch.outer(torch.arange(shape.context_length, dtype=torch.float64), shape.rope_base ** -pair)
    return angles.cos().float(), angles.sin().float()


def rotate(values, cosine, sine):
    """Rotates neighbouring pairs (2i, 2i+1), as GGUF's llama does: (B, heads, T, D)."""
    even, odd = values[..., 0::2], values[..., 1::2]
    turned = torch.stack((even * cosine - odd * sine, even * sine + odd * cosine), -1)
    return turned.flatten(-2)


class Attention(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.shape = shape
        self.query = nn.Linear(shape.embedding_length, shape.head_count * shape.head_size, bias=False)
        self.key = nn.Linear(shape.embedding_length, shape.kv_head_count * shape.head_size, bias=False)
        self.value = nn.Linear(shape.embedding_length, shape.kv_head_count * shape.head_size, bias=False)
        self.output = nn.Linear(shape.head_count * shape.head_size, shape.embedding_length, bias=False)

    def forward(self, values, cosine, sine, mask):
        batch, tokens, _ = values.shape

        def heads(projection, count):
            return projection(values).view(batch, tokens, count, self.shape.head_size).transpose(1, 2)

        query = rotate(heads(self.query, self.shape.head_count), cosine, sine)
        key = rotate(heads(self.key, self.shape.kv_head_count), cosine, sine)
        value = heads(self.value, self.shape.kv_head_count)
        # Query heads that share a key head lie side by side: (B, kv heads, shared * T, D).
        shared = self.shape.head_count // self.shape.kv_head_count
        query = query.reshape(batch, self.shape.kv_head_count, shared * tokens, self.shape.head_size)
        scores = query @ key.transpose(-1, -2) * self.shape.head_size**-0.5
        scores = scores.view(batch, self.shape.head_count, tokens, tokens) + mask
        weights = scores.softmax(-1).view(batch, self.shape.kv_head_count, shared * tokens, tokens)
        mixed = (weights @ value).view(batch, self.shape.head_count, tokens, self.shape.head_size)
        return self.output(mixed.transpose(1, 2).reshape(batch, tokens, -1))


class FeedForward(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.gate = nn.Linear(shape.embedding_length, shape.feed_forward_length, bias=False)
        self.up = nn.Linear(shape.embedding_length, shape.feed_forward_length, bias=False)
        self.down = nn.Linear(shape.feed_forward_length, shape.embedding_length, bias=False)

    def forward(self, values):
        return self.down(functional.silu(self.gate(values)) * self.up(values))


class Layer(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.attention_norm = RootMeanSquareNorm(shape.embedding_length, shape.norm_epsilon)
        self.attention = Attention(shape)
        self.feed_forward_norm = RootMeanSquareNorm(shape.embedding_length, shape.norm_epsilon)
        self.feed_forward = FeedForward(shape)

    def forward(self, values, cosine, sine, mask, dropout):
        values = values + dropout(self.attention(self.attention_norm(values), cosine, sine, mask))
        return values + dropout(self.feed_forward(self.feed_forward_norm(values)))


class Cria(nn.Module):
    """Tokens (B, T) to logits (B, T, vocabulary_size). The head is the embedding, transposed."""

    def __init__(self, shape: Shape):
        super().__init__()
        self.shape = shape
        self.embedding = nn.Embedding(shape.vocabulary_size, shape.embedding_length)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.norm = RootMeanSquareNorm(shape.embedding_length, shape.norm_epsilon)
        self.dropout = nn.Dropout(0.0)  # of the embedding and of what each layer adds; in training
        cosine, sine = rotations(shape)
        self.register_buffer("cosine", cosine, persistent=False)
        self.register_buffer("sine", sine, persistent=False)
        nn.init.normal_(self.embedding.weight, std=0.02)
        for layer in self.layers:
            # Each layer begins as the identity.
            nn.init.zeros_(layer.attention.output.weight)
            nn.init.zeros_(layer.feed_forward.down.weight)

    def hidden(self, tokens):
        length = tokens.shape[1]
        mask = torch.full((length, length), float("-inf")).triu(1)
        values = self.dropout(self.embedding(tokens))
        for layer in self.layers:
            values = layer(values, self.cosine[:length], self.sine[:length], mask, self.dropout)
        return self.norm(values)

    def forward(self, tokens):
        return functional.linear(self.hidden(tokens), self.embedding.weight)
