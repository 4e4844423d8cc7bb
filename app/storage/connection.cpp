#include "app/storage/connection.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSqlError>
#include <QUuid>

namespace app {
namespace {

// Result codes of SQLite (sqlite.org/rescode.html); the low byte of what the driver reports.
enum SqliteCode {
    Busy = 5,
    Locked = 6,
    ReadOnlyFile = 8,
    InputOutput = 10,
    Corrupt = 11,
    Full = 13,
    CannotOpen = 14,
    NoDatabase = 26,
};

}  // namespace

Connection::Connection(QString file)
    : file_(std::move(file)), name_(QUuid::createUuid().toString(QUuid::WithoutBraces)) {}

Connection::~Connection() {
    handle_.close();
    handle_ = QSqlDatabase();  // removeDatabase wants no handle left
    QSqlDatabase::removeDatabase(name_);
}

Outcome<std::unique_ptr<Connection>> Connection::open(const QString& file, Access access) {
    std::unique_ptr<Connection> connection(new Connection(file));
    connection->handle_ = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection->name_);
    if (!connection->handle_.isValid())
        return refuse(QCoreApplication::translate("Problem", "Qt has no SQLite driver"),
                      QCoreApplication::translate("Problem", "Install the package libqt6sql6-sqlite."));
    connection->handle_.setDatabaseName(file);
    // Five seconds: another process's transaction takes milliseconds, a disk that spins up a second or two.
    connection->handle_.setConnectOptions(access == Access::ReadOnly
                                              ? QStringLiteral("QSQLITE_OPEN_READONLY;QSQLITE_BUSY_TIMEOUT=5000")
                                              : QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000"));
    if (!connection->handle_.open()) return std::unexpected(connection->problemOf(connection->handle_.lastError()));
    return connection;
}

Outcome<QSqlQuery> Connection::run(const QString& sql, const QVariantList& values) const {
    QSqlQuery query(handle_);
    query.setForwardOnly(true);
    if (!query.prepare(sql)) return std::unexpected(problemOf(query.lastError()));
    for (const QVariant& value : values) query.addBindValue(value);
    if (!query.exec()) return std::unexpected(problemOf(query.lastError()));
    return query;
}

Outcome<qint64> Connection::number(const QString& sql, const QVariantList& values) const {
    auto query = run(sql, values);
    if (!query) return std::unexpected(query.error());
    if (!query->next()) {
        if (query->lastError().isValid()) return std::unexpected(problemOf(query->lastError()));
        return refuse(
            QCoreApplication::translate("Problem", "%1 has no answer to \"%2\"").arg(file_, sql),
            QCoreApplication::translate("Problem", "The file may be damaged; put a copy of it back in its place."));
    }
    return query->value(0).toLongLong();
}

ui::Problem Connection::problemOf(const QSqlError& error) const {
    switch (error.nativeErrorCode().toInt() & 0xff) {
        case Full:
            return {QCoreApplication::translate("Problem", "the disk that holds %1 is full").arg(file_),
                    QCoreApplication::translate("Problem", "Free some space; what was written before is safe.")};
        case ReadOnlyFile:
            return {QCoreApplication::translate("Problem", "%1 cannot be written").arg(file_),
                    QCoreApplication::translate("Problem", "Check the permissions of the file and its folder.")};
        case Corrupt:
        case NoDatabase:
            return {QCoreApplication::translate("Problem", "%1 is damaged or no database").arg(file_),
                    QCoreApplication::translate(
                        "Problem",
                        "Put a copy of it back, or move it away to start with no conversations; Altiplano "
                        "leaves it as it is.")};
        case Busy:
        case Locked:
            return {QCoreApplication::translate("Problem", "%1 has been in use by another program for 5 seconds")
                        .arg(file_),
                    QCoreApplication::translate("Problem", "Close the other program and try again.")};
        case InputOutput:
            return {
                QCoreApplication::translate("Problem", "%1 cannot be read or written: the disk reports an error")
                    .arg(file_),
                QCoreApplication::translate("Problem", "Check the disk; what was written before is left as it is.")};
        case CannotOpen:
            if (QFileInfo(file_).isDir())
                return {
                    QCoreApplication::translate("Problem", "%1 is a folder, where a file is needed").arg(file_),
                    QCoreApplication::translate("Problem", "Move it away, or choose another place with --data-dir.")};
            return {QCoreApplication::translate("Problem", "%1 cannot be opened").arg(file_),
                    QCoreApplication::translate("Problem", "Check the permissions of the file and its folder.")};
        default:
            return {
                QStringLiteral("%1: %2").arg(file_, error.databaseText().simplified()),
                QCoreApplication::translate("Problem", "Nothing was changed. If it happens again, please report it.")};
    }
}

Outcome<Transaction> Transaction::begin(const Connection& connection, const QString& statement) {
    if (auto begun = connection.run(statement); !begun) return std::unexpected(begun.error());
    return Transaction(connection);
}

Outcome<Transaction> Transaction::write(const Connection& connection) {
    return begin(connection, QStringLiteral("BEGIN IMMEDIATE"));
}

Outcome<Transaction> Transaction::read(const Connection& connection) {
    return begin(connection, QStringLiteral("BEGIN"));
}

Transaction::Transaction(Transaction&& other) noexcept : connection_(std::exchange(other.connection_, nullptr)) {}

Transaction::~Transaction() {
    // After some errors (a full disk) SQLite has rolled back itself, and this says that there is nothing to roll back.
    if (connection_ != nullptr) (void)connection_->run(QStringLiteral("ROLLBACK"));
}

Outcome<void> Transaction::commit() {
    if (auto done = connection_->run(QStringLiteral("COMMIT")); !done) return std::unexpected(done.error());
    connection_ = nullptr;
    return {};
}

}  // namespace app
