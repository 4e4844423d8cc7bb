#include "inference/gguf/split_file.h"

#include <fmt/format.h>

#include <map>

#include "inference/gguf/split_name.h"

namespace inference::gguf {

namespace {

constexpr const char* together = "Put all parts of the model into one folder, with the names they were published with.";
constexpr std::uint64_t most_parts = 99'999;  // five digits of a name

std::unexpected<Error> disagree(std::string what) {
    return fail(ErrorKind::InvalidFile, std::move(what), "The parts do not belong together: get all of them again.");
}

using Parts = std::vector<std::shared_ptr<const GgufFile>>;

class SplitFile final : public GgufFile {
public:
    SplitFile(Parts parts, std::vector<TensorInfo> tensors) : parts_(std::move(parts)), tensors_(std::move(tensors)) {
        for (const auto& part : parts_) size_bytes_ += part->size_bytes();
    }

    const std::string& name() const override { return parts_.front()->name(); }
    std::uint64_t size_bytes() const override { return size_bytes_; }
    std::uint32_t version() const override { return parts_.front()->version(); }
    const std::map<std::string, Value, std::less<>>& metadata() const override { return parts_.front()->metadata(); }
    const std::vector<TensorInfo>& tensors() const override { return tensors_; }
    std::vector<std::filesystem::path> paths() const override {
        std::vector<std::filesystem::path> paths;
        for (const auto& part : parts_)
            for (auto& path : part->paths()) paths.push_back(std::move(path));
        return paths;
    }
    Result<void> read(const TensorInfo& tensor, std::uint64_t offset, std::span<std::byte> out) const override {
        return parts_.at(tensor.part)->read(tensor, offset, out);
    }

private:
    Parts parts_;
    std::vector<TensorInfo> tensors_;
    std::uint64_t size_bytes_ = 0;
};

/// A part's own numbers against what they must be.
Result<void> check_part(const GgufFile& part, std::uint32_t number, std::uint32_t count, std::uint64_t tensors) {
    struct Wanted {
        const char* key;
        std::uint64_t value;
    };
    for (const Wanted& wanted :
         {Wanted{"split.no", number - 1}, Wanted{"split.count", count}, Wanted{"split.tensors.count", tensors}}) {
        const auto found = part.unsigned_integer(wanted.key);
        if (!found) return std::unexpected(found.error());
        if (*found != wanted.value)
            return disagree(fmt::format("{}: {} is {}, {} is needed in part {} of {}", part.name(), wanted.key, *found,
                                        wanted.value, number, count));
    }
    return {};
}

}  // namespace

Result<std::uint32_t> parts_of(const GgufFile& file) {
    constexpr const char* key = "split.count";
    if (!file.has(key)) return 1U;
    const auto count = file.unsigned_integer(key);
    if (!count) return std::unexpected(count.error());
    if (*count == 0) return 1U;  // so llama.cpp's gguf-split marks what it merged
    if (*count > most_parts)
        return disagree(fmt::format("{}: split.count is {}, 1 to {} are possible", file.name(), *count, most_parts));
    return static_cast<std::uint32_t>(*count);
}

Result<std::shared_ptr<const GgufFile>> open_split(std::shared_ptr<const GgufFile> part,
                                                   const std::filesystem::path& path) {
    const auto count = parts_of(*part);
    if (!count) return std::unexpected(count.error());
    const auto name = SplitName::parse(path.filename().string());
    if (!name || name->count != *count)
        return fail(ErrorKind::InvalidFile,
                    fmt::format("{} is one of {} parts of a model, but its name does not end in -00001-of-{:05}.gguf "
                                "or another number up to {}",
                                part->name(), *count, *count, *count),
                    together);
    const auto tensors = part->unsigned_integer("split.tensors.count");
    if (!tensors) return std::unexpected(tensors.error());

    Parts parts;
    std::vector<TensorInfo> all;
    std::map<std::string, std::uint32_t> part_of;  // by the name of a tensor
    for (std::uint32_t number = 1; number <= *count; ++number) {
        auto one = number == name->number ? Result<std::shared_ptr<const GgufFile>>(part)
                                          : open_one(path.parent_path() / name->of_part(number));
        if (!one)
            return fail(one.error().kind,
                        fmt::format("part {} of {} cannot be read: {}", number, *count, one.error().what), together);
        if (auto sound = check_part(**one, number, *count, *tensors); !sound) return std::unexpected(sound.error());
        for (TensorInfo tensor : (*one)->tensors()) {
            const auto [known, is_new] = part_of.emplace(tensor.name, number);
            if (!is_new)
                return disagree(fmt::format("{}: part {} has the tensor {}, which part {} has too", (*one)->name(),
                                            number, tensor.name, known->second));
            tensor.part = number - 1;
            all.push_back(std::move(tensor));
        }
        parts.push_back(std::move(*one));
    }
    if (all.size() != *tensors)
        return disagree(fmt::format("{}: the {} parts have {} tensors, split.tensors.count is {}", part->name(), *count,
                                    all.size(), *tensors));
    return std::make_shared<SplitFile>(std::move(parts), std::move(all));
}

}  // namespace inference::gguf
