// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/losses/huber.h"

#include "core/base/field_builders.h"
#include "core/losses/mean_loss.h"

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

struct HuberTerm {
    Scalar delta;

    explicit HuberTerm(const FieldValues& values) : delta(static_cast<Scalar>(values.real("delta"))) {}
    Scalar value(Scalar y, Scalar p) const
    {
        const Scalar e = std::abs(y - p);
        return e <= delta ? Scalar(0.5) * e * e : delta * e - Scalar(0.5) * delta * delta;
    }
    Scalar slope(Scalar y, Scalar p) const { return std::clamp(p - y, -delta, delta); }
};

} // namespace

const LossInfo& huberLoss()
{
    static const LossInfo info{
        {"huber",
         "Huber",
         "Squared for small errors, straight for large ones; for numbers with some outliers.",
         {aboveField(realField("delta", "Delta", "Size of the error at which the loss goes on in a straight line.", 1,
                               0, 1e9))}},
        makeMeanLoss<HuberTerm, huberLoss>};
    return info;
}

} // namespace netloom
