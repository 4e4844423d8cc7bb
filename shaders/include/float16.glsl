// The power of two that a row of float32 is multiplied by before it is rounded to float16.

// The exponent for a row whose largest number is `largest`: that comes to lie in [2^14, 2^15), where float16 ends at
// 2^16. -126 to 126, so that both the power and its inverse are numbers.
int float16_exponent(float largest) {
    return largest == 0.0 ? 0 : clamp(14 + 127 - int(floatBitsToUint(largest) >> 23), -126, 126);
}

// 2^exponent, of -126 to 127.
float power_of_two(int exponent) { return uintBitsToFloat(uint(exponent + 127) << 23); }
