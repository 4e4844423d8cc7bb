#include <QTest>
#include <cstring>
#include <functional>

#include "inference/vulkan/command_stream.h"

using namespace inference::vulkan;

/// The host layer on whatever device is there, with the validation layers on.
class VulkanDeviceTest : public QObject {
    Q_OBJECT
    std::shared_ptr<Instance> instance_;

    std::shared_ptr<Device> open(std::string_view mask = {}) {
        auto devices = instance_->physical_devices();
        if (!devices || devices->empty()) return nullptr;
        auto device = Device::open(instance_, devices->front(), {.mask = mask});
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

    void unknownShaderIsNamed() {
        const auto pipeline = Pipeline::create(*open(), "no such shader");
        QVERIFY(!pipeline.has_value());
        QCOMPARE(pipeline.error().kind, inference::ErrorKind::InvalidArgument);
        QVERIFY(pipeline.error().what.find("no such shader") != std::string::npos);
    }

    void unknownFeatureIsNamed() {
        auto masked = Capabilities().masked("flying");
        QVERIFY(!masked.has_value());
        QVERIFY(masked.error().what.find("flying") != std::string::npos);
    }

    void everyFeatureCanBeMasked() {
        auto device = open();
        const auto names = device->capabilities().feature_names();
        QVERIFY(!names.empty());
        for (const std::string& name : names) {
            auto without = open(name);
            QVERIFY2(without, name.c_str());
            auto left = without->capabilities().feature_names();
            left.push_back(name);
            QCOMPARE(left.size(), names.size());
        }
        QVERIFY(open("all")->capabilities().feature_names().empty());
        qputenv("ALTIPLANO_VULKAN_MASK", "all");
        auto by_environment = open();
        qunsetenv("ALTIPLANO_VULKAN_MASK");
        QVERIFY(by_environment);
        QVERIFY(by_environment->capabilities().feature_names().empty());
    }

    void shaderBeyondTheDeviceIsRefused() {
        auto device = open("integer-dot-product");
        const auto pipeline = Pipeline::create(*device, "decode_gate_q4_0_int8_dot", {{0, 64}});
        QVERIFY(!pipeline.has_value());
        QCOMPARE(pipeline.error().kind, inference::ErrorKind::Unsupported);
        QVERIFY2(pipeline.error().what.find("DotProduct") != std::string::npos, pipeline.error().what.c_str());
        const auto large = Pipeline::create(*device, "decode_gate_q4_0", {{0, 1U << 20U}});
        QVERIFY(!large.has_value());
        QVERIFY2(large.error().what.find("workgroups of 1048576 x 1 x 1") != std::string::npos,
                 large.error().what.c_str());
    }

    /// What a stream refuses, each in a recording of its own, by what its error names.
    void misuseIsAnError() {
        auto device = open();
        auto pipeline = Pipeline::create(*device, "add_one");
        auto buffer = device->create_buffer(256, Purpose::Scratch, "a buffer");
        auto stream = CommandStream::create(*device);
        QVERIFY(pipeline && buffer && stream);
        const BufferView whole[] = {*buffer};
        const BufferView beyond[] = {BufferView(*buffer, 0, 1024)};
        const BufferView nothing[] = {BufferView()};
        struct Parameters {
            std::uint32_t count, amount;
        } parameters{1, 1};
        CommandStream& s = **stream;
        const std::pair<const char*, std::function<void()>> cases[] = {
            {"takes 1 buffers", [&] { s.dispatch(*pipeline, {}, parameters, 1); }},
            {"8 bytes of parameters", [&] { s.dispatch(*pipeline, whole, std::uint32_t{1}, 1); }},
            {"view of 1024 bytes", [&] { s.dispatch(*pipeline, beyond, parameters, 1); }},
            {"view of 0 bytes", [&] { s.dispatch(*pipeline, nothing, parameters, 1); }},
            {"4294967295 x 1 x 1", [&] { s.dispatch(*pipeline, whole, parameters, UINT32_MAX); }},
            {"no numbers of workgroups", [&] { s.dispatch_indirect(*pipeline, whole, parameters, {*buffer, 248, 8}); }},
            {"a copy of 256 bytes to 128", [&] { s.copy(*buffer, {*buffer, 0, 128}); }},
            {"a fill of 2 bytes", [&] { s.fill({*buffer, 0, 2}, 0); }},
            {"a fill of 256 bytes at 4", [&] { s.fill({*buffer, 4, 256}, 0); }},
        };
        for (const auto& [text, record] : cases) {
            s.begin();
            record();
            const auto ended = s.end();
            QVERIFY2(!ended.has_value(), text);
            QCOMPARE(ended.error().kind, inference::ErrorKind::InvalidArgument);
            QVERIFY2(ended.error().what.find(text) != std::string::npos, ended.error().what.c_str());
        }
        s.begin();  // and a sound one is sound again
        s.dispatch(*pipeline, whole, parameters, 1);
        QVERIFY(s.end().has_value());
    }

    void groupsAreReadFromABuffer() {
        auto device = open("all");
        auto pipeline = Pipeline::create(*device, "add_one");
        auto values = device->create_buffer(256 * 4, Purpose::Readback, "values");
        auto groups = device->create_buffer(12, Purpose::Upload, "numbers of workgroups");
        auto stream = CommandStream::create(*device);
        QVERIFY(pipeline && values && groups && stream);
        const std::uint32_t numbers[] = {3, 1, 1};
        std::memcpy(groups->mapped().data(), numbers, sizeof numbers);
        std::memset(values->mapped().data(), 0, 256 * 4);
        struct Parameters {
            std::uint32_t count, amount;
        };
        const BufferView views[] = {*values};
        (*stream)->begin();
        (*stream)->timestamp(0);
        (*stream)->dispatch_indirect(*pipeline, views, Parameters{256, 1}, *groups);
        (*stream)->timestamp(1);
        QVERIFY((*stream)->end().has_value());
        auto sent = device->submit(**stream);
        QVERIFY(sent.has_value());
        QVERIFY(sent->wait(std::chrono::seconds(10)).value_or(false));
        std::vector<std::uint32_t> result(256);
        std::memcpy(result.data(), values->mapped().data(), 256 * 4);
        for (std::uint32_t i = 0; i < 256; ++i) QCOMPARE(result[i], i < 3 * 64 ? 1U : 0U);
        const auto times = (*stream)->timestamps(2);
        QVERIFY(times.has_value());
        if (device->capabilities().timestamp_period_ns > 0.0) {
            QCOMPARE(times->size(), std::size_t{2});
            QVERIFY((*times)[0] == 0.0 && (*times)[1] > 0.0 && (*times)[1] < 10e9);
        }
    }

    void destroyedWhileUnderWay() {
        auto device = open();
        auto pipeline = Pipeline::create(*device, "add_one");
        auto values = device->create_buffer(1 << 22, Purpose::Scratch, "values");
        auto stream = CommandStream::create(*device);
        QVERIFY(pipeline && values && stream);
        struct Parameters {
            std::uint32_t count, amount;
        };
        const BufferView views[] = {*values};
        (*stream)->begin();
        (*stream)->fill(*values, 0);
        (*stream)->full_barrier();
        for (int i = 0; i < 10; ++i) {  // not so many that a busy machine takes the device for hung
            (*stream)->dispatch(*pipeline, views, Parameters{1 << 20, 1}, (1 << 20) / 64);
            (*stream)->barrier();
        }
        QVERIFY((*stream)->end().has_value());
        const auto sent = device->submit(**stream);
        QVERIFY(sent.has_value());
        *values = Buffer();  // the validation layers would speak of a buffer in use
        stream->reset();
        QVERIFY(sent->wait(std::chrono::nanoseconds(0)).value_or(false));
        QCOMPARE(device->allocated_bytes(), std::uint64_t{0});
    }

    void validationIsHeard() {
        auto instance = Instance::create({.validation = true});
        QVERIFY(instance.has_value());
        auto device = Device::open(*instance, (*instance)->physical_devices()->front());
        QVERIFY(device.has_value());
        QCOMPARE((*instance)->validation_log()->count(), std::size_t{0});
        VkFenceCreateInfo wrong{};  // a buffer whose sType says that it is something else
        VkBufferCreateInfo info{};
        info.sType = wrong.sType;
        VkBuffer buffer = VK_NULL_HANDLE;
        if ((*device)->functions().CreateBuffer((*device)->handle(), &info, nullptr, &buffer) == VK_SUCCESS)
            (*device)->functions().DestroyBuffer((*device)->handle(), buffer, nullptr);
        QVERIFY((*instance)->validation_log()->count() > 0);
    }

    /// A dispatch that reads what the one before it wrote, with and without the barrier between.
    void missingBarrierIsHeard() {
        auto instance = Instance::create({.validation = true});
        QVERIFY(instance.has_value());
        auto device = Device::open(*instance, (*instance)->physical_devices()->front());
        QVERIFY(device.has_value());
        auto writer = Pipeline::create(**device, "add_one");
        auto reader = Pipeline::create(**device, "quantise");
        auto values = (*device)->create_buffer(1024, Purpose::Scratch, "values");
        auto others = (*device)->create_buffer(1024, Purpose::Scratch, "others");
        auto stream = CommandStream::create(**device);
        QVERIFY(writer && reader && values && others && stream);
        const std::vector<std::byte> write_parameters(writer->push_constants_bytes());
        const std::vector<std::byte> read_parameters(reader->push_constants_bytes());
        std::vector<BufferView> read_views(reader->bindings().size(), *others);
        read_views.front() = *values;
        const BufferView write_views[] = {*values};
        const std::span<const std::byte> write_push = write_parameters;
        const std::span<const std::byte> read_push = read_parameters;
        for (const bool separated : {true, false}) {
            (*stream)->begin();
            (*stream)->dispatch(*writer, write_views, write_push, 1);
            if (separated) (*stream)->barrier();
            (*stream)->dispatch(*reader, read_views, read_push, 1);
            QVERIFY((*stream)->end().has_value());
            QCOMPARE((*instance)->validation_log()->count() == 0, separated);
        }
        QVERIFY((*instance)->validation_log()->first_messages().front().find("READ-AFTER-WRITE") != std::string::npos);
    }

    void cleanupTestCase() {
        const auto messages = instance_->validation_log()->first_messages();
        QVERIFY2(messages.empty(), messages.empty() ? "" : messages.front().c_str());
    }
};
QTEST_GUILESS_MAIN(VulkanDeviceTest)
#include "vulkan_device_test.moc"
