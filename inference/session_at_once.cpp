// What a session does a step at a time, to its end.
#include "inference/session.h"

namespace inference {

Result<void> Session::save(const std::filesystem::path& path, std::string_view model_identity, std::string_view note) {
    const auto saving = begin_save(path, model_identity, note);
    if (!saving) return std::unexpected(saving.error());
    for (;;) {
        const auto done = (*saving)->advance();
        if (!done) return std::unexpected(done.error());
        if (*done) return {};
    }
}

Result<std::string> Session::restore(const std::filesystem::path& path, std::string_view model_identity) try {
    const auto restoring = begin_restore(path, model_identity);
    if (!restoring) return std::unexpected(restoring.error());
    std::string note = (*restoring)->note();
    for (;;) {
        const auto done = (*restoring)->advance();
        if (!done) return std::unexpected(done.error());
        if (*done) return note;
    }
} catch (const std::bad_alloc&) {
    return out_of_memory();
}

Result<std::vector<float>> Session::logits(std::span<const Token> tokens, std::stop_token stop) try {
    std::vector<float> rows;
    rows.reserve(tokens.size() * model().source->config.vocabulary_size);
    const auto done = read_logits(
        tokens, 0, [&](std::uint32_t, std::span<const float> row) { rows.insert(rows.end(), row.begin(), row.end()); },
        stop);
    if (!done) return std::unexpected(done.error());
    if (!*done) rows.clear();
    return rows;
} catch (const std::bad_alloc&) {
    return out_of_memory();
}

}  // namespace inference
