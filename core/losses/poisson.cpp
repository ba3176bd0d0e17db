// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/losses/poisson.h"

#include "core/losses/mean_loss.h"

#include <cmath>

namespace netloom {

namespace {

struct PoissonTerm {
    Scalar value(Scalar y, Scalar p) const { return p - y * std::log(p + kLossEpsilon); }
    Scalar slope(Scalar y, Scalar p) const { return 1 - y / (p + kLossEpsilon); }
};

} // namespace

const LossInfo& poissonLoss()
{
    static const LossInfo info{
        {"poisson", "Poisson", "For counts: the network predicts the expected number, which must be positive.", {}},
        makeMeanLoss<PoissonTerm, poissonLoss>};
    return info;
}

} // namespace netloom
