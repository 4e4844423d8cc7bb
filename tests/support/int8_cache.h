#pragma once
#include <QTest>
#include <iterator>
#include <memory>

#include "inference/session.h"
#include "tests/support/golden_files.h"
#include "tests/support/reference_model.h"

/// A cache of int8 on either kind of stage, by the golden files.
namespace test_support {

/// Rows of `name` and `batch`, for all files whose heads it fits, or for every `step`th of them: attention does not
/// know the type of the weights.
inline void add_int8_cache_rows(std::size_t step = 1) {
    QTest::addColumn<QString>("name");
    QTest::addColumn<unsigned>("batch");
    for (std::size_t i = 0; i < std::size(golden::model_names); i += step) {
        const char* name = golden::model_names[i];
        if (QString(name) == "stories260K") continue;  // its heads have 8 elements
        for (const unsigned batch : {1U, 7U, 48U}) QTest::addRow("%s batch %u", name, batch) << QString(name) << batch;
    }
}

/// What is wrong with it; empty if nothing is. It may cost at most 5e-5 more than the float16 cache on the same file,
/// and a prompt cut elsewhere gives the same logits, bit for bit.
inline QString int8_cache_problem(const std::shared_ptr<const inference::Model>& model, const QString& name,
                                  std::uint32_t batch) {
    using inference::CacheType;
    const auto tokens = golden::tokens(name);
    const auto logits_with = [&](CacheType type, std::uint32_t batch_tokens) {
        const auto session =
            inference::Session::open(model, {.batch_tokens = batch_tokens, .cache_type = type}).value();
        return session->logits(tokens, {}).value();
    };
    const auto expected = golden::logits(name);
    const auto with_int8 = logits_with(CacheType::Q8_0, batch);
    const double float16 = normalised_error(logits_with(CacheType::F16, batch), expected);
    const double int8 = normalised_error(with_int8, expected);
    qInfo("NMSE %.3g with the float16 cache, %.3g with int8", float16, int8);
    if (!(int8 <= float16 + 5e-5)) return QStringLiteral("%1 beside %2").arg(int8).arg(float16);
    if (int8 == float16) return QStringLiteral("it was the same cache");
    if (batch > 1 && logits_with(CacheType::Q8_0, 5) != with_int8) return QStringLiteral("cut elsewhere it differs");
    return {};
}

/// What is wrong with how a model is refused whose heads have 8 elements.
inline QString odd_heads_problem(const std::shared_ptr<const inference::Model>& model) {
    const auto session = inference::Session::open(model, {.cache_type = inference::CacheType::Q8_0});
    if (session) return QStringLiteral("it was opened");
    const bool says_why = session.error().kind == inference::ErrorKind::Unsupported &&
                          session.error().what.find("multiple of 32, this model's is 8") != std::string::npos;
    return says_why ? QString() : QString::fromStdString(session.error().what);
}

}  // namespace test_support
