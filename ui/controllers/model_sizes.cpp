#include "ui/controllers/model_sizes.h"

#include <QLocale>

namespace ui {

const std::array<LlamaSize, 4>& fourSizes() {
    static const std::array<LlamaSize, 4> sizes = {LlamaSize{ModelSize::B7, QStringLiteral("7B"), 6.74e9},
                                                   LlamaSize{ModelSize::B13, QStringLiteral("13B"), 13.02e9},
                                                   LlamaSize{ModelSize::B33, QStringLiteral("33B"), 32.53e9},
                                                   LlamaSize{ModelSize::B65, QStringLiteral("65B"), 65.29e9}};
    return sizes;
}

QString labelOf(ModelSize size) {
    for (const LlamaSize& one : fourSizes())
        if (one.size == size) return one.label;
    return {};
}

QString shownFileSize(double bytes) {
    return QLocale().formattedDataSize(static_cast<qint64>(bytes), 1, QLocale::DataSizeSIFormat);
}

/// 18 bytes for 32 weights.
QString expectedFileSize(const LlamaSize& size) { return shownFileSize(size.parameters * 18 / 32); }

}  // namespace ui
