// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace netloom {

struct JsonMember;

/// A JSON value. A plain value; members of an object stay in the order in which they were set.
///
/// Whole numbers and numbers with a fraction are told apart, as FieldValue does: 1 is whole, 1.0 is not.
class JsonValue
{
public:
    using List = std::vector<JsonValue>;
    using Members = std::vector<JsonMember>;

    JsonValue() = default; ///< null
    JsonValue(bool value) : m_value(value) {}
    JsonValue(std::int64_t value) : m_value(value) {}
    JsonValue(std::uint64_t value);
    JsonValue(double value) : m_value(value) {}
    JsonValue(std::string value) : m_value(std::move(value)) {}
    JsonValue(const char* value) : m_value(std::string(value)) {}
    JsonValue(List value) : m_value(std::move(value)) {}
    JsonValue(Members value);

    static JsonValue object() { return JsonValue(Members{}); }
    static JsonValue list() { return JsonValue(List{}); }

    const bool* boolean() const { return std::get_if<bool>(&m_value); }
    const std::int64_t* integer() const { return std::get_if<std::int64_t>(&m_value); }
    /// Whole numbers above the greatest std::int64_t only.
    const std::uint64_t* largeInteger() const { return std::get_if<std::uint64_t>(&m_value); }
    const double* real() const { return std::get_if<double>(&m_value); }
    const std::string* text() const { return std::get_if<std::string>(&m_value); }
    const List* items() const { return std::get_if<List>(&m_value); }
    List* items() { return std::get_if<List>(&m_value); }
    const Members* members() const { return std::get_if<Members>(&m_value); }

    /// Member of an object; null where absent or where this is no object.
    const JsonValue* find(std::string_view name) const;
    /// Appends a member; this must be an object without it.
    void add(std::string name, JsonValue value);

    friend bool operator==(const JsonValue& a, const JsonValue& b);

private:
    std::variant<std::nullptr_t, bool, std::int64_t, std::uint64_t, double, std::string, List, Members> m_value =
        nullptr;
};

struct JsonMember {
    std::string name;
    JsonValue value;
    bool operator==(const JsonMember&) const = default;
};

/// Strict JSON: no comments, no member twice, at most 64 levels and five million values.
/// @throws Error naming `where`, line and column
JsonValue parseJson(std::string_view text, const std::string& where);

/// Indented text that parseJson() turns back into the same value, to the bit of every number. The same value gives the
/// same text. Bytes that are no UTF-8 become U+FFFD. Numbers must be finite.
std::string jsonText(const JsonValue& value);

} // namespace netloom
