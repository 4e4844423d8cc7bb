#pragma once
#include <QtGlobal>
#include <algorithm>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "tests/support/batches.h"
#include "tests/support/generated_model.h"
#include "tests/support/processor_model.h"

/// What tests of the processor stage share.
namespace test_support {

using namespace inference;

inline std::shared_ptr<const Model> loaded(std::shared_ptr<const ModelFile> file, ProcessorOptions options = {}) {
    auto model = processor_model(std::move(file), options);
    if (!model) qFatal("%s", model.error().what.c_str());
    return *model;
}

/// Logits of `tokens` from an empty cache, cut into batches of the given lengths, over and over.
inline std::vector<float> logits_in_batches(const Model& model, std::span<const Token> tokens, Pass pass,
                                            const std::vector<std::size_t>& lengths, CacheType cache = CacheType::F16) {
    const auto state = model.stages.front()->open(static_cast<std::uint32_t>(tokens.size()), cache).value();
    std::vector<float> logits;
    for (std::size_t done = 0, cut = 0; done < tokens.size(); ++cut) {
        const std::size_t count = std::min(lengths[cut % lengths.size()], tokens.size() - done);
        const auto result = computed(*state, {.position = static_cast<std::uint32_t>(done),
                                              .pass = pass,
                                              .tokens = tokens.subspan(done, count),
                                              .activations = {},
                                              .output = Output::AllLogits});
        if (!result) qFatal("%s", result.error().what.c_str());
        logits.insert(logits.end(), result->logits.begin(), result->logits.end());
        done += count;
    }
    return logits;
}

/// Heads that share keys and values, and some hundred positions: several splits of the context.
inline GeneratedShape grouped_shape(gguf::TensorType type = gguf::TensorType::Q4_0) {
    return {.type = type, .head_count = 8, .kv_head_count = 2, .head_size = 16, .context_length = 1024};
}

}  // namespace test_support
