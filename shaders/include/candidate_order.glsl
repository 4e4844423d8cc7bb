// Candidates in the order of Candidates::best: logit falling, ties by lower token first. NaN is minus infinity.
const uint kept = 256;  // Candidates::kept

bool comes_first(float logit, uint token, float other_logit, uint other_token) {
    return logit > other_logit || (logit == other_logit && token < other_token);
}

// exp(logit - maximum) added up per block, and the block's maximum.
struct BlockSum {
    float maximum;
    float sum;
};
