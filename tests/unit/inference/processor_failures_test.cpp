// Memory that cannot be had, at any moment of loading and answering on the processor.
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <QTest>

#include <atomic>
#include <cerrno>

#include "inference/session.h"
#include "tests/support/generated_model.h"
#include "tests/support/processor_model.h"

using namespace inference;
using namespace test_support;

namespace {

std::atomic<int> asked = 0;     // pieces of memory, since the last reset
std::atomic<int> failing = -1;  // the one that cannot be had
std::atomic<std::int64_t> held = 0;
std::atomic<bool> counting = false;

void reset(int fail_at) {
    asked = 0;
    failing = fail_at;
    held = 0;
    counting = true;
}

}  // namespace

#ifndef __SANITIZE_THREAD__  // it maps memory before it is ready to watch this function
// The program's own calls end here; those inside the C library do not.
extern "C" void* mmap(void* address, std::size_t bytes, int protection, int flags, int file, off_t offset) noexcept {
    const bool counts = counting && (flags & MAP_ANONYMOUS) != 0;
    if (counts && ++asked == failing) {
        errno = ENOMEM;
        return MAP_FAILED;
    }
    auto* memory = reinterpret_cast<void*>(syscall(SYS_mmap, address, bytes, protection, flags, file, offset));
    if (counts && memory != MAP_FAILED) held += static_cast<std::int64_t>(bytes);
    return memory;
}
extern "C" int munmap(void* address, std::size_t bytes) noexcept {
    if (counting) held -= static_cast<std::int64_t>(bytes);
    return static_cast<int>(syscall(SYS_munmap, address, bytes));
}
#endif

class ProcessorFailuresTest : public QObject {
    Q_OBJECT

    /// Loads a model and computes a prompt and three tokens.
    static Result<std::vector<Token>> answer(const std::shared_ptr<const ModelFile>& file, CacheType cache) {
        const auto model = processor_model(file, {});
        if (!model) return std::unexpected(model.error());
        const auto session = Session::open(*model, {.context_length = 64, .cache_type = cache});
        if (!session) return std::unexpected(session.error());
        const std::vector<Token> prompt = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        if (const auto started = (*session)->start(prompt, {.temperature = 0.0F}); !started)
            return std::unexpected(started.error());
        std::vector<Token> tokens;
        while (tokens.size() < 3) {
            const auto step = (*session)->advance({});
            if (!step) return std::unexpected(step.error());
            tokens.insert(tokens.end(), step->tokens.begin(), step->tokens.end());
        }
        return tokens;
    }

private slots:
    void initTestCase() {
#ifdef __SANITIZE_THREAD__
        QSKIP("the thread sanitizer lets nothing stand before mmap");
#endif
    }
    void cleanup() { counting = false; }

    void everyPieceInTurn_data() {
        QTest::addColumn<int>("type");
        QTest::addColumn<int>("cache");
        QTest::newRow("Q4_0") << static_cast<int>(gguf::TensorType::Q4_0) << static_cast<int>(CacheType::F16);
        QTest::newRow("Q6_K, Q8_0 cache")
            << static_cast<int>(gguf::TensorType::Q6_K) << static_cast<int>(CacheType::Q8_0);
        QTest::newRow("F16, F32 cache") << static_cast<int>(gguf::TensorType::F16) << static_cast<int>(CacheType::F32);
    }
    void everyPieceInTurn() {
        QFETCH(int, type);
        QFETCH(int, cache);
        const auto file = generated_model({.type = static_cast<gguf::TensorType>(type),
                                           .layer_count = 2,
                                           .embedding_length = 256,
                                           .feed_forward_length = 512,
                                           .head_size = 64,
                                           .vocabulary_size = 64});
        reset(-1);
        const auto sound = answer(file, static_cast<CacheType>(cache));
        const int pieces = asked;
        QVERIFY2(sound.has_value(), sound ? "" : sound.error().what.c_str());
        QCOMPARE(held.load(), 0);
        QVERIFY(pieces > 15);
        for (int piece = 1; piece <= pieces; ++piece) {
            reset(piece);
            const auto outcome = answer(file, static_cast<CacheType>(cache));
            const QByteArray where = "piece " + QByteArray::number(piece);
            QVERIFY2(asked >= piece, where.constData());
            QVERIFY2(!outcome.has_value(), where.constData());
            QVERIFY2(outcome.error().kind == ErrorKind::OutOfMemory, outcome.error().what.c_str());
            QVERIFY2(outcome.error().what.find("bytes of memory cannot be had") != std::string::npos,
                     outcome.error().what.c_str());
            QVERIFY2(!outcome.error().hint.empty(), where.constData());
            QVERIFY2(held == 0, (where + ": " + QByteArray::number(held.load()) + " bytes are held").constData());
        }
    }
};
QTEST_GUILESS_MAIN(ProcessorFailuresTest)
#include "processor_failures_test.moc"
