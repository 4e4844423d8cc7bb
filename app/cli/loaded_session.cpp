#include "app/cli/loaded_session.h"

#include <fmt/format.h>

#include "app/cli/output.h"
#include "app/cli/planned.h"
#include "app/cli/progress_line.h"
#include "inference/size_in_words.h"

namespace app::cli {

using inference::Model;
using inference::Session;

Result<std::shared_ptr<const Model>> loadModel(const std::string& file, const ModelOptions& options) {
    auto model = loadModel(file, options, options.loading());
    if (!model) return fail(model.error());
    return std::move(*model);
}

inference::Result<std::shared_ptr<const Model>> loadModel(const std::string& file, const ModelOptions& options,
                                                          const inference::LoadOptions& loadOptions) {
    auto source = inference::ModelFile::open(file);
    if (!source) return std::unexpected(source.error());
    const auto engine = makeEngine(options.dataDirectory);
    if (!engine) return std::unexpected(engine.error());
    auto loading = (*engine)->load(*source, loadOptions);
    if (!loading) return std::unexpected(loading.error());
    ProgressLine line("loading");
    bool compiling = false;
    for (bool done = false; !done;) {
        const auto progress = (*loading)->advance();
        if (!progress) return std::unexpected(progress.error());
        done = progress->done;
        if (progress->compiling && !compiling) {
            compiling = true;
            line.clear();
            if (options.verbose) remark("the weights are loaded; kernels are compiled, where that was not done before");
        }
        line.show(compiling ? "compiling kernels" : "loading", static_cast<double>(progress->fraction));
    }
    line.clear();
    auto model = (*loading)->take();
    if (!model) return std::unexpected(model.error());
    for (const std::string& text : remarksOn((*model)->plan, loadOptions.memory_share)) remark(text);
    if (options.verbose)
        remark(fmt::format("{} ({}) on {} ({}), {} of weights", (*source)->config.name, (*source)->config.quantisation,
                           (*model)->device.name, (*model)->device.selector,
                           inference::size_in_words((*model)->weights_bytes())));
    if (options.verbose && !(*model)->device.left_out.empty())
        remark(fmt::format("not used of {}: {}", (*model)->device.name, (*model)->device.left_out));
    return std::move(*model);
}

Result<std::unique_ptr<Session>> openSession(std::shared_ptr<const Model> model, const ModelOptions& options) {
    const std::uint32_t trained = model->source->config.context_length;
    if (options.context.value_or(0) > trained)
        return fail(fmt::format("the model was trained for a context of {} tokens, {} were asked for", trained,
                                *options.context),
                    "Ask for no more than it was trained for.");
    auto session = Session::open(std::move(model), {.context_length = options.context.value_or(0),
                                                    .batch_tokens = options.batch.value_or(0),
                                                    .cache_type = options.cache(),
                                                    .draft_tokens = options.draftTokens});
    if (!session) return fail(session.error());
    return std::move(*session);
}

}  // namespace app::cli
