// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace netloom {

struct JsonMember;

/// A JSON value. A plain value; members of an object stay in the order in which they were set.
///
/// Whole numbers and numbers with a fraction are told apart, as FieldValue does: 1 is whole, 1.0 is not. Made from
/// whatever has a form in JSON, so that objects are built by plain assignments: json["rows"] = 3.
class JsonValue
{
public:
    using List = std::vector<JsonValue>;
    using Members = std::vector<JsonMember>;

    JsonValue(); ///< null
    template<std::integral T>
    JsonValue(T value);
    JsonValue(double value);
    JsonValue(std::string value);
    JsonValue(std::string_view value);
    JsonValue(const char* value);
    JsonValue(List value);
    JsonValue(Members value);
    /// A list of what has a form in JSON itself.
    template<typename T>
    JsonValue(const std::vector<T>& values);
    /// Null where there is no value.
    template<typename T>
    JsonValue(const std::optional<T>& value);
    ~JsonValue();
    JsonValue(const JsonValue&);
    JsonValue(JsonValue&&) noexcept;
    JsonValue& operator=(const JsonValue&);
    JsonValue& operator=(JsonValue&&) noexcept;

    static JsonValue object();
    /// JsonValue::object({{"rows", 3}, {"columns", 2}})
    static JsonValue object(Members members);
    static JsonValue list();

    bool isNull() const;
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
    /// Member of an object, made as null where absent. Null becomes an object.
    JsonValue& operator[](std::string_view name);
    /// Appends to a list. Null becomes a list.
    void append(JsonValue value);

    friend bool operator==(const JsonValue& a, const JsonValue& b);

private:
    void setUnsigned(std::uint64_t value);

    std::variant<std::nullptr_t, bool, std::int64_t, std::uint64_t, double, std::string, List, Members> m_value;
};

struct JsonMember {
    std::string name;
    JsonValue value;
    bool operator==(const JsonMember&) const = default;
};

// Here, as they need to know a member whole.

template<std::integral T>
JsonValue::JsonValue(T value)
{
    if constexpr (std::same_as<T, bool>)
        m_value = value;
    else if constexpr (std::signed_integral<T>)
        m_value = static_cast<std::int64_t>(value);
    else
        setUnsigned(value);
}

template<typename T>
JsonValue::JsonValue(const std::vector<T>& values) : JsonValue(List(values.begin(), values.end()))
{
}

template<typename T>
JsonValue::JsonValue(const std::optional<T>& value) : JsonValue(value ? JsonValue(*value) : JsonValue())
{
}

/// Strict JSON: no comments, no member twice, at most 64 levels and five million values.
/// @throws Error naming `where`, line and column
JsonValue parseJson(std::string_view text, const std::string& where);

/// Indented text that parseJson() turns back into the same value, to the bit of every number. The same value gives the
/// same text. Bytes that are no UTF-8 become U+FFFD. Numbers must be finite.
std::string jsonText(const JsonValue& value);

/// The value in one line without blanks and with its end, for programs that listen. Bytes that are no UTF-8 become
/// U+FFFD, numbers that are not finite null.
std::string jsonLine(const JsonValue& value);

} // namespace netloom
