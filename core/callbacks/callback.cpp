// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/callbacks/callback.h"

#include <algorithm>
#include <limits>

namespace netloom {

double EpochEnd::value(std::string_view key) const
{
    auto found = std::find(keys.begin(), keys.end(), key);
    if (found == keys.end() && key.starts_with("val_"))
        found = std::find(keys.begin(), keys.end(), key.substr(4));
    return found == keys.end() ? std::numeric_limits<double>::quiet_NaN()
                               : values[static_cast<std::size_t>(found - keys.begin())];
}

} // namespace netloom
