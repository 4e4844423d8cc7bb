#include "tests/support/scripted_engine.h"

#include <algorithm>
#include <utility>

namespace test_support {

using namespace inference;

namespace {

Token alphabet(std::span<const Token> context) {
    const Token last = context.back();
    return last >= 'a' && last < 'z' ? last + 1 : 'a';
}

std::shared_ptr<FakeStage> stage_of(const EngineScript& script, const std::string& device) {
    const auto next = script.next ? script.next : alphabet;
    const auto row = [next](std::span<const Token> context) {
        std::vector<float> logits(FakeTokenizer::size, 0.0F);
        logits[static_cast<std::size_t>(next(context))] = 50.0F;  // nothing else is ever drawn
        return logits;
    };
    FakeStage::Settings settings{.submissions_per_batch = script.submissions_per_batch,
                                 .head_size = script.head_size,
                                 .compiles = script.compiles};
    if (const auto most = script.most_positions.find(device); most != script.most_positions.end())
        settings.most_positions = most->second;
    return std::make_shared<FakeStage>(row, settings);
}

Result<Plan> plan_by(const EngineScript& script, const ModelFile& file, const LoadOptions& options) {
    std::string device = options.device;
    if (device == "auto") {
        const auto first = std::ranges::find_if(script.devices, [&](const auto& one) {
            return !options.without.contains(one.first) && options.memory_share >= one.second;
        });
        if (first == script.devices.end()) return fail(ErrorKind::OutOfMemory, "it fits nowhere", "Buy memory.");
        device = first->first;
    }
    Plan plan;
    plan.memory_share = options.memory_share;
    plan.stages.push_back({.selector = device,
                           .name = "imagined",
                           .layers = LayerRange::all_of(file.config),
                           .bytes = {.weights = 100, .cache = 20, .scratch = 3},
                           .budget_bytes = 1000});
    return plan;
}

class ScriptedLoading : public Loading {
public:
    ScriptedLoading(std::shared_ptr<EngineScript> script, std::shared_ptr<const ModelFile> file, Plan plan)
        : script_(std::move(script)), file_(std::move(file)), plan_(std::move(plan)) {
        ++script_->loadings_alive;
    }
    ~ScriptedLoading() override { --script_->loadings_alive; }

    Result<Progress> advance() override {
        const bool done = ++steps_ >= script_->load_steps;
        const auto broken = script_->broken_loads.find(file_->config.name);
        if (done && broken != script_->broken_loads.end()) return std::unexpected(broken->second);
        const auto gone = script_->broken_devices.find(plan_.stages.front().selector);
        if (done && gone != script_->broken_devices.end()) return std::unexpected(gone->second);
        return Progress{.fraction = static_cast<float>(steps_) / static_cast<float>(script_->load_steps),
                        .done = done,
                        .compiling = script_->compiles && steps_ + 1 == script_->load_steps};
    }

    Result<std::shared_ptr<const Model>> take() override {
        auto stage = stage_of(*script_, plan_.stages.front().selector);
        script_->stage = stage;
        auto counted = [script = script_](Model* model) {
            delete model;
            --script->models_alive;
        };
        script_->most_models_alive = std::max(script_->most_models_alive.load(), ++script_->models_alive);
        const std::shared_ptr<Model> model(new Model, counted);
        model->source = file_;
        model->precision = script_->precision;
        model->stages.push_back(std::move(stage));
        model->device.name = "imagined";
        model->plan = plan_;
        return model;
    }

private:
    std::shared_ptr<EngineScript> script_;
    std::shared_ptr<const ModelFile> file_;
    Plan plan_;
    std::uint32_t steps_ = 0;
};

class ScriptedEngine : public Engine {
public:
    explicit ScriptedEngine(std::shared_ptr<EngineScript> script) : script_(std::move(script)) {
        ++script_->engines_made;
    }
    Result<std::vector<DeviceDescription>> devices() override {
        std::vector<DeviceDescription> devices(2);
        devices[0].selector = "vulkan:0";
        devices[0].name = "imagined";
        devices[0].usable = true;
        devices[0].left_out = "a feature";
        devices[1].selector = "vulkan:1";
        devices[1].name = "old";
        devices[1].unusable_reason = "it is too old";
        return devices;
    }
    Result<std::unique_ptr<Planning>> plan(std::shared_ptr<const ModelFile>, const LoadOptions&) override {
        return fail(ErrorKind::Unsupported, "the scripted engine makes no plan", "Ask another.");
    }
    Result<Plan> estimate(std::shared_ptr<const ModelFile> file, const LoadOptions& options) override {
        return plan_by(*script_, *file, options);
    }
    Result<std::unique_ptr<Loading>> load(std::shared_ptr<const ModelFile> file, const LoadOptions& options) override {
        script_->threads_asked_for = options.threads;
        script_->last_options = options;
        if (options.device == "cpu") return fail(ErrorKind::Unsupported, "there is no processor stage", "Choose auto.");
        auto plan = plan_by(*script_, *file, options);
        if (!plan) return std::unexpected(std::move(plan.error()));
        return std::make_unique<ScriptedLoading>(script_, std::move(file), std::move(*plan));
    }
    void decoded(const Plan&, const Decoded& decoded) override { script_->decoded.push_back(decoded); }

private:
    std::shared_ptr<EngineScript> script_;
};

}  // namespace

app::EngineParts scripted_parts(std::shared_ptr<EngineScript> script) {
    return {.makeEngine = [script] { return std::make_unique<ScriptedEngine>(script); },
            .openModel = [script](const std::string& id) -> Result<app::OpenedModel> {
                if (const auto broken = script->broken_files.find(id); broken != script->broken_files.end())
                    return std::unexpected(broken->second);
                auto file = std::make_shared<ModelFile>();
                file->config.name = id;
                file->config.quantisation = "F32";
                file->config.vocabulary_size = FakeTokenizer::size;
                file->config.context_length = script->context_length;
                file->tokenizer = std::make_shared<FakeTokenizer>();
                return app::OpenedModel{
                    .file = std::move(file), .format = script->format, .identity = "identity of " + id};
            }};
}

}  // namespace test_support
