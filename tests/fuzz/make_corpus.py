#!/usr/bin/env python3
"""Writes the seed corpus of the fuzz targets: make_corpus.py FOLDER makes a folder in it for each.

The files are small and sound, or wrong in one place, so that a fuzzer begins behind the first checks.
"""
import os
import shutil
import struct
import sys

U8, I8, U16, I16, U32, I32, F32, BOOL, TEXT, ARRAY, U64, I64, F64 = range(13)
SCALARS = {U8: "B", I8: "b", U16: "H", I16: "h", U32: "I", I32: "i", F32: "f", BOOL: "?", U64: "Q", I64: "q", F64: "d"}
TYPES = {"F32": (0, 1, 4), "F16": (1, 1, 2), "Q4_0": (2, 32, 18), "Q8_0": (8, 32, 34)}


def text(value):
    data = value if isinstance(value, bytes) else value.encode()
    return struct.pack("<Q", len(data)) + data


def stored(kind, value):
    if kind == TEXT:
        return text(value)
    if kind == ARRAY:
        inner, values = value
        return struct.pack("<IQ", inner, len(values)) + b"".join(stored(inner, one) for one in values)
    return struct.pack("<" + SCALARS[kind], value)


def gguf(keys, tensors=(), version=3, alignment=32):
    """keys: (name, kind, value); tensors: (name, shape with the fastest index first, type)."""
    head = b"GGUF" + struct.pack("<IQQ", version, len(tensors), len(keys))
    for name, kind, value in keys:
        head += text(name) + struct.pack("<I", kind) + stored(kind, value)
    place, data = 0, b""
    for name, shape, kind in tensors:
        number, block, size = TYPES[kind]
        weights = 1
        for length in shape:
            weights *= length
        head += text(name) + struct.pack("<I", len(shape)) + struct.pack(f"<{len(shape)}Q", *shape)
        head += struct.pack("<IQ", number, place)
        data += bytes(weights // block * size)
        data += bytes(-len(data) % alignment)
        place = len(data)
    return head + bytes(-len(head) % alignment) + data


def vocabulary(more=("a", "b", "ab", "\u2581", "\u2581a", "\u00e9")):
    tokens = ["<unk>", "<s>", "</s>", "<0x0A>", "<0xC3>", *more]
    kinds = [2, 3, 3, 6, 6] + [1] * len(more)
    return [
        ("tokenizer.ggml.model", TEXT, "llama"),
        ("tokenizer.ggml.tokens", ARRAY, (TEXT, tokens)),
        ("tokenizer.ggml.scores", ARRAY, (F32, [-float(i) for i in range(len(tokens))])),
        ("tokenizer.ggml.token_type", ARRAY, (I32, kinds)),
        ("tokenizer.ggml.bos_token_id", U32, 1),
        ("tokenizer.ggml.eos_token_id", U32, 2),
        ("tokenizer.ggml.add_bos_token", BOOL, True),
        ("tokenizer.ggml.add_space_prefix", BOOL, False),
    ]


def byte_pairs():
    """Llama 3's kind: all bytes in GPT-2's alphabet, some words, and the merges that make them."""
    visible = [*range(33, 127), *range(161, 173), *range(174, 256)]
    hidden = [byte for byte in range(256) if byte not in visible]
    alphabet = {byte: chr(byte) for byte in visible} | {byte: chr(256 + i) for i, byte in enumerate(hidden)}
    tokens = [alphabet[byte] for byte in range(256)] + ["ab", "\u0120a", "abab", "<|begin_of_text|>", "<|eot_id|>"]
    kinds = [1] * (len(tokens) - 2) + [3, 3]
    return [
        ("tokenizer.ggml.model", TEXT, "gpt2"),
        ("tokenizer.ggml.pre", TEXT, "llama-bpe"),
        ("tokenizer.ggml.tokens", ARRAY, (TEXT, tokens)),
        ("tokenizer.ggml.token_type", ARRAY, (I32, kinds)),
        ("tokenizer.ggml.merges", ARRAY, (TEXT, ["a b", "\u0120 a", "ab ab"])),
        ("tokenizer.ggml.bos_token_id", U32, len(tokens) - 2),
        ("tokenizer.ggml.eos_token_id", U32, len(tokens) - 1),
    ]


def llama(embedding=8, rows=11):
    return [
        ("general.architecture", TEXT, "llama"),
        ("general.name", TEXT, "seed"),
        ("general.alignment", U32, 32),
        ("llama.block_count", U32, 1),
        ("llama.embedding_length", U32, embedding),
        ("llama.feed_forward_length", U32, embedding),
        ("llama.attention.head_count", U32, 2),
        ("llama.attention.head_count_kv", U32, 1),
        ("llama.context_length", U32, 64),
        ("llama.attention.layer_norm_rms_epsilon", F32, 1e-5),
        ("llama.rope.dimension_count", U32, embedding // 2),
        ("llama.rope.freq_base", F32, 10000.0),
        ("llama.vocab_size", U32, rows),
    ]


def matrices(kind, size=8, rows=11):
    half = size // 2
    return [
        ("token_embd.weight", (size, rows), kind),
        ("blk.0.attn_norm.weight", (size,), "F32"),
        ("blk.0.attn_q.weight", (size, size), kind),
        ("blk.0.attn_k.weight", (size, half), kind),
        ("blk.0.attn_v.weight", (size, half), kind),
        ("blk.0.attn_output.weight", (size, size), kind),
        ("blk.0.ffn_norm.weight", (size,), "F32"),
        ("blk.0.ffn_gate.weight", (size, size), kind),
        ("blk.0.ffn_up.weight", (size, size), kind),
        ("blk.0.ffn_down.weight", (size, size), kind),
        ("output_norm.weight", (size,), "F32"),
    ]


def gguf_seeds():
    yield "model-f32", gguf(llama() + vocabulary(), matrices("F32"))
    yield "model-f16-v2", gguf(llama() + vocabulary(), matrices("F16"), version=2)
    for kind in ("Q4_0", "Q8_0"):
        yield f"model-{kind.lower()}", gguf(llama(embedding=32) + vocabulary(), matrices(kind, size=32))
    whole = gguf(llama() + vocabulary(), matrices("F32"))
    yield "cut-short", whole[:-1]
    yield "header-only", whole[:24]
    yield "vocabulary", gguf(vocabulary())
    yield "byte-pairs", gguf(byte_pairs())
    yield "merge-of-no-token", gguf(byte_pairs()[:-3] + [("tokenizer.ggml.merges", ARRAY, (TEXT, ["a c"]))])
    yield "rule-unknown", gguf([("tokenizer.ggml.model", TEXT, "gpt2"), ("tokenizer.ggml.pre", TEXT, "tekken")])
    yield "empty", gguf([])
    yield "every-type", gguf(
        [(f"key.{kind}", kind, 1) for kind in SCALARS]
        + [(f"list.{kind}", ARRAY, (kind, [0, 1, 1])) for kind in SCALARS]
        + [("text", TEXT, "text"), ("list.text", ARRAY, (TEXT, ["", "\u2581"]))]
    )
    template = "{% for m in messages %}[INST] <<SYS>>\n{{ m }} [/INST]{% endfor %}"
    yield "llama-2-template", gguf(vocabulary() + [("tokenizer.chat_template", TEXT, template)])
    yield "chatml-template", gguf(vocabulary() + [("tokenizer.chat_template", TEXT, "<|im_start|>")])
    yield "experts", gguf(llama() + vocabulary() + [("llama.expert_count", U32, 8)], matrices("F32"))
    yield "rope-scaling", gguf(llama() + vocabulary() + [("llama.rope.scaling.type", TEXT, "yarn")], matrices("F32"))
    yarn = [
        ("llama.rope.scaling.type", TEXT, "yarn"),
        ("llama.rope.scaling.factor", F32, 4.0),
        ("llama.rope.scaling.original_context_length", U32, 64),
        ("llama.rope.scaling.attn_factor", F32, 0.9),
        ("llama.rope.scaling.yarn_beta_fast", F32, 32.0),
        ("llama.rope.scaling.yarn_beta_slow", F32, 1.0),
        ("llama.rope.scaling.yarn_log_multiplier", F32, 1.0),
    ]
    yield "rope-yarn", gguf(llama() + vocabulary() + yarn, matrices("F32"))
    divisors = [("rope_freqs.weight", (2,), "F32")]
    yield "rope-divisors-of-0", gguf(llama() + vocabulary(), matrices("F32") + divisors)
    split = [("split.no", U16, 0), ("split.count", U16, 2), ("split.tensors.count", I32, 11)]
    yield "split", gguf(llama() + vocabulary() + split, matrices("F32"))
    yield "sliding-window", gguf(llama() + vocabulary() + [("llama.attention.sliding_window", U32, 64)], matrices("F32"))
    yield "control-characters", gguf([("general.architecture", TEXT, "\x1b[2J")])
    yield "big-endian", b"GGUF" + struct.pack(">IQQ", 3, 0, 0)
    yield "version-1", b"GGUF" + struct.pack("<III", 1, 0, 0)
    yield "ggjt", b"tjgg" + struct.pack("<II", 3, 32000)
    yield "zip", b"PK\x03\x04" + bytes(30)
    yield "safetensors", struct.pack("<Q", 2) + b"{}" + bytes(8)


def tokenizer_seeds():
    texts = {
        "words": "a ab aab abab  ba",
        "repeated": "a" * 200,
        "accents": "caf\u00e9 cafe\u0301",
        "llama": "\U0001f999 \u2581 \u2581\u2581",
        "specials": "<s>[INST] <<SYS>> </s><user><|end|>unused",
        "lines": "a\n\n\nb\r\n\t",
        "zero": "a\0b",
        "edges": "\x7f\x80\u07ff\u0800\ud7ff\ue000\uffff\U00010000\U0010ffff",
        "spaces": "     ",
        "byte-pairs": "I'll aab  aab 111111 '\u017f \u0661\u0662 a\u3000b\n \n\taaaaab!?\r\n<s>",
    }
    for name, value in texts.items():
        yield name, value.encode()
    yield "nothing", b""
    yield "overlong", b"\xc0\x80\xe0\x80\x80\xf0\x80\x80\x80"
    yield "surrogates", b"\xed\xa0\x80\xed\xbf\xbf"
    yield "beyond", b"\xf4\x90\x80\x80\xf5\xff"
    yield "halves", b"a\xe2\x96 \xf0\x9f\xa6 \xc3"
    yield "all-bytes", bytes(range(256))
    yield "tokens", b"".join(bytes((low, 255 - low % 3)) for low in range(0, 256, 3))


def checksum(data):
    """FNV-1a, 64 bits."""
    value = 0xCBF29CE484222325
    for byte in data:
        value = ((value ^ byte) * 0x100000001B3) % 2**64
    return value


def session(tokens=(1, 2, 3), stages=((0, 2, 4, 16),), version=3, cache=0, precision=0, identity="model", note="{}",
            checked=True):
    """stages: (first layer, layers, parts, bytes of a part), see inference/session_file.h."""
    data = b"ALTISESS" + struct.pack("<III", version, cache, precision)
    data += text(identity) + text(note)
    data += struct.pack("<I", len(tokens)) + struct.pack(f"<{len(tokens)}i", *tokens)
    data += struct.pack("<II", min(2, len(tokens)), len(stages))
    for kind, stage in enumerate(stages, 1):
        data += struct.pack("<IIIIQ", kind, *stage)
    data += b"".join(bytes(range(size % 256)) * parts for _, _, parts, size in stages)
    return data + struct.pack("<Q", checksum(data) if checked else 0)


def session_seeds():
    yield "whole", session()
    yield "empty", session(tokens=(), stages=())
    yield "two-stages", session(stages=((0, 2, 4, 16), (2, 1, 2, 8)), cache=2)
    yield "parts-of-nothing", session(stages=((0, 2, 0xFFFFFFFF, 0),))
    yield "no-parts-of-much", session(stages=((0, 2, 0, 0),))[:-16] + struct.pack("<QQ", 1 << 59, 0)
    yield "note", session(note="n" * 300)
    yield "wrong-checksum", session(checked=False)
    yield "older-version", session(version=2)
    yield "newer-version", session(version=4)
    yield "another-cache", session(cache=7)
    yield "another-precision", session(precision=2)
    yield "cut-short", session()[:-20]
    yield "start-alone", session()[:8]
    yield "control-characters", session(identity="\x1b[2J")
    yield "nothing", b""


def sealed(line):
    return b"%016x %s" % (checksum(line), line)


def note_seeds():
    """The first byte says what the rest is: a note, one to be sealed, a file of turns, one to be sealed."""
    note, bare_note, turns, bare_turns = b"0", b"1", b"2", b"3"
    asked = b'{"model":"m","turns":[{"role":"system","text":"s"},{"role":"user","text":"caf\\u00e9?\\n"}]}'
    answered = b'{"turns":[{"text":"q","role":"user"},{"role":"assistant","text":"\\ud83e\\udd99"}],"model":""}'
    yield "note", note + sealed(asked)
    yield "note-without-seal", note + answered
    yield "note-changed", note + sealed(asked)[:-1]
    yield "no-note", note + b"caches"
    yield "sealed-note", bare_note + asked
    yield "no-turns", bare_note + b'{"model":"m"}'
    yield "turns-twice", bare_note + b'{"turns":[],"turns":[]}'
    yield "unknown-role", bare_note + b'{"turns":[{"role":"tool","text":""}]}'
    yield "late-system", bare_note + b'{"turns":[{"role":"user","text":""},{"role":"system","text":""}]}'
    yield "numbers", bare_note + b'{"turns":[{"role":"user","text":1e999}],"model":null}'
    yield "brackets", bare_note + b"[" * 300
    yield "keys-in-keys", bare_note + b'{"a":' * 300
    yield "half-a-character", bare_note + b'{"turns":[{"role":"user","text":"\xc3"}]}'
    yield "half-a-surrogate", bare_note + b'{"turns":[{"role":"user","text":"\\ud83e"}]}'
    lines = [asked, b'"An answer, "', b'"in pieces\\n"', b'{"end":true}']
    yield "turns", turns + b"".join(sealed(line) + b"\n" for line in lines)
    yield "turns-cut-off", turns + b"".join(sealed(line) + b"\n" for line in lines)[:-20]
    yield "turns-changed", turns + b"".join(sealed(line) + b"\n" for line in lines).replace(b"pieces", b"peaces")
    yield "turns-alone", turns + sealed(answered) + b"\n"
    yield "sealed-turns", bare_turns + b"".join(line + b"\n" for line in lines)
    yield "words-behind-the-end", bare_turns + b"".join(line + b"\n" for line in lines + [b'"more"'])
    yield "no-piece", bare_turns + asked + b"\n[]\n" + b'"more"\n'
    yield "zero", bare_turns + asked + b'\n"a\\u0000b"\n'
    yield "nothing", b""


def template_seeds():
    data = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data")
    templates = os.path.join(data, "templates")
    for name in sorted(os.listdir(templates)):
        with open(os.path.join(templates, name), "rb") as file:
            yield name, file.read()
    with open(os.path.join(data, "template_lines.txt"), encoding="utf-8") as file:
        for number, line in enumerate(file.read().split("\n"), 1):
            if line and not line.startswith("## "):
                yield f"line-{number}", line.replace("\u23ce", "\n").replace("\u240d", "\r").encode()
    yield "nothing", b""
    yield "no-text", b"{{ '\xff' }}"
    yield "a-macro-in-itself", b"{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}"
    yield "doubled", b"{% set n = namespace(t='x') %}{% for i in range(99) %}{% set n.t = n.t + n.t %}{% endfor %}"
    yield "brackets", b"{{ " + b"(" * 500 + b")" * 500 + b" }}"


def main():
    folder = sys.argv[1]
    subjects = {
        "gguf": gguf_seeds(),
        "tokenizer": tokenizer_seeds(),
        "template": template_seeds(),
        "session": session_seeds(),
        "note": note_seeds(),
    }
    for subject, seeds in subjects.items():
        place = os.path.join(folder, subject)
        shutil.rmtree(place, ignore_errors=True)
        os.makedirs(place)
        for name, data in seeds:
            with open(os.path.join(place, name), "wb") as file:
                file.write(data)


if __name__ == "__main__":
    main()
