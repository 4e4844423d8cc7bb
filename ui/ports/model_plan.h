#pragma once
#include <QList>
#include <QString>

#include "ui/ports/problem.h"

namespace ui {

/// The sizes of the LLaMA release, by parameter count; everything else is Other.
enum class ModelSize { Other, B7, B13, B33, B65 };

/// What a model takes, or would take, of one device.
struct DeviceShare {
    QString device;  ///< "vulkan:0"
    QString name;    ///< "GeForce RTX 3060"
    int layers = 0;
    qint64 bytes = 0;        ///< weights, and memory for a conversation
    qint64 budgetBytes = 0;  ///< what can be had there
    bool operator==(const DeviceShare&) const = default;
};

/// How a model would run on this machine now.
struct ModelPlan {
    QString modelId;  ///< of a file at hand; empty: a size that is not, as Q4_0
    ModelSize size = ModelSize::Other;
    QList<DeviceShare> devices;  ///< in the layers' order
    double tokensPerSecond = 0;  ///< answering
    bool measured = false;       ///< by this machine's measured speeds; else a guess
    Problem problem;             ///< why it cannot; `what` is empty when it can
    bool operator==(const ModelPlan&) const = default;
};

/// How keys and values of a conversation are kept.
enum class CacheType {
    F16,
    Q8_0,  ///< half the memory, very slightly less exact; not for every model
};

/// Where a model is to run, and the conversation that must have room beside it.
struct Placing {
    QString device = QStringLiteral("auto");  ///< as in DeviceChoice::selector
    int threads = 0;                          ///< of the processor; 0: one on each physical core
    int contextLength = 4096;                 ///< tokens; less where the model was trained for less
    CacheType cacheType = CacheType::F16;
    bool operator==(const Placing&) const = default;
};

/// What plans are made for.
struct PlanWish {
    Placing placing;
    QList<DeviceShare> leaving;  ///< what is free again by then: a model that is loaded leaves first
    bool operator==(const PlanWish&) const = default;
};

}  // namespace ui
Q_DECLARE_METATYPE(ui::ModelPlan)
