#include "inference/gguf/foreign_formats.h"

#include <fmt/format.h>

#include <array>
#include <cstring>
#include <string_view>

namespace inference::gguf {

namespace {

struct Magic {
    std::string_view bytes;
    std::string_view is;
    std::string_view hint;
};

constexpr std::string_view convert_ggml =
    "Convert the original weights to GGUF with a current converter, or get the model as a .gguf file.";
constexpr std::string_view convert_original = "Convert it to GGUF first, or get the model as a .gguf file.";

// ggml's magics are little-endian words, so they stand backwards in the file.
constexpr std::array magics = {
    Magic{"lmgg", "an old GGML file, from before GGUF", convert_ggml},
    Magic{"fmgg", "an old GGMF file, from before GGUF", convert_ggml},
    Magic{"tjgg", "an old GGJT file, from before GGUF", convert_ggml},
    Magic{"algg", "a GGLA adapter, not a model", "Choose the model that the adapter belongs to."},
    Magic{"PK\x03\x04", "a PyTorch checkpoint or another ZIP archive", convert_original},
    Magic{"\x80\x02", "a PyTorch pickle", convert_original},
    Magic{"\x80\x04", "a Python pickle", convert_original},
    Magic{"\x1f\x8b", "a gzip archive", "Unpack it first."},
    Magic{"version https://git-lfs", "a Git LFS pointer, not the model itself",
          "Fetch the real file with git lfs pull."},
    Magic{"<!DOCTYPE", "a web page", "Download the file itself, not the page that shows it."},
    Magic{"<!doctype", "a web page", "Download the file itself, not the page that shows it."},
    Magic{"<html", "a web page", "Download the file itself, not the page that shows it."},
};

}  // namespace

Error describe_foreign(std::span<const std::byte> first_bytes, std::uint64_t size_bytes, const std::string& name) {
    const std::string_view start(reinterpret_cast<const char*>(first_bytes.data()), first_bytes.size());
    const auto unsupported = [&](std::string_view is, std::string_view hint) {
        return Error{ErrorKind::UnsupportedFile, fmt::format("{} is {}", name, is), std::string(hint)};
    };
    for (const Magic& magic : magics)
        if (start.starts_with(magic.bytes)) return unsupported(magic.is, magic.hint);
    if (start.starts_with("GGUF")) {
        std::uint32_t version = 0;
        if (start.size() < 8)
            return {ErrorKind::InvalidFile,
                    fmt::format("{} ends too soon: it has {} bytes, a GGUF header needs 24", name, size_bytes),
                    "The download is not complete: get the file again."};
        std::memcpy(&version, start.data() + 4, 4);
        if (version == 1) return unsupported("a GGUF file of version 1; versions 2 and 3 are read", convert_ggml);
        if (version != 0 && (version & 0xFFFF) == 0)
            return unsupported("a big-endian GGUF file", "Get the little-endian file of the model.");
        return unsupported(fmt::format("a GGUF file of version {}; versions 2 and 3 are read", version),
                           "Update Altiplano, or get the model in an older version.");
    }
    if (start.size() >= 10 && start[8] == '{') {
        std::uint64_t header = 0;
        std::memcpy(&header, start.data(), 8);
        if (header >= 2 && header < size_bytes) return unsupported("a safetensors file", convert_original);
    }
    return {ErrorKind::InvalidFile, fmt::format("{} is not a GGUF file ({} bytes)", name, size_bytes),
            "Choose a model file in the GGUF format, usually named .gguf."};
}

}  // namespace inference::gguf
