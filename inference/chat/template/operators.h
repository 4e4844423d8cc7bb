#pragma once
#include <optional>

#include "inference/chat/template/syntax.h"
#include "inference/chat/template/value.h"

namespace inference::chat_template {

// What the signs between values do, as in Python. All throw Stop for values that they do not fit.

Value calculated(Arithmetic sign, const Value& left, const Value& right, Budget& budget);
Value negated(const Value& operand);
bool compared(Comparison sign, const Value& left, const Value& right, Budget& budget);
/// Whether `left` stands before `right`: two numbers, two texts, or two lists of such.
bool before(const Value& left, const Value& right, Budget& budget);
bool contains(const Value& container, const Value& item, Budget& budget);

/// object[index]; undefined where there is none.
Value element(const Value& object, const Value& index, Budget& budget);
/// object[begin:end:step]; each may be none.
Value slice(const Value& object, const Value& begin, const Value& end, const Value& step, Budget& budget);

/// Stops if the value is undefined.
const Value& defined(const Value& value);

}  // namespace inference::chat_template
