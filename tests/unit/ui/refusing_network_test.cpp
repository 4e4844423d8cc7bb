#include "ui/text/refusing_network.h"

#include <QNetworkReply>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryFile>
#include <QTest>
#include <QThread>

using namespace ui;

class RefusingNetworkTest : public QObject {
    Q_OBJECT

    static QByteArray read(QNetworkAccessManager& manager, const QUrl& url) {
        const std::unique_ptr<QNetworkReply> reply(manager.get(QNetworkRequest(url)));
        QSignalSpy finished(reply.get(), &QNetworkReply::finished);
        if (!finished.wait(5000)) return "never finished";
        return reply->error() == QNetworkReply::NoError ? reply->readAll() : "refused";
    }

private slots:
    void sendsNothing() {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        RefusingNetworkAccessManagerFactory factory;
        const std::unique_ptr<QNetworkAccessManager> manager(factory.create(nullptr));
        const QString address = QStringLiteral("127.0.0.1:%1/a").arg(server.serverPort());
        QCOMPARE(read(*manager, QUrl("http://" + address)), "refused");
        QCOMPARE(read(*manager, QUrl("https://" + address)), "refused");
        QCOMPARE(read(*manager, QUrl("ftp://" + address)), "refused");
        QCOMPARE(read(*manager, QUrl("file://share.example/a")), "refused");
        QCOMPARE(read(*manager, QUrl("data:text/plain,a")), "refused");
        QCOMPARE(read(*manager, QUrl("")), "refused");
        const std::unique_ptr<QNetworkReply> post(manager->post(QNetworkRequest(QUrl("http://" + address)), "a"));
        QCOMPARE(post->error(), QNetworkReply::ContentAccessDenied);
        QCOMPARE(factory.refusals(), 7);
        QVERIFY(!server.waitForNewConnection(200));
    }

    void writesNoFile() {
        QTemporaryFile file;
        QVERIFY(file.open());
        RefusingNetworkAccessManagerFactory factory;
        const std::unique_ptr<QNetworkAccessManager> manager(factory.create(nullptr));
        const std::unique_ptr<QNetworkReply> put(
            manager->put(QNetworkRequest(QUrl::fromLocalFile(file.fileName())), "a"));
        QSignalSpy finished(put.get(), &QNetworkReply::finished);
        QVERIFY(finished.wait(5000));
        QCOMPARE(file.size(), 0);
        QCOMPARE(factory.refusals(), 1);
    }

    void readsTheProgramsOwn() {
        QTemporaryFile file;
        QVERIFY(file.open());
        file.write("own");
        file.flush();
        RefusingNetworkAccessManagerFactory factory;
        const std::unique_ptr<QNetworkAccessManager> manager(factory.create(nullptr));
        QCOMPARE(read(*manager, QUrl::fromLocalFile(file.fileName())), "own");
        QVERIFY(!read(*manager, QUrl("qrc:/qt-project.org/imports/QtQml/WorkerScript/qmldir")).isNull());
        QCOMPARE(factory.refusals(), 0);
    }

    void countsOverManagersAndThreads() {
        auto factory = std::make_unique<RefusingNetworkAccessManagerFactory>();
        const std::unique_ptr<QNetworkAccessManager> here(factory->create(nullptr));
        const std::unique_ptr<QThread> thread(QThread::create([&] {
            const std::unique_ptr<QNetworkAccessManager> there(factory->create(nullptr));
            QCOMPARE(read(*there, QUrl("http://127.0.0.1:1/a")), "refused");
        }));
        thread->start();
        QVERIFY(thread->wait());
        QCOMPARE(read(*here, QUrl("http://127.0.0.1:1/a")), "refused");
        QCOMPARE(factory->refusals(), 2);
        factory.reset();
        QCOMPARE(read(*here, QUrl("http://127.0.0.1:1/a")), "refused");  // managers may outlive the factory
    }
};

QTEST_GUILESS_MAIN(RefusingNetworkTest)
#include "refusing_network_test.moc"
