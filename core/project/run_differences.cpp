// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/run_differences.h"

#include "core/network/network_spec.h"
#include "core/project/settings.h"

#include <algorithm>

namespace netloom {

std::vector<RunDifference> runDifferences(const Run& a, const Run& b)
{
    std::vector<RunDifference> differences;
    if (const std::string of = formatLayers(a.network.layers), other = formatLayers(b.network.layers); of != other)
        differences.push_back({"layers", "layers", of, other});
    const std::vector<FieldInfo> fields = settingFields(a.training, a.split);
    const std::vector<FieldInfo> otherFields = settingFields(b.training, b.split);
    const auto has = [](const std::vector<FieldInfo>& all, const std::string& key) {
        return std::any_of(all.begin(), all.end(), [&](const FieldInfo& field) { return field.key == key; });
    };
    const auto add = [&](const FieldInfo& field, bool ofA, bool ofB) {
        const std::string text = ofA ? settingText(a.training, a.split, field.key) : std::string();
        const std::string other = ofB ? settingText(b.training, b.split, field.key) : std::string();
        if (text != other)
            differences.push_back({field.key, field.title.empty() ? field.key : field.title, text, other});
    };
    for (const FieldInfo& field : fields)
        add(field, true, has(otherFields, field.key));
    for (const FieldInfo& field : otherFields)
        if (!has(fields, field.key))
            add(field, false, true);
    return differences;
}

} // namespace netloom
