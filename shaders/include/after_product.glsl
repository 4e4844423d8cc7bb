// What follows a product in the pass, shared by the decode and the prompt kernels. Needs chain.glsl, and
// of its kernel:
//     tile_rows, tile_tokens        what a workgroup computes
//     first_token                   of the tile
//     product_of(token, row)        a finished product of the tile, read by one thread, which may then
//     keep(token, row, value)       put another value in its place, for
//     kept(token, row)              to be read by any thread after a barrier

// Rows from here on are another part's or another matrix's, though the last tile may reach over them.
uint part_end() { return parameters.first_row + parameters.groups * 8; }

#if defined(AFTER_QUERY_KEY_VALUE)
#include "after_query_key_value.glsl"
#elif defined(AFTER_RESIDUAL)
#include "after_residual.glsl"
#elif defined(AFTER_GATE)
#include "after_gate.glsl"
#elif defined(AFTER_LOGITS)
#include "after_logits.glsl"
#endif
