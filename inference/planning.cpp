#include "inference/planning.h"

#include <algorithm>
#include <utility>

#include "inference/stage_placing.h"
#include "inference/what_would_fit.h"

namespace inference {

Result<std::unique_ptr<StagePlanning>> StagePlanning::begin(MachineLook look, std::shared_ptr<const ModelFile> model,
                                                            const LoadOptions& options, Measure measure,
                                                            std::shared_ptr<SpeedRecord> record) {
    auto choice = DeviceChoice::parse(options.device);
    if (!choice) return std::unexpected(std::move(choice.error()));
    auto machine = look();
    if (!machine) return std::unexpected(std::move(machine.error()));
    if (const auto there = machine->selectors_of(*choice, options.without); !there)
        return std::unexpected(there.error());
    auto planning = std::unique_ptr<StagePlanning>(
        new StagePlanning(std::move(look), std::move(*machine), std::move(model), options, measure, std::move(record)));
    planning->choice_ = std::move(*choice);
    if (measure == Measure::All || (measure == Measure::WhatDecides && options.allow_disk)) {
        const auto speed = FileSpeed::measure(*planning->model_, options.allow_disk);
        if (!speed) return std::unexpected(speed.error());
        planning->file_speed_ = *speed;
    }
    if (auto planned = planning->plan(options.memory_share); !planned)
        return std::unexpected(std::move(planned.error()));
    planning->find_unknown();
    return planning;
}

Result<void> StagePlanning::plan(double share) {
    auto planned = planned_with(model_, options_, share);
    if (!planned && planned.error().kind == ErrorKind::OutOfMemory)
        planned.error().hint = what_would_fit(model_, options_, [&](const auto& model, const LoadOptions& options) {
            return planned_with(model, options, share);
        });
    if (!planned) return std::unexpected(std::move(planned.error()));
    plan_ = std::move(*planned);
    plan_.memory_share = share;
    plan_.unmeasured = unmeasured_;
    return {};
}

/// Over the devices of the machine as it was looked at last.
Result<Plan> StagePlanning::planned_with(const std::shared_ptr<const ModelFile>& model, const LoadOptions& options,
                                         double share) const {
    const auto choice = DeviceChoice::parse(options.device);
    if (!choice) return std::unexpected(choice.error());
    const auto selectors = machine_.selectors_of(*choice, options.without);
    if (!selectors) return std::unexpected(selectors.error());
    const ConversationSize conversation = options.conversation_with(model->config);
    if (auto possible = check_cache_type(conversation.cache_type, model->config.head_size); !possible)
        return std::unexpected(std::move(possible.error()));
    std::vector<PlanDevice> devices;
    for (const std::string& selector : *selectors) {
        // A person who names a device may have all of it; what is read from the disk needs some memory left.
        const bool reserve = choice->automatic() || options.allow_disk;
        auto device = machine_.plan_device(selector, model, options, reserve, *record_);
        // The processor, which comes last, can hold whatever its memory does.
        if (!device && choice->automatic()) continue;
        if (!device) return std::unexpected(std::move(device.error()));
        device->budget_bytes = static_cast<std::uint64_t>(share * static_cast<double>(device->budget_bytes));
        devices.push_back(std::move(*device));
    }
    const PlanRequest request{.conversation = conversation, .allow_disk = options.allow_disk, .file = file_speed_};
    if (choice->automatic()) return fastest_plan(*model, devices, request);
    if (choice->splits()) return split_plan(*model, devices, request);
    const auto layers = choice->layers_of(model->config);
    if (!layers) return std::unexpected(layers.error());
    return chosen_plan(*model, devices, *layers, request);
}

void StagePlanning::find_unknown() {
    const auto selectors = machine_.selectors_of(choice_, options_.without).value();  // over which there is a plan
    std::vector<std::string> wanted;
    if (measure_ != Measure::Nothing && !choice_.fixed() && selectors.size() > 1)
        for (const std::string& selector : selectors)
            if (machine_.plan_device(selector, model_, options_, true, *record_)) wanted.push_back(selector);
    if (measure_ == Measure::All)
        for (const PlannedStage& stage : plan_.stages) wanted.push_back(stage.selector);
    for (const std::string& selector : wanted)
        if (!probed_.contains(selector) && !record_->find(machine_.speed_name(selector, *model_, options_)) &&
            std::ranges::find(unknown_, selector) == unknown_.end())
            unknown_.push_back(selector);
}

Result<std::unique_ptr<SpeedProbe>> StagePlanning::probe_of(const std::string& selector) const {
    const auto device = machine_.plan_device(selector, model_, options_, true, *record_);
    if (!device) return std::unexpected(device.error());
    const LayerRange layers = SpeedProbe::layers_for(*model_, device->sizes);
    const auto begin = [this, selector, layers] {
        return StagePlacing(model_, options_, machine_).stage_on(selector, layers, 0, CacheType::F16);
    };
    return std::make_unique<SpeedProbe>(model_, begin, layers, device->sizes);
}

/// A step with the first device that is unknown. True once its speed is kept.
Result<bool> StagePlanning::measure() {
    if (!probe_) {
        auto probe = probe_of(unknown_.front());
        if (!probe) return std::unexpected(std::move(probe.error()));
        probe_ = std::move(*probe);
        return false;
    }
    const auto known = probe_->advance();
    if (!known || !*known) return known;
    // Where it cannot be written it holds for this run; the next one measures again.
    static_cast<void>(record_->keep(machine_.speed_name(unknown_.front(), *model_, options_), probe_->speed()));
    return true;
}

/// What fails here does not end a load. A device that fails is left out, but where a person named it or the model fits
/// nowhere without it. One that has not even the memory for this stays guessed: where a plan with it fails, a smaller
/// one is made.
void StagePlanning::give_up_measuring(const Error& error) {
    const DeviceDescription& device = machine_.described(unknown_.front());
    const bool fails = error.kind == ErrorKind::DeviceLost || error.kind == ErrorKind::DeviceFailure ||
                       error.kind == ErrorKind::NoDevice;
    LoadOptions others = options_;
    others.without.insert(device.selector);
    const bool left_out = fails && choice_.automatic() && planned_with(model_, others, options_.memory_share);
    if (left_out) options_ = std::move(others);
    unmeasured_.push_back({device.selector, device.name, left_out, error.what});
}

bool StagePlanning::compiles() const {
    return probe_ && probe_->makes_stage() && unknown_.front() != machine_.processor().selector;
}

Result<bool> StagePlanning::advance() try {
    if (done()) return true;
    const auto known = measure();
    if (known && !*known) return false;
    if (!known) give_up_measuring(known.error());
    probe_.reset();
    probed_.insert(unknown_.front());
    unknown_.pop_front();
    if (auto planned = plan(options_.memory_share); !planned) return std::unexpected(std::move(planned.error()));
    find_unknown();  // the layers may lie on another device now
    return done();
} catch (const std::bad_alloc&) {
    return out_of_memory();
}

Result<Plan> StagePlanning::take() try { return plan_; } catch (const std::bad_alloc&) {
    return out_of_memory();
}

Result<std::unique_ptr<Loading>> StagePlanning::loading() {
    StagePlacing placing(model_, options_, machine_);
    return placing.loading(plan_);
}

Result<void> StagePlanning::shrink(double share) {
    auto machine = look_();
    if (!machine) return std::unexpected(std::move(machine.error()));
    machine_ = std::move(*machine);
    return plan(share);
}

}  // namespace inference
