#include <QTest>
#include <cstring>

#include "inference/vulkan/command_stream.h"
#include "shaders/shader_library.h"
#include "inference/vulkan/spirv_reflection.h"

using namespace inference::vulkan;

/// The host layer on whatever device is there, with the validation layers on.
class VulkanDeviceTest : public QObject {
    Q_OBJECT
    std::shared_ptr<Instance> instance_;

    std::shared_ptr<Device> open(std::string_view mask = {}) {
        auto devices = instance_->physical_devices();
        if (!devices || devices->empty()) return nullptr;
        auto device = Device::open(instance_, devices->front(), mask);
        return device ? *device : nullptr;
    }

private slots:
    void initTestCase() {
        auto instance = Instance::create({.validation = true});
        QVERIFY2(instance.has_value(), instance ? "" : instance.error().what.c_str());
        instance_ = *instance;
    }

    void dispatchesSeeEachOther_data() {
        QTest::addColumn<QByteArray>("mask");
        QTest::newRow("all features") << QByteArray();
        QTest::newRow("bare Vulkan 1.2") << QByteArray("all");
    }
    void dispatchesSeeEachOther() {
        QFETCH(QByteArray, mask);
        auto device = open(mask.toStdString());
        QVERIFY(device);
        constexpr std::uint32_t count = 1000;
        auto values = device->create_buffer(count * 4, Purpose::Scratch, "values");
        auto back = device->create_buffer(count * 4, Purpose::Readback, "readback");
        QVERIFY(values && back);
        QCOMPARE(values->address() != 0, mask.isEmpty() && device->capabilities().buffer_device_address);
        auto pipeline = Pipeline::create(*device, "add_one");
        QVERIFY2(pipeline.has_value(), pipeline ? "" : pipeline.error().what.c_str());
        auto stream = CommandStream::create(*device);
        QVERIFY(stream.has_value());
        struct Parameters {
            std::uint32_t count, amount;
        };
        (*stream)->begin();
        (*stream)->fill(*values, 5);
        (*stream)->full_barrier();
        for (std::uint32_t amount : {1U, 2U}) {
            const BufferView views[] = {*values};
            (*stream)->dispatch(*pipeline, views, Parameters{count, amount}, (count + 63) / 64);
            (*stream)->barrier();
        }
        (*stream)->full_barrier();
        (*stream)->copy(*values, *back);
        QVERIFY((*stream)->end().has_value());
        for (int run = 0; run < 2; ++run) {  // a recording can be sent again
            auto sent = device->submit(**stream);
            QVERIFY(sent.has_value());
            auto done = sent->wait(std::chrono::seconds(10));
            QVERIFY(done.has_value() && *done);
            std::vector<std::uint32_t> result(count);
            std::memcpy(result.data(), back->mapped().data(), count * 4);
            for (const std::uint32_t value : result) QCOMPARE(value, 8U);
        }
        QCOMPARE((*stream)->dispatches(), 2U);
    }

    void memoryIsCounted() {
        auto device = open();
        {
            auto buffer = device->create_buffer(1 << 20, Purpose::Weights, "weights");
            QVERIFY(buffer.has_value());
            QCOMPARE(device->allocated_bytes(), std::uint64_t{1} << 20);
        }
        QCOMPARE(device->allocated_bytes(), std::uint64_t{0});
        auto huge = device->create_buffer(std::uint64_t{1} << 60, Purpose::Weights, "the weights");
        QVERIFY(!huge.has_value());
        QCOMPARE(huge.error().kind, inference::ErrorKind::OutOfMemory);
        QVERIFY(huge.error().what.find("the weights needs") == 0);
        QCOMPARE(device->allocated_bytes(), std::uint64_t{0});
    }

    void wrongCallsAreErrors() {
        auto device = open();
        auto pipeline = Pipeline::create(*device, "add_one");
        QVERIFY(pipeline.has_value());
        auto stream = CommandStream::create(*device);
        (*stream)->begin();
        (*stream)->dispatch(*pipeline, {}, std::uint32_t{1}, 1);
        QVERIFY(!(*stream)->end().has_value());
        QCOMPARE(Pipeline::create(*device, "no such shader").error().kind, inference::ErrorKind::InvalidArgument);
    }

    void unknownFeatureIsNamed() {
        auto masked = Capabilities().masked("flying");
        QVERIFY(!masked.has_value());
        QVERIFY(masked.error().what.find("flying") != std::string::npos);
    }

    void noLoader() {
        auto instance = Instance::create({.library = "no-such-loader.so"});
        QVERIFY(!instance.has_value());
        QCOMPARE(instance.error().kind, inference::ErrorKind::NoDevice);
    }

    void injectedResultsAreErrors() {
        auto device = open();
        static VkResult injected;
        for (const auto& [result, kind] : {std::pair{VK_ERROR_DEVICE_LOST, inference::ErrorKind::DeviceLost},
                                          std::pair{VK_ERROR_OUT_OF_DEVICE_MEMORY, inference::ErrorKind::OutOfMemory},
                                          std::pair{VK_ERROR_UNKNOWN, inference::ErrorKind::DeviceFailure}}) {
            injected = result;
            auto instance = Instance::create({.replace = [](Functions& functions) {
                if (functions.QueueSubmit == nullptr) return;
                functions.QueueSubmit = [](VkQueue, std::uint32_t, const VkSubmitInfo*, VkFence) { return injected; };
            }});
            QVERIFY(instance.has_value());
            auto failing = Device::open(*instance, (*instance)->physical_devices()->front());
            QVERIFY(failing.has_value());
            auto stream = CommandStream::create(**failing);
            (*stream)->begin();
            QVERIFY((*stream)->end().has_value());
            auto sent = (*failing)->submit(**stream);
            QVERIFY(!sent.has_value());
            QCOMPARE(sent.error().kind, kind);
        }
    }

    void everyShaderIsReflected() {
        QVERIFY(!shaders::shader_names().empty());
        for (const auto name : shaders::shader_names()) {
            const auto words = shaders::find_shader(name);
            const auto interface = reflect(words);
            QVERIFY2(interface.has_value(), std::string(name).c_str());
            QVERIFY(!interface->bindings.empty());
            // Every prefix is refused or understood, never read past its end.
            for (std::size_t length = 0; length < words.size(); length += 7) {
                const std::vector<std::uint32_t> prefix(words.begin(), words.begin() + static_cast<long>(length));
                static_cast<void>(reflect(prefix));
            }
        }
        QVERIFY(!reflect({}).has_value());
    }

    void cleanupTestCase() {
        const auto messages = instance_->validation_log()->first_messages();
        QVERIFY2(messages.empty(), messages.empty() ? "" : messages.front().c_str());
    }
};
QTEST_GUILESS_MAIN(VulkanDeviceTest)
#include "vulkan_device_test.moc"
