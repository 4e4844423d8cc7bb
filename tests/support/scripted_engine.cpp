#include "tests/support/scripted_engine.h"

#include <utility>

namespace test_support {

using namespace inference;

namespace {

Token alphabet(std::span<const Token> context) {
    const Token last = context.back();
    return last >= 'a' && last < 'z' ? last + 1 : 'a';
}

std::shared_ptr<FakeStage> stage_of(const EngineScript& script) {
    const auto next = script.next ? script.next : alphabet;
    const auto row = [next](std::span<const Token> context) {
        std::vector<float> logits(FakeTokenizer::size, 0.0F);
        logits[static_cast<std::size_t>(next(context))] = 50.0F;  // nothing else is ever drawn
        return logits;
    };
    return std::make_shared<FakeStage>(
        row, FakeStage::Settings{.submissions_per_batch = script.submissions_per_batch, .head_size = script.head_size});
}

class ScriptedLoading : public Loading {
public:
    ScriptedLoading(std::shared_ptr<EngineScript> script, std::shared_ptr<const ModelFile> file)
        : script_(std::move(script)), file_(std::move(file)) {
        ++script_->loadings_alive;
    }
    ~ScriptedLoading() override { --script_->loadings_alive; }

    Result<Progress> advance() override {
        const bool done = ++steps_ >= script_->load_steps;
        const auto broken = script_->broken_loads.find(file_->config.name);
        if (done && broken != script_->broken_loads.end()) return std::unexpected(broken->second);
        return Progress{.fraction = static_cast<float>(steps_) / static_cast<float>(script_->load_steps), .done = done};
    }

    Result<std::shared_ptr<const Model>> take() override {
        auto stage = stage_of(*script_);
        script_->stage = stage;
        auto counted = [script = script_](Model* model) {
            delete model;
            --script->models_alive;
        };
        script_->most_models_alive = std::max(script_->most_models_alive.load(), ++script_->models_alive);
        const std::shared_ptr<Model> model(new Model, counted);
        model->source = file_;
        model->stages.push_back(std::move(stage));
        model->device.name = "imagined";
        model->plan.stages.push_back({.selector = "vulkan:0",
                                      .name = "imagined",
                                      .layers = LayerRange::all_of(file_->config),
                                      .bytes = {.weights = 100, .cache = 20, .scratch = 3},
                                      .budget_bytes = 1000});
        return model;
    }

private:
    std::shared_ptr<EngineScript> script_;
    std::shared_ptr<const ModelFile> file_;
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
        devices[1].selector = "vulkan:1";
        devices[1].name = "old";
        devices[1].unusable_reason = "it is too old";
        return devices;
    }
    Result<std::unique_ptr<Planning>> plan(std::shared_ptr<const ModelFile>, const LoadOptions&) override {
        return fail(ErrorKind::Unsupported, "the scripted engine makes no plan", "Ask another.");
    }
    Result<Plan> estimate(std::shared_ptr<const ModelFile>, const LoadOptions&) override {
        return fail(ErrorKind::Unsupported, "the scripted engine makes no plan", "Ask another.");
    }
    Result<std::unique_ptr<Loading>> load(std::shared_ptr<const ModelFile> file, const LoadOptions& options) override {
        script_->threads_asked_for = options.threads;
        if (options.device == "cpu") return fail(ErrorKind::Unsupported, "there is no processor stage", "Choose auto.");
        return std::make_unique<ScriptedLoading>(script_, std::move(file));
    }

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
