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

    JsonValue(); ///< null
    JsonValue(bool value);
    JsonValue(std::int64_t value);
    JsonValue(std::uint64_t value);
    JsonValue(double value);
    JsonValue(std::string value);
    JsonValue(const char* value);
    JsonValue(List value);
    JsonValue(Members value);
    ~JsonValue();
    JsonValue(const JsonValue&);
    JsonValue(JsonValue&&) noexcept;
    JsonValue& operator=(const JsonValue&);
    JsonValue& operator=(JsonValue&&) noexcept;

    static JsonValue object();
    static JsonValue list();

    const bool* boolean() const;
    const std::int64_t* integer() const;
    /// Whole numbers above the greatest std::int64_t only.
    const std::uint64_t* largeInteger() const;
    const double* real() const;
    const std::string* text() const;
    const List* items() const;
    List* items();
    const Members* members() const;

    /// Member of an object; null where absent or where this is no object.
    const JsonValue* find(std::string_view name) const;
    /// Appends a member; this must be an object without it.
    void add(std::string name, JsonValue value);

    friend bool operator==(const JsonValue& a, const JsonValue& b);

private:
    std::variant<std::nullptr_t, bool, std::int64_t, std::uint64_t, double, std::string, List, Members> m_value;
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
