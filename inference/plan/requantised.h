#pragma once
#include <memory>
#include <span>
#include <string_view>

#include "inference/model/model_file.h"

namespace inference {

/// A mixture of types of weights that models are published in, as llama.cpp's quantiser makes it, or a little larger.
struct Quantisation {
    std::string_view name;
    gguf::TensorType most;    ///< of the matrices that are not named below
    gguf::TensorType head;    ///< where it is the embedding too, of that
    gguf::TensorType finer;   ///< of attn_v and ffn_down: where a coarse weight costs most
    gguf::TensorType output;  ///< of attn_output
    bool in_some_layers;      ///< `finer` is in the first and the last eighth, and in a third of the layers between
};

/// The largest first. None is made of types that the engine does not run.
std::span<const Quantisation> quantisations();

/// The model in another quantisation: shapes alone, without a file behind them, for a plan of what is not at hand.
/// Nothing where a row cannot be cut into the blocks of a type, or where the matrices would take no fewer bytes than
/// they do. `model` must outlive the result.
std::shared_ptr<const ModelFile> requantised(const ModelFile& model, const Quantisation& quantisation);

}  // namespace inference
