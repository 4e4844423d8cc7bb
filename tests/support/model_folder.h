#pragma once
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/gguf_builder.h"

namespace test_support {

/// A folder for models that goes away with the test.
class ModelFolder {
public:
    QString path(const QString& name) const { return folder_.filePath(name); }

    /// Writes a file and returns its path.
    QString write(const QString& name, const QByteArray& bytes) const {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) qFatal("no place for a test's file");
        return path(name);
    }
    QString write(const QString& name, const GgufBuilder& model) const {
        return write(name, QByteArray::fromStdString(model.text()));
    }

private:
    QTemporaryDir folder_;
};

}  // namespace test_support
