#include <QTest>
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#endif
#include <algorithm>
#include <cstring>

#include "inference/vulkan/command_stream.h"
#include "tests/support/flaky_vulkan.h"

using namespace inference;
using namespace inference::vulkan;
using test::FlakyVulkan;

namespace {

constexpr std::uint32_t count = 100;
struct Parameters {
    std::uint32_t count, amount;
};

/// Everything the host layer does, once: `calls` is how many fallible calls it took.
Result<std::vector<std::uint32_t>> add_three(int& calls) {
    const auto run = []() -> Result<std::vector<std::uint32_t>> {
        auto instance = Instance::create({.replace = FlakyVulkan::install});
        if (!instance) return std::unexpected(instance.error());
        const auto physical = (*instance)->physical_devices();
        if (!physical) return std::unexpected(physical.error());
        if (physical->empty()) return fail(ErrorKind::NoDevice, "no device", "Install one.");
        auto device = Device::open(*instance, physical->front());
        if (!device) return std::unexpected(device.error());
        auto values = (*device)->create_buffer(count * 4, Purpose::Scratch, "values");
        if (!values) return std::unexpected(values.error());
        auto upload = (*device)->create_buffer(count * 4, Purpose::Upload, "upload");
        if (!upload) return std::unexpected(upload.error());
        auto readback = (*device)->create_buffer(count * 4, Purpose::Readback, "readback");
        if (!readback) return std::unexpected(readback.error());
        auto pipeline = Pipeline::create(**device, "add_one");
        if (!pipeline) return std::unexpected(pipeline.error());
        auto stream = CommandStream::create(**device);
        if (!stream) return std::unexpected(stream.error());
        std::memset(upload->mapped().data(), 0, count * 4);
        for (int recording = 0; recording < 2; ++recording) {  // the second one over the first
            (*stream)->begin();
            (*stream)->timestamp(0);
            (*stream)->copy(*upload, *values);
            (*stream)->full_barrier();
            const BufferView views[] = {*values};
            (*stream)->dispatch(*pipeline, views, Parameters{count, 3}, 2);
            (*stream)->full_barrier();
            (*stream)->copy(*values, *readback);
            (*stream)->timestamp(1);
            if (auto ended = (*stream)->end(); !ended) return std::unexpected(ended.error());
        }
        auto sent = (*device)->submit(**stream);
        if (!sent) return std::unexpected(sent.error());
        const auto done = sent->wait(std::chrono::seconds(10));
        if (!done) return std::unexpected(done.error());
        const auto times = (*stream)->timestamps(2);
        if (!times) return std::unexpected(times.error());
        std::vector<std::uint32_t> result(count);
        std::memcpy(result.data(), readback->mapped().data(), count * 4);
        return result;
    };
    Result<std::vector<std::uint32_t>> result;
    {
        result = run();
        calls = FlakyVulkan::calls();
    }
    return result;
}

}  // namespace

/// Every fallible call of the host layer made to fail, one at a time: an error in words, nothing left behind.
class VulkanFailuresTest : public QObject {
    Q_OBJECT
private slots:
    void everyCallMayFail_data() {
        QTest::addColumn<int>("result");
        QTest::addColumn<int>("kind");
        QTest::newRow("device lost") << int{VK_ERROR_DEVICE_LOST} << static_cast<int>(ErrorKind::DeviceLost);
        QTest::newRow("out of device memory")
            << int{VK_ERROR_OUT_OF_DEVICE_MEMORY} << static_cast<int>(ErrorKind::OutOfMemory);
        QTest::newRow("out of host memory")
            << int{VK_ERROR_OUT_OF_HOST_MEMORY} << static_cast<int>(ErrorKind::OutOfMemory);
        QTest::newRow("unknown") << int{VK_ERROR_UNKNOWN} << static_cast<int>(ErrorKind::DeviceFailure);
    }
    void everyCallMayFail() {
        QFETCH(int, result);
        QFETCH(int, kind);
        int calls = 0;
        FlakyVulkan::reset(0, VK_SUCCESS);
        const auto sound = add_three(calls);
        QVERIFY2(sound.has_value(), sound ? "" : sound.error().what.c_str());
        QCOMPARE(*sound, std::vector<std::uint32_t>(count, 3));
        QCOMPARE(FlakyVulkan::alive(), std::string());
        QVERIFY2(calls > 40, "the calls were not counted");
        QStringList failed;
        for (int call = 1; call <= calls; ++call) {
            FlakyVulkan::reset(call, static_cast<VkResult>(result));
            int made = 0;
            const auto outcome = add_three(made);
            const std::string name = FlakyVulkan::failed();
            QVERIFY2(!name.empty(), std::to_string(call).c_str());
            failed << QString::fromStdString(name);
            QCOMPARE(FlakyVulkan::alive() + " alive after " + name, " alive after " + name);
            if (made < call || (name == "WaitSemaphores" && outcome)) continue;  // while things were destroyed
            QVERIFY2(!outcome.has_value(), name.c_str());
            QVERIFY2(!outcome.error().what.ends_with('.') && outcome.error().hint.ends_with('.'), name.c_str());
            // A device that cannot be asked for its extensions cannot be used, whatever the reason.
            const auto expected =
                name == "EnumerateDeviceExtensionProperties" ? ErrorKind::NoDevice : static_cast<ErrorKind>(kind);
            QVERIFY2(outcome.error().kind == expected, (name + ": " + outcome.error().what).c_str());
        }
        for (const char* name :
             {"CreateInstance", "CreateDevice", "AllocateMemory", "MapMemory", "CreateComputePipelines",
              "AllocateDescriptorSets", "EndCommandBuffer", "QueueSubmit", "WaitSemaphores", "GetQueryPoolResults"})
            QVERIFY2(failed.contains(QLatin1String(name)), name);
    }

    void refusedMemoryNamesBothNumbers() {
        FlakyVulkan::reset(0, VK_SUCCESS);
        auto instance = Instance::create({.replace = [](Functions& functions) {
            if (functions.AllocateMemory != nullptr)
                functions.AllocateMemory = [](VkDevice, const VkMemoryAllocateInfo*, const VkAllocationCallbacks*,
                                              VkDeviceMemory*) { return VK_ERROR_OUT_OF_DEVICE_MEMORY; };
        }});
        QVERIFY(instance.has_value());
        auto device = Device::open(*instance, (*instance)->physical_devices()->front());
        QVERIFY(device.has_value());
        const auto buffer = (*device)->create_buffer(5'000'000, Purpose::Weights, "blk.0.ffn_up.weight");
        QVERIFY(!buffer.has_value());
        QCOMPARE(buffer.error().kind, ErrorKind::OutOfMemory);
        QVERIFY2(buffer.error().what.starts_with("blk.0.ffn_up.weight needs 5.0 MB"), buffer.error().what.c_str());
        QVERIFY2(buffer.error().what.ends_with("B are free"), buffer.error().what.c_str());
        QCOMPARE((*device)->allocated_bytes(), std::uint64_t{0});
    }

    void waitsAreFinite() {
#ifdef __SANITIZE_ADDRESS__
        const __lsan::ScopedDisabler left_behind;  // a device that hangs is not destroyed
#endif
        static int waits;
        waits = 0;
        auto instance = Instance::create({.replace = [](Functions& functions) {
            if (functions.WaitSemaphores == nullptr) return;
            functions.WaitSemaphores = [](VkDevice, const VkSemaphoreWaitInfo*, std::uint64_t timeout) {
                ++waits;
                return timeout < 60'000'000'000 ? VK_TIMEOUT : VK_ERROR_UNKNOWN;  // never an endless one
            };
        }});
        QVERIFY(instance.has_value());
        auto device = Device::open(*instance, (*instance)->physical_devices()->front());
        QVERIFY(device.has_value());
        auto stream = CommandStream::create(**device);
        QVERIFY(stream.has_value());
        (*stream)->begin();
        QVERIFY((*stream)->end().has_value());
        auto sent = (*device)->submit(**stream);
        QVERIFY(sent.has_value());
        const auto done = sent->wait(std::chrono::milliseconds(1));
        QVERIFY(done.has_value());
        QVERIFY(!*done);
        QVERIFY(!(*device)->settle());
        stream->reset();  // a device that hangs is waited for once, then what it uses is left alone
        device->reset();
        QCOMPARE(waits, 2);
    }

    void missingEntryIsNamed() {
        for (const bool of_device : {false, true}) {
            static PFN_vkGetDeviceProcAddr original;
            static bool hides_device_entry;
            hides_device_entry = of_device;
            FlakyVulkan::reset(0, VK_SUCCESS);
            auto instance = Instance::create({.replace = [](Functions& functions) {
                FlakyVulkan::install(functions);
                if (functions.GetDeviceProcAddr == nullptr || !hides_device_entry) return;
                if (original == nullptr) original = functions.GetDeviceProcAddr;
                functions.GetDeviceProcAddr = [](VkDevice device, const char* name) -> PFN_vkVoidFunction {
                    return std::strcmp(name, "vkQueueSubmit") == 0 ? nullptr : original(device, name);
                };
            }});
            QVERIFY(instance.has_value());
            {
                const auto device = Device::open(*instance, (*instance)->physical_devices()->front());
                QCOMPARE(device.has_value(), !of_device);
                if (of_device) QCOMPARE(device.error().what, std::string("the Vulkan driver lacks vkQueueSubmit"));
            }
            instance->reset();
            QCOMPARE(FlakyVulkan::alive(), std::string());
        }
    }
};

QTEST_GUILESS_MAIN(VulkanFailuresTest)
#include "vulkan_failures_test.moc"
