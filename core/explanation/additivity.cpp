// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explanation/additivity.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace netloom {

std::string additivityText(double gap, double size)
{
    constexpr double kShown = 1e-6; // nowhere are more digits of a part shown
    if (!std::isfinite(gap))
        return "do not add up";
    if (gap <= kShown * std::max(1.0, std::abs(size)))
        return "add up to the last digit shown";
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), gap, std::chars_format::general, 3).ptr;
    return "add up but for " + std::string(text.data(), end);
}

} // namespace netloom
