// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/losses/hinge.h"

#include "core/losses/hinge_labels.h"
#include "core/losses/mean_loss.h"

#include <algorithm>

namespace netloom {

namespace {

struct HingeTerm {
    HingeLabels labels;

    HingeTerm forBatch(ConstBlock target) const { return {HingeLabels(target)}; }
    Scalar value(Scalar y, Scalar p) const { return std::max(1 - labels.sign(y) * p, Scalar(0)); }
    Scalar slope(Scalar y, Scalar p) const
    {
        const Scalar label = labels.sign(y);
        return label * p < 1 ? -label : Scalar(0);
    }
};

} // namespace

const LossInfo& hingeLoss()
{
    static const LossInfo info{
        {"hinge",
         "Hinge",
         "Asks yes-or-no answers to be on the right side of 0 by a margin of 1, as a support vector machine does.",
         {}},
        makeMeanLoss<HingeTerm, hingeLoss>};
    return info;
}

} // namespace netloom
