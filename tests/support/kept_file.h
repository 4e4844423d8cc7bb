#pragma once
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <filesystem>
#include <memory>

#include "inference/vulkan/driver_identity.h"

namespace test_support {

/// Whose files they are: a device's of which the names begin with "10de-2684".
inline inference::vulkan::DriverIdentity some_driver() {
    return {.vendor = 0x10de, .device = 0x2684, .driver_version = 7, .uuid = {1, 2, 3, 4, 5, 6, 7, 8, 9}};
}

/// A file that something is kept in between starts, to be looked into and damaged; in a folder that is new for each
/// test.
class KeptFileFixture : public QObject {
protected:
    explicit KeptFileFixture(const char* name) : name_(name) {}
    void renew() { folder_ = std::make_unique<QTemporaryDir>(); }

    std::filesystem::path folder() const { return folder_->filePath("pipelines").toStdString(); }
    QString fileName() const { return folder_->filePath("pipelines/") + name_; }
    QByteArray bytes() const {
        QFile file(fileName());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void overwrite(const QByteArray& bytes) const {
        QFile file(fileName());
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }

private:
    const char* name_;
    std::unique_ptr<QTemporaryDir> folder_;
};

}  // namespace test_support
