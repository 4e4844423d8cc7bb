#pragma once
#include <QSignalSpy>
#include <QTest>

#include "ui/controllers/model_menu_controller.h"
#include "ui/controllers/settings_controller.h"
#include "ui/demo/demo_ports.h"

namespace test_support {

/// The model menu over the demo's engine and files.
struct ModelMenu {
    ui::demo::DemoPorts demo;
    ui::SettingsController settings{&demo.settings, &demo.engine, nullptr};
    ui::ModelMenuController controller{&demo.engine, &demo.library, &settings};

    ModelMenu() { demo.engine.behaviour.loadMilliseconds = 0; }
    QString id(int index) const { return demo.library.models[index].id; }
    bool find() {
        QSignalSpy found(&demo.library, &ui::ModelLibrary::found);
        controller.refresh();
        return found.wait();
    }
    bool load(int index) {
        controller.choose(id(index));
        return ends();
    }
    bool ends() {
        return QTest::qWaitFor([this] { return !controller.loading(); });
    }
    ui::ModelMenuModel::Row size(int row) const { return controller.sizes()->rows()[row]; }
    /// The row of the model, wherever it stands.
    ui::ModelMenuModel::Row rowOf(int index) const {
        for (const ui::ModelMenuModel* model : {controller.sizes(), controller.others()})
            for (const auto& row : model->rows())
                if (row.modelId == id(index)) return row;
        return {};
    }
    QStringList others() const {
        QStringList ids;
        for (const auto& row : controller.others()->rows()) ids.append(row.modelId);
        return ids;
    }
};

}  // namespace test_support
