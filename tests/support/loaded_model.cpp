#include "tests/support/loaded_model.h"

namespace test_support {

using namespace inference;

Result<std::shared_ptr<const Model>> loaded_model(Engine& engine, const std::filesystem::path& path,
                                                  Precision precision, const std::string& selector) {
    auto file = ModelFile::open(path);
    if (!file) return std::unexpected(file.error());
    auto loading = engine.load(*file, {.device = selector, .precision = precision});
    if (!loading) return std::unexpected(loading.error());
    for (;;) {
        const auto progress = (*loading)->advance();
        if (!progress) return std::unexpected(progress.error());
        if (progress->done) return (*loading)->take();
    }
}

}  // namespace test_support
