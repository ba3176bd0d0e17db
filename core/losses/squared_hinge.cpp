// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/losses/squared_hinge.h"

#include "core/losses/hinge_labels.h"
#include "core/losses/mean_loss.h"

#include <algorithm>

namespace netloom {

namespace {

struct SquaredHingeTerm {
    HingeLabels labels;

    SquaredHingeTerm forBatch(ConstBlock target) const { return {HingeLabels(target)}; }
    Scalar value(Scalar y, Scalar p) const
    {
        const Scalar margin = std::max(1 - labels.sign(y) * p, Scalar(0));
        return margin * margin;
    }
    Scalar slope(Scalar y, Scalar p) const
    {
        const Scalar label = labels.sign(y);
        return -2 * label * std::max(1 - label * p, Scalar(0));
    }
};

} // namespace

const LossInfo& squaredHingeLoss()
{
    static const LossInfo info{
        {"squared_hinge", "Squared hinge", "Hinge loss squared: harder on clearly wrong answers.", {}},
        makeMeanLoss<SquaredHingeTerm, squaredHingeLoss>};
    return info;
}

} // namespace netloom
