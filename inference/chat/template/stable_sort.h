#pragma once
#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace inference::chat_template {

/// Sorts by merging; equal items keep their order. Unlike std::sort, safe with an order that contradicts itself, as
/// numbers that are none make it, and with one that throws.
template <typename Item, typename Before>
void stable_sort(std::vector<Item>& items, Before before) {
    std::vector<Item> merged;
    merged.reserve(items.size());
    for (std::size_t width = 1; width < items.size(); width *= 2) {
        merged.clear();
        for (std::size_t begin = 0; begin < items.size(); begin += 2 * width) {
            const std::size_t middle = std::min(begin + width, items.size());
            const std::size_t end = std::min(middle + width, items.size());
            std::size_t left = begin;
            std::size_t right = middle;
            while (left < middle && right < end)
                merged.push_back(before(items[right], items[left]) ? items[right++] : items[left++]);
            merged.insert(merged.end(), items.begin() + static_cast<std::ptrdiff_t>(left),
                          items.begin() + static_cast<std::ptrdiff_t>(middle));
            merged.insert(merged.end(), items.begin() + static_cast<std::ptrdiff_t>(right),
                          items.begin() + static_cast<std::ptrdiff_t>(end));
        }
        items.swap(merged);
    }
}

}  // namespace inference::chat_template
