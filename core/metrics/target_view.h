// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/block.h"

#include <algorithm>

namespace netloom {

/// Number of the largest of n > 0 values; the first one of equals.
inline Index indexOfLargest(const Scalar* values, Index n)
{
    return static_cast<Index>(std::max_element(values, values + n) - values);
}

/// Reads targets as one value per output, also where they are class numbers in a single row.
class TargetView
{
public:
    TargetView(ConstBlock target, Index outputs) : m_target(target), m_labels(target.rows == 1 && outputs > 1) {}

    /// Target of output i for sample j.
    Scalar at(Index i, Index j) const
    {
        if (m_labels)
            return static_cast<double>(i) == static_cast<double>(*m_target.column(j)) ? Scalar(1) : Scalar(0);
        return m_target.column(j)[i];
    }
    /// Number of the true class of sample j.
    Index label(Index j) const
    {
        return m_labels ? static_cast<Index>(*m_target.column(j)) : indexOfLargest(m_target.column(j), m_target.rows);
    }

private:
    ConstBlock m_target;
    bool m_labels;
};

} // namespace netloom
