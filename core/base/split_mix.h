// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace netloom {

/// SplitMix64, by its own seed alone: the generator of resamples and of rows that are picked to be shown, so that
/// another program can draw the same ones. Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA
/// 2014.
class SplitMix64
{
public:
    explicit SplitMix64(std::uint64_t seed) : m_state(seed) {}

    /// The stream of a number of a run: seeded by the first number of SplitMix64(seed + number × 0xD1342543DE82EF95).
    static SplitMix64 of(std::uint64_t seed, std::uint64_t number)
    {
        return SplitMix64(SplitMix64(seed + number * 0xD1342543DE82EF95ull).next());
    }

    std::uint64_t next()
    {
        std::uint64_t z = m_state += 0x9e3779b97f4a7c15ull;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
        return z ^ (z >> 31);
    }
    double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; } ///< in [0, 1)
    /// 0 … size-1: the whole part of size × unit().
    std::int64_t below(std::int64_t size) { return static_cast<std::int64_t>(static_cast<double>(size) * unit()); }

private:
    std::uint64_t m_state;
};

} // namespace netloom
