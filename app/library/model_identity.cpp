#include "app/library/model_identity.h"

#include <QCryptographicHash>
#include <QFile>
#include <algorithm>

#include "app/problem_words.h"
#include "inference/gguf/gguf_file.h"

namespace app {
namespace {

constexpr qint64 head_limit_bytes = 64 << 20;  // vocabularies take 1 to 10 MB
constexpr qint64 sample_bytes = 4096;
constexpr qint64 samples = 16;

ui::Problem unreadable(const QFile& file) {
    return {QStringLiteral("%1 cannot be read: %2").arg(file.fileName(), file.errorString()),
            QStringLiteral("Check that the file is still there and may be read.")};
}

}  // namespace

Outcome<QString> modelIdentityOf(const QString& path) {
    const auto gguf = inference::gguf::GgufFile::open(QFile::encodeName(path).toStdString());
    if (!gguf) return std::unexpected(problemOf(gguf.error()));
    QCryptographicHash hash(QCryptographicHash::Sha256);
    std::uint32_t part = 0;
    for (const auto& partPath : (*gguf)->paths()) {
        QFile file(QFile::decodeName(QByteArray::fromStdString(partPath.string())));
        if (!file.open(QIODevice::ReadOnly)) return std::unexpected(unreadable(file));
        const qint64 size = file.size();
        qint64 data = size;
        for (const auto& tensor : (*gguf)->tensors())
            if (tensor.part == part) data = std::min(data, static_cast<qint64>(tensor.offset));
        hash.addData(QByteArray::number(size) + '\n');
        const QByteArray head = file.read(std::min(data, head_limit_bytes));
        if (head.isEmpty()) return std::unexpected(unreadable(file));
        hash.addData(head);
        // Fine-tuned models share everything but the weights.
        for (qint64 i = 0; i < samples; ++i) {
            if (!file.seek(data + (size - data) / samples * i)) return std::unexpected(unreadable(file));
            hash.addData(file.read(sample_bytes));
        }
        if (file.error() != QFile::NoError) return std::unexpected(unreadable(file));
        ++part;
    }
    return QString::fromLatin1(hash.result().toHex().left(32));
}

}  // namespace app
