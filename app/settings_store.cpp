#include "app/settings_store.h"

#include <QSettings>
#include <array>
#include <cmath>
#include <utility>

#include "app/private_file.h"
#include "app/storage/stored_values.h"
#include "ui/ports/token_bias_text.h"

namespace app {
namespace {

using ui::ThemeChoice;
constexpr std::array themes = {std::pair(ThemeChoice::System, "system"), std::pair(ThemeChoice::Light, "light"),
                               std::pair(ThemeChoice::Dark, "dark")};

/// Of the chat formats that were chosen, by the models' identities.
const QLatin1String formatsGroup("chat_formats/");

constexpr qint64 most_cache_bytes = qint64{1} << 48;

/// Reads typed values; what is missing, of another type or out of range leaves the default as it is.
class Reader {
public:
    explicit Reader(const QSettings& file) : file_(file) {}

    void integer(const char* key, int& value, int least, int most) const {
        bool fits = false;
        const int read = text(key).toInt(&fits);
        if (fits && read >= least && read <= most) value = read;
    }
    void real(const char* key, double& value, double least, double most) const {
        bool fits = false;
        const double read = text(key).toDouble(&fits);
        if (fits && std::isfinite(read) && read >= least && read <= most) value = read;
    }
    void bytes(const char* key, qint64& value) const {
        bool fits = false;
        const qint64 read = text(key).toLongLong(&fits);
        if (fits && read >= 0 && read <= most_cache_bytes) value = read;
    }
    void boolean(const char* key, bool& value) const {
        const QString read = text(key);
        if (read == QStringLiteral("true") || read == QStringLiteral("false")) value = read == QStringLiteral("true");
    }
    void string(const char* key, QString& value) const {
        if (file_.contains(QLatin1String(key))) value = text(key);
    }
    QString text(const char* key) const {
        const QVariant value = file_.value(QLatin1String(key));
        // Without quotes an INI value with commas reads as a list.
        return value.typeId() == QMetaType::QStringList ? value.toStringList().join(QStringLiteral(", "))
                                                        : value.toString();
    }

private:
    const QSettings& file_;
};

ui::Settings readSettings(const QSettings& file) {
    ui::Settings settings;
    const Reader reader(file);
    reader.real("answer/temperature", settings.answer.temperature, 0.0, 5.0);
    reader.integer("answer/top_k", settings.answer.topK, 0, 1'000'000);
    reader.real("answer/top_p", settings.answer.topP, 0.0, 1.0);
    reader.real("answer/min_p", settings.answer.minP, 0.0, 1.0);
    reader.real("answer/typical_p", settings.answer.typicalP, 0.0, 1.0);
    reader.real("answer/repetition_penalty", settings.answer.repetitionPenalty, 0.01, 100.0);
    reader.real("answer/presence_penalty", settings.answer.presencePenalty, -100.0, 100.0);
    reader.real("answer/frequency_penalty", settings.answer.frequencyPenalty, -100.0, 100.0);
    reader.integer("answer/penalty_window", settings.answer.penaltyWindow, 0, 1 << 24);
    if (const auto biases = ui::tokenBiasesIn(reader.text("answer/logit_bias")); biases)
        settings.answer.logitBias = *biases;
    reader.boolean("answer/reproducible", settings.answer.reproducible);
    settings.answer.cacheType = readCacheType(reader.text("answer/cache_type"));
    reader.integer("answer/context_length", settings.answer.contextLength, 64, 1 << 20);
    reader.integer("answer/limit", settings.answer.answerLimit, 1, 1 << 20);
    bool hasSeed = false;
    const quint64 seed = reader.text("answer/seed").toULongLong(&hasSeed);
    if (hasSeed) settings.answer.seed = seed;
    reader.string("system_prompt", settings.systemPrompt);
    reader.string("device", settings.device);
    if (settings.device.isEmpty()) settings.device = QStringLiteral("auto");
    reader.integer("threads", settings.threads, 0, 1024);
    const QString theme = reader.text("window/theme");
    for (const auto& [value, name] : themes)
        if (theme == QLatin1String(name)) settings.theme = value;
    settings.answer.stopTexts = reader.text("answer/stop_texts").split(u'\n', Qt::SkipEmptyParts);
    for (const QString& key : file.allKeys())
        if (key.startsWith(formatsGroup) && !reader.text(key.toUtf8().constData()).isEmpty())
            settings.chatFormats.insert(key.mid(formatsGroup.size()), reader.text(key.toUtf8().constData()));
    reader.bytes("caches/disk_bytes", settings.caches.diskBytes);
    reader.bytes("caches/memory_bytes", settings.caches.memoryBytes);
    reader.boolean("window/side_bar", settings.sideBarVisible);
    reader.string("last/model", settings.lastModelId);
    reader.string("last/conversation", settings.lastConversationId);
    return settings;
}

}  // namespace

IniSettingsStore::IniSettingsStore(const QString& file, QObject* parent) : SettingsStore(parent), file_(file) {
    settings_ = readSettings(QSettings(file_, QSettings::IniFormat));
}

void IniSettingsStore::save(const ui::Settings& settings) {
    settings_ = settings;
    makePrivateFile(file_);
    QSettings file(file_, QSettings::IniFormat);
    const auto set = [&file](const char* key, const QVariant& value) { file.setValue(QLatin1String(key), value); };
    set("answer/temperature", QString::number(settings.answer.temperature, 'g', 17));
    set("answer/top_k", settings.answer.topK);
    set("answer/top_p", QString::number(settings.answer.topP, 'g', 17));
    set("answer/min_p", QString::number(settings.answer.minP, 'g', 17));
    set("answer/typical_p", QString::number(settings.answer.typicalP, 'g', 17));
    set("answer/repetition_penalty", QString::number(settings.answer.repetitionPenalty, 'g', 17));
    set("answer/presence_penalty", QString::number(settings.answer.presencePenalty, 'g', 17));
    set("answer/frequency_penalty", QString::number(settings.answer.frequencyPenalty, 'g', 17));
    set("answer/penalty_window", settings.answer.penaltyWindow);
    set("answer/logit_bias", ui::writtenTokenBiases(settings.answer.logitBias));
    set("answer/reproducible", settings.answer.reproducible);
    set("answer/cache_type", writtenCacheType(settings.answer.cacheType));
    set("answer/context_length", settings.answer.contextLength);
    set("answer/limit", settings.answer.answerLimit);
    set("answer/seed", settings.answer.seed ? QString::number(*settings.answer.seed) : QString());
    set("answer/stop_texts", settings.answer.stopTexts.join(u'\n'));
    for (const QString& key : file.allKeys())
        if (key.startsWith(formatsGroup) && !settings.chatFormats.contains(key.mid(formatsGroup.size())))
            file.remove(key);
    for (auto format = settings.chatFormats.begin(); format != settings.chatFormats.end(); ++format)
        file.setValue(formatsGroup + format.key(), format.value());
    set("system_prompt", settings.systemPrompt);
    set("device", settings.device);
    set("threads", settings.threads);
    for (const auto& [value, name] : themes)
        if (settings.theme == value) set("window/theme", QLatin1String(name));
    set("caches/disk_bytes", settings.caches.diskBytes);
    set("caches/memory_bytes", settings.caches.memoryBytes);
    set("window/side_bar", settings.sideBarVisible);
    set("last/model", settings.lastModelId);
    set("last/conversation", settings.lastConversationId);
    file.sync();
}

}  // namespace app
