// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/callbacks/registry.h"

#include "core/callbacks/early_stopping.h"
#include "core/callbacks/reduce_lr_on_plateau.h"

#include <algorithm>

namespace netloom {

std::span<const CallbackInfo* const> callbacks()
{
    static const CallbackInfo* const list[] = {
        &earlyStoppingCallback(),
        &reduceLrOnPlateauCallback(),
    };
    return list;
}

const CallbackInfo* findCallback(std::string_view type)
{
    const auto list = callbacks();
    const auto found = std::find_if(list.begin(), list.end(),
                                    [&](const CallbackInfo* info) { return info->type == type || info->key == type; });
    return found == list.end() ? nullptr : *found;
}

} // namespace netloom
