// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/losses/binary_focal_crossentropy.h"

#include "core/base/field_builders.h"
#include "core/losses/binary_crossentropy_rule.h"
#include "core/losses/per_sample_loss.h"

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

/// The weight (1 - pt)^gamma · balance of a sample and its derivative with respect to p.
struct FocalWeight {
    Scalar value;
    Scalar slope;
};

class FocalTerm
{
public:
    explicit FocalTerm(const FieldValues& values)
        : m_crossentropy(values),
          m_gamma(static_cast<Scalar>(values.real("gamma"))),
          m_alpha(static_cast<Scalar>(values.real("alpha"))),
          m_balancing(values.boolean("apply_class_balancing")),
          m_fromLogits(values.boolean("from_logits"))
    {
    }

    Scalar value(Scalar y, Scalar p) const
    {
        const Scalar label = m_crossentropy.label(y);
        const Scalar q = probability(p);
        return weight(label, q).value * m_crossentropy.clippedValue(label, q);
    }

    Scalar slope(Scalar y, Scalar p) const
    {
        const Scalar label = m_crossentropy.label(y);
        const Scalar q = probability(p);
        const FocalWeight focal = weight(label, q);
        const Scalar inner =
            focal.slope * m_crossentropy.clippedValue(label, q) + focal.value * m_crossentropy.clippedSlope(label, q);
        return m_fromLogits ? inner * q * (1 - q) : inner;
    }

    Scalar fusedValue(Scalar y, Scalar z) const
    {
        const Scalar label = m_crossentropy.label(y);
        return weight(label, sigmoid(z)).value * m_crossentropy.logitValue(label, z);
    }

    /// SigmoidFusedRule<FocalTerm>param a  sigmoid of z
    Scalar fusedSlope(Scalar y, Scalar z, Scalar a) const
    {
        const Scalar label = m_crossentropy.label(y);
        const FocalWeight focal = weight(label, a);
        return focal.slope * a * (1 - a) * m_crossentropy.logitValue(label, z) + focal.value * (a - label);
    }

private:
    Scalar probability(Scalar p) const { return m_fromLogits ? sigmoid(p) : p; }

    FocalWeight weight(Scalar label, Scalar p) const
    {
        const Scalar wrong = std::max(1 - (label * p + (1 - label) * (1 - p)), Scalar(0));
        const Scalar balance = m_balancing ? label * m_alpha + (1 - label) * (1 - m_alpha) : Scalar(1);
        const Scalar slope = m_gamma != 0 ? m_gamma * std::pow(wrong, m_gamma - 1) * (1 - 2 * label) : Scalar(0);
        return {balance * std::pow(wrong, m_gamma), balance * slope};
    }

    BinaryCrossentropyTerm m_crossentropy;
    Scalar m_gamma;
    Scalar m_alpha;
    bool m_balancing;
    bool m_fromLogits;
};

} // namespace

const LossInfo& binaryFocalCrossentropyLoss()
{
    static const LossInfo info{
        {"binary_focal_crossentropy",
         "Binary focal crossentropy",
         "Binary crossentropy that cares less about samples that are already right; for rare classes.",
         {realField("gamma", "Gamma", "How strongly samples that are already right are discounted.", 2, 0, 20),
          booleanField("apply_class_balancing", "Balance classes",
                       "Weigh class 1 with alpha and class 0 with 1 - alpha.", false),
          realField("alpha", "Alpha", "Weight of class 1 when classes are balanced.", 0.25, 0, 1),
          labelSmoothingField(), fromLogitsField()}},
        makeLoss<SigmoidFusedRule<FocalTerm>, binaryFocalCrossentropyLoss>};
    return info;
}

} // namespace netloom
