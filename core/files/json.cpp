// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/json.h"

#include "core/base/error.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

namespace netloom {

namespace {

constexpr std::size_t kDeepest = 64;
constexpr std::size_t kMostValues = 5000000;
constexpr const char* kRemedy = "The file is damaged, or was not written by Netloom.";

/// Builds the value while nlohmann's parser reads; its own tree would have turned numbers by the C library's rules.
class Builder
{
public:
    using number_integer_t = nlohmann::json::number_integer_t;
    using number_unsigned_t = nlohmann::json::number_unsigned_t;
    using number_float_t = nlohmann::json::number_float_t;
    using string_t = nlohmann::json::string_t;
    using binary_t = nlohmann::json::binary_t;

    // The names below are those that nlohmann::json::sax_parse() calls.
    bool null() { return put(JsonValue()); }
    bool boolean(bool value) { return put(JsonValue(value)); }
    bool number_integer(number_integer_t value) { return put(JsonValue(std::int64_t(value))); }
    bool number_unsigned(number_unsigned_t value) { return put(JsonValue(std::uint64_t(value))); }
    bool number_float(number_float_t, const string_t& token)
    {
        // The token holds the decimal mark of the current locale.
        std::string digits = token;
        for (char& c : digits)
            if (std::string_view("0123456789+-eE").find(c) == std::string_view::npos)
                c = '.';
        double value = 0;
        const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (result.ec != std::errc() || result.ptr != digits.data() + digits.size())
            return fail("the number " + netloom::quoted(digits) + " is too large or too small");
        return put(JsonValue(value));
    }
    bool string(string_t& value) { return put(JsonValue(std::move(value))); }
    bool binary(binary_t&) { return fail("binary data is not JSON"); }
    bool start_object(std::size_t) { return open(JsonValue::object()); }
    bool start_array(std::size_t) { return open(JsonValue::list()); }
    bool key(string_t& name)
    {
        m_open.back().name = std::move(name);
        return true;
    }
    bool end_object()
    {
        std::vector<std::string_view> names;
        for (const JsonMember& member : *m_open.back().value.members())
            names.push_back(member.name);
        std::sort(names.begin(), names.end());
        if (const auto twice = std::adjacent_find(names.begin(), names.end()); twice != names.end())
            return fail("the member " + netloom::quoted(*twice) + " is there twice");
        return close();
    }
    bool end_array() { return close(); }
    template<typename Exception>
    bool parse_error(std::size_t position, const std::string&, const Exception&)
    {
        m_position = position;
        return fail("this is not JSON");
    }

    JsonValue take() { return std::move(m_root); }
    const std::string& problem() const { return m_problem; }
    std::size_t position() const { return m_position; }

private:
    struct Open {
        JsonValue value;
        std::string name; ///< objects: of the member that comes next
    };

    bool fail(std::string problem)
    {
        if (m_problem.empty())
            m_problem = std::move(problem);
        return false;
    }

    bool open(JsonValue value)
    {
        if (m_open.size() == kDeepest)
            return fail("there are more than 64 levels");
        m_open.push_back({std::move(value), {}});
        return true;
    }

    bool close()
    {
        JsonValue value = std::move(m_open.back().value);
        m_open.pop_back();
        return put(std::move(value));
    }

    bool put(JsonValue value)
    {
        if (++m_values > kMostValues)
            return fail("there are more than five million values");
        if (m_open.empty())
            m_root = std::move(value);
        else if (JsonValue::List* items = m_open.back().value.items())
            items->push_back(std::move(value));
        else
            m_open.back().value.add(std::move(m_open.back().name), std::move(value));
        return true;
    }

    std::vector<Open> m_open;
    JsonValue m_root;
    std::string m_problem;
    std::size_t m_position = 0; ///< of a syntax error; 0: another problem
    std::size_t m_values = 0;
};

std::string place(std::string_view text, std::size_t position, const std::string& where)
{
    if (position == 0)
        return where;
    const std::string_view before = text.substr(0, std::min(position - 1, text.size()));
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const std::size_t start = before.rfind('\n') + 1; // npos + 1 is 0
    return where + (where.empty() ? "line " : ", line ") + std::to_string(line) + ", column " +
           std::to_string(before.size() - start + 1);
}

void writeNumber(std::string& out, double value)
{
    char buffer[32];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value);
    const std::string_view digits(buffer, static_cast<std::size_t>(end.ptr - buffer));
    out += digits;
    if (digits.find_first_of(".e") == std::string_view::npos)
        out += ".0"; // stays a number with a fraction
}

void writeText(std::string& out, const std::string& text)
{
    const bool plain =
        std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; });
    if (plain)
        out.append(1, '"').append(text).append(1, '"');
    else
        out += nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

bool isShort(const JsonValue::List& items)
{
    return std::none_of(items.begin(), items.end(), [](const JsonValue& item) {
        return (item.items() && !item.items()->empty()) || (item.members() && !item.members()->empty());
    });
}

/// Whether it was true, false, null, a whole number or a text, which look the same in both forms.
bool writeSimple(std::string& out, const JsonValue& value)
{
    if (const std::string* text = value.text())
        writeText(out, *text);
    else if (const std::int64_t* whole = value.integer())
        out += std::to_string(*whole);
    else if (const std::uint64_t* large = value.largeInteger())
        out += std::to_string(*large);
    else if (const bool* flag = value.boolean())
        out += *flag ? "true" : "false";
    else if (value.isNull())
        out += "null";
    else
        return false;
    return true;
}

void writeIndented(std::string& out, const JsonValue& value, std::size_t depth)
{
    const auto newLine = [&](std::size_t levels) { out.append(1, '\n').append(levels, ' '); };
    if (writeSimple(out, value))
        return;
    if (const double* number = value.real()) {
        writeNumber(out, *number);
    } else if (const JsonValue::List* items = value.items()) {
        const bool oneLine = isShort(*items);
        out += '[';
        for (std::size_t i = 0; i < items->size(); ++i) {
            out += i == 0 ? "" : oneLine ? ", " : ",";
            if (!oneLine)
                newLine(depth + 1);
            writeIndented(out, (*items)[i], depth + 1);
        }
        if (!oneLine)
            newLine(depth);
        out += ']';
    } else if (const JsonValue::Members* members = value.members()) {
        out += '{';
        for (std::size_t i = 0; i < members->size(); ++i) {
            out += i == 0 ? "" : ",";
            newLine(depth + 1);
            writeText(out, (*members)[i].name);
            out += ": ";
            writeIndented(out, (*members)[i].value, depth + 1);
        }
        if (!members->empty())
            newLine(depth);
        out += '}';
    }
}

void writeLine(std::string& out, const JsonValue& value)
{
    if (writeSimple(out, value))
        return;
    if (const double* number = value.real()) {
        out += nlohmann::json(*number).dump(); // 100000.0 where std::to_chars has 1e+05
    } else if (const JsonValue::List* items = value.items()) {
        out += '[';
        for (const JsonValue& item : *items) {
            out += &item == items->data() ? "" : ",";
            writeLine(out, item);
        }
        out += ']';
    } else if (const JsonValue::Members* members = value.members()) {
        out += '{';
        for (const JsonMember& member : *members) {
            out += &member == members->data() ? "" : ",";
            writeText(out, member.name);
            out += ':';
            writeLine(out, member.value);
        }
        out += '}';
    }
}

} // namespace

JsonValue::JsonValue() : m_value(nullptr) {}

JsonValue::JsonValue(double value) : m_value(value) {}

JsonValue::JsonValue(std::string value) : m_value(std::move(value)) {}

JsonValue::JsonValue(std::string_view value) : m_value(std::string(value)) {}

JsonValue::JsonValue(const char* value) : m_value(std::string(value)) {}

JsonValue::JsonValue(List value) : m_value(std::move(value)) {}

JsonValue::JsonValue(Members value) : m_value(std::move(value)) {}

JsonValue::~JsonValue() = default;
JsonValue::JsonValue(const JsonValue&) = default;
JsonValue::JsonValue(JsonValue&&) noexcept = default;
JsonValue& JsonValue::operator=(const JsonValue&) = default;
JsonValue& JsonValue::operator=(JsonValue&&) noexcept = default;

JsonValue JsonValue::object()
{
    return Members{};
}

JsonValue JsonValue::object(Members members)
{
    return members;
}

JsonValue JsonValue::list()
{
    return List{};
}

void JsonValue::setUnsigned(std::uint64_t value)
{
    if (value <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
        m_value = static_cast<std::int64_t>(value);
    else
        m_value = value;
}

bool JsonValue::isNull() const
{
    return std::holds_alternative<std::nullptr_t>(m_value);
}

const bool* JsonValue::boolean() const
{
    return std::get_if<bool>(&m_value);
}

const std::int64_t* JsonValue::integer() const
{
    return std::get_if<std::int64_t>(&m_value);
}

const std::uint64_t* JsonValue::largeInteger() const
{
    return std::get_if<std::uint64_t>(&m_value);
}

const double* JsonValue::real() const
{
    return std::get_if<double>(&m_value);
}

const std::string* JsonValue::text() const
{
    return std::get_if<std::string>(&m_value);
}

const JsonValue::List* JsonValue::items() const
{
    return std::get_if<List>(&m_value);
}

JsonValue::List* JsonValue::items()
{
    return std::get_if<List>(&m_value);
}

const JsonValue::Members* JsonValue::members() const
{
    return std::get_if<Members>(&m_value);
}

const JsonValue* JsonValue::find(std::string_view name) const
{
    const Members* list = members();
    if (!list)
        return nullptr;
    const auto found = std::find_if(list->begin(), list->end(), [&](const JsonMember& m) { return m.name == name; });
    return found == list->end() ? nullptr : &found->value;
}

void JsonValue::add(std::string name, JsonValue value)
{
    std::get<Members>(m_value).push_back({std::move(name), std::move(value)});
}

JsonValue& JsonValue::operator[](std::string_view name)
{
    if (isNull())
        m_value = Members{};
    Members& list = std::get<Members>(m_value);
    const auto found = std::find_if(list.begin(), list.end(), [&](const JsonMember& m) { return m.name == name; });
    return found == list.end() ? list.emplace_back(JsonMember{std::string(name), {}}).value : found->value;
}

void JsonValue::append(JsonValue value)
{
    if (isNull())
        m_value = List{};
    std::get<List>(m_value).push_back(std::move(value));
}

bool operator==(const JsonValue& a, const JsonValue& b)
{
    return a.m_value == b.m_value;
}

JsonValue parseJson(std::string_view text, const std::string& where)
{
    Builder builder;
    if (!nlohmann::json::sax_parse(text.begin(), text.end(), &builder))
        throw Error(builder.problem(), place(text, builder.position(), where), kRemedy);
    return builder.take();
}

std::string jsonText(const JsonValue& value)
{
    std::string out;
    writeIndented(out, value, 0);
    out += '\n';
    return out;
}

std::string jsonLine(const JsonValue& value)
{
    std::string out;
    writeLine(out, value);
    out += '\n';
    return out;
}

} // namespace netloom
