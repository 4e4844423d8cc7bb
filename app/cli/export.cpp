#include <fmt/format.h>
#include <QFile>

#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/cli/shared_options.h"
#include "app/cli/stored.h"
#include "app/cli/terminal_text.h"
#include "app/interchange/export_file.h"

namespace app::cli {
namespace {

/// The ids that are meant: all, or the one that `id` is or begins.
Result<QStringList> chosen(const Database& database, const std::optional<std::string>& id) {
    const auto listed = database.list({});
    if (!listed) return fail(listed.error());
    QStringList ids;
    for (const ui::ConversationSummary& summary : *listed) {
        if (id && summary.id == QString::fromStdString(*id)) return QStringList{summary.id};
        if (!id || summary.id.startsWith(QString::fromStdString(*id))) ids.append(summary.id);
    }
    if (id && (ids.isEmpty() || id->empty()))
        return fail(fmt::format("there is no conversation {}", *id), "altiplano conversations lists them.");
    if (id && ids.size() > 1)
        return fail(fmt::format("{} conversations begin with {}", ids.size(), *id), "Give more of the id.");
    return ids;
}

}  // namespace

Result<void> exportConversations(Words words) {
    std::optional<std::string> id, output, dataDirectory;
    std::optional<ui::ExportFormat> format;
    bool all = false;
    CommandLine line("altiplano export", "[ID | --all] --format markdown|json [--output FILE]",
                     "Kept conversations. Markdown has the branch last looked at, JSON has everything.",
                     "altiplano export --all --format json --output conversations.json");
    line.operand("ID", id);
    line.flag("--all", "every conversation; else the one of the id, whose beginning is enough", all);
    line.choice<ui::ExportFormat>("--format", "must be given", format,
                                  {{"markdown", ui::ExportFormat::Markdown}, {"json", ui::ExportFormat::Json}});
    line.text("--output", "FILE", "written whole or not at all; default: standard output", output);
    addDataDirectory(line, dataDirectory);
    if (auto parsed = line.parse(words); !parsed) return parsed;
    if (id.has_value() == all)
        return wrongUsage(all ? "an id and --all are both given" : "no conversation is named",
                          "Give an id, which altiplano conversations lists, or --all.");
    if (!format) return wrongUsage("--format is missing", "Give --format markdown or --format json.");

    const auto database = openStored(dataDirectory);
    if (!database) return std::unexpected(database.error());
    if (!*database) return fail("no conversation was kept yet", "Have one in the window first, or check --data-dir.");
    const auto ids = chosen(**database, id);
    if (!ids) return std::unexpected(ids.error());
    QList<ui::StoredConversation> conversations;
    for (const QString& one : *ids) {
        auto conversation = (*database)->conversation(one);
        if (!conversation) return fail(conversation.error());
        conversations.append(std::move(*conversation));
    }
    const QByteArray bytes = exportOf(conversations, *format);
    if (output) {
        if (auto written = writeWhole(QFile::decodeName(output->c_str()), bytes); !written)
            return fail(written.error());
        return {};
    }
    // A person's terminal gets only what cannot harm it.
    return print(outputIsTerminal() ? forTerminal(bytes.toStdString()) : bytes.toStdString());
}

}  // namespace app::cli
