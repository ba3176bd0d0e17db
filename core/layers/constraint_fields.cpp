// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layers/constraint_fields.h"

#include "core/regularizers/registry.h"

#include <algorithm>

namespace netloom {

namespace {

std::vector<FieldChoice> choices()
{
    std::vector<FieldChoice> list = constraintChoices();
    list.insert(list.begin(), {"none", "None"});
    return list;
}

} // namespace

std::vector<FieldInfo> constraintFields(const std::string& tensor, const std::string& title)
{
    const std::string prefix = tensor + "_constraint";
    std::vector<FieldInfo> fields;
    fields.push_back({.key = prefix,
                      .title = title,
                      .help = "What is done to these weights after every step.",
                      .type = FieldType::Choice,
                      .initial = std::string("none"),
                      .choices = choices,
                      .advanced = true});
    for (const ConstraintInfo* constraint : constraints())
        for (const FieldInfo& own : constraint->fields) {
            const std::string key = prefix + "_" + own.key;
            const auto known =
                std::find_if(fields.begin(), fields.end(), [&](const FieldInfo& field) { return field.key == key; });
            if (known != fields.end()) {
                known->shownFor += "|" + constraint->type;
                continue;
            }
            FieldInfo field = own;
            field.key = key;
            field.advanced = true;
            field.shownFor = prefix + "=" + constraint->type;
            fields.push_back(std::move(field));
        }
    return fields;
}

ComponentSpec chosenConstraint(const FieldValues& values, const std::string& tensor)
{
    const std::string prefix = tensor + "_constraint";
    const ConstraintInfo* info = findConstraint(values.text(prefix));
    if (!info)
        return {};
    ComponentSpec spec{info->type, {}};
    for (const FieldInfo& field : info->fields)
        if (const FieldValue* value = values.find(prefix + "_" + field.key))
            spec.fields.set(field.key, *value);
    return spec;
}

} // namespace netloom
