// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/count_text.h"

namespace netloom {

std::string countText(std::int64_t value)
{
    std::string text = std::to_string(value);
    const std::size_t first = value < 0 ? 1 : 0;
    for (std::size_t i = text.size(); i > first + 3; i -= 3)
        text.insert(i - 3, 1, ',');
    return text;
}

std::string countText(std::int64_t value, const std::string& noun)
{
    return countText(value) + ' ' + noun + (value == 1 ? "" : "s");
}

} // namespace netloom
