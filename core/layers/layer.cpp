// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layers/layer.h"

namespace netloom {

Index TensorSpec::storage() const
{
    if (panel == 0)
        return count();
    return shape[0] * ((shape[1] + panel - 1) / panel * panel);
}

} // namespace netloom
