#pragma once
// Which instruction sets the kernels are compiled for; Highway picks one when the program runs. AVX3_DL is AVX-512 with
// VNNI, which Highway leaves out unless asked. Vectors of unknown length (SVE, RVV) cannot stand in arrays, as the
// register tiles do; their machines run NEON or the portable form. SSSE3 without SSE4 is fifteen years gone.
// Newer versions of Highway know newer kinds of AVX-512 (bits 3 to 6), which here would be AVX3_DL once more.
#define ALTIPLANO_NEWER_AVX3 (15LL << 3)
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
// Each set takes minutes to compile with a sanitizer's checks. Which thread touches what does not depend on it, and
// which addresses hardly: vectors of 16 and 32 bytes remain.
#define HWY_DISABLED_TARGETS \
    (ALTIPLANO_NEWER_AVX3 | HWY_SSSE3 | HWY_SSE4 | HWY_AVX3 | HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#else
#define HWY_WANT_AVX3_DL
#define HWY_DISABLED_TARGETS \
    (ALTIPLANO_NEWER_AVX3 | HWY_SSSE3 | HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#endif
// The portable form needs vectors of 16 bytes (EMU128). Highway passes over it with g++ before 12.3, which can mistake
// the upper half of a product for another (GCC bug 106322); no kernel here takes upper halves, and the kernel tests run
// this form.
#define HWY_BROKEN_EMU128 0
