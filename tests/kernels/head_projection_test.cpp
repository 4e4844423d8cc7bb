// Final norm and head: logits against double precision.
#include "tests/kernels/support/device_matrices.h"
#include "tests/kernels/support/head_logits.h"
#include "tests/kernels/support/shapes.h"

using namespace kernel_test;
using namespace inference;

int main(int argument_count, char** arguments) {
    TestDevice device;
    HeadLogits logits(device);
    std::vector<Case> cases;
    for (const ProductVariant& variant : product_variants(device))
        for (const ModelShape& shape : shapes_to_try()) {
            if (shape.embedding_length % gguf::layout_of(variant.type)->block_weights != 0) continue;
            const bool prompt = variant.pass == Pass::Prompt;
            const std::uint32_t whole = rows_to_try(variant.type, shape.vocabulary_size, shape.embedding_length);
            const std::uint32_t rows = prompt && whole > 512 ? 512 + whole % 64 + 22 : whole;
            const bool large = rows * std::uint64_t{shape.embedding_length} > 10'000'000;
            cases.push_back(
                {fmt::format("{} {}", variant.name(), shape.name), [=, &logits] {
                     return logits.compare(variant, rows, shape.embedding_length, prompt ? 11 : large ? 1 : 5);
                 }});
        }
    for (const ProductVariant& variant : product_variants(device)) {
        // The longest rows of a 33B, which are no head's.
        cases.push_back({fmt::format("{} 17920 columns", variant.name()),
                         [=, &logits] { return logits.compare(variant, 70, 17920, 2); }});
        // Llama 3's head, as whole as it is bound and sent.
        if (variant.type == TensorType::Q4_0 && variant.pass == Pass::Decode && variant.precision == Precision::Fast)
            cases.push_back({fmt::format("{} 128256 rows", variant.name()),
                             [=, &logits] { return logits.compare(variant, 128256, 4096, 1); }});
    }
    return run_kernel_cases(device, cases, argument_count, arguments);
}
