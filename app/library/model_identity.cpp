#include "app/library/model_identity.h"

#include <QCryptographicHash>
#include <QFile>
#include <algorithm>
#include <cstdint>
#include <ranges>

#include "app/problem_words.h"
#include "inference/gguf/gguf_file.h"

namespace app {
namespace {

constexpr std::uint64_t piece_bytes = 1U << 20U;
constexpr std::uint64_t of_each_tensor_bytes = 4096;

/// What lies in [offset, offset + bytes) of the file; false if it cannot be read, or the file ends before.
bool hash(QFile& file, std::uint64_t offset, std::uint64_t bytes, QCryptographicHash& sum) {
    if (!file.seek(static_cast<qint64>(offset))) return false;
    for (std::uint64_t left = bytes; left > 0;) {
        const QByteArray piece = file.read(static_cast<qint64>(std::min(left, piece_bytes)));
        if (piece.isEmpty()) return false;
        sum.addData(piece);
        left -= static_cast<std::uint64_t>(piece.size());
    }
    return true;
}

ui::Problem unreadable(const QFile& file) {
    return {QStringLiteral("%1 cannot be read: %2").arg(file.fileName(), file.errorString()),
            QStringLiteral("Check that the file is still there and may be read.")};
}

}  // namespace

Outcome<QString> modelIdentityOf(const QString& path) {
    const auto gguf = inference::gguf::GgufFile::open(QFile::encodeName(path).toStdString());
    if (!gguf) return std::unexpected(problemOf(gguf.error()));
    QCryptographicHash sum(QCryptographicHash::Sha256);
    std::uint32_t part = 0;
    for (const auto& partPath : (*gguf)->paths()) {
        QFile file(QFile::decodeName(QByteArray::fromStdString(partPath.string())));
        if (!file.open(QIODevice::ReadOnly)) return std::unexpected(unreadable(file));
        const auto isOfThisPart = [part](const inference::gguf::TensorInfo& tensor) { return tensor.part == part; };
        auto tensors = (*gguf)->tensors() | std::views::filter(isOfThisPart);
        const auto size = static_cast<std::uint64_t>(file.size());
        std::uint64_t head = size;
        for (const auto& tensor : tensors) head = std::min(head, tensor.offset);
        sum.addData(QByteArray::number(static_cast<quint64>(size)) + '\n');
        if (!hash(file, 0, head, sum)) return std::unexpected(unreadable(file));
        // Fine-tuned models share everything but the weights, and merged ones most of these.
        for (const auto& tensor : tensors) {
            sum.addData(QByteArray::number(static_cast<quint64>(tensor.bytes)) + '\n');
            if (!hash(file, tensor.offset, std::min(tensor.bytes, of_each_tensor_bytes), sum))
                return std::unexpected(unreadable(file));
        }
        ++part;
    }
    return QString::fromLatin1(sum.result().toHex());
}

}  // namespace app
