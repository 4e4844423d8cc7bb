#include "inference/perplexity.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/cli/commands.h"
#include "app/cli/loaded_session.h"
#include "app/cli/output.h"
#include "app/cli/progress_line.h"
#include "app/cli/text_input.h"

namespace app::cli {
namespace {

constexpr std::uint32_t usualContext = 2048;  // of the published figures of LLaMA

struct Options {
    std::string model;
    std::optional<std::string> file;
    std::optional<std::uint32_t> stride;
    bool json = false;
    ModelOptions where;
};

Result<Options> read(Words words) {
    Options options;
    CommandLine line(
        "altiplano perplexity", "MODEL --file FILE [OPTIONS]",
        "How well the model predicts a text: exp of the mean of -log p of its tokens. Lower is better.\n"
        "The text is read in windows of --context tokens, each with BOS before it where the model has one,\n"
        "by the kernels that read prompts, so that --batch changes no digit.",
        "altiplano perplexity llama-7b.gguf --file wiki.test.raw --context 2048");
    line.operand("MODEL", options.model);
    line.text("--file", "FILE|-", "the text, as UTF-8", options.file);
    line.number("--stride", "N", "tokens between windows; default: a whole window, which cuts the text into chunks",
                options.stride, 1U, 1U << 24U);
    line.flag("--json", "prints one JSON object", options.json);
    options.where.addTo(line);
    if (auto parsed = line.parse(words); !parsed) return std::unexpected(parsed.error());
    if (!options.file) return wrongUsage("--file is missing", "altiplano perplexity --help has an example.");
    return options;
}

Result<void> report(const inference::Perplexity& found, const inference::Session& session, std::uint32_t stride,
                    bool json) {
    if (!json)
        return print(fmt::format("{:.4f} +- {:.4f} over {} of {} tokens, context {}, stride {}\n", found.value(),
                                 found.standard_error(), found.tokens, found.tokens_total, session.context_length(),
                                 stride));
    const nlohmann::ordered_json object = {{"perplexity", found.value()},
                                           {"standard_error", found.standard_error()},
                                           {"mean_negative_log_likelihood", found.mean},
                                           {"tokens", found.tokens},
                                           {"tokens_total", found.tokens_total},
                                           {"context", session.context_length()},
                                           {"stride", stride}};
    return print(object.dump(2) + '\n');
}

}  // namespace

Result<void> perplexity(Words words) {
    auto options = read(words);
    if (!options) return std::unexpected(options.error());
    const auto text = readText(*options->file);
    if (!text) return std::unexpected(text.error());
    if (auto sound = checkUtf8(*text, "the text"); !sound) return sound;
    const auto model = loadModel(options->model, options->where);
    if (!model) return std::unexpected(model.error());
    const auto& source = *(*model)->source;
    if (!options->where.context) options->where.context = std::min(source.config.context_length, usualContext);
    // One token at a time would go through the decode kernels, whose int8 activations move the figure by a few tenths
    // of a percent; the prompt kernels agree bit for bit however a text is cut.
    if (options->where.batch == 1U) options->where.batch.reset();
    const auto session = openSession(*model, options->where);
    if (!session) return std::unexpected(session.error());
    const auto tokens = source.tokenizer->encode(*text);
    if (!tokens) return fail(tokens.error());

    // A stride of the context's own length is a window, of which BOS takes a place.
    const std::uint32_t window = window_tokens(**session);
    const bool whole = !options->stride || *options->stride == (*session)->context_length();
    const std::uint32_t stride = whole ? window : *options->stride;
    ProgressLine line("perplexity");
    const auto found =
        perplexity_of(**session, *tokens, stride,
                      [&](const inference::Perplexity& so_far) {
                          line.show(static_cast<double>(so_far.tokens) / static_cast<double>(so_far.tokens_total));
                      },
                      {});
    line.clear();
    if (!found) return fail(found.error());
    return report(*found, **session, stride, options->json);
}

}  // namespace app::cli
