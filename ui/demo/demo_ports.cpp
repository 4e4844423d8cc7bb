#include "ui/demo/demo_ports.h"

#include <QCoreApplication>
#include <QTimer>
#include <algorithm>

namespace ui::demo {
namespace {

ModelEntry entry(const QString& name, const QString& fileName, const QString& quantisation, ModelSize size,
                 qint64 fileBytes, qint64 parameterCount) {
    return {.id = QStringLiteral("demo/") + fileName,
            .name = name,
            .fileName = fileName,
            .quantisation = quantisation,
            .size = size,
            .fileBytes = fileBytes,
            .parameterCount = parameterCount,
            .problem = {}};
}

/// A sentence of the engine in the window's language.
QString said(const char* sentence) { return QCoreApplication::translate("Engine", sentence); }

}  // namespace

void DemoSettings::save(const ui::Settings& next) {
    settings = next;
    ++saves;
}

DemoLibrary::DemoLibrary(QObject* parent) : ModelLibrary(parent) {
    models = {
        entry(QStringLiteral("LLaMA 7B"), QStringLiteral("llama-7b.Q4_0.gguf"), QStringLiteral("Q4_0"), ModelSize::B7,
              3'791'725'184, 6'738'415'616),
        entry(QStringLiteral("LLaMA 13B"), QStringLiteral("llama-13b.Q4_0.gguf"), QStringLiteral("Q4_0"),
              ModelSize::B13, 7'365'834'624, 13'015'864'320),
        entry(QStringLiteral("LLaMA 13B"), QStringLiteral("llama-13b.Q8_0.gguf"), QStringLiteral("Q8_0"),
              ModelSize::B13, 13'831'319'424, 13'015'864'320),
        entry(QStringLiteral("TinyLlama 1.1B Chat"), QStringLiteral("tinyllama-1.1b-chat.Q8_0.gguf"),
              QStringLiteral("Q8_0"), ModelSize::Other, 1'170'781'568, 1'100'048'384),
        entry(QStringLiteral("vicuna-33b.gguf"), QStringLiteral("vicuna-33b.gguf"), {}, ModelSize::Other, 4'294'967'296,
              0),
    };
    models.last().problem = {QStringLiteral("the file ends in the middle of tensor blk.14.ffn_up.weight"),
                             QStringLiteral("Copy or download it again.")};
    models += entry(QStringLiteral("Cria"), QStringLiteral("cria.gguf"), QStringLiteral("Q8_0"), ModelSize::Other,
                    7'900'000, 7'343'360);
    models.last().bundled = true;
}

void DemoLibrary::refresh() {
    QTimer::singleShot(0, this, [this] { emit found(models); });
}

QList<ModelPlan> DemoLibrary::plans() const {
    constexpr qint64 card = 11'700'000'000;
    constexpr qint64 memory = 22'000'000'000;
    const auto share = [](bool onCard, int layers, qint64 bytes) {
        return DeviceShare{.device = onCard ? QStringLiteral("vulkan:0") : QStringLiteral("cpu"),
                           .name = onCard ? QStringLiteral("GeForce RTX 3060") : QStringLiteral("Ryzen 5 5600"),
                           .layers = layers,
                           .bytes = bytes,
                           .budgetBytes = onCard ? card : memory};
    };
    QList<ModelPlan> plans;
    for (const ModelEntry& model : models) {
        if (!model.problem.what.isEmpty()) continue;
        ModelPlan plan{.modelId = model.id, .size = model.size, .devices = {}, .problem = {}};
        if (model.fileBytes < 9'000'000'000) {
            plan.devices = {share(true, model.size == ModelSize::B13 ? 40 : 32, model.fileBytes + 2'300'000'000)};
            plan.tokensPerSecond = 2.9e11 / static_cast<double>(model.fileBytes);
        } else {
            plan.devices = {share(true, 26, 11'400'000'000), share(false, 14, 5'500'000'000)};
            plan.tokensPerSecond = 4.1;
        }
        plan.measured = true;
        plans.append(plan);
    }
    const auto lacks = [this](ModelSize size) {
        return std::ranges::find(models, size, &ModelEntry::size) == models.end();
    };
    const auto add = [&plans](ModelSize size, const QList<DeviceShare>& devices, double tokensPerSecond) {
        plans.append(
            {.modelId = {}, .size = size, .devices = devices, .tokensPerSecond = tokensPerSecond, .problem = {}});
    };
    if (lacks(ModelSize::B7)) add(ModelSize::B7, {share(true, 32, 6'100'000'000)}, 76);
    if (lacks(ModelSize::B13)) add(ModelSize::B13, {share(true, 40, 9'700'000'000)}, 39);
    add(ModelSize::B33, {share(true, 33, 11'600'000'000), share(false, 27, 9'700'000'000)}, 2.6);
    plans.append(
        {.modelId = {},
         .size = ModelSize::B65,
         .devices = {},
         .problem = {said("%1 needs %2 of memory, %3 can be had")
                         .arg(QStringLiteral("LLaMA 65B"), QStringLiteral("42.8 GB"), QStringLiteral("33.7 GB")),
                     said("As %1 it would fit.").arg(QStringLiteral("Q3_K"))}});
    return plans;
}

void DemoLibrary::plan(const PlanWish& next) {
    wish = next;
    QTimer::singleShot(0, this, [this] { emit planned(plans()); });
}

void DemoLibrary::addFile(const QUrl& file) {
    if (!addProblem.what.isEmpty()) {
        QTimer::singleShot(0, this, [this, file, problem = addProblem] { emit addFailed(file, problem); });
        return;
    }
    const QString name = file.fileName();
    models += entry(name, name, QStringLiteral("Q4_0"), ModelSize::Other, 637'699'456, 1'100'048'384);
    QTimer::singleShot(0, this, [this, id = models.last().id] {
        emit found(models);
        emit added(id);
    });
}

void DemoExporter::exportConversation(const QString& conversationId, ExportFormat format, const QUrl& file) {
    exports +=
        QStringLiteral("%1 %2 %3")
            .arg(conversationId, format == ExportFormat::Markdown ? QStringLiteral("markdown") : QStringLiteral("json"),
                 file.toString());
    QTimer::singleShot(0, this, [this, conversationId, file, result = problem] {
        if (result.what.isEmpty())
            emit exported(conversationId, file);
        else
            emit failed(conversationId, result);
    });
}

void DemoDiagnostics::collect() {
    QTimer::singleShot(0, this, [this] {
        emit collected(QStringLiteral("Altiplano, demonstration\nQt %1\nGPU: none, answers are prepared\n")
                           .arg(QLatin1String(qVersion())));
    });
}

DemoPorts::DemoPorts() {
    for (const ModelEntry& entry : std::as_const(library.models))
        engine.models.insert(entry.id, {.id = entry.id,
                                        .name = entry.name,
                                        .quantisation = entry.quantisation,
                                        .identity = QStringLiteral("identity of ") + entry.id,
                                        .device = {},
                                        .format = QStringLiteral("llama-2"),
                                        .contextLength = entry.bundled ? 512 : 4096,
                                        .memoryBytes = entry.fileBytes,
                                        .formatSource = ChatFormatSource::Template,
                                        .formatProblem = {},
                                        .formats = DemoEngine::formats()});
}

}  // namespace ui::demo
