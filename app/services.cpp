#include "app/services.h"

#include "app/engine/engine_places.h"
#include "app/engine/model_opening.h"
#include "app/library/bundled_model.h"

namespace app {

namespace {

EngineMaker engineMaker(const DataDirectory& directory) {
    return [places = placesIn(directory)] { return inference::Engine::create(places); };
}

}  // namespace

Services::Services(const DataDirectory& directory)
    : catalog_(std::make_shared<ModelCatalog>(directory.models(), directory.openedModels(), bundledModel())),
      settings_(directory.settings()),
      library_(catalog_, engineMaker(directory)),
      store_(directory.database()),
      exporter_(directory.database()),
      engine_(enginePartsOver([catalog = catalog_](const QString& id) { return catalog->pathOf(id); },
                              engineMaker(directory), directory.caches())),
      diagnostics_({&engine_, &store_, &library_, &settings_, &exporter_, nullptr}) {}

ui::Ports Services::ports() { return {&engine_, &store_, &library_, &settings_, &exporter_, &diagnostics_}; }

}  // namespace app
