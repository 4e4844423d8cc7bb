"""Writes Cria as a GGUF file: matrices as Q8_0, norms as F32, vocabulary and chat template from the training folder.

    python3 export.py FOLDER cria.gguf

The layout is GGUF version 3 (https://github.com/ggml-org/ggml/blob/master/docs/gguf.md).
"""
import argparse
import struct
from pathlib import Path

import numpy
import sentencepiece
import torch

from chat_text import END, START
from model import Shape

ALIGNMENT = 32
F32, Q8_0 = 0, 8
# The value types of metadata that are used here.
U32, I32, FLOAT, BOOL, STRING, ARRAY = 4, 5, 6, 7, 8, 9
NORMAL, UNKNOWN, CONTROL, BYTE = 1, 2, 3, 6

# Cria was trained without instructions of the system's, so they are left out.
CHAT_TEMPLATE = (
    "{% for message in messages %}{% if message['role'] != 'system' %}{{ '" + START + "' + message['role'] + '\\n'"
    " + message['content'] + '" + END + "' + '\\n' }}{% endif %}{% endfor %}"
    "{% if add_generation_prompt %}{{ '" + START + "assistant\\n' }}{% endif %}"
)


def string(text: str) -> bytes:
    data = text.encode("utf-8")
    return struct.pack("<Q", len(data)) + data


def packed(kind: int, value) -> bytes:
    if kind == STRING:
        return string(value)
    return struct.pack({U32: "<I", I32: "<i", FLOAT: "<f", BOOL: "<?"}[kind], value)


def entry(key: str, kind: int, value) -> bytes:
    return string(key) + struct.pack("<I", kind) + packed(kind, value)


def array(key: str, kind: int, values) -> bytes:
    head = string(key) + struct.pack("<IIQ", ARRAY, kind, len(values))
    return head + b"".join(packed(kind, value) for value in values)


def quantised(matrix: numpy.ndarray) -> bytes:
    """Blocks of 32 along the rows: a float16 scale and 32 int8."""
    blocks = matrix.astype(numpy.float32).reshape(-1, 32)
    scale = numpy.abs(blocks).max(1, keepdims=True) / 127
    inverse = numpy.divide(1, scale, out=numpy.zeros_like(scale), where=scale != 0)
    levels = numpy.rint(blocks * inverse).astype(numpy.int8)
    result = numpy.empty(len(blocks), dtype=[("scale", "<f2"), ("levels", "i1", 32)])
    result["scale"] = scale[:, 0]
    result["levels"] = levels
    return result.tobytes()


def vocabulary(path: Path) -> list[bytes]:
    words = sentencepiece.SentencePieceProcessor(model_file=str(path))
    pieces, scores, kinds = [], [], []
    for index in range(words.get_piece_size()):
        pieces.append(words.id_to_piece(index))
        scores.append(words.get_score(index))
        kinds.append(UNKNOWN if words.is_unknown(index) else CONTROL if words.is_control(index)
                     else BYTE if words.is_byte(index) else NORMAL)
    return [
        entry("tokenizer.ggml.model", STRING, "llama"),
        array("tokenizer.ggml.tokens", STRING, pieces),
        array("tokenizer.ggml.scores", FLOAT, scores),
        array("tokenizer.ggml.token_type", I32, kinds),
        entry("tokenizer.ggml.bos_token_id", U32, words.bos_id()),
        entry("tokenizer.ggml.eos_token_id", U32, words.piece_to_id(END)),
        entry("tokenizer.ggml.unknown_token_id", U32, words.unk_id()),
        entry("tokenizer.ggml.add_bos_token", BOOL, True),
        entry("tokenizer.ggml.add_space_prefix", BOOL, False),
        entry("tokenizer.chat_template", STRING, CHAT_TEMPLATE),
    ]


def metadata(shape: Shape, words: Path) -> list[bytes]:
    return [
        entry("general.architecture", STRING, "llama"),
        entry("general.name", STRING, "Cria"),
        entry("general.license", STRING, "apache-2.0"),
        entry("general.file_type", U32, 7),  # mostly Q8_0
        entry("general.quantization_version", U32, 2),
        entry("llama.context_length", U32, shape.context_length),
        entry("llama.embedding_length", U32, shape.embedding_length),
        entry("llama.block_count", U32, shape.layers),
        entry("llama.feed_forward_length", U32, shape.feed_forward_length),
        entry("llama.attention.head_count", U32, shape.head_count),
        entry("llama.attention.head_count_kv", U32, shape.kv_head_count),
        entry("llama.attention.layer_norm_rms_epsilon", FLOAT, shape.norm_epsilon),
        entry("llama.rope.dimension_count", U32, shape.head_size),
        entry("llama.rope.freq_base", FLOAT, shape.rope_base),
        entry("llama.vocab_size", U32, shape.vocabulary_size),
    ] + vocabulary(words)


NAMES = {
    "attention_norm": "attn_norm", "attention.query": "attn_q", "attention.key": "attn_k",
    "attention.value": "attn_v", "attention.output": "attn_output", "feed_forward_norm": "ffn_norm",
    "feed_forward.gate": "ffn_gate", "feed_forward.up": "ffn_up", "feed_forward.down": "ffn_down",
}


def gguf_name(name: str) -> str:
    if name == "embedding.weight":
        return "token_embd.weight"
    if name == "norm.weight":
        return "output_norm.weight"
    _, layer, rest = name.split(".", 2)
    return f"blk.{layer}.{NAMES[rest.removesuffix('.weight')]}.weight"


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("output", type=Path)
    options = arguments.parse_args()
    state = torch.load(options.folder / "checkpoint.pt")
    values = metadata(Shape(**state["shape"]), options.folder / "vocabulary.model")

    table, data = [], b""
    for name, tensor in state["model"].items():
        plain = tensor.float().numpy()
        kind, content = (Q8_0, quantised(plain)) if plain.ndim == 2 else (F32, plain.astype("<f4").tobytes())
        lengths = plain.shape[::-1]  # the fastest first
        table.append(string(gguf_name(name)) + struct.pack(f"<I{len(lengths)}QIQ", len(lengths), *lengths, kind, len(data)))
        data += content + bytes(-len(content) % ALIGNMENT)
    head = struct.pack("<4sIQQ", b"GGUF", 3, len(table), len(values)) + b"".join(values) + b"".join(table)
    options.output.write_bytes(head + bytes(-len(head) % ALIGNMENT) + data)
    print(f"{options.output}: step {state['step']}, {options.output.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
