#include "app/services.h"

#include "app/engine/model_opening.h"

namespace app {

Services::Services(const DataDirectory& directory)
    : catalog_(std::make_shared<ModelCatalog>(directory.models(), directory.openedModels())),
      settings_(directory.settings()),
      library_(catalog_),
      store_(directory.database()),
      exporter_(directory.database()),
      engine_(
          enginePartsOver([catalog = catalog_](const QString& id) { return catalog->pathOf(id); }, directory.caches())),
      diagnostics_({&engine_, &store_, &library_, &settings_, &exporter_, nullptr}) {}

ui::Ports Services::ports() { return {&engine_, &store_, &library_, &settings_, &exporter_, &diagnostics_}; }

}  // namespace app
