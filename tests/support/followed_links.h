#pragma once
#include <QDesktopServices>
#include <QList>
#include <QObject>
#include <QUrl>
#include <array>

/// Stands for the desktop's programs and gets the links that are followed. One at a time.
class FollowedLinks : public QObject {
    Q_OBJECT
public:
    FollowedLinks() {
        for (const char* scheme : schemes) QDesktopServices::setUrlHandler(QLatin1String(scheme), this, "open");
    }
    ~FollowedLinks() override {
        for (const char* scheme : schemes) QDesktopServices::unsetUrlHandler(QLatin1String(scheme));
    }
    QList<QUrl> links;

public slots:
    void open(const QUrl& link) { links.append(link); }

private:
    static constexpr std::array schemes = {"http", "https", "file", "mailto", "ftp", "data", "javascript", "vbscript"};
};
