// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace netloom {

/// A random stream: counter-based (SplitMix64 over key + counter), so its whole state is two numbers and any position can
/// be reached at once. Same seed and stream name, same numbers, on every machine. One stream per purpose ("init",
/// "shuffle", "dropout/<layer>", "split" …). Own distributions: those of the standard library differ between libraries.
/// Source of the mixer: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
class Rng
{
public:
    Rng(std::uint64_t seed, std::string_view stream);

    std::uint64_t next() { return at(m_counter++); }
    /// Number at a position of the stream, without moving.
    std::uint64_t at(std::uint64_t position) const { return mix(m_key + (position + 1) * 0x9e3779b97f4a7c15ull); }
    double uniform() { return toUnit(next()); }                               ///< in [0, 1), 53 bits
    double uniform(double low, double high) { return low + (high - low) * uniform(); }
    double normal();                                                          ///< mean 0, variance 1 (Box–Muller, two draws)
    std::uint64_t below(std::uint64_t n);                                     ///< 0 … n-1, without bias; n > 0

    std::uint64_t key() const { return m_key; }
    std::uint64_t position() const { return m_counter; }
    void seek(std::uint64_t position) { m_counter = position; }

    static double toUnit(std::uint64_t bits) { return static_cast<double>(bits >> 11) * 0x1.0p-53; }

    template<typename T>
    void shuffle(std::vector<T>& items)
    {
        for (std::size_t i = items.size(); i > 1; --i) {
            using std::swap;
            swap(items[i - 1], items[static_cast<std::size_t>(below(i))]);
        }
    }

private:
    static std::uint64_t mix(std::uint64_t z)
    {
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
        return z ^ (z >> 31);
    }
    std::uint64_t m_key;
    std::uint64_t m_counter = 0;
};

} // namespace netloom
