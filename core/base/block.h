// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"

#include <algorithm>

namespace netloom {

/// A block of numbers: `columns` samples of `rows` values, sample j starting at data + j * stride.
template<typename T>
struct Block {
    T* data = nullptr;
    Index rows = 0;
    Index columns = 0;
    Index stride = 0;

    T* column(Index j) const { return data + j * stride; }
};
using ConstBlock = Block<const Scalar>;
using MutableBlock = Block<Scalar>;

/// std::copy_n; for a handful of numbers its call would cost more than the numbers.
inline void copyNumbers(const Scalar* from, Index n, Scalar* to)
{
    if (n > 16) {
        std::copy_n(from, n, to);
        return;
    }
    for (Index i = 0; i < n; ++i)
        to[i] = from[i];
}

} // namespace netloom
