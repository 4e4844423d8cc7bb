#pragma once
#include <cstdio>
#include <cstdlib>
#include <string>

/// Ends the process with what was expected: a fuzzer then keeps the input. In release builds too.
#define REQUIRE(condition, ...) require((condition), #condition, std::string(__VA_ARGS__), __FILE__, __LINE__)

inline void require(bool holds, const char* condition, const std::string& detail, const char* file, int line) {
    if (holds) return;
    std::fprintf(stderr, "%s:%d: %s does not hold. %s\n", file, line, condition, detail.c_str());
    std::abort();
}
