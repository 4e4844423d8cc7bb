#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cstring>
#include <utility>

#include "inference/vulkan/device.h"
#include "inference/vulkan/physical_device.h"
#include "inference/vulkan/pipeline.h"

using namespace inference;
using namespace inference::vulkan;

namespace {

/// What the program gave to the driver.
std::size_t initial_bytes = 0;
VkPipelineCache used = VK_NULL_HANDLE;
bool refuses = false;
PFN_vkCreatePipelineCache create_cache = nullptr;
PFN_vkCreateComputePipelines create_pipelines = nullptr;

VkResult create_cache_and_tell(VkDevice device, const VkPipelineCacheCreateInfo* info,
                               const VkAllocationCallbacks* callbacks, VkPipelineCache* cache) {
    initial_bytes = info->initialDataSize;
    return refuses ? VK_ERROR_OUT_OF_HOST_MEMORY : create_cache(device, info, callbacks, cache);
}

VkResult create_pipelines_and_tell(VkDevice device, VkPipelineCache cache, std::uint32_t count,
                                   const VkComputePipelineCreateInfo* infos, const VkAllocationCallbacks* callbacks,
                                   VkPipeline* pipelines) {
    used = cache;
    return create_pipelines(device, cache, count, infos, callbacks, pipelines);
}

void listen(Functions& functions) {
    if (functions.CreatePipelineCache == nullptr || functions.CreatePipelineCache == create_cache_and_tell) return;
    create_cache = std::exchange(functions.CreatePipelineCache, create_cache_and_tell);
    create_pipelines = std::exchange(functions.CreateComputePipelines, create_pipelines_and_tell);
}

DriverIdentity some_driver() {
    DriverIdentity driver{.vendor = 0x10DE, .device = 0x2684, .driver_version = 7};
    for (std::uint8_t i = 0; i < 16; ++i) driver.uuid[i] = static_cast<std::uint8_t>(i * 11);
    return driver;
}

/// As a driver gives it: the header that Vulkan lays down, then the driver's own.
std::vector<std::byte> data_of(const DriverIdentity& driver) {
    std::vector<std::byte> data(100, std::byte{42});
    const std::uint32_t words[] = {32, 1, driver.vendor, driver.device};
    std::memcpy(data.data(), words, sizeof words);
    std::memcpy(data.data() + sizeof words, driver.uuid.data(), driver.uuid.size());
    return data;
}

}  // namespace

/// What drivers compiled is kept, and none is given what it did not write.
class PipelineCacheTest : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> folder_;
    std::filesystem::path folder() const { return folder_->filePath("pipelines").toStdString(); }
    QByteArray bytes() const {
        QFile file(QDir(folder_->filePath("pipelines")).entryInfoList(QDir::Files).value(0).filePath());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void overwrite(const PipelineFile& file, const QByteArray& bytes) const {
        QFile out(QString::fromStdString(file.path().string()));
        QVERIFY(out.open(QIODevice::WriteOnly));
        QCOMPARE(out.write(bytes), bytes.size());
    }
    std::shared_ptr<Device> opened() const {
        const auto instance = Instance::create({.replace = listen, .pipelines = folder()}).value();
        return Device::open(instance, instance->physical_devices()->front()).value();
    }

private slots:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        initial_bytes = 0;
        used = VK_NULL_HANDLE;
        refuses = false;
    }

    void whatWasWrittenIsRead() {
        const PipelineFile file(folder(), some_driver());
        QVERIFY(file.read().empty());
        const auto data = data_of(some_driver());
        QVERIFY(file.write(data).has_value());
        QVERIFY(file.read() == data);
        QCOMPARE(QDir(folder_->filePath("pipelines")).entryList(QDir::Files).size(), 1);
        QVERIFY(file.write(std::span(data).first(50)).has_value());  // over the old one
        QCOMPARE(file.read().size(), std::size_t{50});
    }

    void anotherDriversIsPassedOver() {
        QVERIFY(PipelineFile(folder(), some_driver()).write(data_of(some_driver())).has_value());
        DriverIdentity newer = some_driver();
        newer.driver_version = 8;
        QVERIFY(PipelineFile(folder(), newer).read().empty());
        DriverIdentity other = some_driver();
        other.uuid[3] ^= 1;
        QVERIFY(PipelineFile(folder(), other).read().empty());
        // Whole, but of another device inside.
        QVERIFY(PipelineFile(folder(), some_driver()).write(data_of(other)).has_value());
        QVERIFY(PipelineFile(folder(), some_driver()).read().empty());
    }

    void whatIsDamagedIsPassedOver() {
        const PipelineFile file(folder(), some_driver());
        QVERIFY(file.write(data_of(some_driver())).has_value());
        const QByteArray sound = bytes();
        QCOMPARE(sound.size(), 156);
        for (qsizetype length = 0; length < sound.size(); ++length) {
            overwrite(file, sound.first(length));
            QVERIFY2(file.read().empty(), qPrintable(QString::number(length)));
        }
        overwrite(file, sound + 'x');
        QVERIFY(file.read().empty());
        constexpr qsizetype unused = 36;  // four bytes that say nothing
        for (qsizetype place = 0; place < sound.size(); ++place) {
            if (place >= unused && place < unused + 4) continue;
            QByteArray bad = sound;
            bad[place] = static_cast<char>(bad[place] ^ 0x10);
            overwrite(file, bad);
            QVERIFY2(file.read().empty(), qPrintable(QString::number(place)));
        }
        overwrite(file, sound);
        QVERIFY(!file.read().empty());
    }

    void whatCannotBeWrittenIsAnError() {
        const PipelineFile file(folder() / "none", some_driver());
        const auto written = file.write(data_of(some_driver()));
        QVERIFY(!written.has_value());
        QVERIFY(written.error().what.find("10de-2684.pipelines") != std::string::npos);
        std::filesystem::create_directories(PipelineFile(folder(), some_driver()).path());
        QVERIFY(PipelineFile(folder(), some_driver()).read().empty());
        QVERIFY(!PipelineFile(folder(), some_driver()).write(data_of(some_driver())).has_value());
    }

    void theNextStartTakesItUp() {
        {
            const auto device = opened();
            QCOMPARE(initial_bytes, std::size_t{0});
            QVERIFY(device->pipelines() != VK_NULL_HANDLE);
            QVERIFY(Pipeline::create(*device, "add_one").has_value());
            QVERIFY(used == device->pipelines());
            device->keep_pipelines();
        }
        const QByteArray kept = bytes();
        QVERIFY(kept.size() >= 56 + 32);  // a software driver may give no more than its header
        {
            const auto device = opened();
            QCOMPARE(initial_bytes, static_cast<std::size_t>(kept.size() - 56));
            QVERIFY(Pipeline::create(*device, "add_one").has_value());
        }
        refuses = true;
        const auto device = opened();
        QVERIFY(device->pipelines() == VK_NULL_HANDLE);
        QVERIFY(Pipeline::create(*device, "add_one").has_value());
        device->keep_pipelines();
        QCOMPARE(bytes(), kept);
    }

    void withoutAPlaceNothingIsKept() {
        const auto instance = Instance::create({.replace = listen}).value();
        const auto device = Device::open(instance, instance->physical_devices()->front()).value();
        QVERIFY(device->pipelines() == VK_NULL_HANDLE);
        QVERIFY(Pipeline::create(*device, "add_one").has_value());
        device->keep_pipelines();
        QVERIFY(!QDir(folder_->filePath("pipelines")).exists());
    }
};

QTEST_GUILESS_MAIN(PipelineCacheTest)
#include "pipeline_cache_test.moc"
