// Final norm and head with all of a real model's rows, over several bindings where a device needs them: a type of each
// family, in both passes. What a row's length and type do is in head_projection_test.
#include <algorithm>

#include "tests/kernels/support/head_logits.h"

using namespace kernel_test;
using namespace inference;

int main(int argument_count, char** arguments) {
    constexpr TensorType types[] = {TensorType::F16, TensorType::Q4_0, TensorType::Q8_0, TensorType::Q4_K,
                                    TensorType::IQ4_XS};
    TestDevice device;
    HeadLogits logits(device);
    std::vector<Case> cases;
    for (const ProductVariant& variant : product_variants(device))
        for (const std::uint32_t rows : {32000U, 128256U}) {
            if (std::ranges::find(types, variant.type) == std::end(types)) continue;
            cases.push_back({fmt::format("{} {} rows", variant.name(), rows), [=, &logits] {
                                 return logits.compare(variant, rows, 4096, variant.pass == Pass::Prompt ? 3 : 2);
                             }});
        }
    return run_kernel_cases(device, cases, argument_count, arguments);
}
