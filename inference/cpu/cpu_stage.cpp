#include "inference/cpu/cpu_stage.h"

#include <new>

#include "inference/cpu/cpu_stage_state.h"
#include "inference/cpu/plain_read.h"

namespace inference::cpu {

std::shared_ptr<CpuStage> CpuStage::create(std::shared_ptr<WorkQueue> queue, std::shared_ptr<const ModelFile> model,
                                           CpuWeights weights) {
    return std::shared_ptr<CpuStage>(new CpuStage(std::move(queue), std::move(model), std::move(weights)));
}

Result<double> CpuStage::measure_plain_read() {
    Result<double> read = 0.0;
    queue_->wait(queue_->submit([&](ThreadTeam& team) { read = cpu::measure_plain_read(team); }));
    return read;
}

Result<std::unique_ptr<StageState>> CpuStage::open(std::uint32_t cache_length, CacheType type) {
    if (auto possible = check_cache_type(type, config().head_size); !possible)
        return std::unexpected(std::move(possible.error()));
    return CpuStageState::open(shared_from_this(), cache_length, type);
}

}  // namespace inference::cpu
