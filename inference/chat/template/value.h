#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "inference/chat/template/budget.h"
#include "inference/chat/template/text.h"
#include "inference/printable.h"

namespace inference::chat_template {

class Value;

/// What a name or a member stands for that does not exist. Prints as nothing; most other uses end the template.
struct Undefined {
    Undefined() = default;
    explicit Undefined(std::string_view name_) : name(printable(name_, 40)) {}
    std::string name;  ///< or how it begins: as small as any value, however long a name the template has
};
struct None {};

/// What range() was given.
struct Range {
    std::int64_t begin = 0, end = 0, step = 1;
};

/// Whatever has items in an order. Only some kinds are lists to a template.
struct List {
    enum class Kind {
        List,
        Tuple,
        Range,
        Keys,  ///< what a mapping's methods give: have a length, but no elements by number
        Values,
        Items,
        Generator,  ///< what map and select give: can be gone through, has no length and counts as true
    };
    std::vector<Value> items;
    Kind kind;
    std::uint32_t nesting;              ///< of lists and mappings in it, itself included
    Range range{};                      ///< of a Range, whose items are all there too
    mutable bool gone_through = false;  ///< of a Generator, which Python empties by it

    bool is_plain() const { return kind == Kind::List || kind == Kind::Tuple; }
    bool is_sequence() const { return is_plain() || kind == Kind::Range; }  ///< has elements by number
    bool has_length() const { return kind != Kind::Generator; }
};

/// A mapping, in the order in which it was written.
struct Dict {
    std::vector<std::pair<Value, Value>> entries;
    std::uint32_t nesting;
};

/// What `loop` is inside a for.
struct Loop {
    std::shared_ptr<const List> items;
    std::size_t index;  ///< from 0
};

/// What namespace() makes: the only thing that can be changed. Owned by the run of the template, not by the values that
/// name it, so that one that holds itself does not stay for ever.
struct Namespace {
    std::vector<std::pair<std::string, Value>> members;
};

/// Values given in brackets behind a name.
struct Arguments {
    std::vector<Value> positional;
    std::vector<std::pair<std::string, Value>> named;
};

/// A macro, a method with the value that it belongs to, or a function of ours.
struct Callable {
    std::string name;
    std::function<Value(Arguments)> call;
    enum class Kind { Function, Macro, Type } kind = Kind::Function;  ///< what members it has depends on it
    std::uint32_t nesting = 0;                                        ///< of the value that a method belongs to
};

/// A value of a template, as Jinja's have it: Python's, but for the namespaces all immutable and cheap to copy.
class Value {
public:
    using Form = std::variant<Undefined, None, bool, std::int64_t, double, std::shared_ptr<const Text>,
                              std::shared_ptr<const List>, std::shared_ptr<const Dict>, std::shared_ptr<const Loop>,
                              Namespace*, std::shared_ptr<const Callable>>;
    Value() : form_(Undefined{}) {}
    Value(Undefined undefined) : form_(std::move(undefined)) {}
    Value(None none) : form_(none) {}
    explicit Value(bool truth) : form_(truth) {}
    explicit Value(std::int64_t number) : form_(number) {}
    explicit Value(double number) : form_(number) {}
    Value(Text text) : form_(std::make_shared<const Text>(std::move(text))) {}
    explicit Value(std::shared_ptr<const Loop> loop) : form_(std::move(loop)) {}
    explicit Value(std::shared_ptr<const List> list) : form_(std::move(list)) {}
    explicit Value(Namespace* members) : form_(members) {}
    Value(Callable callable) : form_(std::make_shared<const Callable>(std::move(callable))) {}

    template <typename T>
    const T* get() const {
        if constexpr (std::is_same_v<T, bool> || std::is_same_v<T, std::int64_t> || std::is_same_v<T, double> ||
                      std::is_same_v<T, Undefined> || std::is_same_v<T, None>) {
            return std::get_if<T>(&form_);
        } else {
            const auto* pointer = std::get_if<std::shared_ptr<const T>>(&form_);
            return pointer ? pointer->get() : nullptr;
        }
    }
    Namespace* members() const {
        auto* const* pointer = std::get_if<Namespace*>(&form_);
        return pointer ? *pointer : nullptr;
    }
    std::shared_ptr<const List> shared_list() const {
        const auto* pointer = std::get_if<std::shared_ptr<const List>>(&form_);
        return pointer ? *pointer : nullptr;
    }

    bool is_undefined() const { return get<Undefined>() != nullptr; }
    bool is_none() const { return get<None>() != nullptr; }
    bool is_number() const { return get<bool>() || get<std::int64_t>() || get<double>(); }

    /// A list or mapping of values; refuses to nest deeper than the limit.
    static Value list(std::vector<Value> items, Budget& budget, List::Kind kind = List::Kind::List);
    static Value range(const Range& range, Budget& budget);
    static Value dict(std::vector<std::pair<Value, Value>> entries, Budget& budget);

private:
    Form form_;
};

/// How deep lists and mappings are nested in a value, which is as deep as freeing it goes.
std::uint32_t nesting_of(const Value& value);

/// "a text", "a number": for messages.
std::string kind_of(const Value& value);

bool is_true(const Value& value);

/// As Python compares: numbers by value, True as 1; a list is no tuple.
bool equal(const Value& left, const Value& right, Budget& budget);

/// The entry of a mapping, or null.
const Value* find(const Dict& dict, const Value& key, Budget& budget);
const Value* find(const Dict& dict, std::string_view key, Budget& budget);
/// Sets an entry of a mapping to be. As in Python, a key that is there already stays. Stops for keys that may be none.
void put(std::vector<std::pair<Value, Value>>& entries, Value key, Value value, Budget& budget);
/// The member of a namespace, or null.
Value* find(Namespace& names, std::string_view name, Budget& budget);

/// A whole number, True and False included; nothing for others.
const std::int64_t* whole_number(const Value& value, std::int64_t& storage);
/// Any number as a double; stops for others, saying `what` it is for.
double real_number(const Value& value, std::string_view what);

/// What can be gone through: the items of a list, the keys of a mapping, the characters of a text, nothing of what is
/// undefined. Stops for others.
std::shared_ptr<const List> items_of(const Value& value, Budget& budget);
/// Notes that somebody goes through a list. Stops where a Generator with items is gone through again: how many Python
/// would have left depends on how far the first one went.
void go_through(const List& list);

/// How Python's str() writes a value; what is undefined is nothing.
Text printed(const Value& value, Budget& budget);

/// How Python's repr() writes a number.
std::string written_number(double number);

}  // namespace inference::chat_template
