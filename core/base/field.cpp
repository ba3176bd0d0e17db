// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/field.h"

#include "core/base/error.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace netloom {

namespace {

std::string numberText(double value)
{
    char buffer[32];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value);
    return {buffer, end.ptr};
}

std::string rangeText(const FieldInfo& field)
{
    std::string low = (field.minOpen ? "greater than " : "at least ") + numberText(field.min);
    std::string high = (field.maxOpen ? "less than " : "at most ") + numberText(field.max);
    return low + " and " + high;
}

const FieldValue& require(const FieldValues& values, std::string_view key)
{
    if (const FieldValue* value = values.find(key))
        return *value;
    throw Error("the value \"" + std::string(key) + "\" is missing");
}

[[noreturn]] void wrongType(std::string_view key, const char* expected)
{
    throw Error("the value \"" + std::string(key) + "\" is not " + expected);
}

} // namespace

FieldValues::FieldValues(std::initializer_list<std::pair<std::string, FieldValue>> values)
{
    for (const auto& [key, value] : values)
        set(key, value);
}

bool FieldValues::contains(std::string_view key) const
{
    return find(key) != nullptr;
}

const FieldValue* FieldValues::find(std::string_view key) const
{
    for (const auto& entry : m_entries)
        if (entry.first == key)
            return &entry.second;
    return nullptr;
}

void FieldValues::set(std::string_view key, FieldValue value)
{
    for (auto& entry : m_entries)
        if (entry.first == key) {
            entry.second = std::move(value);
            return;
        }
    m_entries.emplace_back(std::string(key), std::move(value));
}

void FieldValues::remove(std::string_view key)
{
    std::erase_if(m_entries, [&](const auto& entry) { return entry.first == key; });
}

bool FieldValues::boolean(std::string_view key) const
{
    if (const auto* value = std::get_if<bool>(&require(*this, key)))
        return *value;
    wrongType(key, "true or false");
}

std::int64_t FieldValues::integer(std::string_view key) const
{
    if (const auto* value = std::get_if<std::int64_t>(&require(*this, key)))
        return *value;
    wrongType(key, "a whole number");
}

double FieldValues::real(std::string_view key) const
{
    const FieldValue& value = require(*this, key);
    if (const auto* number = std::get_if<double>(&value))
        return *number;
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        return static_cast<double>(*whole);
    wrongType(key, "a number");
}

const std::string& FieldValues::text(std::string_view key) const
{
    if (const auto* value = std::get_if<std::string>(&require(*this, key)))
        return *value;
    wrongType(key, "a text");
}

bool FieldValues::operator==(const FieldValues& other) const
{
    if (m_entries.size() != other.m_entries.size())
        return false;
    return std::all_of(m_entries.begin(), m_entries.end(), [&](const auto& entry) {
        const FieldValue* value = other.find(entry.first);
        return value && *value == entry.second;
    });
}

FieldValues withDefaults(const std::vector<FieldInfo>& fields, const FieldValues& overrides)
{
    FieldValues values;
    for (const FieldInfo& field : fields)
        values.set(field.key, field.initial);
    for (const auto& [key, value] : overrides.entries())
        values.set(key, value);
    return values;
}

bool applies(const FieldInfo& field, const std::vector<FieldInfo>& fields, const FieldValues& values)
{
    const std::size_t equals = field.shownFor.find('=');
    if (equals == std::string::npos)
        return true;
    const std::string key = field.shownFor.substr(0, equals);
    const FieldValue* value = values.find(key);
    for (const FieldInfo& other : fields)
        if (!value && other.key == key)
            value = &other.initial;
    if (!value)
        return false;
    const std::string wanted = '|' + field.shownFor.substr(equals + 1) + '|';
    return wanted.find('|' + formatField(*value) + '|') != std::string::npos;
}

std::string checkField(const FieldInfo& field, const FieldValue& value)
{
    switch (field.type) {
    case FieldType::Boolean:
        return std::holds_alternative<bool>(value) ? "" : "must be true or false";
    case FieldType::Text:
        return std::holds_alternative<std::string>(value) ? "" : "must be a text";
    case FieldType::Choice: {
        const auto* key = std::get_if<std::string>(&value);
        if (!key)
            return "must be one of the choices";
        std::string known;
        for (const FieldChoice& choice : field.choices()) {
            if (choice.key == *key)
                return "";
            known += (known.empty() ? "" : ", ") + choice.key;
        }
        return "must be one of " + known + ", is " + quoted(*key);
    }
    case FieldType::Integer:
        if (!std::holds_alternative<std::int64_t>(value))
            return "must be a whole number";
        break;
    case FieldType::Real:
        if (!std::holds_alternative<double>(value) && !std::holds_alternative<std::int64_t>(value))
            return "must be a number";
        break;
    }
    const double number = std::holds_alternative<double>(value) ? std::get<double>(value)
                                                                : static_cast<double>(std::get<std::int64_t>(value));
    const bool below = field.minOpen ? !(number > field.min) : !(number >= field.min);
    const bool above = field.maxOpen ? !(number < field.max) : !(number <= field.max);
    if (!std::isfinite(number) || below || above)
        return "must be " + rangeText(field) + ", is " + numberText(number);
    return "";
}

FieldValue parseField(const FieldInfo& field, std::string_view text)
{
    const auto fail = [&](const std::string& expected) -> Error {
        return Error("expected " + expected + ", found " + quoted(text), field.key);
    };
    const auto checked = [&](FieldValue value) {
        if (const std::string complaint = checkField(field, value); !complaint.empty())
            throw Error(complaint, field.key);
        return value;
    };
    std::string_view digits = text;
    if (digits.size() > 1 && digits.front() == '+' && digits[1] != '-')
        digits.remove_prefix(1);
    switch (field.type) {
    case FieldType::Boolean:
        if (text == "true" || text == "yes" || text == "on" || text == "1")
            return true;
        if (text == "false" || text == "no" || text == "off" || text == "0")
            return false;
        throw fail("true or false");
    case FieldType::Integer: {
        std::int64_t number = 0;
        const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), number);
        if (result.ec != std::errc() || result.ptr != digits.data() + digits.size())
            throw fail("a whole number");
        return checked(number);
    }
    case FieldType::Real: {
        double number = 0;
        const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), number);
        if (result.ec != std::errc() || result.ptr != digits.data() + digits.size())
            throw fail("a number with a decimal point");
        return checked(number);
    }
    case FieldType::Choice:
    case FieldType::Text:
        break;
    }
    return checked(std::string(text));
}

std::string formatField(const FieldValue& value)
{
    if (const auto* flag = std::get_if<bool>(&value))
        return *flag ? "true" : "false";
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        return std::to_string(*whole);
    if (const auto* number = std::get_if<double>(&value))
        return numberText(*number);
    return std::get<std::string>(value);
}

} // namespace netloom
