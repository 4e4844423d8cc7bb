#pragma once
#include <QString>
#include <QStringList>

#include <span>

#include "tests/support/reference_model.h"

namespace test_support {

/// What is wrong with the logits of a pass that met weights with int8 activations, beside the reference's; empty if
/// nothing is. Once in some ten thousand times a value lies so near the middle of two int8 that float and double
/// precision choose differently, which the cache then hands on. Until then all positions agree to about 1e-14:
/// `agreeing` of the first seven must, and the whole to `most`.
inline QString int8_fault(std::span<const float> logits, std::span<const double> expected, std::size_t vocabulary_size,
                          double most, int agreeing) {
    QStringList errors;
    int agree = 0;
    for (std::size_t position = 0; position < 7; ++position) {
        const std::size_t at = position * vocabulary_size;
        const double own = normalised_error(logits.subspan(at, vocabulary_size), expected.subspan(at, vocabulary_size));
        errors += QString::number(own);
        agree += own <= 1e-11 ? 1 : 0;
    }
    const double whole = normalised_error(logits, expected);
    if (whole <= most && agree >= agreeing) return {};
    return QStringLiteral("%1; %2").arg(QString::number(whole), errors.join(u' '));
}

}  // namespace test_support
