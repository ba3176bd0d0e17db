// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/rng.h"

namespace netloom {

/// Normal random numbers of one pass: they depend on the layer's stream and the iteration alone.
class NormalDraws
{
public:
    NormalDraws(const Rng& stream, std::int64_t iteration) : m_rng(stream)
    {
        // Every iteration has its own stretch of the stream, longer than any batch needs.
        m_rng.seek(static_cast<std::uint64_t>(iteration) << 32);
    }
    double next() { return m_rng.normal(); }

private:
    Rng m_rng;
};

} // namespace netloom
