"""Reads the weights of a GGUF file that export.py wrote, to train on from what was released.

What Q8_0 rounded off stays lost, 0.3 % of a weight; a few hundred steps mend it.
"""
import struct

import numpy
import torch

from export import ALIGNMENT, F32, Q8_0, gguf_name

SIZES = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}  # of the types of metadata
STRING, ARRAY = 8, 9


class Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, form):
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values if len(values) > 1 else values[0]

    def string(self):
        length = self.take("Q")
        self.at += length
        return self.data[self.at - length : self.at].decode("utf-8")

    def skip_value(self, kind):
        if kind == STRING:
            self.string()
        elif kind == ARRAY:
            inner, count = self.take("IQ")
            for _ in range(count):
                self.skip_value(inner)
        else:
            self.at += SIZES[kind]


def weights(path):
    """Tensors by their GGUF names, in float32."""
    reader = Reader(path.read_bytes())
    magic, version, tensors, values = reader.take("4sIQQ")
    assert magic == b"GGUF" and version == 3
    for _ in range(values):
        reader.string()
        reader.skip_value(reader.take("I"))
    table = []
    for _ in range(tensors):
        name, dimensions = reader.string(), reader.take("I")
        lengths = [reader.take("Q") for _ in range(dimensions)]
        kind, offset = reader.take("IQ")
        table.append((name, lengths[::-1], kind, offset))
    start = reader.at + -reader.at % ALIGNMENT
    result = {}
    for name, lengths, kind, offset in table:
        count = int(numpy.prod(lengths))
        if kind == F32:
            plain = numpy.frombuffer(reader.data, "<f4", count, start + offset)
        else:
            assert kind == Q8_0, f"{name} is of type {kind}"
            blocks = numpy.frombuffer(reader.data, [("scale", "<f2"), ("levels", "i1", 32)], count // 32, start + offset)
            plain = blocks["scale"].astype(numpy.float32)[:, None] * blocks["levels"]
        result[name] = torch.from_numpy(plain.astype(numpy.float32).reshape(lengths))
    return result


def load_into(model, path):
    read = weights(path)
    model.load_state_dict({name: read[gguf_name(name)] for name in model.state_dict()})
