#pragma once
#include <QStringList>

#include "ui/demo/demo_engine.h"
#include "ui/demo/demo_store.h"
#include "ui/ports/conversation_exporter.h"
#include "ui/ports/diagnostics.h"
#include "ui/ports/model_library.h"
#include "ui/ports/ports.h"
#include "ui/ports/settings_store.h"

namespace ui::demo {

/// Settings in memory.
class DemoSettings : public SettingsStore {
    Q_OBJECT
public:
    using SettingsStore::SettingsStore;
    Settings load() const override { return settings; }
    void save(const ui::Settings& next) override;
    Settings settings;
    int saves = 0;
};

/// A library with a 7B, two 13B, a small model, a broken file and, last, Cria; no 33B and no 65B.
class DemoLibrary : public ModelLibrary {
    Q_OBJECT
public:
    explicit DemoLibrary(QObject* parent = nullptr);
    QUrl folder() const override { return QUrl(QStringLiteral("file:///home/me/.local/share/altiplano/models")); }
    QList<ModelEntry> models;
    /// Plans of them and of the sizes that are not there, on a card of 12 GB and a processor with 22 GB.
    QList<ModelPlan> plans() const;
    PlanWish wish;       ///< the last one
    Problem addProblem;  ///< addFile fails with it when `what` is not empty

public slots:
    void refresh() override;
    void addFile(const QUrl& file) override;
    void plan(const ui::PlanWish& wish) override;
};

/// Writes nothing, says that it did.
class DemoExporter : public ConversationExporter {
    Q_OBJECT
public:
    using ConversationExporter::ConversationExporter;
    Problem problem;  ///< fails with it when `what` is not empty
    QStringList exports;

public slots:
    void exportConversation(const QString& conversationId, ui::ExportFormat format, const QUrl& file) override;
};

class DemoDiagnostics : public Diagnostics {
    Q_OBJECT
public:
    using Diagnostics::Diagnostics;

public slots:
    void collect() override;
};

/// All ports of a window without a model or a disk, for `altiplano --demo`, screenshots and tests: the one set of
/// fakes. tests/support has no other.
struct DemoPorts {
    /// The engine finds what the library lists.
    DemoPorts();

    DemoEngine engine;
    DemoStore store;
    DemoLibrary library;
    DemoSettings settings;
    DemoExporter exporter;
    DemoDiagnostics diagnostics;

    Ports ports() { return {&engine, &store, &library, &settings, &exporter, &diagnostics}; }
};

}  // namespace ui::demo
