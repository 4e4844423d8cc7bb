// The processor's products in all models' sizes: heads of 128,256 rows, 17,920 columns. Large ones against seeded rows.
#include <set>

#include "tests/kernels/support/cases.h"
#include "tests/kernels/support/processor_products.h"
#include "tests/kernels/support/shapes.h"

int main(int argument_count, char** arguments) {
    using namespace kernel_test;
    using namespace inference;
    std::vector<Case> cases;
    std::set<std::string> names;  // two models' layers can have the same shape
    const auto add = [&](const ProcessorProduct& product) {
        if (names.insert(product.name()).second) cases.push_back({product.name(), [=] { return product.is_close(); }});
    };
    const auto targets = processor_targets();
    for (const ModelShape& shape : model_shapes)
        for (const ProductShape& product : products_of(shape))
            for (const TensorType type : gguf::supported_types()) {
                if (product.columns % gguf::layout_of(type)->block_weights != 0) continue;
                // All rows on the instruction set that is used; a group of rows is computed alike on the others,
                // however many there are.
                add({targets.front(), type, product.rows, product.columns, 9});
                const std::uint32_t rows = std::min(product.rows, 40U);
                for (const std::uint32_t tokens : {1U, 21U}) {
                    for (const std::int64_t target : targets) add({target, type, rows, product.columns, tokens});
                    add({targets.front(), type, rows, product.columns, tokens, Precision::Exact});
                }
            }
    return run_cases(cases, argument_count, arguments);
}
