#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/cli/shared_options.h"
#include "app/cli/stored.h"
#include "app/cli/terminal_text.h"

namespace app::cli {
namespace {

std::string utc(const QDateTime& time) { return time.toUTC().toString(Qt::ISODateWithMs).toStdString(); }

}  // namespace

Result<void> conversations(Words words) {
    bool json = false;
    std::optional<std::string> dataDirectory;
    CommandLine line("altiplano conversations", "[--json] [--data-dir DIR]",
                     "The kept conversations, the one changed last first: id, time of the last change, title.",
                     "altiplano conversations");
    line.flag("--json", "a list of objects", json);
    addDataDirectory(line, dataDirectory);
    if (auto parsed = line.parse(words); !parsed) return parsed;
    const auto database = openStored(dataDirectory);
    if (!database) return std::unexpected(database.error());
    QList<ui::ConversationSummary> summaries;
    if (*database) {
        auto listed = (*database)->list({});
        if (!listed) return fail(listed.error());
        summaries = std::move(*listed);
    }
    if (summaries.isEmpty())
        remark("altiplano: no conversation was kept yet. Have one in the window first, or check --data-dir.");
    auto list = nlohmann::ordered_json::array();
    std::string text;
    for (const ui::ConversationSummary& summary : summaries) {
        list.push_back({{"id", summary.id.toStdString()},
                        {"title", summary.title.toStdString()},
                        {"created", utc(summary.created)},
                        {"changed", utc(summary.changed)}});
        text += fmt::format("{}  {}  {}\n", onOneLine(summary.id.toStdString()),
                            summary.changed.toLocalTime().toString("yyyy-MM-dd hh:mm").toStdString(),
                            onOneLine(summary.title.toStdString()));
    }
    return print(json ? list.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + '\n' : text);
}

}  // namespace app::cli
