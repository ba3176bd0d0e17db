// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"

#include <algorithm>

namespace netloom {

/// The rows of a batch, shared out among threads: whole tiles of the kernels, as equal as these allow, the larger
/// shares first.
class RowShares
{
public:
    static constexpr Index kTileRows = 6;

    /// One for each thread: smaller ones would be shared more evenly, but each reads all weights.
    RowShares(Index rows, Index threads)
        : m_rows(rows),
          m_tiles((rows + kTileRows - 1) / kTileRows),
          m_count(std::max(std::min(threads, m_tiles), Index(1)))
    {
    }

    int count() const { return static_cast<int>(m_count); }
    Index first(int share) const { return begin(share); }
    Index rows(int share) const { return begin(share + 1) - begin(share); }

private:
    Index begin(Index share) const
    {
        const Index tiles = share * (m_tiles / m_count) + std::min(share, m_tiles % m_count);
        return std::min(tiles * kTileRows, m_rows);
    }

    Index m_rows;
    Index m_tiles;
    Index m_count;
};

} // namespace netloom
