#pragma once
#include <QString>
#include <array>

#include "ui/ports/model_library.h"

namespace ui {

/// One of the four sizes that LLaMA came out in.
struct LlamaSize {
    ModelSize size;
    QString label;
    double parameters;  ///< of LLaMA 1 (arXiv:2302.13971, table 2)
};

const std::array<LlamaSize, 4>& fourSizes();
QString labelOf(ModelSize size);  ///< "7B"; empty for none of the four

QString shownFileSize(double bytes);
/// What a file of the size takes as Q4_0.
QString expectedFileSize(const LlamaSize& size);

}  // namespace ui
