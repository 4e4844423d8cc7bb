// A file of a model: that it is there, what it is, whether it is whole.
#include <QtGlobal>
#include <array>

#include "app/sentences/sentences.h"

namespace app {
namespace {

constexpr std::array sentences = {
    // A file as such.
    QT_TRANSLATE_NOOP("Engine", "there is no file %1"),
    QT_TRANSLATE_NOOP("Engine", "%1 cannot be opened: %2"),
    QT_TRANSLATE_NOOP("Engine", "%1 cannot be read: %2"),
    QT_TRANSLATE_NOOP("Engine", "%1 cannot be written"),
    QT_TRANSLATE_NOOP("Engine", "%1 cannot be written: %2"),
    QT_TRANSLATE_NOOP("Engine", "%1 (%2 bytes) cannot be mapped: %3"),
    QT_TRANSLATE_NOOP("Engine", "%1 is a folder"),
    QT_TRANSLATE_NOOP("Engine", "%1 is no regular file but a pipe or device"),
    QT_TRANSLATE_NOOP("Engine", "%1 is empty (0 bytes)"),
    QT_TRANSLATE_NOOP("Engine", "%1 has %2 bytes, %3 at %4 were asked for"),
    QT_TRANSLATE_NOOP("Engine", "%1 has a header of more than %2 bytes, at most so many are read"),
    QT_TRANSLATE_NOOP("Engine", "%1 became shorter than %2 bytes while it was in use"),
    QT_TRANSLATE_NOOP("Engine", "it is no plain file"),
    QT_TRANSLATE_NOOP("Engine", "the model's file is gone"),
    QT_TRANSLATE_NOOP("Engine", "%1 bytes"),
    // What is no GGUF file.
    QT_TRANSLATE_NOOP("Engine", "%1 is an old GGML file, from before GGUF"),
    QT_TRANSLATE_NOOP("Engine", "%1 is an old GGMF file, from before GGUF"),
    QT_TRANSLATE_NOOP("Engine", "%1 is an old GGJT file, from before GGUF"),
    QT_TRANSLATE_NOOP("Engine", "%1 is a GGLA adapter, not a model"),
    QT_TRANSLATE_NOOP("Engine", "%1 is a PyTorch checkpoint or another ZIP archive"),
    QT_TRANSLATE_NOOP("Engine", "%1 is a PyTorch pickle"),
    QT_TRANSLATE_NOOP("Engine", "%1 is a Python pickle"),
    QT_TRANSLATE_NOOP("Engine", "%1 is a gzip archive"),
    QT_TRANSLATE_NOOP("Engine", "%1 is a Git LFS pointer, not the model itself"),
    QT_TRANSLATE_NOOP("Engine", "%1 is a web page"),
    QT_TRANSLATE_NOOP("Engine", "%1 is a GGUF file of version 1; versions 2 and 3 are read"),
    QT_TRANSLATE_NOOP("Engine", "%1 is a GGUF file of version %2; versions 2 and 3 are read"),
    QT_TRANSLATE_NOOP("Engine", "%1 is a big-endian GGUF file"),
    QT_TRANSLATE_NOOP("Engine", "%1 is a safetensors file"),
    QT_TRANSLATE_NOOP("Engine", "%1 is not a GGUF file (%2 bytes)"),
    // The order of a GGUF file.
    QT_TRANSLATE_NOOP("Engine", "%1 ends too soon: it has %2 bytes, a GGUF header needs 24"),
    QT_TRANSLATE_NOOP("Engine", "%1 ends too soon: %2 needs %3 x %4 bytes at %5, %6 are left"),
    QT_TRANSLATE_NOOP("Engine", "%1 ends too soon: it has %2 bytes, by its header there should be %3"),
    QT_TRANSLATE_NOOP("Engine", "%1 ends too soon: its %2 %3 need at least %4 bytes, %5 are left"),
    QT_TRANSLATE_NOOP("Engine", "%1 has a %2 of %3 bytes at %4, at most %5 are read"),
    QT_TRANSLATE_NOOP("Engine", "%1 has a %2 that is not UTF-8 at %3"),
    QT_TRANSLATE_NOOP("Engine", "%1 has a %2 with control characters: '%3'"),
    QT_TRANSLATE_NOOP("Engine", "%1 has an array of %2 values, at most %3 are read"),
    QT_TRANSLATE_NOOP("Engine", "%1 has arrays within an array"),
    QT_TRANSLATE_NOOP("Engine", "%1 has an array of the unknown type %2"),
    QT_TRANSLATE_NOOP("Engine", "%1 claims %2 %3, at most %4 are read"),
    QT_TRANSLATE_NOOP("Engine", "%1 has the key %2 twice"),
    QT_TRANSLATE_NOOP("Engine", "%1 has the tensor %2 twice"),
    QT_TRANSLATE_NOOP("Engine", "%1: %2 is a truth value of %3"),
    QT_TRANSLATE_NOOP("Engine", "%1: %2 has the unknown type %3"),
    QT_TRANSLATE_NOOP("Engine", "%1: tensor %2 is stored as %3 (type %4), which this program does not run"),
    QT_TRANSLATE_NOOP("Engine", "%1: tensor %2 has a dimension of 0"),
    QT_TRANSLATE_NOOP("Engine", "%1: tensor %2 has more than 2^63 weights"),
    QT_TRANSLATE_NOOP("Engine", "%1: tensor %2 has more than 2^63 bytes"),
    QT_TRANSLATE_NOOP("Engine", "%1: the rows of tensor %2 have %3 weights, %4 needs a multiple of %5"),
    QT_TRANSLATE_NOOP("Engine", "%1: tensor %2 has %3 dimensions, 1 to %4 are possible"),
    QT_TRANSLATE_NOOP("Engine", "%1: general.alignment is %2, a power of two from 8 to %3 is needed"),
    QT_TRANSLATE_NOOP("Engine", "%1: tensor %2 begins at %3, which is no multiple of %4"),
    QT_TRANSLATE_NOOP("Engine", "%1: tensor %2 (%3 bytes at %4) lies where no file reaches"),
    QT_TRANSLATE_NOOP("Engine", "%1: tensors %2 and %3 overlap at %4"),
    QT_TRANSLATE_NOOP("Engine", "tensor %1 has %2 bytes, %3 at %4 were asked for"),
    // Its parts, as they stand in these sentences.
    QT_TRANSLATE_NOOP("Engine", "no number"),
    QT_TRANSLATE_NOOP("Engine", "magic"),
    QT_TRANSLATE_NOOP("Engine", "version"),
    QT_TRANSLATE_NOOP("Engine", "key"),
    QT_TRANSLATE_NOOP("Engine", "keys"),
    QT_TRANSLATE_NOOP("Engine", "value"),
    QT_TRANSLATE_NOOP("Engine", "text"),
    QT_TRANSLATE_NOOP("Engine", "array"),
    QT_TRANSLATE_NOOP("Engine", "tensors"),
    QT_TRANSLATE_NOOP("Engine", "number of tensors"),
    QT_TRANSLATE_NOOP("Engine", "number of keys"),
    QT_TRANSLATE_NOOP("Engine", "value type"),
    QT_TRANSLATE_NOOP("Engine", "array type"),
    QT_TRANSLATE_NOOP("Engine", "array length"),
    QT_TRANSLATE_NOOP("Engine", "array of texts"),
    QT_TRANSLATE_NOOP("Engine", "text in an array"),
    QT_TRANSLATE_NOOP("Engine", "tensor name"),
    QT_TRANSLATE_NOOP("Engine", "tensor type"),
    QT_TRANSLATE_NOOP("Engine", "tensor shape"),
    QT_TRANSLATE_NOOP("Engine", "tensor offset"),
    QT_TRANSLATE_NOOP("Engine", "number of dimensions"),
    // Its values.
    QT_TRANSLATE_NOOP("Engine", "%1 lacks the key %2"),
    QT_TRANSLATE_NOOP("Engine", "%1: %2 is not a whole number from 0"),
    QT_TRANSLATE_NOOP("Engine", "%1: %2 is not a finite number"),
    QT_TRANSLATE_NOOP("Engine", "%1: %2 is not a text"),
    QT_TRANSLATE_NOOP("Engine", "%1: %2 is no list of the right type"),
    QT_TRANSLATE_NOOP("Engine", "%1: %2 is no truth value"),
    // A model in several files.
    QT_TRANSLATE_NOOP("Engine", "%1: %2 is %3, %4 is needed in part %5 of %6"),
    QT_TRANSLATE_NOOP("Engine", "%1: split.count is %2, 1 to %3 are possible"),
    QT_TRANSLATE_NOOP(
        "Engine",
        "%1 is one of %2 parts of a model, but its name does not end in -00001-of-%3.gguf or another number up to %4"),
    QT_TRANSLATE_NOOP("Engine", "part %1 of %2 cannot be read: %3"),
    QT_TRANSLATE_NOOP("Engine", "%1: part %2 has the tensor %3, which part %4 has too"),
    QT_TRANSLATE_NOOP("Engine", "%1: the %2 parts have %3 tensors, split.tensors.count is %4"),
};

}  // namespace

std::span<const char* const> fileSentences() { return sentences; }

}  // namespace app
