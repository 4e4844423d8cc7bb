#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <fstream>
#include <thread>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "inference/gguf/gguf_file.h"
#include "inference/gguf/mapped_file.h"
#include "tests/support/gguf_builder.h"
#include "tests/support/message_fault.h"

using namespace inference;
using namespace inference::gguf;
using namespace test_support;

namespace {
constexpr const char* bus_error = "--raise-a-bus-error";
constexpr int was_handled = 42;
}  // namespace

class MappedFileTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> folder_;
    std::string path(const char* name) const { return folder_->filePath(name).toStdString(); }
    std::string written(const char* name, const std::string& text) const {
        std::ofstream(path(name), std::ios::binary) << text;
        return path(name);
    }

private slots:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void readsAnyPart() {
        std::string text(100'000, '\0');
        for (std::size_t i = 0; i < text.size(); ++i) text[i] = static_cast<char>(i % 253);
        const auto file = MappedFile::open(written("file", text));
        QVERIFY2(file, file ? "" : file.error().what.c_str());
        QCOMPARE((*file)->size_bytes(), std::uint64_t{100'000});
        std::vector<std::byte> part(5000);
        for (const std::uint64_t offset : {0U, 4095U, 95'000U}) {
            QVERIFY((*file)->read(offset, part));
            QVERIFY(std::memcmp(part.data(), text.data() + offset, part.size()) == 0);
        }
        QVERIFY((*file)->read(100'000, {}));
        QCOMPARE((*file)->read(95'001, part).error().kind, ErrorKind::InvalidFile);
        QCOMPARE((*file)->read(0xFFFFFFFFFFFFFFFFU, part).error().kind, ErrorKind::InvalidFile);
    }

    void largePiecesDoNotStayInMemory() {
        const auto resident = [] {
            std::ifstream file("/proc/self/status");
            for (std::string word; file >> word;)
                if (word == "RssFile:") {
                    std::int64_t kilobytes = 0;
                    file >> kilobytes;
                    return kilobytes;
                }
            return std::int64_t{-1};
        };
        const std::string text(32'000'000, 'x');
        const auto file = MappedFile::open(written("large", text));
        QVERIFY(file);
        std::vector<std::byte> part(4'000'000);
        const std::int64_t before = resident();
        for (std::uint64_t offset = 0; offset < text.size(); offset += part.size()) {
            QVERIFY((*file)->read(offset, part));
            QVERIFY(std::memcmp(part.data(), text.data() + offset, part.size()) == 0);
        }
        QVERIFY2(resident() - before < 4'000, qPrintable(QString("%1 kB more").arg(resident() - before)));
    }

    void saysWhatIsThereInstead_data() {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("says");
        QTest::newRow("missing") << "missing" << "there is no file";
        QTest::newRow("folder") << "folder" << "is a folder";
        QTest::newRow("FIFO") << "fifo" << "a pipe or device";
        QTest::newRow("empty") << "empty" << "is empty (0 bytes)";
        QTest::newRow("device node") << "/dev/zero" << "a pipe or device";
        QTest::newRow("folder in a file") << "empty/x" << "cannot be opened: Not a directory";
        QTest::newRow("link to itself") << "loop" << "cannot be opened";
        QTest::newRow("no permission") << "closed" << "cannot be opened: Permission denied";
        QTest::newRow("a line's end in the name") << "a\nb" << "there is no file";
    }
    void saysWhatIsThereInstead() {
        QFETCH(QString, what);
        QFETCH(QString, says);
        if (what == "closed" && geteuid() == 0) QSKIP("Root may read every file, so none can be closed to it.");
        written("empty", "");
        ::chmod(written("closed", "text").c_str(), 0);
        QCOMPARE(::mkdir(path("folder").c_str(), 0700), 0);
        QCOMPARE(::mkfifo(path("fifo").c_str(), 0600), 0);
        QCOMPARE(::symlink("loop", path("loop").c_str()), 0);
        // Opening the FIFO must not wait for somebody who writes into it: this test would never end.
        for (const bool whole : {false, true}) {
            const std::string file = what.startsWith('/') ? what.toStdString() : path(what.toUtf8().constData());
            const Error error = whole ? GgufFile::open(file).error() : MappedFile::open(file).error();
            QVERIFY2(error.what.find(says.toStdString()) != std::string::npos, error.what.c_str());
            QCOMPARE(error.kind, ErrorKind::Unreadable);
            QVERIFY2(message_fault(error).empty(), error.what.c_str());
        }
    }

    void cutShortWhileMapped() {
        const std::string name = written("file", std::string(1 << 20, 'x'));
        const auto file = MappedFile::open(name).value();
        std::vector<std::byte> part(4096);
        QVERIFY(file->read(900'000, part));
        QCOMPARE(::truncate(name.c_str(), 10'000), 0);
        const auto behind = file->read(900'000, part);
        QVERIFY(!behind);
        QCOMPARE(behind.error().kind, ErrorKind::Unreadable);
        QVERIFY2(behind.error().what.find("became shorter than 904096 bytes") != std::string::npos,
                 behind.error().what.c_str());
        QVERIFY2(message_fault(behind.error()).empty(), behind.error().what.c_str());
        QVERIFY(file->read(0, part));         // what is left can be read
        QVERIFY(!file->read(900'000, part));  // and the rest fails each time
    }

    void cutShortOnSeveralThreads() {
        const std::string name = written("file", std::string(1 << 20, 'x'));
        const auto file = MappedFile::open(name).value();
        QCOMPARE(::truncate(name.c_str(), 4096), 0);
        std::atomic<int> wrong = 0;
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&file, &wrong] {
                std::vector<std::byte> part(100);
                for (int again = 0; again < 200; ++again) {
                    if (file->read(500'000, part)) ++wrong;
                    if (!file->read(100, part)) ++wrong;
                }
            });
        threads.clear();
        QCOMPARE(wrong.load(), 0);
    }

    void cutShortModelIsAnError() {
        GgufBuilder builder = small_model();
        builder.add("large", {64, 1024});
        const std::string name = written("model.gguf", builder.text());
        const auto model = GgufFile::open(name).value();
        QCOMPARE(::truncate(name.c_str(), 5000), 0);
        std::vector<std::byte> row(4096);
        const TensorInfo& tensor = *model->find("large");
        const auto read = model->read(tensor, tensor.bytes - row.size(), row);
        QVERIFY(!read);
        QCOMPARE(read.error().kind, ErrorKind::Unreadable);
    }

    void foreignBusErrorsGoWhereTheyWent_data() {
        QTest::addColumn<bool>("sent");
        QTest::addColumn<bool>("handled");
        QTest::newRow("an access, to nobody: the process ends") << false << false;
        QTest::newRow("an access, to a handler that was there before") << false << true;
        QTest::newRow("sent by a process, to nobody") << true << false;
        QTest::newRow("sent by a process, to a handler") << true << true;
    }
    void foreignBusErrorsGoWhereTheyWent() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        QSKIP("The sanitizers handle the signal themselves.");
#endif
        QFETCH(bool, sent);
        QFETCH(bool, handled);
        const std::string name = written("file", "text");
        const pid_t child = ::fork();
        if (child == 0) {
            ::execl("/proc/self/exe", "mapped_file_test", bus_error, name.c_str(), handled ? "handled" : "",
                    sent ? "sent" : "", nullptr);
            ::_exit(99);
        }
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        if (handled) {
            QVERIFY(WIFEXITED(status));
            QCOMPARE(WEXITSTATUS(status), was_handled);
        } else {
            QVERIFY(WIFSIGNALED(status));
            QCOMPARE(WTERMSIG(status), SIGBUS);
        }
    }
};

/// The program as its own child, without Qt Test's signal handlers.
int main(int argc, char** argv) {
    if (argc < 5 || std::string_view(argv[1]) != bus_error) {
        MappedFileTest test;
        return QTest::qExec(&test, argc, argv);
    }
    std::signal(SIGBUS, *argv[3] != '\0' ? [](int) { ::_exit(was_handled); } : SIG_DFL);
    ::alarm(20);  // a handler that returns to the fault again and again would never end
    const auto ours = MappedFile::open(argv[2]);
    if (*argv[4] != '\0') {
        ::raise(SIGBUS);
    } else {
        const int file = ::open(argv[2], O_RDWR);
        const auto* map = static_cast<const volatile char*>(::mmap(nullptr, 4096, PROT_READ, MAP_SHARED, file, 0));
        if (::ftruncate(file, 0) == 0) return map[0];
    }
    return ours ? 0 : 1;
}
#include "mapped_file_test.moc"
