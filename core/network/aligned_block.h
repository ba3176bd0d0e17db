// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"

#include <memory>
#include <new>

namespace netloom {

/// Numbers aligned to a cache line, zeroed; grown only on purpose.
class AlignedBlock
{
public:
    void resize(Index n); ///< zeroes everything
    Scalar* data() { return m_data.get(); }
    const Scalar* data() const { return m_data.get(); }
    Index size() const { return m_size; }

private:
    struct Free {
        void operator()(Scalar* p) const { ::operator delete[](p, std::align_val_t(64)); }
    };
    std::unique_ptr<Scalar[], Free> m_data;
    Index m_size = 0;
};

} // namespace netloom
