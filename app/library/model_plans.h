#pragma once
#include <QList>
#include <QString>
#include <memory>

#include "inference/engine.h"
#include "ui/ports/model_plan.h"

namespace app {

/// A model file that can be used.
struct PlannedFile {
    QString id;
    QString path;
    ui::ModelSize size = ui::ModelSize::Other;
};

QList<ui::DeviceShare> sharesOf(const inference::Plan& plan);

/// A plan of each file, then of each of the four sizes that is not among them, as Q4_0. Reads the files' headers.
QList<ui::ModelPlan> plansOf(inference::Engine& engine, const QList<PlannedFile>& files, const ui::PlanWish& wish);

}  // namespace app
