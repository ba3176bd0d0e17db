// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"

#include <cstring>
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
    /// Numbers of a block of the same size. Pieces of known size are copied without a call, which the blocks of small
    /// networks, copied every few microseconds, would notice.
    void copy(const AlignedBlock& from)
    {
        constexpr Index kPiece = 16;
        const Index size = m_size;
        Scalar* to = data();
        const Scalar* numbers = from.data();
        Index i = 0;
        for (; i + kPiece <= size; i += kPiece)
            std::memcpy(to + i, numbers + i, kPiece * sizeof(Scalar));
        for (; i < size; ++i)
            to[i] = numbers[i];
    }

private:
    struct Free {
        void operator()(Scalar* p) const { ::operator delete[](p, std::align_val_t(64)); }
    };
    std::unique_ptr<Scalar[], Free> m_data;
    Index m_size = 0;
};

} // namespace netloom
