#include "inference/plan/file_speed.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <set>

#include "tests/support/generated_model.h"

using namespace inference;
using namespace test_support;

namespace {

/// Another file's tensors, and which of them were read.
struct WatchedFile final : gguf::GgufFile {
    std::shared_ptr<const GgufFile> file;
    mutable std::vector<std::string> names;

    explicit WatchedFile(std::shared_ptr<const GgufFile> watched) : file(std::move(watched)) {}
    const std::string& name() const override { return file->name(); }
    std::uint64_t size_bytes() const override { return file->size_bytes(); }
    std::uint32_t version() const override { return file->version(); }
    const std::map<std::string, gguf::Value, std::less<>>& metadata() const override { return file->metadata(); }
    const std::vector<gguf::TensorInfo>& tensors() const override { return file->tensors(); }
    Result<void> read(const gguf::TensorInfo& tensor, std::uint64_t offset, std::span<std::byte> out) const override {
        names.push_back(tensor.name);
        return file->read(tensor, offset, out);
    }
};

constexpr std::uint32_t layers = 40;

}  // namespace

class FileSpeedTest : public QObject {
    Q_OBJECT

    static std::vector<std::string> read(bool from_disk) {
        auto model = std::make_shared<ModelFile>(*generated_model({.layer_count = layers}));
        const auto watched = std::make_shared<WatchedFile>(model->file);
        model->file = watched;
        const auto speed = FileSpeed::measure(*model, from_disk);
        if (!speed || speed->bytes_per_second <= 0 || speed->waiting_seconds_a_byte < 0) qFatal("there is no speed");
        return watched->names;
    }

private slots:
    /// What was read once is in memory.
    void otherPlacesAreReadEachTime() {
        std::set<std::vector<std::string>> places;
        for (int i = 0; i < 8; ++i) places.insert(read(false));
        QVERIFY(places.size() > 4);
    }

    void everyPartOfTheFileIsRead() {
        for (const bool from_disk : {false, true}) {
            const std::vector<std::string> names = read(from_disk);
            const std::size_t times = from_disk ? 3 : 2;
            QCOMPARE(names.size(), 4 * times);
            for (std::size_t part = 0; part < 4; ++part)
                for (std::size_t time = 0; time < times; ++time) {
                    const std::string& name = names[part * times + time];
                    QCOMPARE(name, names[part * times]);
                    const std::size_t layer = std::stoul(name.substr(4));  // "blk.12.ffn_up"
                    QVERIFY(layer >= part * layers / 4 && layer < (part + 1) * layers / 4);
                }
        }
    }

    void whatIsDroppedIsNoLongerInMemory() {
        const QTemporaryDir folder(QDir::currentPath() + "/XXXXXX");
        struct statfs system{};
        QCOMPARE(statfs(folder.path().toUtf8(), &system), 0);
        constexpr decltype(system.f_type) tmpfs = 0x01021994;
        if (system.f_type == tmpfs) QSKIP("Files are kept in memory alone here.");
        const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
        constexpr std::size_t pages = 1024;
        const QString path = folder.filePath("file");
        {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(QByteArray(static_cast<qsizetype>(pages * page), 'x'));
            file.flush();
            QCOMPARE(fsync(file.handle()), 0);  // what was not written yet is not dropped
        }
        const int file = open(path.toUtf8(), O_RDONLY | O_CLOEXEC);
        void* const map = mmap(nullptr, pages * page, PROT_READ, MAP_SHARED, file, 0);
        QVERIFY(map != MAP_FAILED);
        const auto resident = [&](std::size_t first, std::size_t count) {
            std::vector<unsigned char> there(pages);
            if (mincore(map, pages * page, there.data()) != 0) qFatal("mincore failed");
            std::size_t sum = 0;
            for (std::size_t i = first; i < first + count; ++i) sum += there[i] & 1U;
            return sum;
        };
        QCOMPARE(resident(0, pages), pages);
        drop_from_file_cache(path.toStdString(), pages / 2 * page, pages / 2 * page);
        QCOMPARE(resident(0, pages / 2), pages / 2);
        QVERIFY(resident(pages / 2, pages / 2) < pages / 8);
        munmap(map, pages * page);
        close(file);
    }
};
QTEST_GUILESS_MAIN(FileSpeedTest)
#include "file_speed_test.moc"
