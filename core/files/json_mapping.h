// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/component.h"
#include "core/files/json.h"

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace netloom {

/// Where a value is in a JSON file, and how strictly it is read.
struct JsonPlace {
    std::string path;   ///< "project.json, training.epochs"
    bool strict = true; ///< a member that is not known is an error; else it is left out

    JsonPlace member(std::string_view name) const;
    JsonPlace item(std::size_t index) const;
};

/// @throws Error at that place
[[noreturn]] void badJson(const JsonPlace& place, const std::string& problem);

/// Plain values to JSON and back. Numbers that are not finite are texts ("inf", "-inf", "nan").
inline const JsonValue& toJson(const JsonValue& value)
{
    return value;
}
JsonValue toJson(bool value);
JsonValue toJson(double value);
JsonValue toJson(std::int64_t value);
JsonValue toJson(std::uint64_t value);
JsonValue toJson(const std::string& value);
/// A value of four possible types: a number that is not finite is {"number": "inf"}, so that it is no text.
JsonValue toJson(const FieldValue& value);
JsonValue toJson(const FieldValues& values);
JsonValue toJson(const ComponentSpec& spec);

/// @throws Error naming the place and what is expected there
void fromJson(const JsonValue& json, const JsonPlace& place, bool& value);
void fromJson(const JsonValue& json, const JsonPlace& place, double& value);
void fromJson(const JsonValue& json, const JsonPlace& place, std::int64_t& value);
void fromJson(const JsonValue& json, const JsonPlace& place, std::uint64_t& value);
void fromJson(const JsonValue& json, const JsonPlace& place, std::string& value);
void fromJson(const JsonValue& json, const JsonPlace& place, FieldValue& value);
void fromJson(const JsonValue& json, const JsonPlace& place, FieldValues& values);
void fromJson(const JsonValue& json, const JsonPlace& place, ComponentSpec& spec);

/// The values a component knows must be of their type; whole numbers become real ones where the field is real.
/// `info` null: the component is not known, its values stay as they are. @throws Error
void checkTypes(FieldValues& values, const ComponentInfo* info, const JsonPlace& place);

class JsonObjectReader;
class JsonObjectWriter;

/// The struct U, to be read into or written from.
template<typename T, typename U>
concept ConstOrNot = std::same_as<std::remove_const_t<T>, U>;

/// A struct whose members are listed once for both directions, by a function jsonMembers(io, value).
template<typename T>
concept JsonStruct = requires(JsonObjectWriter& writer, JsonObjectReader& reader, const T& constant, T& value)
{
    jsonMembers(writer, constant);
    jsonMembers(reader, value);
};

template<JsonStruct T>
JsonValue toJson(const T& value);
template<JsonStruct T>
void fromJson(const JsonValue& json, const JsonPlace& place, T& value);

/// Writes the members of one object, in the order of the calls.
class JsonObjectWriter
{
public:
    template<typename T>
    void operator()(std::string_view name, const T& value)
    {
        m_object.add(std::string(name), toJson(value));
    }
    template<typename T>
    void operator()(std::string_view name, const std::optional<T>& value)
    {
        if (value)
            (*this)(name, *value);
    }
    template<typename T>
    void operator()(std::string_view name, const std::vector<T>& values)
    {
        JsonValue list = JsonValue::list();
        for (const T& value : values)
            list.items()->push_back(toJson(value));
        m_object.add(std::string(name), std::move(list));
    }
    JsonValue take() { return std::move(m_object); }

private:
    JsonValue m_object = JsonValue::object();
};

/// Reads the members of one object; those that are absent keep their value.
class JsonObjectReader
{
public:
    /// @throws Error where `json` is no object
    JsonObjectReader(const JsonValue& json, JsonPlace place);

    template<typename T>
    void operator()(std::string_view name, T& value)
    {
        if (const JsonValue* json = known(name))
            fromJson(*json, m_place.member(name), value);
    }
    template<typename T>
    void operator()(std::string_view name, std::optional<T>& value)
    {
        if (const JsonValue* json = known(name))
            fromJson(*json, m_place.member(name), value.emplace());
    }
    template<typename T>
    void operator()(std::string_view name, std::vector<T>& values)
    {
        const JsonValue* json = known(name);
        if (!json)
            return;
        const JsonPlace place = m_place.member(name);
        const JsonValue::List& items = listAt(*json, place);
        values.clear();
        for (std::size_t i = 0; i < items.size(); ++i)
            fromJson(items[i], place.item(i), values.emplace_back());
    }

    /// Null where absent. Counts as known for finish().
    const JsonValue* known(std::string_view name);
    const JsonPlace& place() const { return m_place; }
    /// @throws Error where a member was not asked for, if the place is strict
    void finish() const;
    /// Members that were not asked for.
    std::vector<JsonMember> rest() const;

    /// @throws Error where this is no list
    static const JsonValue::List& listAt(const JsonValue& json, const JsonPlace& place);

private:
    const JsonValue& m_json;
    JsonPlace m_place;
    std::vector<std::string> m_known;
};

template<JsonStruct T>
JsonValue toJson(const T& value)
{
    JsonObjectWriter io;
    jsonMembers(io, value);
    return io.take();
}

template<JsonStruct T>
void fromJson(const JsonValue& json, const JsonPlace& place, T& value)
{
    JsonObjectReader io(json, place);
    jsonMembers(io, value);
    io.finish();
}

} // namespace netloom
