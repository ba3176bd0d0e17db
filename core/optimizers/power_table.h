// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

namespace netloom {

/// Powers of a number, base^t for t >= 0, asked for one after the other: a product instead of a call of pow. The value
/// for a t does not depend on what was asked for before. Error at most a few units in the last place.
class PowerTable
{
public:
    explicit PowerTable(double base);
    double at(std::int64_t t);

private:
    static constexpr std::int64_t kLow = 64;

    double m_base;
    std::array<double, kLow> m_low; ///< base^0 … base^63
    std::int64_t m_block = 0;
    double m_high = 1; ///< base^(64 · m_block)
};

} // namespace netloom
