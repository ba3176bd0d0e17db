// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/coach/registry.h"

#include "core/coach/dead_units.h"
#include "core/coach/diverged.h"
#include "core/coach/dropout_gap.h"
#include "core/coach/exploding_gradients.h"
#include "core/coach/leaking_column.h"
#include "core/coach/not_learning.h"
#include "core/coach/overfitting.h"
#include "core/coach/oversized_network.h"
#include "core/coach/plateau.h"
#include "core/coach/rate_too_large.h"
#include "core/coach/rate_too_small.h"
#include "core/coach/saturated_units.h"
#include "core/coach/unbalanced_classes.h"
#include "core/coach/underfitting.h"
#include "core/coach/unscaled_inputs.h"
#include "core/coach/unscaled_target.h"
#include "core/coach/vanishing_gradients.h"

namespace netloom {

std::span<const CoachRule* const> coachRules()
{
    static const CoachRule* const list[] = {
        &divergedRule(),       &notLearningRule(),        &deadUnitsRule(),     &unscaledTargetRule(),
        &unscaledInputsRule(), &explodingGradientsRule(), &rateTooLargeRule(),  &vanishingGradientsRule(),
        &saturatedUnitsRule(), &rateTooSmallRule(),       &overfittingRule(),   &plateauRule(),
        &underfittingRule(),   &unbalancedClassesRule(),  &leakingColumnRule(), &oversizedNetworkRule(),
        &dropoutGapRule(),
    };
    return list;
}

const CoachRule* findCoachRule(std::string_view key)
{
    for (const CoachRule* rule : coachRules())
        if (rule->key == key)
            return rule;
    return nullptr;
}

} // namespace netloom
