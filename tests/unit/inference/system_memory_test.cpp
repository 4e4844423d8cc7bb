#include "inference/cpu/system_memory.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace inference;

/// What is available where control groups leave less than the machine has: files as Linux has them, in a folder.
class SystemMemoryTest : public QObject {
    Q_OBJECT
    static constexpr std::uint64_t gibibyte = 1U << 30U;
    std::unique_ptr<QTemporaryDir> folder_;

    void write(const QString& name, const QByteArray& text) const {
        const QString path = folder_->filePath(name);
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }
    void write(const QString& name, std::uint64_t number) const { write(name, QByteArray::number(number) + '\n'); }
    Result<cpu::SystemMemory> found() const {
        const std::filesystem::path root = folder_->path().toStdString();
        return cpu::system_memory(
            {.meminfo = root / "meminfo", .membership = root / "cgroup", .groups = root / "groups"});
    }
    void expect(std::uint64_t total, std::uint64_t available) const {
        const auto memory = found();
        QVERIFY2(memory, memory ? "" : memory.error().what.c_str());
        QCOMPARE(memory->total_bytes, total);
        QCOMPARE(memory->available_bytes, available);
    }

private slots:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        write("meminfo", "MemTotal:       16777216 kB\nMemFree:         1048576 kB\nMemAvailable:   12582912 kB\n");
    }

    void withoutGroupsItIsTheSystems() {
        expect(16 * gibibyte, 12 * gibibyte);
        write("cgroup", "0::/\n");
        expect(16 * gibibyte, 12 * gibibyte);
        QVERIFY(QFile::remove(folder_->filePath("meminfo")));
        QVERIFY(found().error().kind == ErrorKind::Unreadable);
    }

    /// The file cache that a group holds is given back; the tighter of memory.max and memory.high counts.
    void version2() {
        write("cgroup", "0::/user.slice/session\n");
        write("groups/user.slice/session/memory.max", 8 * gibibyte);
        write("groups/user.slice/session/memory.high", "max\n");
        write("groups/user.slice/session/memory.current", 5 * gibibyte);
        write("groups/user.slice/session/memory.stat",
              "anon 1\nfile 4294967296\nactive_file 1073741824\ninactive_file 2147483648\nslab 9\n");
        expect(8 * gibibyte, 6 * gibibyte);
        write("groups/user.slice/session/memory.high", 6 * gibibyte);
        expect(6 * gibibyte, 4 * gibibyte);
        write("groups/user.slice/session/memory.current", 20 * gibibyte);
        expect(6 * gibibyte, 0);
    }

    void aGroupAboveLimitsToo() {
        write("cgroup", "0::/user.slice/session\n");
        write("groups/user.slice/session/memory.max", "max\n");
        write("groups/user.slice/memory.max", 10 * gibibyte);
        write("groups/user.slice/memory.current", 7 * gibibyte);
        expect(10 * gibibyte, 3 * gibibyte);
        write("groups/memory.max", 9 * gibibyte);  // a container's own topmost group
        expect(9 * gibibyte, 3 * gibibyte);
    }

    void version1() {
        write("cgroup", "9:name=systemd:/\n5:cpu,cpuacct:/a\n4:hugetlb,memory:/docker/1f2e\n0::/\n");
        write("groups/memory/memory.limit_in_bytes", "9223372036854771712\n");
        write("groups/memory/memory.usage_in_bytes", 3 * gibibyte);
        expect(16 * gibibyte, 12 * gibibyte);
        write("groups/memory/docker/1f2e/memory.limit_in_bytes", 4 * gibibyte);
        write("groups/memory/docker/1f2e/memory.usage_in_bytes", 3 * gibibyte);
        write("groups/memory/docker/1f2e/memory.stat", "inactive_file 5\ntotal_inactive_file 1073741824\n");
        expect(4 * gibibyte, 2 * gibibyte);
    }

    /// Without groups of its own a container sees its own limits at the top, and a path of the host's.
    void aPathThatIsNotThere() {
        write("cgroup", "4:memory:/docker/1f2e\n0::/../outside\n");
        write("groups/memory/memory.limit_in_bytes", 4 * gibibyte);
        write("groups/memory/memory.usage_in_bytes", 1 * gibibyte);
        expect(4 * gibibyte, 3 * gibibyte);
        write("groups/memory.max", 3 * gibibyte);
        write("outside/memory.max", 1);
        expect(3 * gibibyte, 3 * gibibyte);
    }

    void whatIsNoNumberIsNoLimit_data() {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : {"", "max", "-1\n", "1x\n", "99999999999999999999\n", " 77\n"})
            QTest::addRow("'%s'", QByteArray(text).trimmed().constData()) << QByteArray(text);
        QTest::addRow("much") << QByteArray(1 << 20, '7');
    }
    void whatIsNoNumberIsNoLimit() {
        QFETCH(QByteArray, text);
        write("cgroup", "0::/a\n");
        write("groups/a/memory.max", text);
        expect(16 * gibibyte, 12 * gibibyte);
    }

    void aStrangeMembershipIsNone_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addRow("no colons") << QByteArray("0\n\n:\n");
        QTest::addRow("deep") << "0::" + QByteArray("/a").repeated(2000);
        QTest::addRow("long") << "0::/" + QByteArray(1 << 20, 'a');
    }
    void aStrangeMembershipIsNone() {
        QFETCH(QByteArray, text);
        write("cgroup", text);
        expect(16 * gibibyte, 12 * gibibyte);
        QVERIFY(QDir().mkpath(folder_->filePath("groups/memory.max")));  // a folder where a file is thought
        expect(16 * gibibyte, 12 * gibibyte);
    }

    void thisMachineSays() {
        const auto memory = cpu::system_memory();
        QVERIFY2(memory, memory ? "" : memory.error().what.c_str());
        QVERIFY(memory->available_bytes > 0 && memory->available_bytes <= memory->total_bytes);
    }
};
QTEST_GUILESS_MAIN(SystemMemoryTest)
#include "system_memory_test.moc"
