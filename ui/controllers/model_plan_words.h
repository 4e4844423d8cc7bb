#pragma once
#include "ui/models/model_menu_model.h"
#include "ui/ports/model_plan.h"

namespace ui {

/// What a plan says of a model, in its row of the menu: how fast it would be and what it would take of each device, or
/// that it needs more than there is.
void putPlan(ModelMenuModel::Row& row, const ModelPlan& plan);

/// The bars of devices that a model is on.
QVariantList barsOf(const QList<DeviceShare>& devices);

}  // namespace ui
