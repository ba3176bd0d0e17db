// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <concepts>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace netloom::golden {

/// A JSON value of the reference files. Keeps the parser's header, which takes seconds to compile, out of the tests.
///
/// Members of an object are in the order of their names. What is not there, or is of another type, throws.
class Json
{
public:
    Json() = default; ///< null
    Json(bool value) : m_kind(Kind::Boolean), m_whole(value) {}
    Json(std::int64_t value) : m_kind(Kind::Integer), m_whole(value) {}
    Json(double value) : m_kind(Kind::Real), m_real(value) {}
    Json(std::string value) : m_kind(Kind::Text), m_text(std::move(value)) {}

    static Json array();
    static Json object();
    static Json parse(const std::string& text);
    /// In one line.
    std::string dump() const;

    bool is_null() const { return m_kind == Kind::Null; }
    bool is_boolean() const { return m_kind == Kind::Boolean; }
    bool is_number_integer() const { return m_kind == Kind::Integer; }
    bool is_number() const { return m_kind == Kind::Integer || m_kind == Kind::Real; }
    bool is_string() const { return m_kind == Kind::Text; }
    bool is_array() const { return m_kind == Kind::List; }
    bool is_object() const { return m_kind == Kind::Object; }

    template<typename T>
    T get() const
    {
        if constexpr (std::is_same_v<T, bool>) {
            require(is_boolean());
            return m_whole != 0;
        } else if constexpr (std::is_arithmetic_v<T>) {
            require(is_number());
            return m_kind == Kind::Integer ? static_cast<T>(m_whole) : static_cast<T>(m_real);
        } else if constexpr (std::is_same_v<T, std::string>) {
            require(is_string());
            return m_text;
        } else { // a list
            require(is_array());
            T values;
            for (const Json& item : m_items)
                values.push_back(item.get<typename T::value_type>());
            return values;
        }
    }
    friend bool operator==(const Json& json, std::string_view text) { return json.is_string() && json.m_text == text; }

    /// Of a list or an object.
    std::size_t size() const { return m_items.size(); }
    bool empty() const { return m_items.empty(); }
    auto begin() const { return m_items.begin(); }
    auto end() const { return m_items.end(); }
    template<std::integral I>
    const Json& at(I index) const
    {
        return m_items.at(static_cast<std::size_t>(index));
    }
    const Json& operator[](std::size_t index) const { return m_items.at(index); }
    Json& operator[](std::size_t index) { return m_items.at(index); }
    const Json& front() const { return m_items.at(0); }
    void push_back(Json value);

    /// Member of an object; null where absent.
    const Json* find(std::string_view name) const;
    bool contains(std::string_view name) const { return find(name) != nullptr; }
    const Json& at(std::string_view name) const;
    Json& at(std::string_view name) { return const_cast<Json&>(std::as_const(*this).at(name)); }
    const Json& at(const char* name) const { return at(std::string_view(name)); }
    Json& at(const char* name) { return at(std::string_view(name)); }
    template<typename T>
    T value(std::string_view name, const T& otherwise) const
    {
        const Json* member = find(name);
        return member ? member->get<T>() : otherwise;
    }
    std::string value(std::string_view name, const char* otherwise) const
    {
        return value(name, std::string(otherwise));
    }
    void set(const std::string& name, Json value);
    std::vector<std::pair<std::string, const Json&>> items() const;

private:
    enum class Kind { Null, Boolean, Integer, Real, Text, List, Object };

    static void require(bool fits)
    {
        if (!fits)
            throw std::runtime_error("a reference value is of another type");
    }

    Kind m_kind = Kind::Null;
    std::int64_t m_whole = 0;
    double m_real = 0;
    std::string m_text;
    std::vector<Json> m_items;
    std::vector<std::string> m_names; ///< objects: of the items, sorted
};

} // namespace netloom::golden
