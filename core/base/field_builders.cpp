// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/field_builders.h"

namespace netloom {

namespace {

FieldInfo field(std::string key, std::string title, std::string help, FieldType type, FieldValue initial)
{
    FieldInfo info;
    info.key = std::move(key);
    info.title = std::move(title);
    info.help = std::move(help);
    info.type = type;
    info.initial = std::move(initial);
    return info;
}

} // namespace

FieldInfo realField(std::string key, std::string title, std::string help, double initial, double min, double max)
{
    FieldInfo info = field(std::move(key), std::move(title), std::move(help), FieldType::Real, initial);
    info.min = min;
    info.max = max;
    return info;
}

FieldInfo integerField(std::string key, std::string title, std::string help, std::int64_t initial, std::int64_t min,
                       std::int64_t max)
{
    FieldInfo info = field(std::move(key), std::move(title), std::move(help), FieldType::Integer, initial);
    info.min = static_cast<double>(min);
    info.max = static_cast<double>(max);
    return info;
}

FieldInfo booleanField(std::string key, std::string title, std::string help, bool initial)
{
    return field(std::move(key), std::move(title), std::move(help), FieldType::Boolean, initial);
}

FieldInfo choiceField(std::string key, std::string title, std::string help, std::string initial,
                      std::vector<FieldChoice> (*choices)())
{
    FieldInfo info = field(std::move(key), std::move(title), std::move(help), FieldType::Choice, std::move(initial));
    info.choices = choices;
    return info;
}

FieldInfo textField(std::string key, std::string title, std::string help, std::string initial)
{
    return field(std::move(key), std::move(title), std::move(help), FieldType::Text, std::move(initial));
}

FieldInfo openField(FieldInfo field)
{
    return aboveField(belowField(std::move(field)));
}

FieldInfo aboveField(FieldInfo field)
{
    field.minOpen = true;
    return field;
}

FieldInfo belowField(FieldInfo field)
{
    field.maxOpen = true;
    return field;
}

FieldInfo advancedField(FieldInfo field)
{
    field.advanced = true;
    return field;
}

} // namespace netloom
