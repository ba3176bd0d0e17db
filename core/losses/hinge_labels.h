// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/losses/loss.h"

namespace netloom {

/// How a batch writes its two classes: as -1 and 1, or as 0 and 1 (then 0 counts as -1, as in Keras).
class HingeLabels
{
public:
    HingeLabels() = default;
    explicit HingeLabels(ConstBlock target)
    {
        for (Index j = 0; j < target.columns; ++j)
            for (Index i = 0; i < target.rows; ++i)
                if (target.column(j)[i] != 0 && target.column(j)[i] != 1)
                    return;
        m_zeroOne = true;
    }

    Scalar sign(Scalar y) const { return m_zeroOne ? 2 * y - 1 : y; }

private:
    bool m_zeroOne = false;
};

} // namespace netloom
