// Parameters that C++ and the shaders share: one definition for both.
#ifndef ALTIPLANO_SHADERS_PARAMETERS_H
#define ALTIPLANO_SHADERS_PARAMETERS_H
#ifdef __cplusplus
#include <cstdint>
namespace inference::vulkan::shader {
using uint = std::uint32_t;
#endif

// What changes from submission to submission, in a small buffer, so that a recording stays valid. The host writes it, or the
// pass before that went ahead (include/guess_next.glsl).
// The last three are a VkDispatchIndirectCommand: decode attention's workgroups (context splits, heads, tokens).
struct BatchParameters {
    uint position;  // of the batch's first token
    uint tokens;    // how many
    uint attention_splits;
    uint attention_heads;
    uint attention_tokens;
};

// Push constants of every matrix product. Rows are counted over the tensors of a fused group, each tensor starting at a
// multiple of 8; groups are 8 rows.
struct MatrixParameters {
    uint units;         // of 64 columns in a row of the matrix and of its input
    uint groups;        // of the bound part
    uint first_row;     // of the bound part
    uint first_tile;    // of this dispatch within the part: a tile is what one workgroup computes
    uint tokens;        // of the batch
    uint output_rows;   // rows that exist; results beyond are padding
    uint output_stride; // floats from one token's output row to the next one's
    uint norm_length;   // values the root mean square goes over; 0: the input is not normalised
    float norm_epsilon;
    uint query_rows;    // query, key and value products: lengths of the tensors
    uint kv_rows;
    uint head_size;
    uint cache_positions;  // padded to a multiple of 8
};

// Push constants of both attention kernels.
struct AttentionParameters {
    uint heads;
    uint kv_heads;
    uint head_size;
    uint cache_positions;  // padded to a multiple of 8
    uint output_stride;    // floats from one token's output row to the next one's
    uint first_head;       // of this dispatch
    uint tokens;
    uint maximum_splits;   // that the scratch buffer has room for
    uint window;           // positions that a token attends to, itself included: at least 1
    float scale;           // 1 / sqrt(head_size)
};

struct EmbeddingParameters {
    uint units;       // of 64 columns
    uint columns;
    uint first_row;   // of the bound part of the table
    uint rows;        // of the bound part, those that exist
    uint whole_rows;  // of the table
};

// Push constants of quantise_cache.comp.
struct CacheQuantiseParameters {
    uint kv_rows;          // elements of a position, all heads
    uint head_size;        // a multiple of 32
    uint cache_positions;  // padded to a multiple of 8
};

struct StageEntryParameters {
    uint columns;  // values in a row
    uint stride;   // floats from one row of the residual to the next one's
};

struct QuantiseParameters {
    uint columns;  // values in a row
    uint stride;  // floats from one row to the next one's
};

struct RoundParameters {
    uint stride;  // floats, and float16, from one row to the next one's: a multiple of 64
};

struct RowExponentParameters {
    uint units;  // of 64 columns in a row
};

struct CandidateParameters {
    uint vocabulary_size;
    uint blocks;     // that a row is cut into
    uint first_row;  // of the output
};

// How the host is going to choose among the best candidates, so that a device can guess it. The host writes it.
struct GuessParameters {
    uint kept;          // the likeliest tokens that are drawn from: 1 to Candidates::kept
    float temperature;  // 0: the likeliest token
    float top_p;
    float min_p;
    uint seed_low;
    uint seed_high;
};

#ifdef __cplusplus
}  // namespace inference::vulkan::shader
#endif
#endif
