#include "app/cli/bench_profile.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/cli/output.h"
#include "app/cli/session_timing.h"
#include "app/cli/terminal_text.h"

namespace app::cli {
namespace {

using inference::PassProfile;
using inference::Session;
using inference::StepProfile;

/// One kind of pass on all stages.
struct Profiled {
    std::string name;  // "answering"
    std::uint32_t tokens = 0;
    double plainSeconds = 0;          // for the tokens, without a profile
    inference::AheadCounts ahead{};   // of these: nothing goes ahead while it is profiled
    std::vector<PassProfile> stages;  // with one
    double perToken(double sum) const { return sum / tokens; }
};

Result<double> readAnew(Session& session, const ProfileWish& wish) {
    if (auto emptied = session.rewind(0); !emptied) return fail(emptied.error());
    return secondsToRead(session, wish.prompt);
}

Result<Profiled> profileReading(Session& session, const ProfileWish& wish) {
    Profiled result{.name = "reading", .tokens = static_cast<std::uint32_t>(wish.prompt.size()), .stages = {}};
    if (auto warm = readAnew(session, wish); !warm) return std::unexpected(warm.error());
    const auto plain = readAnew(session, wish);
    if (!plain) return std::unexpected(plain.error());
    result.plainSeconds = *plain;
    session.begin_profile();
    const auto read = readAnew(session, wish);
    result.stages = session.take_profile();
    if (!read) return std::unexpected(read.error());
    return result;
}

/// Behind the prompt; the profiled tokens come behind as many that are not.
Result<Profiled> profileAnswering(Session& session, const ProfileWish& wish) {
    Profiled result{.name = "answering", .tokens = wish.generateTokens, .stages = {}};
    if (auto warm = secondsFor(session, 1); !warm) return std::unexpected(warm.error());
    const inference::AheadCounts before = session.ahead_counts();
    const auto plain = secondsFor(session, wish.generateTokens);
    if (!plain) return std::unexpected(plain.error());
    result.plainSeconds = *plain;
    const inference::AheadCounts after = session.ahead_counts();
    result.ahead = {.taken_over = after.taken_over - before.taken_over,
                    .abandoned = after.abandoned - before.abandoned};
    session.begin_profile();
    const auto made = secondsFor(session, wish.generateTokens);
    result.stages = session.take_profile();
    if (!made) return std::unexpected(made.error());
    return result;
}

double secondsOfSteps(const PassProfile& profile) {
    double sum = 0;
    for (const StepProfile& step : profile.steps) sum += step.seconds;
    return sum;
}

struct Stage {
    std::string selector;
    double plainRead;  // bytes a second
};

nlohmann::ordered_json asJson(const Profiled& pass, const std::vector<Stage>& stages) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (std::size_t i = 0; i < pass.stages.size(); ++i) {
        const PassProfile& profile = pass.stages[i];
        nlohmann::ordered_json steps = nlohmann::ordered_json::array();
        for (const StepProfile& step : profile.steps)
            steps.push_back({{"step", step.name},
                             {"count", step.count},
                             {"seconds", step.seconds},
                             {"bytes", step.bytes},
                             {"multiply_adds", step.multiply_adds}});
        list.push_back({{"device", stages[i].selector},
                        {"plain_read_bytes_per_second", stages[i].plainRead},
                        {"passes", profile.passes},
                        {"submissions", profile.submissions},
                        {"dispatches", profile.dispatches},
                        {"barriers", profile.barriers},
                        {"cuts", profile.cuts},
                        {"timed", profile.timed},
                        {"seconds_of_steps", secondsOfSteps(profile)},
                        {"seconds_profiled", profile.seconds},
                        {"steps", std::move(steps)}});
    }
    return {{"tokens", pass.tokens},
            {"seconds", pass.plainSeconds},
            {"ahead", {{"taken_over", pass.ahead.taken_over}, {"abandoned", pass.ahead.abandoned}}},
            {"stages", std::move(list)}};
}

std::string lineOf(const Profiled& pass, const Stage& stage, const StepProfile& step, double all) {
    const double microseconds = pass.perToken(step.seconds) * 1e6;
    const double bytesPerSecond = step.seconds > 0 ? step.bytes / step.seconds : 0;
    return fmt::format("  {:<20} {:>6.1f} {:>11.1f} {:>6.1f} % {:>10.3f} {:>8.1f} {:>6.0f} % {:>9.1f}\n", step.name,
                       pass.perToken(static_cast<double>(step.count)), microseconds,
                       all > 0 ? 100 * step.seconds / all : 0, pass.perToken(step.bytes) / 1e6, bytesPerSecond / 1e9,
                       stage.plainRead > 0 ? 100 * bytesPerSecond / stage.plainRead : 0,
                       step.seconds > 0 ? 2 * step.multiply_adds / step.seconds / 1e9 : 0);
}

std::string inWords(const Profiled& pass, const std::vector<Stage>& stages) {
    std::string text;
    for (std::size_t i = 0; i < pass.stages.size(); ++i) {
        const PassProfile& profile = pass.stages[i];
        const auto each = [&](std::uint64_t count) { return pass.perToken(static_cast<double>(count)); };
        text += fmt::format("\n{} {} tokens on {}: a plain read gives {:.1f} GB/s", pass.name, pass.tokens,
                            stages[i].selector, stages[i].plainRead / 1e9);
        text += profile.dispatches > 0
                    ? fmt::format("; a token takes {:.4g} dispatches, {:.4g} barriers, {:.4g} submissions\n",
                                  each(profile.dispatches), each(profile.barriers), each(profile.submissions))
                    : "\n";
        if (!profile.timed) text += "  this device has no clock: no step has a time\n";
        text += fmt::format("  {:<20} {:>6} {:>11} {:>8} {:>10} {:>8} {:>8} {:>9}\n", "step", "times", "us", "share",
                            "MB", "GB/s", "of plain", "GFLOP/s");
        StepProfile sum{.name = "all steps"};
        for (const StepProfile& step : profile.steps) {
            text += lineOf(pass, stages[i], step, secondsOfSteps(profile));
            sum.count += step.count;
            sum.seconds += step.seconds;
            sum.bytes += step.bytes;
            sum.multiply_adds += step.multiply_adds;
        }
        text += lineOf(pass, stages[i], sum, secondsOfSteps(profile));
        const double whole = pass.perToken(profile.seconds) * 1e6;
        text += fmt::format("  {:<20} {:>6} {:>11.1f}   of which {:.1f} us are in no step\n", "the clock on the wall",
                            "", whole, whole - pass.perToken(sum.seconds) * 1e6);
    }
    text += fmt::format("  {:<20} {:>6} {:>11.1f}", "without the profile", "", pass.perToken(pass.plainSeconds) * 1e6);
    if (pass.ahead.taken_over + pass.ahead.abandoned > 0)
        text += fmt::format("   begun by a guess: {} right, {} abandoned", pass.ahead.taken_over, pass.ahead.abandoned);
    return text + '\n';
}

}  // namespace

Result<void> benchProfile(Session& session, const ProfileWish& wish) {
    std::vector<Stage> stages;
    for (std::size_t i = 0; i < session.model().stages.size(); ++i) {
        const auto read = session.model().stages[i]->measure_plain_read();
        if (!read) return fail(read.error());
        stages.push_back({session.model().plan.stages[i].selector, *read});
    }
    const auto reading = profileReading(session, wish);
    if (!reading) return std::unexpected(reading.error());
    const auto answering = profileAnswering(session, wish);
    if (!answering) return std::unexpected(answering.error());
    const inference::Model& model = session.model();
    if (wish.json) {
        const nlohmann::ordered_json json = {
            {"model", model.source->config.name},  {"quantisation", model.source->config.quantisation},
            {"device", model.device.name},         {"driver", model.device.driver},
            {"reading", asJson(*reading, stages)}, {"answering", asJson(*answering, stages)}};
        return print(json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + '\n');
    }
    return print(forTerminal(fmt::format("{} ({}) on {}; figures are of a token\n{}{}", model.source->config.name,
                                         model.source->config.quantisation, model.device.name,
                                         inWords(*reading, stages), inWords(*answering, stages))));
}

}  // namespace app::cli
