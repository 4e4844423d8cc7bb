#include "ui/text/refusing_network.h"

#include <QNetworkReply>
#include <QNetworkRequest>
#include <QTimer>

namespace ui {
namespace {

/// A reply that has failed already. Says so from the event loop: who asked has to connect first.
class RefusedReply : public QNetworkReply {
public:
    RefusedReply(QNetworkAccessManager::Operation operation, const QNetworkRequest& request, QObject* parent)
        : QNetworkReply(parent) {
        setOperation(operation);
        setRequest(request);
        setUrl(request.url());
        setError(ContentAccessDenied,
                 QStringLiteral("Altiplano fetches nothing: %1").arg(request.url().toDisplayString()));
        setFinished(true);
        open(ReadOnly);
        QTimer::singleShot(0, this, [this] {
            emit errorOccurred(error());
            emit finished();
        });
    }
    void abort() override {}

protected:
    qint64 readData(char*, qint64) override { return -1; }
};

class RefusingManager : public QNetworkAccessManager {
public:
    RefusingManager(std::shared_ptr<std::atomic<int>> refusals, QObject* parent)
        : QNetworkAccessManager(parent), refusals_(std::move(refusals)) {}

protected:
    QNetworkReply* createRequest(Operation operation, const QNetworkRequest& request, QIODevice* data) override {
        const QUrl url = request.url();
        // A file: address with a host is a network share.
        const bool local = url.scheme() == QLatin1StringView("qrc") || (url.isLocalFile() && url.host().isEmpty());
        if (local && operation == GetOperation) return QNetworkAccessManager::createRequest(operation, request, data);
        ++*refusals_;
        return new RefusedReply(operation, request, this);
    }

private:
    std::shared_ptr<std::atomic<int>> refusals_;
};

}  // namespace

RefusingNetworkAccessManagerFactory::RefusingNetworkAccessManagerFactory()
    : refusals_(std::make_shared<std::atomic<int>>(0)) {}

QNetworkAccessManager* RefusingNetworkAccessManagerFactory::create(QObject* parent) {
    return new RefusingManager(refusals_, parent);
}

}  // namespace ui
