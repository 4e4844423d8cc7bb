// Guesses what the host will choose from the best candidates, which lie sorted in shared memory, and writes what the pass of
// that token reads, so that it can follow without waiting for the host. The guess is Sampler's choice without penalties,
// biases and typical_p, in float32 where the host has double: now and then another token, which costs a pass and changes
// nothing, as the host compares.
layout(constant_id = 2) const uint split_positions = 256;  // of the context, for decode attention
layout(binding = 6) readonly buffer Guess { GuessParameters guess; };
layout(binding = 7) readonly buffer Batch { BatchParameters batch; };  // of this pass: one token
layout(binding = 8) writeonly buffer NextBatch { BatchParameters next_batch; };
layout(binding = 9) writeonly buffer NextTokens { uint ids[]; } next_tokens;
shared uint last_place;  // of those that are drawn from
shared uint drawn_place;

// The first number that Philox 4x32 draws from seed and position, as inference/sampling/random.cpp does.
uint random_word(uint position) {
    uvec4 counter = uvec4(position, 0u, 0u, 0u);
    uvec2 key = uvec2(guess.seed_low, guess.seed_high);
    for (uint i = 0; i < 10; ++i) {
        uvec2 high;
        uvec2 low;
        umulExtended(uvec2(0xD2511F53u, 0xCD9E8D57u), counter.xz, high, low);
        counter = uvec4(high.y ^ counter.y ^ key.x, low.y, high.x ^ counter.w ^ key.y, low.x);
        key += uvec2(0x9E3779B9u, 0xBB67AE85u);
    }
    return counter.x;
}

float weight_of(uint place) {
    if (place >= guess.kept) return 0.0;
    return sorted[place] == sorted[0] ? 1.0 : exp((sorted[place] - sorted[0]) / guess.temperature);
}

// The place of the candidate that is drawn. What lies behind the best ones in shared memory is free by now.
uint draw(uint thread, uint position) {
    for (uint i = thread; i < kept; i += 128) sorted[kept + i] = weight_of(i);
    if (thread == 0) {
        last_place = guess.kept - 1;
        drawn_place = kept - 1;
    }
    uint sums = kept;  // of the weights up to each place, once the loop is through
    uint other = 2 * kept;
    for (uint distance = 1; distance < kept; distance *= 2) {
        barrier();  // the sums so far are whole
        for (uint i = thread; i < kept; i += 128)
            sorted[other + i] = sorted[sums + i] + (i < distance ? 0.0 : sorted[sums + i - distance]);
        const uint before = sums;
        sums = other;
        other = before;
    }
    barrier();  // the sums are whole
    const float reached = guess.top_p * sorted[sums + kept - 1];
    for (uint i = thread; i < kept; i += 128) {
        if (guess.top_p < 1.0 && sorted[sums + i] >= reached) atomicMin(last_place, i);
        if (i > 0 && weight_of(i) < guess.min_p) atomicMin(last_place, i - 1);
    }
    barrier();  // last_place is known
    const float target = float(random_word(position)) / 4294967296.0 * sorted[sums + last_place];
    for (uint i = thread; i < kept; i += 128)
        if (target < sorted[sums + i]) atomicMin(drawn_place, i);
    barrier();  // drawn_place is known
    return min(drawn_place, last_place);
}

// `at`: of the result, where the host reads the guess.
void guess_next(uint thread, uint at) {
    const uint position = batch.position + 1;
    uint place = 0;
    if (guess.temperature > 0.0 && sorted[0] > uintBitsToFloat(0xff800000u)) place = draw(thread, position);
    if (thread != 0) return;
    results.words[at] = sorted_tokens[place];
    next_tokens.ids[0] = sorted_tokens[place];
    next_batch.position = position;
    next_batch.tokens = 1;
    next_batch.attention_splits = position / split_positions + 1;  // of position + 1 tokens
    next_batch.attention_heads = batch.attention_heads;
    next_batch.attention_tokens = 1;
}
