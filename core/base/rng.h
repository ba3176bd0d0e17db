// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace netloom {

/// A random stream: counter-based (SplitMix64 over key + counter), so its whole state is two numbers and any position
/// can be reached at once. Same seed and stream name, same numbers, on every machine. One stream per purpose ("init",
/// "shuffle", "dropout/<layer>", "split" …). Own distributions: those of the standard library differ between libraries.
/// Source of the mixer: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
class Rng
{
public:
    Rng(std::uint64_t seed, std::string_view stream);

    /// A stream of its own for each number: of an epoch, say.
    Rng branch(std::uint64_t number) const
    {
        Rng stream = *this;
        stream.m_key = mix(m_key ^ mix(number + 0x9e3779b97f4a7c15ull));
        stream.m_counter = 0;
        return stream;
    }

    std::uint64_t next() { return at(m_counter++); }
    /// Number at a position of the stream, without moving.
    std::uint64_t at(std::uint64_t position) const { return mix(m_key + (position + 1) * 0x9e3779b97f4a7c15ull); }
    double uniform() { return toUnit(next()); } ///< in [0, 1), 53 bits
    double uniform(double low, double high) { return low + (high - low) * uniform(); }
    double normal(); ///< mean 0, variance 1 (Box–Muller, two draws)
    /// 0 … n-1, without bias; n > 0. Lemire, "Fast random integer generation in an interval", ACM TOMACS 2019: the high
    /// half of a 128-bit product; the division is needed only where the low half says that a number might be favoured.
    std::uint64_t below(std::uint64_t n)
    {
        __extension__ using Wide = unsigned __int128;
        Wide product = static_cast<Wide>(next()) * n;
        if (static_cast<std::uint64_t>(product) < n) [[unlikely]] {
            const std::uint64_t threshold = (0 - n) % n;
            while (static_cast<std::uint64_t>(product) < threshold)
                product = static_cast<Wide>(next()) * n;
        }
        return static_cast<std::uint64_t>(product >> 64);
    }

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
