#pragma once
#include <QTcpServer>
#include <QTcpSocket>

/// A web server on the loopback that answers nothing and counts who comes.
class CountingServer : public QTcpServer {
public:
    CountingServer() {
        if (!listen(QHostAddress::LocalHost)) qFatal("no port on the loopback");
        QObject::connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket* socket = nextPendingConnection()) {
                ++requests;
                socket->close();
            }
        });
    }
    QString address() const { return QStringLiteral("http://127.0.0.1:%1").arg(serverPort()); }
    int requests = 0;
};
