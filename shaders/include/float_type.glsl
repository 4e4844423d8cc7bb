// What the types that are numbers by themselves have in common: a unit is read word by word, a chunk each.
#define SCALE_VECTOR uint
#define SCALE_VECTORS 0
#define SPAN_UNITS 1
#include "planes.glsl"

// Of the type: the first four weights of a word, and the word turned to the next four.
vec4 word_weights(uvec4 word);
uvec4 next_in_word(uvec4 word);

const uint chunks = WORDS_PER_UNIT;
const uint chunk_steps = 16 / chunks;
struct Chunk {
    uvec4 word;
};
Chunk load_chunk(uint position, uint i, uint row) { return Chunk(load_word(position, i, row)); }
vec4 step_weights(Chunk chunk) { return word_weights(chunk.word); }
Chunk after_step(Chunk chunk, uint step) { return Chunk(next_in_word(chunk.word)); }

// Weights 4 i ... 4 i + 3 of a unit.
vec4 weights_at(uint position, uint i, uint row) {
    const uvec4 word = load_word(position, i / chunk_steps, row);
    return word_weights(i % chunk_steps == 0 ? word : next_in_word(word));
}
