#pragma once
#include <ctime>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inference/chat/template/value.h"

namespace inference::chat_template {

/// What filters, tests and functions work with while a template runs.
struct Runtime {
    Budget budget;
    std::tm now;  ///< for strftime_now
    std::vector<std::unique_ptr<Namespace>> namespaces;
    std::uint32_t depth = 0;  ///< of evaluation
};

/// Counts how deep the evaluation is in itself. The compiler's stack is not endless.
class Deeper {
public:
    explicit Deeper(Runtime& runtime) : runtime_(runtime) {
        const std::uint32_t limit = runtime.budget.limits().depth;
        if (runtime.depth >= limit)
            throw Stop("it goes more than " + std::to_string(limit) + " levels deep", Stop::Cause::Limit);
        ++runtime.depth;
    }
    ~Deeper() { --runtime_.depth; }
    Deeper(const Deeper&) = delete;
    Deeper& operator=(const Deeper&) = delete;

private:
    Runtime& runtime_;
};

/// The arguments of one call, by the names of its parameters.
class Bound {
public:
    /// Throws Stop if there are more than the parameters, one that has no parameter, or less than `required`.
    Bound(std::string what, Arguments arguments, std::initializer_list<std::string_view> parameters,
          std::size_t required = 0);

    bool has(std::size_t i) const { return values_[i].has_value(); }
    const Value& operator[](std::size_t i) const { return *values_[i]; }
    Value value_or(std::size_t i, Value otherwise) const { return values_[i].value_or(std::move(otherwise)); }
    const Text& text(std::size_t i) const;  ///< throws Stop for what is none
    std::int64_t whole(std::size_t i) const;
    std::int64_t whole_or(std::size_t i, std::int64_t otherwise) const { return has(i) ? whole(i) : otherwise; }
    bool truth_or(std::size_t i, bool otherwise) const { return has(i) ? is_true((*this)[i]) : otherwise; }

private:
    std::string what_;
    std::vector<std::optional<Value>> values_;
};

/// value | name(arguments) and value is name(arguments). Throw Stop for names that are not known.
Value filtered(Runtime& runtime, std::string_view name, const Value& value, Arguments arguments);
bool tested(Runtime& runtime, std::string_view name, const Value& value, Arguments arguments);
bool is_filter(std::string_view name);
bool is_test(std::string_view name);

/// object.name: a method, an entry of a mapping, or a member; undefined where there is none.
Value member(Runtime& runtime, const Value& object, const std::string& name);
/// object['name'], with a method only where there is no such entry.
Value member_by_subscript(Runtime& runtime, const Value& object, const Value& index);
/// The method of a text or mapping, bound to it.
std::optional<Value> method(Runtime& runtime, const Value& object, const std::string& name);

/// The functions that every template sees: range, dict, namespace, raise_exception, strftime_now.
std::optional<Value> function(Runtime& runtime, const std::string& name);

/// Python's json.dumps without escapes beyond JSON's own, as transformers sets `tojson`. `indent` below 0: one line.
Text json_of(const Value& value, std::int64_t indent, const Text& between, const Text& behind_key, bool sorted,
             Budget& budget);

/// Python's strftime in the C locale; each part keeps the origin of what it stands for. Throws Stop for directives that
/// it does not know.
Text written_time(const std::tm& time, const Text& format, Budget& budget);

// Filters of more than one item (sequence_filters.cpp); nothing if the name is none of them.
std::optional<Value> sequence_filtered(Runtime& runtime, std::string_view name, const Value& value,
                                       const Arguments& arguments);
bool is_sequence_filter(std::string_view name);

}  // namespace inference::chat_template
