#pragma once
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QVariant>
#include <QVariantList>
#include <memory>

#include "app/outcome.h"

namespace app {

/// One connection to an SQLite file through Qt Sql, used by the thread that made it. Turns the driver's errors into
/// problems that say which file and what to do.
class Connection {
public:
    enum class Access { ReadWrite, ReadOnly };
    static Outcome<std::unique_ptr<Connection>> open(const QString& file, Access access);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    QString file() const { return file_; }

    /// Prepares, binds in order, executes. The query stands before its first row.
    Outcome<QSqlQuery> run(const QString& sql, const QVariantList& values = {}) const;

    /// The single number of a query's first row.
    Outcome<qint64> number(const QString& sql, const QVariantList& values = {}) const;

    /// The driver's last error on this query, in words.
    ui::Problem problemOf(const QSqlError& error) const;

private:
    explicit Connection(QString file);
    QString file_;
    QString name_;  ///< of the connection, unique in the process
    QSqlDatabase handle_;
};

/// Rolled back unless committed.
class Transaction {
public:
    /// To write: takes the writer's place at once, waiting for other processes.
    static Outcome<Transaction> write(const Connection& connection);
    /// To read: all statements see the same state, whatever others write meanwhile.
    static Outcome<Transaction> read(const Connection& connection);
    ~Transaction();
    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    Outcome<void> commit();

private:
    static Outcome<Transaction> begin(const Connection& connection, const QString& statement);
    explicit Transaction(const Connection& connection) : connection_(&connection) {}
    const Connection* connection_;  ///< nothing once committed
};

}  // namespace app
