#pragma once
#include <memory>

#include "app/data_directory.h"
#include "app/diagnostics.h"
#include "app/engine/engine_service.h"
#include "app/interchange/database_exporter.h"
#include "app/library/folder_model_library.h"
#include "app/library/model_catalog.h"
#include "app/settings_store.h"
#include "app/storage/sqlite_conversation_store.h"
#include "ui/ports/ports.h"

namespace app {

/// Everything behind the window's ports, over one data directory. Its end stops the answer under way, lets the engine
/// save what it read of the conversation at hand, waits for its thread, then writes what the store still holds. Several
/// processes may use one directory at a time.
class Services {
public:
    explicit Services(const DataDirectory& directory);
    Services(const Services&) = delete;
    Services& operator=(const Services&) = delete;

    ui::Ports ports();

private:
    // Made in this order and destroyed in the opposite one: the store outlives those that have something to say to it.
    std::shared_ptr<ModelCatalog> catalog_;  // also read by the engine's thread and the library's
    IniSettingsStore settings_;
    FolderModelLibrary library_;
    SqliteConversationStore store_;
    DatabaseExporter exporter_;
    EngineService engine_;
    CollectedDiagnostics diagnostics_;
};

}  // namespace app
