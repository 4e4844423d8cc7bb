#pragma once
#include <string_view>

namespace inference {

/// How fast a device is with layers of one shape and type.
struct DeviceSpeed {
    double read_bytes_per_second = 0;     ///< decoding: of weights and cache, with all else that a layer does
    double multiply_adds_per_second = 0;  ///< reading a prompt
    double load_bytes_per_second = 0;     ///< weights, from a file that the system holds in memory, and their first run
    bool measured = false;
    double start_seconds = 0;  ///< of a load, beside its weights: the device is opened, kernels are made and first run

    /// Before anything was measured: enough for the order of devices, not for a promise. By DeviceDescription::kind.
    static DeviceSpeed guess(std::string_view kind) {
        if (kind == "discrete GPU") return {200e9, 5e12, 2e9, false, 0.5};
        if (kind == "integrated GPU") return {40e9, 500e9, 2e9, false, 0.5};
        if (kind == "software") return {0.5e9, 1e9, 0.5e9, false, 1.0};
        if (kind == "processor") return {25e9, 200e9, 1.5e9, false, 0.02};
        return {60e9, 500e9, 1e9, false, 0.5};
    }
};

}  // namespace inference
