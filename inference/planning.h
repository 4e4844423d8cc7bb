#pragma once
#include <deque>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "inference/machine.h"
#include "inference/speed_probe.h"

namespace inference {

/// From a model and a choice of devices to the plan, and from there to its stages on their way. What is not known of a
/// device's speed is measured before, a step at a time.
class StagePlanning final : public Planning {
public:
    enum class Measure {
        Nothing,
        WhatDecides,  ///< only where the layers' places depend on it: several devices to choose from
        All,          ///< that, and every device that the plan takes
    };
    /// Fails as Engine::plan does, before anything is measured.
    static Result<std::unique_ptr<StagePlanning>> begin(MachineLook look, std::shared_ptr<const ModelFile> model,
                                                        const LoadOptions& options, Measure measure,
                                                        std::shared_ptr<SpeedRecord> record);

    Result<bool> advance() override;
    Result<Plan> take() override;
    bool done() const { return unknown_.empty(); }
    bool fixed() const { return choice_.fixed(); }  ///< a person chose where each layer goes
    bool compiles() const;                          ///< in the next step, if a graphics driver does
    /// The plan's stages, to be loaded.
    Result<std::unique_ptr<Loading>> loading();
    /// Plans anew, with no more than this share of the memory that is free now.
    Result<void> shrink(double share);

private:
    StagePlanning(MachineLook look, Machine machine, std::shared_ptr<const ModelFile> model, const LoadOptions& options,
                  Measure measure, std::shared_ptr<SpeedRecord> record)
        : look_(std::move(look)),
          machine_(std::move(machine)),
          model_(std::move(model)),
          options_(options),
          measure_(measure),
          record_(std::move(record)) {}
    Result<void> plan(double share);
    Result<Plan> planned_with(const std::shared_ptr<const ModelFile>& model, const LoadOptions& options,
                              double share) const;
    void find_unknown();
    Result<bool> measure();
    void give_up_measuring(const Error& error);
    Result<std::unique_ptr<SpeedProbe>> probe_of(const std::string& selector) const;

    MachineLook look_;
    Machine machine_;
    std::shared_ptr<const ModelFile> model_;
    LoadOptions options_;
    Measure measure_;
    std::shared_ptr<SpeedRecord> record_;
    DeviceChoice choice_;
    FileSpeed file_speed_;
    Plan plan_;
    std::deque<std::string> unknown_;  // devices to be measured
    std::set<std::string> probed_;     // those that were, or could not be
    std::vector<UnmeasuredDevice> unmeasured_;
    std::unique_ptr<SpeedProbe> probe_;
};

}  // namespace inference
