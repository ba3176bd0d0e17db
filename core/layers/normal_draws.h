// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/rng.h"
#include "core/base/types.h"

namespace netloom {

/// Normal random numbers of one pass: they depend on the layer's stream and the iteration alone.
class NormalDraws
{
public:
    /// @param first  number of the first one wanted
    NormalDraws(const Rng& stream, std::int64_t iteration, Index first) : m_rng(stream)
    {
        // Every iteration has its own stretch of the stream, longer than any batch needs; a number takes two draws.
        m_rng.seek((static_cast<std::uint64_t>(iteration) << 32) + 2 * static_cast<std::uint64_t>(first));
    }
    double next() { return m_rng.normal(); }

private:
    Rng m_rng;
};

} // namespace netloom
