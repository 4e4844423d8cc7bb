#pragma once
#include <cstddef>
#include <string>

namespace bench {

struct KernelBenchOptions {
    std::size_t device = 0;
    std::string shape = "1B";  ///< of tests/kernels/support/shapes.h
    std::size_t repeat = 5;
};

/// Prints a line for each product of the shape, decode and prompt, in each type of weights, and for attention: the
/// median time, and bytes or operations a second.
void run_kernel_bench(const KernelBenchOptions& options);

}  // namespace bench
