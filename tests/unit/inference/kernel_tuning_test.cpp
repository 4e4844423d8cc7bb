#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cstring>
#include <map>
#include <set>
#include <tuple>

#include "inference/stage_tuning.h"
#include "inference/vulkan/tuning_file.h"
#include "inference/vulkan/vulkan_devices.h"
#include "tests/support/batches.h"
#include "tests/support/generated_model.h"
#include "tests/support/kept_file.h"
#include "tests/support/reference_model.h"
#include "tests/support/validated_device.h"

using namespace inference;
using namespace inference::vulkan;
using namespace test_support;

namespace {

KernelTuning some_tuning() {
    KernelTuning tuning;
    tuning.decode_parts = 4;
    tuning.attention_threads = 64;
    return tuning;
}

std::shared_ptr<const ModelFile> small_q4_0() {
    return generated_model({.type = gguf::TensorType::Q4_0,
                            .layer_count = 2,
                            .embedding_length = 256,
                            .feed_forward_length = 512,
                            .head_count = 4,
                            .kv_head_count = 2,
                            .head_size = 64,
                            .vocabulary_size = 500,
                            .context_length = 64});
}

/// `from` with what a trial's way says.
KernelTuning changed(KernelTuning from, const std::string& way) {
    for (const QString& change : QString::fromStdString(way).split(", ", Qt::SkipEmptyParts))
        for (const TuningField& field : tuning_fields())
            if (change.section(' ', 0, 0).toStdString() == field.name)
                from.*field.member = change.section(' ', 1).toUInt();
    return from;
}

using Constants = std::map<std::uint32_t, std::uint32_t>;  // of a kernel, by their numbers
std::vector<Constants> made;
PFN_vkCreateComputePipelines create_pipelines = nullptr;

VkResult create_and_tell(VkDevice device, VkPipelineCache cache, std::uint32_t count,
                         const VkComputePipelineCreateInfo* infos, const VkAllocationCallbacks* callbacks,
                         VkPipeline* pipelines) {
    for (const VkComputePipelineCreateInfo& info : std::span(infos, count)) {
        Constants constants;
        const VkSpecializationInfo& given = *info.stage.pSpecializationInfo;
        for (const VkSpecializationMapEntry& entry : std::span(given.pMapEntries, given.mapEntryCount))
            std::memcpy(&constants[entry.constantID], static_cast<const std::byte*>(given.pData) + entry.offset, 4);
        made.push_back(std::move(constants));
    }
    return create_pipelines(device, cache, count, infos, callbacks, pipelines);
}

/// A kernel was made with all of these.
bool was_made(const Constants& wanted) {
    return std::ranges::any_of(made, [&](const Constants& constants) {
        return std::ranges::all_of(wanted, [&](const auto& constant) {
            const auto found = constants.find(constant.first);
            return found != constants.end() && found->second == constant.second;
        });
    });
}

}  // namespace

/// Sizes of kernels: which there can be, how they are kept, and how the best of them are found.
class KernelTuningTest : public KeptFileFixture {
    Q_OBJECT

public:
    KernelTuningTest() : KeptFileFixture("10de-2684.tuning") {}

private slots:
    void init() { renew(); }

    void whatDevicesGetIsSound() {
        Capabilities software;
        software.software = true;
        for (const Capabilities& capabilities : {Capabilities(), software}) {
            const KernelTuning tuning = KernelTuning::for_device(capabilities);
            QVERIFY(tuning.sound());
            QCOMPARE(difference(tuning, tuning), std::string());
        }
        QCOMPARE(difference(some_tuning(), {}), std::string("decode_parts 4, attention_threads 64"));
    }

    void everyFieldHasItsValues() {
        std::set<std::string_view> names;
        for (const TuningField& field : tuning_fields()) {
            names.insert(field.name);
            KernelTuning tuning;
            tuning.*field.member = 3;
            QVERIFY2(!tuning.sound(), field.name.data());
            tuning.*field.member = 4096;
            QVERIFY(!tuning.sound());
            QVERIFY(difference(tuning, {}) == std::string(field.name) + " 4096");
        }
        QCOMPARE(names.size() * sizeof(std::uint32_t), sizeof(KernelTuning));  // none is forgotten
        KernelTuning tuning;
        tuning.attention_chunks = 4;  // which 8 threads cannot share
        QVERIFY(!tuning.sound());
    }

    void whatWasWrittenIsRead() {
        const TuningFile file(folder(), some_driver());
        QVERIFY(!file.read());
        QVERIFY(file.write(some_tuning()).has_value());
        QVERIFY(file.read() == some_tuning());
        QVERIFY(bytes().contains("\ndecode_parts 4\n"));
        DriverIdentity newer = some_driver();
        newer.driver_version = 8;
        QVERIFY(!TuningFile(folder(), newer).read());
        DriverIdentity other = some_driver();
        other.uuid[15] = 1;
        QVERIFY(!TuningFile(folder(), other).read());
    }

    void whatIsDamagedIsPassedOver() {
        const TuningFile file(folder(), some_driver());
        QVERIFY(file.write(some_tuning()).has_value());
        const QByteArray sound = bytes();
        for (qsizetype length = 0; length + 1 < sound.size(); ++length) {
            overwrite(sound.first(length));
            QVERIFY2(!file.read(), qPrintable(QString::number(length)));
        }
        const auto refused = [&](const QByteArray& from, const QByteArray& to) {
            QVERIFY(sound.contains(from));
            overwrite(QByteArray(sound).replace(from, to));
            QVERIFY2(!file.read(), to.constData());
        };
        refused("decode_parts 4", "decode_parts 3");
        refused("decode_parts 4", "decode_parts -4");
        refused("decode_parts 4", "decode_parts 4294967300");
        refused("decode_parts 4", "decode_parts 4 ");
        refused("decode_parts 4", "decode_parts");
        refused("decode_parts 4", "decode_partz 4");
        refused("decode_parts 4\n", "");
        refused("decode_parts 4\n", "decode_parts 4\ndecode_parts 4\n");
        refused("attention_chunk_threads 8", "attention_chunk_threads 0");
        overwrite(sound + "more 1\n");
        QVERIFY(!file.read());
        overwrite(sound + QByteArray(5000, '\n'));
        QVERIFY(!file.read());
        overwrite(sound);
        QVERIFY(file.read().has_value());
        QVERIFY(QFile::remove(fileName()) && QDir().mkdir(fileName()));
        QVERIFY(!file.read());
        QVERIFY(!file.write(some_tuning()).has_value());
    }

    /// Of the first group some ways alone, as the software driver compiles each for seconds; all of it in the soak.
    void findsWhatIsFasterAndKeepsIt() {
        auto device = ValidatedDevice::open({.pipelines = folder()});
        QVERIFY2(device, device ? "" : device.error().what.c_str());
        const KernelTuning before = device->device().tuning();
        QVERIFY(before == KernelTuning::for_device(device->device().capabilities()));
        const auto file = small_q4_0();
        const auto model = device->load(file, Precision::Fast);
        QVERIFY2(model, model ? "" : model.error().what.c_str());
        auto tuning = (*model)->stages.front()->begin_tuning();
        QVERIFY2(tuning && *tuning, tuning ? "" : tuning.error().what.c_str());

        // There are fifteen ways of a decode product, then those of attention: what is best so far comes first in each.
        const bool whole = qEnvironmentVariableIsSet("ALTIPLANO_WHOLE_TILES");
        const int ways = whole ? 15 : 4;
        double best_seconds = 0;
        KernelTuning best = before;
        std::set<std::pair<std::uint32_t, std::uint32_t>> tried;
        for (int i = 0; i < ways; ++i) {
            const auto trial = (*tuning)->advance();
            QVERIFY2(trial && *trial, trial ? "" : trial.error().what.c_str());
            QCOMPARE((*trial)->pass, Pass::Decode);
            QCOMPARE((*trial)->tokens, 1U);
            QVERIFY2((*trial)->refusal.empty(), (*trial)->refusal.c_str());
            QVERIFY((*trial)->seconds > 0);
            QVERIFY(i == 0 ? (*trial)->best : !(*trial)->best || (*trial)->seconds < 0.97 * best_seconds);
            QCOMPARE((*trial)->way.empty(), i == 0);
            const KernelTuning way = changed(best, (*trial)->way);
            tried.emplace(way.decode_row_groups, way.decode_parts);
            if ((*trial)->best) std::tie(best, best_seconds) = std::pair(way, (*trial)->seconds);
        }
        QCOMPARE(tried.size(), static_cast<std::size_t>(ways));
        const std::string found = (*tuning)->found();
        QCOMPARE(found, difference(best, before));
        if (whole) {
            const auto attention = (*tuning)->advance();
            QVERIFY2(attention && *attention, attention ? "" : attention.error().what.c_str());
            QVERIFY((*attention)->way.empty() && (*attention)->best);
        }
        QVERIFY((*tuning)->keep().has_value());
        QCOMPARE((*tuning)->found(), found);
        QCOMPARE(difference(device->device().tuning(), before), found);

        // What is not faster in the end is given back.
        const auto gains = (*tuning)->confirm();
        QVERIFY2(gains, gains ? "" : gains.error().what.c_str());
        QCOMPARE(gains->size(), std::size_t{found.empty() ? 0U : 3U});
        for (const TuningGain& gain : *gains) {
            QVERIFY(gain.seconds_after > 0 && gain.seconds_after <= gain.seconds_before);
            if (gain.pass == Pass::Decode && gain.tokens == 1)
                QCOMPARE((*tuning)->found().empty(), gain.seconds_after == gain.seconds_before);
        }
        const std::string confirmed = (*tuning)->found();
        QVERIFY((*tuning)->keep().has_value());
        QCOMPARE(difference(device->device().tuning(), before), confirmed);
        QCOMPARE(device->first_message(), std::string());

        // The next start has it.
        auto next = ValidatedDevice::open({.pipelines = folder()});
        QVERIFY2(next, next ? "" : next.error().what.c_str());
        QVERIFY(next->device().tuning() == device->device().tuning());
    }

    /// Whatever is kept computes the same but for the order of additions; and every size of it is taken.
    void kernelsAreMadeAsTuned() {
        const auto file = small_q4_0();
        const auto tokens = some_tokens(29, 500);
        const auto logits_with = [&](const std::optional<KernelTuning>& kept) {
            auto device = ValidatedDevice::open({.replace =
                                                     [](Functions& functions) {
                                                         if (functions.CreateComputePipelines != nullptr &&
                                                             functions.CreateComputePipelines != create_and_tell)
                                                             create_pipelines = std::exchange(
                                                                 functions.CreateComputePipelines, create_and_tell);
                                                     },
                                                 .pipelines = folder()})
                              .value();
            if (kept) device.device().keep_tuning(*kept).value();
            made.clear();
            const auto model = device.load(file, Precision::Fast).value();
            const auto state = model->stages.front()->open(64, CacheType::F16).value();
            const auto logits = [&](std::uint32_t position, std::uint32_t count, Pass pass) {
                return computed(*state, {.position = position,
                                         .pass = pass,
                                         .tokens = std::span(tokens).subspan(position, count),
                                         .activations = {},
                                         .output = Output::AllLogits})
                    .value()
                    .logits;
            };
            auto numbers = logits(0, 20, Pass::Prompt);
            for (const auto& [position, count] : {std::pair(20U, 1U), std::pair(21U, 8U)})
                std::ranges::copy(logits(position, count, Pass::Decode), std::back_inserter(numbers));
            if (!device.first_message().empty()) qFatal("%s", device.first_message().c_str());
            return numbers;
        };
        const auto plain = logits_with(std::nullopt);
        const KernelTuning tuning{.decode_row_groups = 2,
                                  .decode_parts = 4,
                                  .decode_tile_tokens = 4,
                                  .prompt_row_groups = 1,
                                  .prompt_thread_tokens = 2,
                                  .prompt_token_slots = 4,
                                  .prompt_stages_activations = 1,
                                  .attention_threads = 64,
                                  .attention_queries = 16,
                                  .attention_chunks = 8,
                                  .attention_chunk_threads = 2};
        const auto tuned = logits_with(tuning);
        // The constants' numbers are those of the shaders.
        QVERIFY(was_made({{1, 4}, {2, 2}, {3, 1}}));            // decode_matrix.comp: a token,
        QVERIFY(was_made({{1, 4}, {2, 2}, {3, 4}}));            // and several
        QVERIFY(was_made({{2, 1}, {3, 2}, {4, 4}, {8, 1}}));    // prompt_matrix.comp
        QVERIFY(was_made({{0, 64}, {1, 64}}));                  // decode_attention.comp
        QVERIFY(was_made({{0, 32}, {2, 16}, {3, 8}, {4, 2}}));  // prompt_attention.comp
        QVERIFY(tuned != plain);
        const double error = normalised_error(std::span<const float>(tuned), std::span<const float>(plain));
        QVERIFY2(error < 1e-4, qPrintable(QString::number(error)));
        QVERIFY(logits_with(std::nullopt) == tuned);  // kept

        const auto devices = VulkanDevices::find({.pipelines = folder()});
        QVERIFY(devices.has_value());
        QVERIFY(devices->all().front().tuning == tuning);
        QVERIFY(devices->all().front().description.tuning.find("attention_threads 64") != std::string::npos);
    }

    /// A token's results depend on no other beside it, whatever the tuning.
    void oneTokenOrSeveralAreTheSameBits() {
        auto device = ValidatedDevice::open({.pipelines = folder()}).value();
        device.device()
            .keep_tuning(
                {.decode_row_groups = 1, .decode_parts = 16, .decode_tile_tokens = 4, .attention_threads = 256})
            .value();
        const auto model =
            device.load(generated_model({.type = gguf::TensorType::Q8_0, .vocabulary_size = 300}), Precision::Fast)
                .value();
        const auto tokens = some_tokens(8, 300);
        const auto alone =
            decoded_one_by_one(*model->stages.front()->open(64, CacheType::F16).value(), tokens, 0, Output::LastLogits);
        const auto state = model->stages.front()->open(64, CacheType::F16).value();
        const auto together =
            computed(
                *state,
                {.position = 0, .pass = Pass::Decode, .tokens = tokens, .activations = {}, .output = Output::AllLogits})
                .value()
                .logits;
        QVERIFY(together == alone);
    }
};
QTEST_GUILESS_MAIN(KernelTuningTest)
#include "kernel_tuning_test.moc"
