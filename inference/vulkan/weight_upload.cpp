#include "inference/vulkan/weight_upload.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>
#include <map>
#include <optional>

#include "inference/gguf/types/decode.h"
#include "inference/size_in_words.h"
#include "inference/vulkan/command_stream.h"
#include "inference/vulkan/kernels/row_exponents.h"
#include "inference/vulkan/run_now.h"
#include "inference/vulkan/weight_bytes.h"

namespace inference::vulkan {

namespace {

constexpr std::uint64_t piece_bytes = 8U << 20U;  // repacked at a time: a few milliseconds of work
constexpr auto advance_time = std::chrono::milliseconds(20);
constexpr auto longest_copy = std::chrono::seconds(30);

std::uint64_t aligned(std::uint64_t bytes, std::uint64_t alignment) {
    return (bytes + alignment - 1) / alignment * alignment;
}

/// A device matrix to be filled from tensors of the file.
struct MatrixJob {
    DeviceMatrix* matrix;
    TensorGroup tensors;
    std::string name;
};

class SteppedUpload final : public WeightUpload {
public:
    SteppedUpload(std::shared_ptr<Device> device, std::shared_ptr<const ModelFile> model, LayerRange range)
        : device_(std::move(device)), model_(std::move(model)) {
        weights_.range = range;
    }
    ~SteppedUpload() override {
        static_cast<void>(copy_.wait(longest_copy));
    }  // dropped half way: nothing is still used

    Result<void> lay_out();

    std::uint64_t bytes_total() const override { return weights_.bytes; }
    std::uint64_t bytes_done() const override { return bytes_done_; }
    Result<bool> advance() override;
    DeviceWeights take() override { return std::move(weights_); }

private:
    Result<void> add_job(DeviceMatrix& matrix, TensorGroup tensors, MatrixLayout::Order order);
    Result<void> lay_out_query_key_value(const LayerWeights& source, DeviceLayer& layer);
    std::uint64_t bytes_of(const MatrixLayout& layout, const DeviceMatrix::Part& part) const {
        return part_bytes(layout, part.groups, device_->capabilities());
    }
    /// The file's weights of the stage's layer `l`.
    const LayerWeights& source_layer(std::size_t l) const { return model_->weights.layers[weights_.range.first + l]; }
    bool has_embedding() const { return weights_.range.has_embedding(); }
    bool has_head() const { return weights_.range.has_head(model_->config); }
    /// The head's rows are the embedding's, and both are on this device.
    bool shares_head() const {
        return has_embedding() && has_head() && model_->weights.head == model_->weights.embedding;
    }
    std::size_t norms() const { return 2 * weights_.layers.size() + (has_head() ? 1 : 0); }
    Result<void> upload_norms();
    Result<void> allocate(const MatrixJob& job);
    Result<void> upload_piece();
    Result<void> write(const BufferView& to, std::span<const std::byte> bytes);
    Result<void> find_exponents(const MatrixLayout& layout, const DeviceMatrix::Part& part);

    std::shared_ptr<Device> device_;
    std::shared_ptr<const ModelFile> model_;
    DeviceWeights weights_;
    std::vector<MatrixJob> jobs_;
    bool norms_done_ = false;
    std::size_t job_ = 0;      // the one being filled
    std::size_t part_ = 0;     // of its matrix
    std::uint32_t group_ = 0;  // of that part: so many are filled
    std::uint64_t bytes_done_ = 0;
    std::map<gguf::TensorType, RowExponents> exponents_of_;
    std::optional<Buffer> staging_;  // where device memory is not mapped
    std::unique_ptr<CommandStream> copying_;
    Submission copy_;
    std::vector<std::byte> rows_;    // as they stand in the file
    std::vector<float> decoded_;     // the same, where tensors of several types share a matrix
    std::vector<std::byte> quants_;  // repacked
    std::vector<std::byte> scales_;
};

Result<void> SteppedUpload::add_job(DeviceMatrix& matrix, TensorGroup tensors, MatrixLayout::Order order) {
    auto layout = layout_of(tensors, order);
    if (!layout) return std::unexpected(std::move(layout.error()));
    const auto parts = layout->parts(device_->capabilities().max_binding_bytes);
    if (!parts) return std::unexpected(parts.error());
    matrix.layout = std::move(*layout);
    for (const auto& part : *parts) matrix.parts.push_back({part.first_group, part.groups, {}, {}, {}});
    std::string name;
    for (const gguf::TensorInfo* tensor : tensors) name += (name.empty() ? "" : ", ") + tensor->name;
    jobs_.push_back({&matrix, std::move(tensors), std::move(name)});
    return {};
}

/// Each tensor begins at a multiple of 8 of the group's rows.
Result<void> SteppedUpload::lay_out_query_key_value(const LayerWeights& source, DeviceLayer& layer) {
    std::uint32_t first_row = 0;
    for (TensorGroup& group : query_key_value_groups(source)) {
        DeviceMatrix& matrix = weights_.query_key_value.emplace_back();
        layer.query_key_value.push_back({&matrix, first_row});
        for (const gguf::TensorInfo* tensor : group)
            first_row += static_cast<std::uint32_t>(aligned(tensor->shape[0], MatrixLayout::group_rows));
        if (auto added = add_job(matrix, std::move(group), MatrixLayout::Order::Concatenated); !added) return added;
    }
    return {};
}

Result<void> SteppedUpload::lay_out() {
    using Order = MatrixLayout::Order;
    const Weights& source = model_->weights;
    const auto bytes = weight_bytes(*model_, device_->capabilities());
    if (!bytes) return std::unexpected(bytes.error());
    weights_.bytes = bytes->of(weights_.range);
    weights_.layers.resize(weights_.range.count);
    if (has_embedding())
        if (auto added = add_job(weights_.embedding, {source.embedding}, Order::Concatenated); !added) return added;
    for (std::size_t l = 0; l < weights_.layers.size(); ++l) {
        const LayerWeights& from = source_layer(l);
        DeviceLayer& layer = weights_.layers[l];
        Result<void> added = lay_out_query_key_value(from, layer);
        if (added) added = add_job(layer.output, {from.output}, Order::Concatenated);
        if (added) added = add_job(layer.gate_up, {from.gate, from.up}, Order::Interleaved);
        if (added) added = add_job(layer.down, {from.down}, Order::Concatenated);
        if (!added) return added;
    }
    if (has_head() && !shares_head())
        if (auto added = add_job(weights_.head, {source.head}, Order::Concatenated); !added) return added;
    const std::uint64_t there = device_->free_memory_bytes();
    if (weights_.bytes > there)
        return fail(ErrorKind::OutOfMemory,
                    fmt::format("the weights of {} need {} of device memory, {} are free", model_->config.name,
                                size_in_words(weights_.bytes), size_in_words(there)),
                    "Choose a smaller model or a stronger quantisation, or close other programs.");
    return {};
}

/// All norms in one buffer, a row each.
Result<void> SteppedUpload::upload_norms() {
    const std::uint64_t bytes = model_->config.embedding_length * sizeof(float);
    const std::uint64_t stride =
        aligned(bytes, std::max<std::uint64_t>(256, device_->capabilities().storage_alignment_bytes));
    auto buffer = device_->create_buffer(norms() * stride, Purpose::Weights, "norm weights");
    if (!buffer) return std::unexpected(buffer.error());
    const Buffer& norms = weights_.buffers.emplace_back(std::move(*buffer));
    std::uint64_t offset = 0;
    const auto upload = [&](const gguf::TensorInfo& tensor, BufferView& view) -> Result<void> {
        rows_.resize(bytes);
        if (auto read = model_->file->read(tensor, 0, rows_); !read) return read;
        view = BufferView(norms, offset, bytes);
        offset += stride;
        bytes_done_ += norm_bytes(model_->config);
        return write(view, rows_);
    };
    for (std::size_t l = 0; l < weights_.layers.size(); ++l) {
        auto done = upload(*source_layer(l).attention_norm, weights_.layers[l].attention_norm);
        if (done) done = upload(*source_layer(l).feed_forward_norm, weights_.layers[l].feed_forward_norm);
        if (!done) return done;
    }
    if (!has_head()) return {};
    return upload(*model_->weights.output_norm, weights_.output_norm);
}

/// A buffer for each part of a matrix, as part_places() has it.
Result<void> SteppedUpload::allocate(const MatrixJob& job) {
    const MatrixLayout& layout = job.matrix->layout;
    for (DeviceMatrix::Part& part : job.matrix->parts) {
        auto buffer = device_->create_buffer(bytes_of(layout, part), Purpose::Weights, job.name);
        if (!buffer) return std::unexpected(buffer.error());
        const Buffer& kept = weights_.buffers.emplace_back(std::move(*buffer));
        const PartPlaces places = part_places(layout, part.groups, device_->capabilities());
        part.quants = BufferView(kept, 0, layout.quants_bytes(part.groups));
        part.scales = part.quants;
        if (layout.has_scales()) part.scales = BufferView(kept, places.scales, layout.scales_bytes(part.groups));
        if (places.exponents > 0) part.exponents = BufferView(kept, places.exponents, RowExponents::bytes(part.groups));
    }
    return {};
}

/// Fills the next few groups of the matrix that is being filled.
Result<void> SteppedUpload::upload_piece() {
    const MatrixJob& job = jobs_[job_];
    const MatrixLayout& layout = job.matrix->layout;
    if (part_ == 0 && group_ == 0)
        if (auto allocated = allocate(job); !allocated) return allocated;
    const DeviceMatrix::Part& part = job.matrix->parts[part_];
    const std::uint64_t group_bytes = layout.quants_bytes(1) + layout.scales_bytes(1);
    const auto groups =
        static_cast<std::uint32_t>(std::clamp<std::uint64_t>(piece_bytes / group_bytes, 1, part.groups - group_));
    const std::uint32_t first = part.first_group + group_;
    quants_.resize(layout.quants_bytes(groups));
    scales_.resize(layout.scales_bytes(groups));
    for (const MatrixLayout::Run& run : layout.runs(first, groups)) {
        const auto& tensor = *job.tensors[run.tensor];
        const std::uint64_t row_bytes = tensor.bytes / tensor.shape[0];
        rows_.resize(run.rows * row_bytes);
        if (auto read = model_->file->read(tensor, run.first_row * row_bytes, rows_); !read) return read;
        std::span<const std::byte> rows = rows_;
        if (tensor.type != layout.type()) {
            decoded_.resize(std::size_t{run.rows} * layout.columns());
            if (!gguf::decode(tensor.type, rows_, decoded_))
                return fail(ErrorKind::InvalidArgument, fmt::format("{} can not be decoded", tensor.name),
                            "This is an error of the program, please report it.");
            rows = std::as_bytes(std::span(decoded_));
        }
        if (auto packed = layout.repack(run, rows, first, quants_, scales_); !packed) return packed;
    }
    const auto at = [](const BufferView& view, std::uint64_t offset, std::uint64_t bytes) {
        return BufferView(*view.buffer, view.offset + offset, bytes);
    };
    auto written = write(at(part.quants, layout.quants_bytes(group_), quants_.size()), quants_);
    if (written && !scales_.empty())
        written = write(at(part.scales, layout.scales_bytes(group_), scales_.size()), scales_);
    if (!written) return written;
    bytes_done_ += quants_.size() + scales_.size();
    group_ += groups;
    if (group_ == part.groups) {
        if (auto found = find_exponents(layout, part); !found) return found;
        bytes_done_ += part.exponents.bytes;
        group_ = 0;
        ++part_;
    }
    if (part_ == job.matrix->parts.size()) {
        part_ = 0;
        ++job_;
    }
    return {};
}

/// Straight into memory that the host sees, else by way of a staging buffer.
Result<void> SteppedUpload::write(const BufferView& to, std::span<const std::byte> bytes) {
    if (const auto mapped = to.buffer->mapped(); !mapped.empty()) {
        std::memcpy(mapped.data() + to.offset, bytes.data(), bytes.size());
        return {};
    }
    const auto idle = copy_.wait(longest_copy);  // the staging buffer's last content has left
    if (!idle) return std::unexpected(idle.error());
    if (!*idle)
        return fail(ErrorKind::DeviceLost, fmt::format("a copy has not ended after {} s", longest_copy.count()),
                    "Load the model again; if it happens again, update the graphics driver.");
    if (!staging_ || staging_->size_bytes() < bytes.size()) {
        auto buffer = device_->create_buffer(std::max<std::uint64_t>(bytes.size(), piece_bytes), Purpose::Upload,
                                             "the way to device memory");
        if (!buffer) return std::unexpected(buffer.error());
        staging_ = std::move(*buffer);
    }
    if (!copying_) {
        auto stream = CommandStream::create(*device_);
        if (!stream) return std::unexpected(stream.error());
        copying_ = std::move(*stream);
    }
    std::memcpy(staging_->mapped().data(), bytes.data(), bytes.size());
    copying_->begin();
    copying_->copy(BufferView(*staging_, 0, bytes.size()), to);
    if (auto ended = copying_->end(); !ended) return ended;
    auto sent = device_->submit(*copying_);
    if (!sent) return std::unexpected(sent.error());
    copy_ = *sent;
    return {};
}

/// Of a part that is whole. One part a submission: reading it takes a few milliseconds.
Result<void> SteppedUpload::find_exponents(const MatrixLayout& layout, const DeviceMatrix::Part& part) {
    if (part.exponents.bytes == 0) return {};
    auto kernel = exponents_of_.find(layout.type());
    if (kernel == exponents_of_.end()) {
        auto made = RowExponents::create(*device_, layout.type());
        if (!made) return std::unexpected(made.error());
        kernel = exponents_of_.emplace(layout.type(), std::move(*made)).first;
    }
    return run_now(*device_, "finding the exponents of weights",
                   [&](CommandStream& stream) { kernel->second.record(stream, layout, part); });
}

Result<bool> SteppedUpload::advance() {
    const auto until = std::chrono::steady_clock::now() + advance_time;
    if (!norms_done_) {
        if (auto done = upload_norms(); !done) return std::unexpected(std::move(done.error()));
        norms_done_ = true;
    }
    while (job_ < jobs_.size()) {
        if (auto done = upload_piece(); !done) return std::unexpected(std::move(done.error()));
        if (std::chrono::steady_clock::now() >= until && job_ < jobs_.size()) return false;
    }
    const auto idle = copy_.wait(longest_copy);
    if (!idle) return std::unexpected(idle.error());
    if (!*idle) return false;
    if (shares_head()) weights_.head = weights_.embedding;
    bytes_done_ = weights_.bytes;
    return true;
}

}  // namespace

Result<std::unique_ptr<WeightUpload>> WeightUpload::begin(std::shared_ptr<Device> device,
                                                          std::shared_ptr<const ModelFile> model, LayerRange range) {
    if (!range.fits(model->config))
        return fail(ErrorKind::InvalidArgument,
                    fmt::format("layers {} to {} were asked for, the model has {}", range.first,
                                std::uint64_t{range.first} + range.count, model->config.layer_count),
                    "Choose layers that the model has.");
    auto upload = std::make_unique<SteppedUpload>(std::move(device), std::move(model), range);
    if (auto laid_out = upload->lay_out(); !laid_out) return std::unexpected(std::move(laid_out.error()));
    return upload;
}

}  // namespace inference::vulkan
