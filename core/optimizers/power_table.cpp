// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optimizers/power_table.h"

#include <cmath>

namespace netloom {

PowerTable::PowerTable(double base) : m_base(base)
{
    for (std::int64_t t = 0; t < kLow; ++t)
        m_low[static_cast<std::size_t>(t)] = std::pow(base, static_cast<double>(t));
}

double PowerTable::at(std::int64_t t)
{
    if (const std::int64_t block = t / kLow; block != m_block) {
        m_block = block;
        m_high = std::pow(m_base, static_cast<double>(block * kLow));
    }
    return m_high * m_low[static_cast<std::size_t>(t % kLow)];
}

} // namespace netloom
