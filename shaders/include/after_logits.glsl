// Written as they are: the head.
layout(binding = 5) LATER buffer Logits { float values[]; } logits;  // (tokens, output_stride)

void after_product(uint first_row, uint tokens, uint thread, uint threads) {
    for (uint i = thread; i < tokens * tile_rows; i += threads) {
        const uint token = i / tile_rows;
        const uint row = first_row + i % tile_rows;
        if (row < min(parameters.output_rows, part_end()))
            logits.values[(first_token + token) * parameters.output_stride + row] = product_of(token, i % tile_rows);
    }
}
