// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/json_mapping.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace netloom {

namespace {

constexpr std::size_t kMostFields = 20000; // FieldValues compares a new key with all others
constexpr const char* kNotFinite = "number";

std::string notFiniteText(double value)
{
    const std::string sign = std::signbit(value) ? "-" : "";
    return sign + (std::isnan(value) ? "nan" : "inf");
}

double notFiniteFrom(const std::string& text, const JsonPlace& place)
{
    constexpr double inf = std::numeric_limits<double>::infinity();
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    if (text == "inf")
        return inf;
    if (text == "-inf")
        return -inf;
    if (text == "nan")
        return nan;
    if (text == "-nan")
        return -nan;
    badJson(place, "a number is expected, found " + netloom::quoted(text));
}

bool isOfType(const FieldValue& value, FieldType type)
{
    switch (type) {
    case FieldType::Boolean:
        return std::holds_alternative<bool>(value);
    case FieldType::Integer:
        return std::holds_alternative<std::int64_t>(value);
    case FieldType::Real:
        return std::holds_alternative<double>(value);
    case FieldType::Choice:
    case FieldType::Text:
        break;
    }
    return std::holds_alternative<std::string>(value);
}

const char* typeName(FieldType type)
{
    switch (type) {
    case FieldType::Boolean:
        return "true or false";
    case FieldType::Integer:
        return "a whole number";
    case FieldType::Real:
        return "a number";
    case FieldType::Choice:
    case FieldType::Text:
        break;
    }
    return "a text";
}

} // namespace

JsonPlace JsonPlace::member(std::string_view name) const
{
    const std::string shown(name.substr(0, 80));
    const bool first = path.ends_with(".json");
    return {path + (first ? ", " : ".") + shown, strict};
}

JsonPlace JsonPlace::item(std::size_t index) const
{
    return {path + "[" + std::to_string(index) + "]", strict};
}

void badJson(const JsonPlace& place, const std::string& problem)
{
    throw Error(problem, place.path, "Correct the file, or open another copy of it.");
}

JsonValue toJson(bool value)
{
    return value;
}

JsonValue toJson(double value)
{
    return std::isfinite(value) ? JsonValue(value) : JsonValue(notFiniteText(value));
}

JsonValue toJson(std::int64_t value)
{
    return value;
}

JsonValue toJson(std::uint64_t value)
{
    return value;
}

JsonValue toJson(const std::string& value)
{
    return value;
}

JsonValue toJson(const FieldValue& value)
{
    if (const double* number = std::get_if<double>(&value); number && !std::isfinite(*number)) {
        JsonValue object = JsonValue::object();
        object.add(kNotFinite, notFiniteText(*number));
        return object;
    }
    return std::visit([](const auto& v) { return JsonValue(v); }, value);
}

JsonValue toJson(const FieldValues& values)
{
    JsonValue object = JsonValue::object();
    for (const auto& [key, value] : values.entries())
        object.add(key, toJson(value));
    return object;
}

JsonValue toJson(const ComponentSpec& spec)
{
    JsonObjectWriter object;
    object("type", spec.type);
    object("fields", spec.fields);
    return object.take();
}

void fromJson(const JsonValue& json, const JsonPlace& place, bool& value)
{
    if (!json.boolean())
        badJson(place, "true or false is expected");
    value = *json.boolean();
}

void fromJson(const JsonValue& json, const JsonPlace& place, double& value)
{
    if (json.real())
        value = *json.real();
    else if (json.integer())
        value = static_cast<double>(*json.integer());
    else if (json.text())
        value = notFiniteFrom(*json.text(), place);
    else
        badJson(place, "a number is expected");
}

void fromJson(const JsonValue& json, const JsonPlace& place, std::int64_t& value)
{
    if (!json.integer())
        badJson(place, "a whole number is expected");
    value = *json.integer();
}

void fromJson(const JsonValue& json, const JsonPlace& place, std::uint64_t& value)
{
    if (json.largeInteger())
        value = *json.largeInteger();
    else if (json.integer() && *json.integer() >= 0)
        value = static_cast<std::uint64_t>(*json.integer());
    else
        badJson(place, "a whole number that is not negative is expected");
}

void fromJson(const JsonValue& json, const JsonPlace& place, std::string& value)
{
    if (!json.text())
        badJson(place, "a text is expected");
    value = *json.text();
}

void fromJson(const JsonValue& json, const JsonPlace& place, FieldValue& value)
{
    if (json.boolean())
        value = *json.boolean();
    else if (json.integer())
        value = *json.integer();
    else if (json.real())
        value = *json.real();
    else if (json.text())
        value = *json.text();
    else if (const JsonValue* number = json.find(kNotFinite); number && number->text() && json.members()->size() == 1)
        value = notFiniteFrom(*number->text(), place);
    else
        badJson(place, "a number, a text, true or false is expected");
}

void fromJson(const JsonValue& json, const JsonPlace& place, FieldValues& values)
{
    if (!json.members() || json.members()->size() > kMostFields)
        badJson(place, "an object with values is expected");
    values = {};
    for (const JsonMember& member : *json.members()) {
        FieldValue value;
        fromJson(member.value, place.member(member.name), value);
        values.set(member.name, std::move(value));
    }
}

void fromJson(const JsonValue& json, const JsonPlace& place, ComponentSpec& spec)
{
    JsonObjectReader object(json, place);
    object("type", spec.type);
    object("fields", spec.fields);
    object.finish();
}

void checkTypes(FieldValues& values, const ComponentInfo* info, const JsonPlace& place)
{
    if (!info)
        return;
    for (const FieldInfo& field : info->fields) {
        const FieldValue* value = values.find(field.key);
        if (!value)
            continue;
        if (const auto* whole = std::get_if<std::int64_t>(value); whole && field.type == FieldType::Real)
            values.set(field.key, static_cast<double>(*whole));
        else if (!isOfType(*value, field.type))
            badJson(place.member(field.key), std::string(typeName(field.type)) + " is expected");
    }
}

JsonObjectReader::JsonObjectReader(const JsonValue& json, JsonPlace place) : m_json(json), m_place(std::move(place))
{
    if (!json.members())
        badJson(m_place, "an object is expected");
}

const JsonValue* JsonObjectReader::known(std::string_view name)
{
    m_known.emplace_back(name);
    return m_json.find(name);
}

void JsonObjectReader::finish() const
{
    if (!m_place.strict)
        return;
    for (const JsonMember& member : *m_json.members())
        if (std::find(m_known.begin(), m_known.end(), member.name) == m_known.end())
            badJson(m_place.member(member.name), "this member is not known");
}

std::vector<JsonMember> JsonObjectReader::rest() const
{
    std::vector<JsonMember> members;
    for (const JsonMember& member : *m_json.members())
        if (std::find(m_known.begin(), m_known.end(), member.name) == m_known.end())
            members.push_back(member);
    return members;
}

const JsonValue::List& JsonObjectReader::listAt(const JsonValue& json, const JsonPlace& place)
{
    if (!json.items())
        badJson(place, "a list is expected");
    return *json.items();
}

} // namespace netloom
