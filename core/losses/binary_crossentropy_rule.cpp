// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/losses/binary_crossentropy_rule.h"

#include "core/base/field_builders.h"

namespace netloom {

FieldInfo labelSmoothingField()
{
    return advancedField(realField(
        "label_smoothing", "Label smoothing",
        "Share by which the targets are drawn towards undecided, so that the network does not become overconfident.", 0,
        0, 1));
}

FieldInfo fromLogitsField()
{
    return advancedField(booleanField("from_logits", "From logits",
                                      "The outputs are sums before a sigmoid or softmax, not probabilities.", false));
}

BinaryCrossentropyTerm::BinaryCrossentropyTerm(const FieldValues& values)
    : m_smoothing(static_cast<Scalar>(values.real("label_smoothing"))),
      m_inside(0),
      m_fromLogits(values.boolean("from_logits"))
{
    if (values.contains("variant") && values.text("variant") == "keras2")
        m_inside = kLossEpsilon;
}

} // namespace netloom
