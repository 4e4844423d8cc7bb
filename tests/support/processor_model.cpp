#include "tests/support/processor_model.h"

#include "inference/cpu/cpu_stage.h"
#include "inference/cpu/weight_loading.h"

namespace test_support {

using namespace inference;

Result<std::shared_ptr<const Model>> processor_model(std::shared_ptr<const ModelFile> file,
                                                     const ProcessorOptions& options) {
    auto queue = cpu::WorkQueue::create(options.threads);
    if (!queue) return std::unexpected(queue.error());
    auto model = std::make_shared<Model>();
    model->source = file;
    model->precision = options.precision;
    model->device.selector = "cpu";
    auto layers = options.layers;
    if (layers.empty()) layers = {file->config.layer_count};
    LayerRange range;
    for (const std::uint32_t count : layers) {
        range = {range.first + range.count, count};
        auto loading = cpu::WeightLoading::begin(*queue, file, options.precision, range, options.mapped_layers);
        if (!loading) return std::unexpected(loading.error());
        for (;;) {
            const auto done = (*loading)->advance();
            if (!done) return std::unexpected(done.error());
            if (*done) break;
        }
        model->stages.push_back(cpu::CpuStage::create(*queue, file, (*loading)->take()));
    }
    return model;
}

}  // namespace test_support
