// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/activations/hard_silu.h"

#include "core/activations/elementwise.h"

#include <algorithm>

namespace netloom {

namespace {

struct HardSiluRule {
    static constexpr bool usesInput = true;
    Scalar value(Scalar z) const { return z * std::clamp(z / 6 + Scalar(0.5), Scalar(0), Scalar(1)); }
    Scalar slope(Scalar z, Scalar) const
    {
        if (z <= -3)
            return 0;
        return z < 3 ? z / 3 + Scalar(0.5) : Scalar(1);
    }
};

} // namespace

const ActivationInfo& hardSiluActivation()
{
    static const ActivationInfo info{{"hard_silu", "Hard SiLU", "Straight-line relative of SiLU; cheap.", {}},
                                     makeElementwise<HardSiluRule, hardSiluActivation>};
    return info;
}

} // namespace netloom
