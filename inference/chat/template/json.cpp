#include <fmt/format.h>

#include "inference/chat/template/operators.h"
#include "inference/chat/template/runtime.h"
#include "inference/chat/template/stable_sort.h"

namespace inference::chat_template {

namespace {

/// Values nest no deeper than their limit, so neither does this.
class JsonWriter {
public:
    JsonWriter(std::int64_t indent, const Text& between, const Text& behind_key, bool sorted, Budget& budget)
        : indent_(indent), between_(between), behind_key_(behind_key), sorted_(sorted), budget_(budget) {}

    void write(const Value& value) {
        budget_.make(1);
        if (value.is_none())
            put("null");
        else if (const auto* truth = value.get<bool>())
            put(*truth ? "true" : "false");
        else if (const auto* whole = value.get<std::int64_t>())
            put(std::to_string(*whole));
        else if (const auto* number = value.get<double>())
            put(written(*number));
        else if (const auto* text = value.get<Text>())
            write_text(*text);
        else if (const auto* list = value.get<List>(); list && list->is_plain())
            write_list(*list);
        else if (const auto* dict = value.get<Dict>())
            write_dict(*dict);
        else
            throw Stop(kind_of(value) + " cannot be written as JSON");
    }
    Text output;

private:
    static std::string written(double number) {
        const std::string written = written_number(number);
        return written == "nan" ? "NaN" : written == "inf" ? "Infinity" : written == "-inf" ? "-Infinity" : written;
    }

    void put(std::string_view bytes) { output.append(bytes, Origin::Template); }

    void put(const Text& text) {
        budget_.make(text.size());
        output.append(text);
    }

    void begin_line() {
        if (indent_ < 0) return;
        budget_.make(level_, static_cast<std::uint64_t>(indent_));
        budget_.make(1);
        put("\n");
        put(std::string(level_ * static_cast<std::size_t>(indent_), ' '));
    }

    void write_text(const Text& text) {
        budget_.make(text.size(), 2);
        const Origin whole = text.origin_of_all();
        output.append("\"", whole);
        for (std::size_t i = 0; i < text.size(); ++i) {
            const char byte = text.bytes()[i];
            const Origin origin = text.origin(i);
            switch (byte) {
                case '"': output.append("\\\"", origin); break;
                case '\\': output.append("\\\\", origin); break;
                case '\n': output.append("\\n", origin); break;
                case '\r': output.append("\\r", origin); break;
                case '\t': output.append("\\t", origin); break;
                case '\b': output.append("\\b", origin); break;
                case '\f': output.append("\\f", origin); break;
                default:
                    if (static_cast<unsigned char>(byte) < 0x20)
                        output.append(fmt::format("\\u{:04x}", static_cast<unsigned char>(byte)), origin);
                    else
                        output.append(std::string_view(&byte, 1), origin);
            }
        }
        output.append("\"", whole);
    }

    void write_list(const List& list) {
        put("[");
        ++level_;
        for (std::size_t i = 0; i < list.items.size(); ++i) {
            if (i > 0) put(between_);
            begin_line();
            write(list.items[i]);
        }
        --level_;
        if (!list.items.empty()) begin_line();
        put("]");
    }

    void write_key(const Value& key) {
        if (const auto* text = key.get<Text>()) return write_text(*text);
        if (key.is_number() || key.is_none()) {
            put("\"");
            write(key);
            return put("\"");
        }
        throw Stop("JSON has no keys like " + kind_of(key));
    }

    void write_dict(const Dict& dict) {
        std::vector<const std::pair<Value, Value>*> entries;
        for (const auto& entry : dict.entries) entries.push_back(&entry);
        budget_.make(entries.size(), sizeof(void*));
        if (sorted_)
            stable_sort(entries, [&](const auto* left, const auto* right) {
                return before(left->first, right->first, budget_);
            });
        put("{");
        ++level_;
        for (std::size_t i = 0; i < entries.size(); ++i) {
            if (i > 0) put(between_);
            begin_line();
            write_key(entries[i]->first);
            put(behind_key_);
            write(entries[i]->second);
        }
        --level_;
        if (!entries.empty()) begin_line();
        put("}");
    }

    std::int64_t indent_;
    const Text& between_;
    const Text& behind_key_;
    bool sorted_;
    Budget& budget_;
    std::size_t level_ = 0;
};

}  // namespace

Text json_of(const Value& value, std::int64_t indent, const Text& between, const Text& behind_key, bool sorted,
             Budget& budget) {
    JsonWriter writer(indent, between, behind_key, sorted, budget);
    writer.write(value);
    return std::move(writer.output);
}

}  // namespace inference::chat_template
