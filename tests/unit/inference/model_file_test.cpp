#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <functional>
#include <limits>

#include "inference/model/model_file.h"
#include "tests/support/gguf_builder.h"
#include "tests/support/message_fault.h"

using namespace inference;
using namespace test_support;

namespace {

/// What a model needs, a sound GGUF file that lacks it and nothing else, and what must be said of it.
struct Broken {
    const char* rule;
    std::function<void(GgufBuilder&)> breaks;
    ErrorKind kind;
    const char* says;
};

constexpr auto invalid = ErrorKind::InvalidFile;
constexpr auto unsupported = ErrorKind::UnsupportedFile;
constexpr const char* heads = "llama.attention.head_count";
constexpr const char* kv_heads = "llama.attention.head_count_kv";
constexpr const char* epsilon = "llama.attention.layer_norm_rms_epsilon";

std::function<void(GgufBuilder&)> put(const char* key, auto value) {
    return [=](GgufBuilder& file) { file.put(key, value); };
}
std::function<void(GgufBuilder&)> put_raw(const char* key, GgufType type, const std::string& bytes) {
    return [=](GgufBuilder& file) { file.put_raw(key, type, bytes); };
}
std::function<void(GgufBuilder&)> without(const char* key) {
    return [=](GgufBuilder& file) { file.remove(key); };
}
void set_vocabulary(GgufBuilder& file, std::size_t index, Piece piece, std::size_t size = 10) {
    std::vector<Piece> pieces = {{"<unk>", 0.0F, 2}, {"<s>", 0.0F, 3}, {"</s>", 0.0F, 3}};
    while (pieces.size() < size) pieces.push_back({std::string(pieces.size(), 'x'), -1.0F, 1});
    if (index < size) pieces[index] = std::move(piece);
    put_vocabulary(file, pieces);
}

std::vector<Broken> broken_models() {
    using B = GgufBuilder;
    const std::vector<float> three_scores(3);
    const std::vector<std::int32_t> three_kinds(3, 1);
    std::vector<Broken> files = {
        {"architecture", without("general.architecture"), invalid, "lacks the key general.architecture"},
        {"architecture is a text", put("general.architecture", 1U), invalid, "general.architecture is not a text"},
        {"another architecture is named", put("general.architecture", "falcon"), unsupported, "architecture 'falcon'"},
        {"a hostile architecture is named in one line", put("general.architecture", "a\x1b[2J\nb"), unsupported,
         "architecture 'a\xEF\xBF\xBD[2J\xEF\xBF\xBD"
         "b'"},
        {"layers are a whole number", put("llama.block_count", 2.0F), invalid,
         "llama.block_count is not a whole number"},
        {"layers are few", put("llama.block_count", 100'000U), invalid, "llama.block_count is 100000, 1 to 1024"},
        {"embedding length is sane", put("llama.embedding_length", 0xFFFFFFFFU), invalid,
         "is 4294967295, 1 to 1048576"},
        {"feed-forward length is sane", put("llama.feed_forward_length", 1U << 30U), invalid, "is 1073741824"},
        {"heads are sane", put(heads, 1U << 20U), invalid, "head_count is 1048576, 1 to 16384"},
        {"kv heads are not 0", put(kv_heads, 0U), invalid, "head_count_kv is 0, 1 to 16384"},
        {"kv heads divide heads", put(kv_heads, 3U), invalid, "2 heads cannot share 3 key and value heads"},
        {"context is sane", put("llama.context_length", 0xFFFFFFFFU), invalid, "llama.context_length is 4294967295"},
        {"head size is not 0", put(heads, 9U), invalid, "a head has 0 values, an even number"},
        {"head size is even", [](B& f) { f.put(heads, 8U).put(kv_heads, 8U); }, invalid,
         "a head has 1 values, an even number"},
        {"head size is sane", put("llama.attention.key_length", 258U), invalid, "a head has 258 values"},
        {"layers have as many heads", put(kv_heads, std::vector<std::int32_t>{2, 1}), unsupported,
         "differ in llama.attention.head_count_kv (2 and 1)"},
        {"layers have any heads", put(kv_heads, std::vector<std::int32_t>{}), invalid, "is not a whole number from 0"},
        {"layers have no fewer heads than 0", put(kv_heads, std::vector<std::int32_t>{-1, -1}), invalid,
         "is not a whole number from 0"},
        {"layers have whole heads", put(kv_heads, std::vector<float>{2, 2}), invalid, "is not a whole number from 0"},
        {"values are as long as keys", put("llama.attention.value_length", 6U), unsupported,
         "keys of 4 values and values of 6"},
        {"no rule stands before SentencePiece", put("tokenizer.ggml.pre", "tekken"), unsupported,
         "by the rule 'tekken' (tokenizer.ggml.pre) before"},
        {"a rule is a text", put("tokenizer.ggml.pre", 1U), invalid, "tokenizer.ggml.pre is not a text"},
        {"epsilon", without(epsilon), invalid, "lacks the key llama.attention.layer_norm_rms_epsilon"},
        {"epsilon is not 0", put(epsilon, 0.0F), invalid, "layer_norm_rms_epsilon is 0"},
        {"epsilon is not negative", put(epsilon, -1e-5F), invalid, "layer_norm_rms_epsilon is -"},
        {"epsilon is a number", put(epsilon, std::nanf("")), invalid, "is not a finite number"},
        {"RoPE dimension is even", put("llama.rope.dimension_count", 3U), invalid, "llama.rope.dimension_count is 3"},
        {"RoPE scaling is known", put("llama.rope.scaling.type", "dynamic"), unsupported, "RoPE scaling 'dynamic'"},
        {"RoPE divisors have a shape", [](B& f) { f.add("rope_freqs.weight", {3}); }, invalid,
         "rope_freqs.weight is no vector of 2 numbers"},
        {"experts are a number", put("llama.expert_count", "8"), invalid, "llama.expert_count is not a finite number"},
        {"sliding window is a number", put("llama.attention.sliding_window", -1.0F), invalid,
         "sliding_window is not a whole number"},
        {"embedding", [](B& f) { f.remove_tensor("token_embd.weight"); }, invalid,
         "lacks the tensor token_embd.weight"},
        {"embedding is a matrix", [](B& f) { f.tensor("token_embd.weight").shape = {80}; }, invalid,
         "token_embd.weight is no matrix"},
        {"embedding has the length said", put("llama.embedding_length", 16U), invalid,
         "token_embd.weight has the shape (10, 8), (10, 16) is needed"},
        {"vocabulary has the size said", put("llama.vocab_size", 11U), invalid,
         "llama.vocab_size is 11, token_embd.weight has 10 rows"},
        {"size of the vocabulary is a number", put("llama.vocab_size", "10"), invalid,
         "llama.vocab_size is not a whole"},
        {"vocabulary and embedding agree",
         [](B& f) {
             f.remove_tensor("token_embd.weight").add("token_embd.weight", {11, 8});
             f.remove_tensor("output.weight").add("output.weight", {11, 8});
         },
         invalid, "the vocabulary has 10 tokens, the embedding 11 rows"},
        {"head has a row a token", [](B& f) { f.tensor("output.weight").shape = {8, 10}; }, invalid,
         "output.weight has the shape (8, 10), (10, 8) is needed"},
        {"norms are F32", [](B& f) { f.tensor("output_norm.weight").type = 1; }, unsupported,
         "output_norm.weight is stored as F16, F32 is needed"},
        {"norms are vectors", [](B& f) { f.tensor("blk.1.ffn_norm.weight").shape = {1, 8}; }, invalid,
         "blk.1.ffn_norm.weight has the shape (1, 8), (8) is needed"},
        {"keys have kv heads", put(kv_heads, 2U), invalid, "attn_k.weight has the shape (4, 8), (8, 8) is needed"},
        {"all layers", put("llama.block_count", 3U), invalid, "lacks the tensor blk.2.attn_norm.weight"},
        {"no layer too many", put("llama.block_count", 1U), unsupported, "9 tensors that a LLaMA decoder does not use"},
        {"no tensor is left out", [](B& f) { f.add("blk.0.attn_q.bias", {8}); }, unsupported,
         "1 tensors that a LLaMA decoder does not use, such as 'blk.0.attn_q.bias'"},
        {"no expert tensors", [](B& f) { f.add("blk.0.ffn_gate_inp.weight", {8, 8}); }, unsupported,
         "such as 'blk.0.ffn_gate_inp.weight'"},
        {"tokenizer", without("tokenizer.ggml.model"), invalid, "lacks the key tokenizer.ggml.model"},
        {"byte pairs have a rule for words", put("tokenizer.ggml.model", "gpt2"), unsupported,
         "does not say how its byte-pair tokenizer splits words"},
        {"another tokenizer is named", put("tokenizer.ggml.model", "bert"), unsupported, "the tokenizer 'bert'"},
        {"tokens", without("tokenizer.ggml.tokens"), invalid, "lacks the key tokenizer.ggml.tokens"},
        {"tokens are texts", [=](B& f) { f.put("tokenizer.ggml.tokens", std::span<const float>(three_scores)); },
         invalid, "tokenizer.ggml.tokens is no list of the right type"},
        {"tokens are a list", put("tokenizer.ggml.tokens", "<unk>"), invalid, "tokenizer.ggml.tokens is no list"},
        {"at least one token", [](B& f) { put_vocabulary(f, {}); }, invalid, "has a vocabulary of 0 tokens"},
        {"tokens have scores", without("tokenizer.ggml.scores"), invalid, "lacks the key tokenizer.ggml.scores"},
        {"tokens have types", without("tokenizer.ggml.token_type"), invalid, "lacks the key tokenizer.ggml.token_type"},
        {"a score a token", [=](B& f) { f.put("tokenizer.ggml.scores", std::span<const float>(three_scores)); },
         invalid, "has 10 tokens and 3 scores"},
        {"a type a token",
         [=](B& f) { f.put("tokenizer.ggml.token_type", std::span<const std::int32_t>(three_kinds)); }, invalid,
         "has 10 tokens and 3 token types"},
        {"types are known", [](B& f) { set_vocabulary(f, 5, {"x", 0.0F, 7}); }, invalid, "token 5 has the type 7"},
        {"types are positive", [](B& f) { set_vocabulary(f, 4, {"x", 0.0F, -1}); }, invalid, "token 4 has the type -1"},
        {"scores are finite", [](B& f) { set_vocabulary(f, 6, {"x", std::nanf(""), 1}); }, invalid,
         "token 6 has the score nan"},
        {"byte tokens are bytes", [](B& f) { set_vocabulary(f, 3, {"<0x1G>", 0.0F, 6}); }, invalid,
         "byte token 3 is written '<0x1G>'"},
        {"byte tokens are hexadecimal", [](B& f) { set_vocabulary(f, 3, {"<0xZZ>", 0.0F, 6}); }, invalid,
         "byte token 3 is written '<0xZZ>'"},
        {"special tokens are short", [](B& f) { set_vocabulary(f, 5, {std::string(1025, 'x'), 0.0F, 3}); }, invalid,
         "token 5 has 1025 bytes"},
        {"tokens are short", [](B& f) { set_vocabulary(f, 5, {std::string(1025, 'x'), 0.0F, 1}); }, invalid,
         "token 5 has 1025 bytes, at most 1024 are read"},
        {"all bytes can be written", [](B& f) { set_vocabulary(f, 0, {"<unk>", 0.0F, 1}); }, invalid,
         "no token for the byte 0 and none for the unknown"},
        {"BOS is in the vocabulary", put("tokenizer.ggml.bos_token_id", 10U), invalid,
         "bos_token_id is 10, the vocabulary has 10 tokens"},
        {"EOS is in the vocabulary", put("tokenizer.ggml.eos_token_id", 0xFFFFFFFFU), invalid,
         "eos_token_id is 4294967295"},
        {"end of turn is in the vocabulary", put("tokenizer.ggml.eot_token_id", 99U), invalid, "eot_token_id is 99"},
        {"end of message is in the vocabulary", put("tokenizer.ggml.eom_token_id", 10U), invalid, "eom_token_id is 10"},
        {"EOS is a number", put("tokenizer.ggml.eos_token_id", "2"), invalid, "eos_token_id is not a whole number"},
        {"BOS switch is a truth value", put("tokenizer.ggml.add_bos_token", 1U), invalid,
         "add_bos_token is no truth value"},
        {"space switch is a truth value", put("tokenizer.ggml.add_space_prefix", 1U), invalid,
         "add_space_prefix is no truth value"},
    };
    for (const char* key : {"llama.block_count", "llama.embedding_length", "llama.feed_forward_length",
                            "llama.attention.head_count", "llama.context_length"}) {
        files.push_back({key, without(key), invalid, "lacks the key llama."});
        files.push_back({key, put(key, 0U), invalid, " is 0, 1 to "});
    }
    // Counts below nothing, and beyond everything.
    for (const char* key :
         {"llama.block_count", "llama.embedding_length", "llama.feed_forward_length", "llama.attention.head_count",
          "llama.attention.head_count_kv", "llama.context_length", "llama.attention.key_length",
          "llama.attention.value_length", "llama.attention.sliding_window", "llama.rope.dimension_count",
          "llama.vocab_size", "tokenizer.ggml.bos_token_id", "tokenizer.ggml.eos_token_id",
          "tokenizer.ggml.eot_token_id", "tokenizer.ggml.eom_token_id"}) {
        files.push_back({key, put_raw(key, GgufType::I32, stored(std::int32_t{-1})), invalid, key});
        files.push_back(
            {key, put_raw(key, GgufType::I64, stored(std::numeric_limits<std::int64_t>::min())), invalid, key});
        files.push_back({key, put_raw(key, GgufType::F32, stored(std::nanf(""))), invalid, key});
        if (std::string_view(key) != "llama.attention.sliding_window")  // the longest of which is none
            files.push_back({key, put_raw(key, GgufType::U64, stored(~std::uint64_t{0})), invalid, key});
    }
    const auto refused = [&](const char* key, auto value, const char* says) {
        files.push_back({key, put(key, value), unsupported, says});
    };
    refused("llama.expert_count", 8U, "it has experts in its layers (llama.expert_count is 8)");
    refused("llama.expert_used_count", 2U, "(llama.expert_used_count is 2)");
    refused("llama.attention.sliding_window_pattern", 6U, "layers with and without a sliding window");
    refused("llama.attention.chunk_size", 8192U, "attention in chunks");
    refused("llama.rope.freq_base_swa", 10000.0F, "a parameter of its RoPE, llama.rope.freq_base_swa, is not known");
    refused("llama.attention.causal", false, "attention to what comes later (llama.attention.causal is 0)");
    refused("llama.attention.clamp_kqv", 8.0F, "clamped queries");
    refused("llama.attention.max_alibi_bias", 8.0F, "ALiBi");
    refused("llama.attention.scale", 0.1F, "a scale of attention of its own");
    refused("llama.attention.temperature_scale", 0.1F, "a temperature of attention");
    refused("llama.attention.output_scale", 0.5F, "a scale of attention's output");
    refused("llama.nextn_predict_layers", 1U, "layers that predict several tokens");
    refused("llama.attn_logit_softcapping", 50.0F, "a soft cap of attention");
    refused("llama.final_logit_softcapping", 30.0F, "a soft cap of logits");
    refused("llama.logit_scale", 0.5F, "a scale of logits");
    refused("llama.residual_scale", 0.5F, "a scale of residuals");
    refused("llama.embedding_scale", 12.0F, "a scale of embeddings");
    refused("llama.use_parallel_residual", true, "side by side");
    for (const char* tensor : {"blk.0.attn_q.bias", "blk.1.attn_k.bias", "blk.0.attn_v.bias", "blk.0.attn_output.bias",
                               "blk.0.ffn_gate.bias", "blk.1.ffn_up.bias", "blk.0.ffn_down.bias", "output.bias",
                               "blk.0.attn_q_norm.weight", "blk.0.attn_k_norm.weight", "blk.0.ffn_gate_exps.weight",
                               "blk.0.attn_sinks.weight", "output_norm.bias", "token_types.weight"})
        files.push_back({tensor, [=](B& f) { f.add(tensor, {8}); }, unsupported, tensor});
    for (const char* tensor :
         {"output_norm.weight", "blk.0.attn_norm.weight", "blk.0.attn_q.weight", "blk.0.attn_k.weight",
          "blk.0.attn_v.weight", "blk.0.attn_output.weight", "blk.1.ffn_norm.weight", "blk.1.ffn_gate.weight",
          "blk.1.ffn_up.weight", "blk.1.ffn_down.weight"})
        files.push_back({tensor, [=](B& f) { f.remove_tensor(tensor); }, invalid, "lacks the tensor"});
    return files;
}

}  // namespace

class ModelFileTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    Result<std::shared_ptr<const ModelFile>> open(const GgufBuilder& builder) const {
        const std::string path = folder_.filePath("m.gguf").toStdString();
        std::ofstream(path, std::ios::binary) << builder.text();
        return ModelFile::open(path);
    }

private slots:
    void readsASmallModel() {
        const auto model = open(small_model());
        QVERIFY2(model, model ? "" : model.error().what.c_str());
        const ModelConfig& config = (*model)->config;
        QCOMPARE(config.name, std::string("small"));
        QCOMPARE(config.quantisation, std::string("F32"));
        QCOMPARE(config.layer_count, 2U);
        QCOMPARE(config.embedding_length, 8U);
        QCOMPARE(config.feed_forward_length, 12U);
        QCOMPARE(config.head_count, 2U);
        QCOMPARE(config.kv_head_count, 1U);
        QCOMPARE(config.head_size, 4U);
        QCOMPARE(config.kv_length(), 4U);
        QCOMPARE(config.vocabulary_size, 10U);
        QCOMPARE(config.context_length, 64U);
        QCOMPARE(config.rope.base, 10000.0);
        QCOMPARE(config.rope.dimension_count, 4U);
        QCOMPARE(config.sliding_window, 0U);
        // Two matrices of the vocabulary, a norm, and a layer's two norms, four of attention and three of feed-forward.
        QCOMPARE(config.parameter_count, std::uint64_t{2 * 80 + 8 + 2 * (2 * 8 + 2 * 64 + 2 * 32 + 3 * 96)});
        const Weights& weights = (*model)->weights;
        QCOMPARE(weights.layers.size(), std::size_t{2});
        QCOMPARE(weights.layers[1].down->name, std::string("blk.1.ffn_down.weight"));
        QVERIFY(weights.head != weights.embedding);
        QCOMPARE((*model)->tokenizer->vocabulary_size(), 10U);
    }

    void readsWhatMayBeAbsentOrExplicit() {
        GgufBuilder builder = small_model();
        builder.remove_tensor("output.weight").remove(kv_heads).remove("general.name");
        for (const char* tensor : {"attn_k.weight", "attn_v.weight"})
            for (const char* layer : {"blk.0.", "blk.1."}) {
                const std::string name = std::string(layer) + tensor;
                builder.remove_tensor(name).add(name, {8, 8});
            }
        builder.put("llama.vocab_size", 10U).put("llama.rope.freq_base", 5e5F).put("llama.rope.dimension_count", 4U);
        builder.put("llama.expert_count", 0U)
            .put("llama.rope.scaling.type", "none")
            .put("llama.rope.scaling.factor", 1.0F);
        builder.put("llama.attention.causal", true).put("llama.logit_scale", 1.0F).put("llama.attention.scale", 0.0F);
        builder.put("llama.attention.sliding_window", 32U).put("llama.attention.value_length", 4U);
        builder.add("rope_freqs.weight", {2}).put("tokenizer.ggml.pre", "default");
        const auto model = open(builder);
        QVERIFY2(model, model ? "" : model.error().what.c_str());
        QCOMPARE((*model)->config.kv_head_count, 2U);
        QCOMPARE((*model)->config.rope.base, 5e5);
        QCOMPARE((*model)->config.rope.divisors, (std::vector<double>{0.5, 0.5}));
        QCOMPARE((*model)->config.sliding_window, 32U);
        QCOMPARE((*model)->config.name, std::string("m"));
        QVERIFY((*model)->weights.head == (*model)->weights.embedding);
    }

    void aListOfLikeLayersIsOneNumber() {
        GgufBuilder builder = small_model();
        const auto plain = open(builder).value()->config;
        builder.put(kv_heads, std::vector<std::int32_t>(2, std::int32_t(plain.kv_head_count)));
        builder.put("llama.feed_forward_length", std::vector<std::int32_t>(2, std::int32_t(plain.feed_forward_length)));
        const auto model = open(builder);
        QVERIFY2(model, model ? "" : model.error().what.c_str());
        QCOMPARE((*model)->config.kv_head_count, plain.kv_head_count);
        QCOMPARE((*model)->config.feed_forward_length, plain.feed_forward_length);
    }

    void windowsThatReachBeyondAnyContextAreNone() {
        GgufBuilder builder = small_model();
        builder.put_raw("llama.attention.sliding_window", GgufType::U64, stored(~std::uint64_t{0}));
        QCOMPARE(open(builder).value()->config.sliding_window, 0U);
    }

    void longContexts() {
        GgufBuilder builder = small_model();
        builder.put("llama.context_length", 131072U);
        QCOMPARE(open(builder).value()->config.context_length, 131072U);
    }

    void aNameThatSaysNothingGivesWayToTheFiles() {
        GgufBuilder builder = small_model();
        builder.put("general.name", "llama");
        QCOMPARE(open(builder).value()->config.name, std::string("m"));
    }

    void namesFitOneLine() {
        GgufBuilder builder = small_model();
        builder.put("general.name", "A\x1b]0;B\a\nC");
        QCOMPARE(open(builder).value()->config.name, std::string("A\xEF\xBF\xBD]0;B\xEF\xBF\xBD\xEF\xBF\xBD"
                                                                 "C"));
    }

    void refuses_data() {
        QTest::addColumn<int>("index");
        const auto files = broken_models();
        for (std::size_t i = 0; i < files.size(); ++i) QTest::addRow("%s", files[i].rule) << static_cast<int>(i);
    }
    void refuses() {
        QFETCH(int, index);
        const Broken broken = broken_models()[static_cast<std::size_t>(index)];
        GgufBuilder builder = small_model();
        broken.breaks(builder);
        const auto model = open(builder);
        QVERIFY2(!model, "it was read");
        QVERIFY2(model.error().what.find(broken.says) != std::string::npos, model.error().what.c_str());
        QCOMPARE(model.error().kind, broken.kind);
        QVERIFY2(message_fault(model.error()).empty(), message_fault(model.error()).c_str());
    }

    void sizesGoByParameters() {
        QCOMPARE(size_class_of(6'738'415'616), SizeClass::B7);  // LLaMA 7B, 13B, 33B and 65B as released
        QCOMPARE(size_class_of(13'015'864'320), SizeClass::B13);
        QCOMPARE(size_class_of(32'528'943'616), SizeClass::B33);
        QCOMPARE(size_class_of(65'285'660'672), SizeClass::B65);
        for (const std::uint64_t other :
             {0ULL, 260'000ULL, 1'100'048'384ULL, 8'030'261'248ULL, 68'976'648'192ULL, ~0ULL})
            QCOMPARE(size_class_of(other), SizeClass::Other);
    }
};
QTEST_GUILESS_MAIN(ModelFileTest)
#include "model_file_test.moc"
