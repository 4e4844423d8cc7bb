#include "app/library/model_plans.h"

#include <QFile>
#include <algorithm>
#include <array>

#include "app/engine/load_options.h"
#include "app/problem_words.h"
#include "inference/plan/release_models.h"

namespace app {
namespace {

using inference::ModelFile;

struct Size {
    ui::ModelSize size;
    inference::SizeClass sizeClass;
};
constexpr std::array fourSizes = {
    Size{ui::ModelSize::B7, inference::SizeClass::B7}, Size{ui::ModelSize::B13, inference::SizeClass::B13},
    Size{ui::ModelSize::B33, inference::SizeClass::B33}, Size{ui::ModelSize::B65, inference::SizeClass::B65}};

ui::ModelPlan planOf(inference::Engine& engine, std::shared_ptr<const ModelFile> file, const ui::PlanWish& wish) {
    inference::LoadOptions options = loadOptionsOf(wish.placing);
    for (const ui::DeviceShare& share : wish.leaving)
        options.leaving[share.device.toStdString()] += static_cast<std::uint64_t>(share.bytes);
    const auto plan = engine.estimate(std::move(file), options);
    if (!plan) return {.modelId = {}, .devices = {}, .problem = problemOf(plan.error())};
    return {.modelId = {},
            .devices = sharesOf(*plan),
            .tokensPerSecond = plan->generate_tokens_per_second,
            .measured = plan->measured,
            .problem = {}};
}

}  // namespace

QList<ui::DeviceShare> sharesOf(const inference::Plan& plan) {
    QList<ui::DeviceShare> shares;
    for (const inference::PlannedStage& stage : plan.stages)
        shares.append({.device = QString::fromStdString(stage.selector),
                       .name = QString::fromStdString(stage.name),
                       .layers = static_cast<int>(stage.layers.count),
                       .bytes = static_cast<qint64>(stage.bytes.total()),
                       .budgetBytes = static_cast<qint64>(stage.budget_bytes)});
    return shares;
}

QList<ui::ModelPlan> plansOf(inference::Engine& engine, const QList<PlannedFile>& files, const ui::PlanWish& wish) {
    QList<ui::ModelPlan> plans;
    for (const PlannedFile& file : files) {
        auto model = ModelFile::open(QFile::encodeName(file.path).toStdString());
        if (!model) continue;  // it has changed since it was found, and will be found again
        ui::ModelPlan& plan = plans.emplace_back(planOf(engine, std::move(*model), wish));
        plan.modelId = file.id;
        plan.size = file.size;
    }
    for (const Size& size : fourSizes) {
        if (std::ranges::find(files, size.size, &PlannedFile::size) != files.end()) continue;
        const auto model = inference::release_model(size.sizeClass, inference::gguf::TensorType::Q4_0);
        plans.emplace_back(planOf(engine, model, wish)).size = size.size;
    }
    return plans;
}

}  // namespace app
