#pragma once
#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <functional>
#include <string>
#include <vector>

namespace kernel_test {

/// A named case; it returns what went wrong, empty if nothing did, or throws. The name is the argument that repeats it
/// alone.
struct Case {
    std::string name;
    std::function<std::string()> run;
};

/// Runs all cases, or those whose name an argument gives, and prints a line for each failure. An unknown name and an
/// empty table fail too: 0 of 0 is no success.
inline int run_cases(const std::vector<Case>& cases, int argument_count, char** arguments) {
    int ran = 0;
    int failed = 0;
    for (const Case& one : cases) {
        bool wanted = argument_count < 2;
        for (int i = 1; i < argument_count; ++i) wanted = wanted || one.name == arguments[i];
        if (!wanted) continue;
        ++ran;
        std::string problem;
        try {
            problem = one.run();
        } catch (const std::exception& error) {
            problem = error.what();
        }
        if (problem.empty()) continue;
        ++failed;
        fmt::print("FAIL {} : {}\n     repeat: {} '{}'\n", one.name, problem, arguments[0], one.name);
        std::fflush(stdout);
    }
    fmt::print("{} cases, {} failed\n", ran, failed);
    return ran > 0 && failed == 0 ? 0 : 1;
}

}  // namespace kernel_test
