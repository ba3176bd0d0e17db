// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/setting_list.h"

#include "core/base/error.h"

#include <charconv>

namespace netloom {

void add(Settings& settings, FieldInfo field, bool& value)
{
    const auto set = [field, &value](std::string_view text) { value = std::get<bool>(parseField(field, text)); };
    settings.push_back({std::move(field), [&value] { return formatField(value); }, set});
}

void add(Settings& settings, FieldInfo field, Index& value)
{
    const auto set = [field, &value](std::string_view text) {
        value = std::get<std::int64_t>(parseField(field, text));
    };
    settings.push_back({std::move(field), [&value] { return formatField(value); }, set});
}

void add(Settings& settings, FieldInfo field, double& value)
{
    const auto set = [field, &value](std::string_view text) { value = std::get<double>(parseField(field, text)); };
    settings.push_back({std::move(field), [&value] { return formatField(value); }, set});
}

void add(Settings& settings, FieldInfo field, std::string& value)
{
    const auto set = [field, &value](std::string_view text) {
        const FieldValue parsed = parseField(field, text);
        if (text.empty())
            throw Error("must not be empty", field.key);
        value = std::get<std::string>(parsed);
    };
    settings.push_back({std::move(field), [&value] { return value; }, set});
}

void addSeed(Settings& settings, FieldInfo field, std::uint64_t& value)
{
    const auto set = [key = field.key, &value](std::string_view text) {
        std::uint64_t number = 0;
        const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
        if (result.ec != std::errc() || result.ptr != text.data() + text.size())
            throw Error("expected a whole number from 0 to 18446744073709551615, found " + quoted(text), key);
        value = number;
    };
    settings.push_back({std::move(field), [&value] { return std::to_string(value); }, set});
}

void addComponentField(Settings& settings, FieldInfo field, std::string key, ComponentSpec& spec)
{
    const std::string inner = field.key;
    const FieldValue initial = field.initial;
    field.key = std::move(key);
    const auto value = [&spec, inner, initial] {
        const FieldValue* stored = spec.fields.find(inner);
        return stored ? *stored : initial;
    };
    const auto set = [field, inner, value, &spec](std::string_view text) {
        // What is already so stays untouched: a value that nobody chose goes on following its component.
        if (FieldValue parsed = parseField(field, text); parsed != value())
            spec.fields.set(inner, std::move(parsed));
    };
    settings.push_back({std::move(field), [value] { return formatField(value()); }, set});
}

} // namespace netloom
