#include "app/storage/schema/schema.h"

#include <QCoreApplication>

#include <array>

namespace app::schema {
namespace {

constexpr std::array steps = {version1, version2, version3};
static_assert(steps.size() == newest_version);

}  // namespace

Outcome<void> check(const Connection& connection) {
    const auto version = connection.number(QStringLiteral("PRAGMA user_version"));
    if (!version) return std::unexpected(version.error());
    const auto application = connection.number(QStringLiteral("PRAGMA application_id"));
    if (!application) return std::unexpected(application.error());
    const auto tables = connection.number(QStringLiteral("SELECT count(*) FROM sqlite_schema"));
    if (!tables) return std::unexpected(tables.error());
    const bool empty = *version == 0 && *application == 0 && *tables == 0;
    if (!empty && *application != application_id)
        return refuse(
            QCoreApplication::translate("Problem", "%1 is a database of another program").arg(connection.file()),
            QCoreApplication::translate("Problem", "Move it away, or choose another place with --data-dir."));
    if (*version > newest_version)
        return refuse(QCoreApplication::translate(
                          "Problem", "%1 was written by a newer Altiplano: its schema is %2, this program knows %3")
                          .arg(connection.file())
                          .arg(*version)
                          .arg(newest_version),
                      QCoreApplication::translate("Problem", "Install the newer version again; nothing was changed."));
    if (!empty && *version < 1)
        return refuse(
            QCoreApplication::translate("Problem", "%1 has schema %2, which never was")
                .arg(connection.file())
                .arg(*version),
            QCoreApplication::translate("Problem", "The file may be damaged; put a copy of it back in its place."));
    return {};
}

Outcome<void> migrate(const Connection& connection) {
    const auto before = connection.number(QStringLiteral("PRAGMA user_version"));
    if (!before) return std::unexpected(before.error());
    if (*before == newest_version) return {};
    auto transaction = Transaction::write(connection);
    if (!transaction) return std::unexpected(transaction.error());
    // Looked at again with the writer's place taken: another process may have done it meanwhile.
    if (auto checked = check(connection); !checked) return checked;
    const auto version = connection.number(QStringLiteral("PRAGMA user_version"));
    if (!version) return std::unexpected(version.error());
    for (auto step = static_cast<std::size_t>(*version); step < steps.size(); ++step)
        for (const QString& statement : steps[step]())
            if (auto done = connection.run(statement); !done) return std::unexpected(done.error());
    for (const QString& pragma : {QStringLiteral("PRAGMA application_id = %1").arg(application_id),
                                  QStringLiteral("PRAGMA user_version = %1").arg(newest_version)})
        if (auto done = connection.run(pragma); !done) return std::unexpected(done.error());
    return transaction->commit();
}

}  // namespace app::schema
