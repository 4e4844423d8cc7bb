#include "inference/vulkan/vulkan_stage_pass.h"

#include <algorithm>

#include "inference/vulkan/command_stream.h"

namespace inference::vulkan {

namespace {

Work product_work(const DeviceMatrix& matrix, std::uint32_t tokens) {
    const double weights = 8.0 * matrix.layout.groups() * matrix.layout.columns();
    return {WorkKind::Product, weights * tokens, static_cast<double>(matrix.layout.total_bytes())};
}

Work product_work(const std::vector<MatrixAt>& matrices, std::uint32_t tokens) {
    Work sum{WorkKind::Product};
    for (const MatrixAt& at : matrices) {
        const Work work = product_work(*at.matrix, tokens);
        sum.multiply_adds += work.multiply_adds;
        sum.bytes += work.bytes;
    }
    return sum;
}

Work attention_work(const ModelConfig& config, const CacheLayout& cache, const PassShape& shape) {
    std::uint32_t reach = shape.position + shape.tokens;
    if (config.sliding_window > 0) reach = std::min(reach, config.sliding_window + shape.tokens);
    const double positions = reach;
    const double cached_bytes = 2.0 * static_cast<double>(cache.bytes()) / cache.padded_positions();
    return {WorkKind::Attention, 2.0 * shape.tokens * positions * config.query_length(), positions * cached_bytes};
}

bool wants_logits(Output output) { return output == Output::LastLogits || output == Output::AllLogits; }

/// Rows [first, first + count) of a buffer whose rows take `row_bytes`.
BufferView rows_of(const BufferView& view, std::uint64_t row_bytes, std::uint32_t first, std::uint32_t count) {
    return {*view.buffer, view.offset + first * row_bytes, count * row_bytes};
}

/// Products on cooperative matrices read float16.
void add_rounding(std::vector<PassStep>& steps, const PassKernels& kernels, const ActivationViews& activations,
                  std::uint32_t length, std::uint32_t tokens) {
    if (!kernels.rounding) return;
    steps.push_back(
        {"to float16", {WorkKind::Gather, 0.0, 10.0 * tokens * length}, 1, [=, &kernels](CommandStream& stream, Slice) {
             kernels.rounding->record(stream, activations, length, tokens);
         }});
}

/// The head's input for some tokens, moved to the front of buffers of its own: a view may begin at no odd offset.
void copy_head_input(CommandStream& stream, const ModelConfig& config, const PassKernels& kernels,
                     const PassBuffers& buffers, std::uint32_t first, std::uint32_t count) {
    const auto row = ActivationSizes::of(1, config.embedding_length);
    const auto copy = [&](const BufferView& from, const BufferView& to, std::uint64_t row_bytes) {
        stream.copy(rows_of(from, row_bytes, first, count), to);
    };
    copy(buffers.normalised.squares, buffers.head_input.squares, row.squares_bytes);
    if (kernels.options.formats.floats) copy(buffers.normalised.floats, buffers.head_input.floats, row.floats_bytes);
    if (kernels.options.formats.quants) {
        copy(buffers.normalised.quants, buffers.head_input.quants, row.quants_bytes);
        copy(buffers.normalised.scales, buffers.head_input.scales, row.scales_bytes);
    }
}

/// Logits of the wanted tokens, a few rows at a time, and their way to the host.
void add_head(std::vector<PassStep>& steps, const ModelConfig& config, const DeviceWeights& weights,
              const PassKernels& kernels, const PassBuffers& buffers, const PassShape& shape) {
    const std::uint32_t vocabulary_size = config.vocabulary_size;
    const std::uint32_t wanted = rows_wanted(shape.output, shape.tokens);
    const std::uint32_t before = shape.tokens - wanted;  // tokens whose logits nobody asked for
    const std::uint64_t row_bytes = std::uint64_t{vocabulary_size} * sizeof(float);
    for (std::uint32_t row = 0; row < wanted; row += buffers.head_rows) {
        const std::uint32_t rows = std::min(buffers.head_rows, wanted - row);
        const std::uint32_t first = before + row;
        if (first > 0)
            steps.push_back({"head input",
                             {WorkKind::Gather, 0.0, 8.0 * rows * config.embedding_length},
                             1,
                             [=, &config, &kernels, &buffers](CommandStream& stream, Slice) {
                                 copy_head_input(stream, config, kernels, buffers, first, rows);
                             },
                             true});
        const HeadProjection::Operands head{first > 0 ? buffers.head_input : buffers.normalised, weights.head,
                                            buffers.logits};
        add_rounding(steps, kernels, head.input, config.embedding_length, rows);
        steps.push_back(
            {"head", product_work(weights.head, rows), kernels.head->slices(head),
             [=, &kernels](CommandStream& stream, Slice slice) { kernels.head->record(stream, head, rows, slice); }});
        const Work reading{WorkKind::Candidates, 0.0, static_cast<double>(rows * row_bytes)};
        if (wants_logits(shape.output)) {
            steps.push_back({"logits to the host", reading, 1,
                             [=, &buffers](CommandStream& stream, Slice) {
                                 stream.copy(rows_of(buffers.logits, row_bytes, 0, rows),
                                             rows_of(buffers.logits_on_host, row_bytes, row, rows));
                             },
                             true});
            continue;
        }
        // Straight into memory that the host sees: 2 KB a row.
        const TokenPlace& place = buffers.places[shape.place];
        const TokenPlace& next = buffers.places[place_behind(shape.place)];
        const BestCandidates::Operands best{buffers.logits, buffers.candidate_scratch, place.candidates};
        const BestCandidates::GuessOperands guess{buffers.guess, place.parameters, next.parameters, next.tokens};
        steps.push_back(
            {"best candidates", reading, 1, [=, guesses = shape.guesses, &kernels](CommandStream& stream, Slice) {
                 if (guesses)
                     kernels.best_candidates.record_guessing(stream, best, guess, vocabulary_size);
                 else
                     kernels.best_candidates.record(stream, best, rows, vocabulary_size, row);
             }});
    }
}

}  // namespace

std::uint32_t rows_wanted(Output output, std::uint32_t tokens) {
    switch (output) {
        case Output::None: return 0;
        case Output::LastCandidates:
        case Output::LastLogits: return 1;
        case Output::AllCandidates:
        case Output::AllLogits: break;
    }
    return tokens;
}

void move_to(std::vector<PassStep>& steps, const ModelConfig& config, const PassBuffers& buffers,
             const PassShape& shape) {
    for (PassStep& step : steps)
        if (step.work.kind == WorkKind::Attention) step.work = attention_work(config, buffers.cache_layout, shape);
}

std::vector<PassStep> forward_pass(const ModelConfig& config, const DeviceWeights& weights, const PassKernels& kernels,
                                   const PassBuffers& buffers, const PassShape& shape) {
    const std::uint32_t tokens = shape.tokens;
    const CacheLayout layout = buffers.cache_layout;
    const TokenPlace& place = buffers.places[shape.place];
    std::vector<PassStep> steps;

    const bool last_stage = weights.range.has_head(config);
    const BufferView& first_norm = weights.layers.front().attention_norm;
    const Work row_work{WorkKind::Gather, 0.0, 8.0 * tokens * config.embedding_length};

    // residual[t] = embedding[token[t]], or what the stage before has computed
    const EmbeddingGather::Operands embedding{weights.embedding, place.tokens, first_norm, buffers.residual,
                                              buffers.normalised};
    const StageEntry::Operands entry{buffers.stage_input, first_norm, buffers.residual, buffers.normalised};
    if (kernels.embedding)
        steps.push_back({"embedding", row_work, 1, [=, &kernels](CommandStream& stream, Slice) {
                             kernels.embedding->record(stream, embedding, tokens);
                         }});
    else
        steps.push_back({"stage entry", row_work, 1, [=, &kernels](CommandStream& stream, Slice) {
                             kernels.entry->record(stream, entry, tokens);
                         }});

    for (std::size_t l = 0; l < weights.layers.size(); ++l) {
        const DeviceLayer& layer = weights.layers[l];
        const LayerCache& cache = buffers.caches[l];
        const bool last = l + 1 == weights.layers.size();

        // query, key, value = W * norm(residual); query and key rotated; key and value into the cache
        const LayerCache& written = kernels.cache_quantiser ? buffers.unquantised : cache;
        const QueryKeyValue::Operands query_key_value{buffers.normalised, layer.query_key_value, place.parameters,
                                                      buffers.rope,       buffers.query,         written.keys,
                                                      written.values};
        add_rounding(steps, kernels, query_key_value.input, config.embedding_length, tokens);
        steps.push_back({"query, key, value", product_work(layer.query_key_value, tokens),
                         kernels.query_key_value.slices(query_key_value),
                         [=, &kernels](CommandStream& stream, Slice slice) {
                             kernels.query_key_value.record(stream, query_key_value, layout, tokens, slice);
                         }});
        if (kernels.cache_quantiser) {
            const CacheQuantiser::Operands quantised{place.parameters, written.keys, written.values, cache.keys,
                                                     cache.values};
            steps.push_back({"cache",
                             {WorkKind::Gather, 0.0, 10.0 * tokens * config.kv_length()},
                             1,
                             [=, &kernels](CommandStream& stream, Slice) {
                                 kernels.cache_quantiser->record(stream, quantised, layout, tokens);
                             }});
        }
        if (last && last_stage && shape.output == Output::None)
            break;  // the caches are written: nothing else is asked for

        // attended = softmax(query . keys / sqrt(head_size)) . values, a decode's in one piece
        const Attention::Operands attention{place.parameters,          buffers.query,   cache.keys, cache.values,
                                            buffers.attention_scratch, buffers.attended};
        steps.push_back({"attention", attention_work(config, layout, shape),
                         kernels.options.pass == Pass::Decode ? 1 : kernels.attention.slices(),
                         [=, &kernels](CommandStream& stream, Slice slice) {
                             kernels.attention.record(stream, attention, layout, tokens, slice);
                         }});

        // residual += W_output * attended
        const ResidualProjection::Operands output{buffers.attended, layer.output, layer.feed_forward_norm,
                                                  buffers.residual, buffers.normalised};
        add_rounding(steps, kernels, output.input, config.query_length(), tokens);
        steps.push_back({"attention output", product_work(layer.output, tokens),
                         kernels.residual_projection.slices(output), [=, &kernels](CommandStream& stream, Slice slice) {
                             kernels.residual_projection.record(stream, output, tokens, slice);
                         }});

        // hidden = silu(W_gate * norm(residual)) * (W_up * norm(residual))
        const GatedFeedForward::Operands gate_up{buffers.normalised, layer.gate_up, buffers.hidden};
        add_rounding(steps, kernels, gate_up.input, config.embedding_length, tokens);
        steps.push_back({"gate, up", product_work(layer.gate_up, tokens), kernels.gated_feed_forward.slices(gate_up),
                         [=, &kernels](CommandStream& stream, Slice slice) {
                             kernels.gated_feed_forward.record(stream, gate_up, tokens, slice);
                         }});

        // residual += W_down * hidden
        const BufferView& next_norm = !last        ? weights.layers[l + 1].attention_norm
                                      : last_stage ? weights.output_norm
                                                   : first_norm;  // any: the next stage makes its own of the residual
        const ResidualProjection::Operands down{buffers.hidden, layer.down, next_norm, buffers.residual,
                                                buffers.normalised};
        add_rounding(steps, kernels, down.input, config.feed_forward_length, tokens);
        steps.push_back({"down", product_work(layer.down, tokens), kernels.residual_projection.slices(down),
                         [=, &kernels](CommandStream& stream, Slice slice) {
                             kernels.residual_projection.record(stream, down, tokens, slice);
                         }});
    }

    if (last_stage) {
        // logits = W_head * norm(residual)
        add_head(steps, config, weights, kernels, buffers, shape);
    } else {
        const std::uint64_t residual_row_bytes = ActivationSizes::of(1, config.embedding_length).floats_bytes;
        steps.push_back({"to the next stage", row_work, 1,
                         [=, &buffers](CommandStream& stream, Slice) {
                             stream.copy(rows_of(buffers.residual, residual_row_bytes, 0, tokens),
                                         rows_of(buffers.stage_output, residual_row_bytes, 0, tokens));
                         },
                         true});
    }
    return steps;
}

}  // namespace inference::vulkan
