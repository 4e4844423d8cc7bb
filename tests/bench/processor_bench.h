#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace bench {

struct ProcessorBenchOptions {
    std::string shape = "7B";        ///< of tests/kernels/support/shapes.h
    std::vector<std::string> types;  ///< names; none: those that models are mostly stored in
    unsigned threads = 0;            ///< 0: the physical cores
    std::uint32_t prompt_tokens = 64;
    std::uint32_t repeat = 5;
};

/// The processor's products over a layer of the shape. For each type of weights a line: bytes a second of decoding
/// beside a plain read of the same memory in the same round, and operations a second of a prompt; medians.
void run_processor_bench(const ProcessorBenchOptions& options);

}  // namespace bench
