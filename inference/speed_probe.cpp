#include "inference/speed_probe.h"

#include <algorithm>

namespace inference {

namespace {

constexpr std::uint64_t enough_bytes = 192U << 20U;  // of weights: more than a processor's caches hold
constexpr std::uint32_t positions = 512;             // of the cache
constexpr std::uint32_t first_prompt = 4;
constexpr std::uint32_t first_run_prompt = 2;  // as in WarmUp
constexpr double decode_seconds = 0.4;
constexpr double long_prompt_seconds = 0.2;  // a batch that takes so long needs no longer one beside it
constexpr auto longest_wait = std::chrono::milliseconds(50);

double seconds_since(std::chrono::steady_clock::time_point begin) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace

LayerRange SpeedProbe::layers_for(const ModelFile& model, const StageSizes& sizes) {
    LayerRange layers{0, 1};
    while (layers.count < model.config.layer_count && sizes.read_bytes(layers) < enough_bytes) ++layers.count;
    return layers;
}

SpeedProbe::SpeedProbe(std::shared_ptr<const ModelFile> model, Begin begin, LayerRange layers, StageSizes sizes)
    : model_(std::move(model)), begin_(std::move(begin)), layers_(layers), sizes_(std::move(sizes)) {
    for (std::uint32_t l = 0; l < layers.count; ++l) {
        const LayerWeights& layer = model_->weights.layers[layers.first + l];
        for (const gguf::TensorInfo* tensor :
             {layer.query, layer.key, layer.value, layer.output, layer.gate, layer.up, layer.down})
            unread_.push_back(tensor);
    }
}

Result<bool> SpeedProbe::advance() {
    if (speed_.measured) return true;
    if (!unread_.empty()) {
        if (auto read = read_file(); !read) return std::unexpected(std::move(read.error()));
        return false;
    }
    if (!chain_) {
        if (auto loaded = load(); !loaded) return std::unexpected(std::move(loaded.error()));
        return false;
    }
    if (!chain_->busy()) {
        if (auto sent = send(pass_, batch_); !sent) return std::unexpected(std::move(sent.error()));
    }
    const auto result = chain_->advance(longest_wait);
    if (!result) return std::unexpected(result.error());
    if (*result != nullptr) (again_ ? measured_start(seconds_since(sent_at_)) : measured(seconds_since(sent_at_)));
    return speed_.measured;
}

Result<void> SpeedProbe::read_file() {
    const gguf::TensorInfo& tensor = *unread_.back();
    unread_.pop_back();
    read_.resize(tensor.bytes);
    return model_->file->read(tensor, 0, read_);
}

/// A step. All but the weights' own time counts as start.
Result<void> SpeedProbe::load() {
    const auto begin = Clock::now();
    const double weights_before = weights_seconds_;
    auto outcome = advance_load();
    start_seconds_ += seconds_since(begin) - (weights_seconds_ - weights_before);
    return outcome;
}

Result<void> SpeedProbe::advance_load() {
    if (!loading_) {
        auto loading = begin_();
        if (!loading) return std::unexpected(std::move(loading.error()));
        loading_ = std::move(*loading);
        return {};
    }
    if (!weights_there_) {
        const auto begin = Clock::now();
        const auto there = loading_->advance();
        weights_seconds_ += seconds_since(begin);
        if (!there) return std::unexpected(there.error());
        weights_there_ = *there;
        return {};
    }
    weights_bytes_ = loading_->bytes_total();
    auto stage = loading_->take();
    if (!stage) return std::unexpected(std::move(stage.error()));
    auto chain = StageChain::open({*stage}, positions, CacheType::F16);
    if (!chain) return std::unexpected(std::move(chain.error()));
    chain_ = std::move(*chain);
    tokens_.resize(std::min(positions, chain_->prompt_tokens_limit()));
    loading_.reset();
    read_ = {};
    return {};
}

Result<void> SpeedProbe::send(Pass pass, std::uint32_t tokens) {
    sent_at_ = Clock::now();
    return chain_->submit({.position = 0,
                           .pass = pass,
                           .tokens = std::span(tokens_).first(tokens),
                           .activations = {},
                           .output = Output::None});
}

void SpeedProbe::measured(double seconds) {
    if (batches_++ == 0) return;
    if (pass_ == Pass::Decode) {
        decode_seconds_ += seconds;
        if (batches_ < 4 || (decode_seconds_ < decode_seconds && batches_ < 200)) return;
        speed_.read_bytes_per_second =
            static_cast<double>(sizes_.read_bytes(layers_)) * (batches_ - 1) / decode_seconds_;
        pass_ = Pass::Prompt;
        batch_ = std::min<std::uint32_t>(first_prompt, static_cast<std::uint32_t>(tokens_.size()));
    } else {
        speed_.multiply_adds_per_second =
            std::max(speed_.multiply_adds_per_second, sizes_.multiply_adds(layers_) * batch_ / seconds);
        if (seconds >= long_prompt_seconds || batch_ == tokens_.size()) {
            load_again();
            return;
        }
        batch_ = std::min<std::uint32_t>(batch_ * 4, static_cast<std::uint32_t>(tokens_.size()));
    }
    batches_ = 0;
}

void SpeedProbe::load_again() {
    chain_.reset();  // which keeps what was compiled
    again_ = true;
    weights_there_ = false;
    weights_seconds_ = start_seconds_ = 0.0;
    pass_ = Pass::Prompt;
    batch_ = std::min<std::uint32_t>(first_run_prompt, static_cast<std::uint32_t>(tokens_.size()));
    batches_ = 0;
}

/// A load ends with a first batch of each pass (warm_up.h). Another one tells what of that the weights took; what the
/// first took longer is of the start.
void SpeedProbe::measured_start(double seconds) {
    start_seconds_ += batches_ == 0 ? seconds : -seconds;
    if (batches_++ == 0) return;
    weights_seconds_ += seconds;
    batches_ = 0;
    if (pass_ == Pass::Decode) {
        speed_.load_bytes_per_second = static_cast<double>(weights_bytes_) / weights_seconds_;
        speed_.start_seconds = std::max(start_seconds_, 0.0);
        speed_.measured = true;
    }
    pass_ = Pass::Decode;
    batch_ = 1;
}

}  // namespace inference
