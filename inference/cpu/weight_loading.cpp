#include "inference/cpu/weight_loading.h"

#include <fmt/format.h>

#include <optional>

#include "inference/cpu/cpu_stage_state.h"
#include "inference/cpu/kernels/weight_order.h"
#include "inference/cpu/system_memory.h"

namespace inference::cpu {

namespace {

constexpr std::uint64_t spare_bytes = 128U << 20U;  // for whoever else wants some meanwhile
constexpr auto advance_time = std::chrono::milliseconds(20);

/// What Matrix::bytes() will be; Matrix::prepare refuses what is not run.
std::uint64_t repacked_bytes(const gguf::TensorInfo& tensor) {
    const WeightOrder* order = weight_order_of(tensor.type);
    const std::uint64_t groups = (tensor.shape.front() + group_rows - 1) / group_rows;
    return order == nullptr ? 0 : groups * order->group_bytes(static_cast<std::uint32_t>(tensor.shape.back()));
}

std::uint64_t norm_bytes(const ModelConfig& config) { return config.embedding_length * sizeof(float); }

class SteppedLoading final : public WeightLoading {
public:
    SteppedLoading(std::shared_ptr<WorkQueue> queue, std::shared_ptr<const ModelFile> model, Precision precision,
                   LayerRange range, std::uint32_t mapped_layers)
        : queue_(std::move(queue)), model_(std::move(model)), precision_(precision), mapped_layers_(mapped_layers) {
        weights_.range = range;
    }
    ~SteppedLoading() override {
        if (under_way_) queue_->wait(*under_way_);  // dropped half way: nothing is still written
    }

    Result<void> lay_out();

    std::uint64_t bytes_total() const override { return weights_.bytes; }
    std::uint64_t bytes_done() const override { return bytes_done_; }
    Result<bool> advance() override;
    CpuWeights take() override { return std::move(weights_); }

private:
    struct Job {
        std::optional<Matrix>* matrix;
        const gguf::TensorInfo* tensor;
        Storage storage;
    };
    void add_matrix(std::optional<Matrix>& matrix, const gguf::TensorInfo* tensor, Storage storage);
    Result<void> read_norms();
    Result<void> read_norm(const gguf::TensorInfo& tensor, std::vector<float>& norm);

    std::shared_ptr<WorkQueue> queue_;
    std::shared_ptr<const ModelFile> model_;
    Precision precision_;
    std::uint32_t mapped_layers_;
    CpuWeights weights_;
    std::vector<Job> jobs_;
    bool norms_done_ = false;
    std::size_t job_ = 0;                     // the one under way, or the next
    std::optional<std::uint64_t> under_way_;  // its number in the queue
    Result<void> outcome_;                    // its own, once it has ended
    std::uint64_t bytes_done_ = 0;
};

void SteppedLoading::add_matrix(std::optional<Matrix>& matrix, const gguf::TensorInfo* tensor, Storage storage) {
    jobs_.push_back({&matrix, tensor, storage});
}

Result<void> SteppedLoading::lay_out() {
    const ModelConfig& config = model_->config;
    const Weights& source = model_->weights;
    const auto [first, count] = weights_.range;
    if (!weights_.range.fits(config) || mapped_layers_ > count)
        return fail(ErrorKind::InvalidArgument,
                    fmt::format("{} layers from layer {} were asked for, {} has {}", count, first, config.name,
                                config.layer_count),
                    "Choose layers that the model has.");
    weights_.has_embedding = weights_.range.has_embedding();
    weights_.has_head = weights_.range.has_head(config);
    weights_.tied = weights_.has_embedding && weights_.has_head && source.head == source.embedding;
    weights_.bytes = weight_bytes(*model_).of(weights_.range, mapped_layers_);
    // A token reads one row of the embedding: that is taken from the file when it is needed.
    if (weights_.has_embedding && !weights_.tied) add_matrix(weights_.embedding, source.embedding, Storage::Mapped);
    weights_.layers.resize(count);
    for (std::uint32_t l = 0; l < count; ++l) {
        const LayerWeights& from = source.layers[first + l];
        CpuLayer& layer = weights_.layers[l];
        const Storage storage = l + mapped_layers_ < count ? Storage::Repacked : Storage::Mapped;
        add_matrix(layer.query, from.query, storage);
        add_matrix(layer.key, from.key, storage);
        add_matrix(layer.value, from.value, storage);
        add_matrix(layer.output, from.output, storage);
        add_matrix(layer.gate, from.gate, storage);
        add_matrix(layer.up, from.up, storage);
        add_matrix(layer.down, from.down, storage);
    }
    if (weights_.has_head) add_matrix(weights_.head, source.head, Storage::Repacked);
    const std::uint64_t conversation =
        CpuStageState::bytes_needed(config, weights_.range, queue_->threads(), 1, CacheType::F16);
    return check_memory(weights_.bytes + conversation, fmt::format("{} on the processor", config.name),
                        "Choose a smaller model or a stronger quantisation, or close other programs.");
}

Result<void> SteppedLoading::read_norm(const gguf::TensorInfo& tensor, std::vector<float>& norm) {
    norm.resize(model_->config.embedding_length);
    bytes_done_ += norm.size() * sizeof(float);
    return model_->file->read(tensor, 0, std::as_writable_bytes(std::span(norm)));
}

Result<void> SteppedLoading::read_norms() {
    for (std::size_t l = 0; l < weights_.layers.size(); ++l) {
        const LayerWeights& from = model_->weights.layers[weights_.range.first + l];
        auto read = read_norm(*from.attention_norm, weights_.layers[l].attention_norm);
        if (read) read = read_norm(*from.feed_forward_norm, weights_.layers[l].feed_forward_norm);
        if (!read) return read;
    }
    if (!weights_.has_head) return {};
    return read_norm(*model_->weights.output_norm, weights_.output_norm);
}

Result<bool> SteppedLoading::advance() {
    if (!norms_done_) {
        if (auto read = read_norms(); !read) return std::unexpected(std::move(read.error()));
        norms_done_ = true;
    }
    const auto until = std::chrono::steady_clock::now() + advance_time;
    while (job_ < jobs_.size()) {
        const Job& job = jobs_[job_];
        if (!under_way_) {
            // Linux gives memory that it does not have and then kills: another program may have taken it since.
            const std::uint64_t bytes = job.storage == Storage::Repacked ? repacked_bytes(*job.tensor) : 0;
            auto enough = check_memory(bytes + spare_bytes,
                                       fmt::format("the tensor {} of {}", job.tensor->name, model_->config.name),
                                       "Close other programs, or choose a smaller model or a stronger quantisation.");
            if (!enough) return std::unexpected(std::move(enough.error()));
            under_way_ = queue_->submit([this, job](ThreadTeam& team) {
                auto matrix = Matrix::prepare(model_->file, *job.tensor, precision_, job.storage, team);
                if (matrix)
                    *job.matrix = std::move(*matrix);
                else
                    outcome_ = std::unexpected(std::move(matrix.error()));
            });
        }
        const auto rest = until - std::chrono::steady_clock::now();
        if (!queue_->wait(*under_way_, std::max(rest, std::chrono::nanoseconds(0)))) return false;
        under_way_.reset();
        if (!outcome_) return std::unexpected(outcome_.error());
        bytes_done_ += (*job.matrix)->bytes();
        ++job_;
    }
    return true;
}

}  // namespace

WeightBytes weight_bytes(const ModelFile& model) {
    // A token reads one row of the embedding: that is taken from the file when it is needed.
    WeightBytes bytes{.layers = {},
                      .layer_norms = 2 * norm_bytes(model.config),
                      .embedding = 0,
                      .head = norm_bytes(model.config) + repacked_bytes(*model.weights.head),
                      .shared = model.weights.head == model.weights.embedding};
    for (const LayerWeights& layer : model.weights.layers) {
        std::uint64_t sum = 0;
        for (const gguf::TensorInfo* tensor :
             {layer.query, layer.key, layer.value, layer.output, layer.gate, layer.up, layer.down})
            sum += repacked_bytes(*tensor);
        bytes.layers.push_back(sum);
    }
    return bytes;
}

Result<std::unique_ptr<WeightLoading>> WeightLoading::begin(std::shared_ptr<WorkQueue> queue,
                                                            std::shared_ptr<const ModelFile> model, Precision precision,
                                                            LayerRange range, std::uint32_t mapped_layers) {
    auto loading =
        std::make_unique<SteppedLoading>(std::move(queue), std::move(model), precision, range, mapped_layers);
    if (auto laid_out = loading->lay_out(); !laid_out) return std::unexpected(std::move(laid_out.error()));
    return loading;
}

}  // namespace inference::cpu
