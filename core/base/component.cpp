// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/component.h"

#include "core/base/error.h"

namespace netloom {

FieldValue fieldOf(const ComponentInfo& info, const FieldValues& values, std::string_view key)
{
    if (const FieldValue* value = values.find(key))
        return *value;
    for (const FieldInfo& field : info.fields)
        if (field.key == key)
            return field.initial;
    throw Error(info.title + " has no field \"" + std::string(key) + "\"");
}

} // namespace netloom
