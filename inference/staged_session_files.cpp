#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "inference/session_transfer.h"
#include "inference/staged_session.h"

namespace inference {

namespace {

using Shapes = std::vector<SessionFileHeader::StageShape>;

const char* name_of(Precision precision) { return precision == Precision::Exact ? "exact" : "fast"; }

bool lie_alike(const Shapes& these, const Shapes& those) {
    return std::ranges::equal(these, those, [](const auto& one, const auto& other) {
        return one.kind == other.kind && one.first_layer == other.first_layer && one.layer_count == other.layer_count;
    });
}

std::set<StageKind> kinds_of(const Shapes& shapes) {
    std::set<StageKind> kinds;
    for (const auto& shape : shapes) kinds.insert(shape.kind);
    return kinds;
}

}  // namespace

std::vector<SessionFileHeader::StageShape> StagedSession::cache_shapes(std::uint32_t positions) const {
    std::vector<SessionFileHeader::StageShape> shapes;
    for (std::size_t i = 0; i < model_->stages.size(); ++i) {
        const Stage& stage = *model_->stages[i];
        const StageState& state = *chain_.states()[i];
        shapes.push_back({stage.kind(), stage.first_layer(), stage.layer_count(), state.cache_parts(),
                          state.cache_part_bytes(positions)});
    }
    return shapes;
}

std::uint64_t StagedSession::save_bytes() const {
    std::uint64_t bytes = 0;
    for (const auto& state : chain_.states()) bytes += state->cache_parts() * state->cache_part_bytes(computed_);
    return bytes;
}

Result<std::unique_ptr<CacheTransfer>> StagedSession::begin_save(const std::filesystem::path& path,
                                                                 std::string_view model_identity,
                                                                 std::string_view note) try {
    if (auto idle = abandon(); !idle) return failed(std::move(idle.error()));
    const SessionFileHeader header{.cache_type = cache_type_,
                                   .precision = model_->precision,
                                   .model_identity = std::string(model_identity),
                                   .note = std::string(note),
                                   .tokens = {tokens_.begin(), tokens_.begin() + computed_},
                                   .read_by_prompt = reads_by_decoding() ? 0 : read_by_prompt_,
                                   .stages = cache_shapes(computed_)};
    auto file = SessionFileWriter::create(path, header);
    if (!file) return std::unexpected(std::move(file.error()));
    return std::make_unique<CacheSaving>(chain_.states(), std::move(*file), computed_, header.note);
} catch (const std::bad_alloc&) {
    return out_of_memory();
}

Result<void> StagedSession::check(const SessionFileReader& file, std::string_view model_identity) const {
    const SessionFileHeader& header = file.header();
    const auto other = [&](std::string what) {
        return fail(ErrorKind::InvalidFile, fmt::format("{} {}", file.name(), what),
                    "Go on with what it was made with, or choose another file.");
    };
    if (header.model_identity != model_identity) return other("was made with another model file");
    if (header.cache_type != cache_type_)
        return other(
            fmt::format("has a cache of type {}, {} is wanted", name_of(header.cache_type), name_of(cache_type_)));
    if (header.precision != model_->precision)
        return other(fmt::format("was computed with --precision {}, {} is wanted", name_of(header.precision),
                                 name_of(model_->precision)));
    if (header.tokens.size() >= context_length_)
        return fail(ErrorKind::TooLong,
                    fmt::format("{} has {} tokens, a context of {} has room for {}", file.name(), header.tokens.size(),
                                context_length_, context_length_ - 1),
                    "Make the context longer.");
    const auto shapes = cache_shapes(static_cast<std::uint32_t>(header.tokens.size()));
    if (kinds_of(header.stages) != kinds_of(shapes)) return other("was made on another device");
    if (!lie_alike(header.stages, shapes))
        return other(fmt::format("was made with the layers shared out in another way, on {} devices, {} are here",
                                 header.stages.size(), shapes.size()));
    if (header.stages != shapes)
        return file.damaged(fmt::format("has {} tokens, and caches of another number", header.tokens.size()));
    const std::uint32_t vocabulary_size = model_->source->config.vocabulary_size;
    for (const Token token : header.tokens)
        if (token < 0 || static_cast<std::uint32_t>(token) >= vocabulary_size)
            return file.damaged(
                fmt::format("has the token {}, which is outside the vocabulary of {}", token, vocabulary_size));
    return {};
}

Result<std::unique_ptr<CacheTransfer>> StagedSession::begin_restore(const std::filesystem::path& path,
                                                                    std::string_view model_identity) try {
    if (auto idle = abandon(); !idle) return failed(std::move(idle.error()));
    tokens_.clear();
    chosen_.clear();
    computed_ = sent_ = read_by_prompt_ = prompt_length_ = prompt_end_ = 0;
    auto file = SessionFileReader::open(path);
    if (!file) return std::unexpected(std::move(file.error()));
    if (auto sound = check(*file, model_identity); !sound) return std::unexpected(std::move(sound.error()));
    return std::make_unique<CacheRestoring>(chain_.states(), std::move(*file), [this](const SessionFileHeader& header) {
        drafting_.reset(header.tokens, 0);
        replace_tokens(header.tokens);
        computed_ = sent_ = prompt_length_ = length();
        read_by_prompt_ = reads_by_decoding() ? 0 : header.read_by_prompt;
    });
} catch (const std::bad_alloc&) {
    return out_of_memory();
}

}  // namespace inference
