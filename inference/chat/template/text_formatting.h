#pragma once
#include <span>

#include "inference/chat/template/value.h"

namespace inference::chat_template {

/// Python's format % values, of which each directive takes one: %s as printed, %d and %i as a whole number; %% is a
/// percent sign. Each value keeps its origin; what stands in the place of foreign text counts as foreign. Throws Stop
/// for other directives, and where there are not as many values; `may_be_left`: they need not be taken.
Text formatted(const Text& format, std::span<const Value> values, bool may_be_left, Budget& budget);

/// The same of one value, or of a tuple of them.
Text formatted(const Text& format, const Value& value, Budget& budget);

}  // namespace inference::chat_template
