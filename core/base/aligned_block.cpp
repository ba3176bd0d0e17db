// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/aligned_block.h"

#include <algorithm>

namespace netloom {

void AlignedBlock::resize(Index n)
{
    n = std::max<Index>(n, 16);
    m_data.reset(new (std::align_val_t(64)) Scalar[static_cast<std::size_t>(n)]());
    m_size = n;
}

} // namespace netloom
