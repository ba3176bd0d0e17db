// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/component.h"

#include <algorithm>
#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace netloom {

/// What every registry does with its hand-written list. The entry of a type; null for an unknown one.
template<typename Info>
const Info* findComponent(std::span<const Info* const> list, std::string_view type)
{
    const auto found = std::find_if(list.begin(), list.end(), [&](const Info* info) { return info->type == type; });
    return found == list.end() ? nullptr : *found;
}

/// A short name people know from Keras, and the type it stands for.
using ComponentAlias = std::pair<std::string_view, std::string_view>;

/// As above, with short names ("mse") understood as well.
template<typename Info>
const Info* findComponent(std::span<const Info* const> list, std::string_view type,
                          std::span<const ComponentAlias> aliases)
{
    for (const auto& [alias, meaning] : aliases)
        if (alias == type)
            return findComponent(list, meaning);
    return findComponent(list, type);
}

/// A list as choices of a form field, in its own order.
template<typename Info>
std::vector<FieldChoice> componentChoices(std::span<const Info* const> list)
{
    std::vector<FieldChoice> choices;
    choices.reserve(list.size());
    for (const Info* info : list)
        choices.push_back({info->type, info->title});
    return choices;
}

/// Factory of a component T that is built from its complete field values; `info` is the function that publishes it.
template<typename Base, typename T, auto info>
std::unique_ptr<Base> makeComponent(const FieldValues& values)
{
    return std::make_unique<T>(withDefaults(info().fields, values));
}

} // namespace netloom
