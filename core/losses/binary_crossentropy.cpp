// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/losses/binary_crossentropy.h"

#include "core/base/field_builders.h"
#include "core/losses/binary_crossentropy_rule.h"
#include "core/losses/per_sample_loss.h"

namespace netloom {

namespace {

std::vector<FieldChoice> variantChoices()
{
    return {{"keras3", "Keras 3"}, {"keras2", "Keras 2"}};
}

std::optional<Remark> binaryObjection(Task task)
{
    if (task == Task::Regression)
        return Remark{Severity::Error, "",
                      "Binary crossentropy needs a target of classes; for numbers use mean squared error."};
    if (task == Task::Multiclass)
        return Remark{Severity::Warning, "", "For one class out of several, categorical crossentropy fits better."};
    return {};
}

} // namespace

const LossInfo& binaryCrossentropyLoss()
{
    static const LossInfo info{
        {"binary_crossentropy",
         "Binary crossentropy",
         "For yes-or-no targets with a sigmoid output: rewards confident right answers, punishes confident wrong ones.",
         {labelSmoothingField(), fromLogitsField(),
          advancedField(choiceField(
              "variant", "Formula",
              "How probabilities of exactly 0 and 1 are kept finite; plays no part behind a sigmoid output.", "keras3",
              variantChoices))}},
        makeLoss<SigmoidFusedRule<BinaryCrossentropyTerm>, binaryCrossentropyLoss>,
        binaryObjection};
    return info;
}

} // namespace netloom
