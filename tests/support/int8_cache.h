#pragma once
#include <memory>

#include "inference/session.h"
#include "tests/support/golden_files.h"
#include "tests/support/reference_model.h"

namespace test_support {

/// What a cache of int8 costs beside float16: the errors of a golden file's logits with each.
struct Int8CacheCost {
    double float16 = 0.0;
    double int8 = 0.0;
    bool same_when_cut = false;  ///< a prompt cut elsewhere gives the same logits with int8, bit for bit
};

inline Int8CacheCost int8_cache_cost(std::shared_ptr<const inference::Model> model, const QString& name,
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
    return {.float16 = normalised_error(logits_with(CacheType::F16, batch), expected),
            .int8 = normalised_error(with_int8, expected),
            .same_when_cut = batch == 1 || logits_with(CacheType::Q8_0, 5) == with_int8};
}

}  // namespace test_support
