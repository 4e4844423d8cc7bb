#include "inference/device_engine.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "inference/kernels_identity.h"
#include "inference/plan/speed_record.h"
#include "inference/planned_loading.h"
#include "inference/planning.h"

namespace inference {

namespace {

using Measure = StagePlanning::Measure;

class DeviceEngine final : public Engine {
public:
    DeviceEngine(std::filesystem::path speeds, MachineLook look)
        : record_(std::make_shared<SpeedRecord>(SpeedRecord::open(std::move(speeds), kernels_identity()))),
          look_(std::move(look)) {}

    Result<std::vector<DeviceDescription>> devices() override try {
        const auto machine = look_();
        if (!machine) return std::unexpected(machine.error());
        return machine->devices();
    } catch (const std::bad_alloc&) {
        return out_of_memory();
    }

    Result<std::unique_ptr<Planning>> plan(std::shared_ptr<const ModelFile> file, const LoadOptions& options) override
        try {
        return StagePlanning::begin(look_, std::move(file), options, Measure::All, record_);
    } catch (const std::bad_alloc&) {
        return out_of_memory();
    }

    Result<Plan> estimate(std::shared_ptr<const ModelFile> file, const LoadOptions& options) override try {
        auto planning = StagePlanning::begin(look_, std::move(file), options, Measure::Nothing, record_);
        if (!planning) return std::unexpected(std::move(planning.error()));
        return (*planning)->take();
    } catch (const std::bad_alloc&) {
        return out_of_memory();
    }

    Result<std::unique_ptr<Loading>> load(std::shared_ptr<const ModelFile> file, const LoadOptions& options) override
        try {
        auto planning = StagePlanning::begin(look_, std::move(file), options,
                                             options.measure ? Measure::All : Measure::WhatDecides, record_);
        if (!planning) return std::unexpected(std::move(planning.error()));
        const std::shared_ptr<StagePlanning> shared = std::move(*planning);
        if (shared->fixed() && shared->done()) return shared->loading();
        PlannedLoading::Shrink shrink;  // what a person chose stays
        if (!shared->fixed()) shrink = [shared](double share) { return shared->shrink(share); };
        const auto measure = [shared]() -> Result<Loading::Progress> {
            const auto known = shared->advance();
            if (!known) return std::unexpected(known.error());
            return Loading::Progress{.done = *known, .compiling = shared->compiles()};
        };
        return std::make_unique<PlannedLoading>(
            measure, [shared] { return shared->loading(); }, std::move(shrink), options.memory_share);
    } catch (const std::bad_alloc&) {
        return out_of_memory();
    }

    void decoded(const Plan& plan, const Decoded& decoded) override { correct_speeds(*record_, plan, decoded); }

private:
    std::shared_ptr<SpeedRecord> record_;
    MachineLook look_;
};

}  // namespace

std::uint64_t Model::weights_bytes() const {
    std::uint64_t sum = 0;
    for (const auto& stage : stages) sum += stage->weights_bytes();
    return sum;
}

bool Model::is_compiled_for(CacheType type) const {
    return std::ranges::all_of(stages, [type](const auto& stage) { return stage->is_compiled_for(type); });
}

std::unique_ptr<Engine> create_engine(std::filesystem::path speeds, MachineLook look) {
    return std::make_unique<DeviceEngine>(std::move(speeds), std::move(look));
}

std::unique_ptr<Engine> Engine::create(const Places& places) {
    return create_engine(places.speeds,
                         [pipelines = places.pipelines] { return Machine::look({.pipelines = pipelines}); });
}

}  // namespace inference
