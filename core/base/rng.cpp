// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"

#include <cmath>
#include <numbers>

namespace netloom {

Rng::Rng(std::uint64_t seed, std::string_view stream)
{
    // FNV-1a keeps the streams of one seed apart; the mixer then spreads neighbouring seeds.
    std::uint64_t hash = 0xcbf29ce484222325ull;
    for (const char c : stream) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 0x100000001b3ull;
    }
    m_key = mix(mix(seed + 0x9e3779b97f4a7c15ull) ^ hash);
}

double Rng::normal()
{
    const double u = 1.0 - uniform(); // (0, 1]: the logarithm stays finite
    const double v = uniform();
    return std::sqrt(-2.0 * std::log(u)) * std::cos(2.0 * std::numbers::pi * v);
}

} // namespace netloom
