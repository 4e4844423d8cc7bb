#pragma once
#include "ui/ports/settings_store.h"

namespace app {

/// Settings in an INI file. A value that is missing, no number, or outside its range reads as the default. Read once;
/// `save` writes what changed, through a temporary file, so that a kill leaves the old file or the new one.
class IniSettingsStore : public ui::SettingsStore {
    Q_OBJECT
public:
    explicit IniSettingsStore(const QString& file, QObject* parent = nullptr);
    ui::Settings load() const override { return settings_; }
    void save(const ui::Settings& settings) override;

private:
    QString file_;
    ui::Settings settings_;
};

}  // namespace app
