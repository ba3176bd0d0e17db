// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/weights_epoch.h"

#include "core/base/count_text.h"

namespace netloom {

bool areOfBestEpoch(const Run& run, WhichWeights which)
{
    const Checkpoint& checkpoint = run.checkpoint;
    return !checkpoint.bestWeights.empty() && checkpoint.history.bestEpoch >= 0 &&
           (which == WhichWeights::Best || checkpoint.bestWeights == checkpoint.weights);
}

std::string weightsEpochText(const Run& run, WhichWeights which)
{
    const History& history = run.checkpoint.history;
    return areOfBestEpoch(run, which) ? "of the best epoch, " + countText(history.bestEpoch + 1)
                                      : "after the last epoch, " + countText(static_cast<Index>(history.epochs()));
}

std::string unfinishedText(const Run& run)
{
    if (run.checkpoint.weights.empty() || run.checkpoint.history.epochs() > 0)
        return {};
    return "The network has not been trained for one whole epoch: its answers are little more than those of its "
           "starting weights.";
}

} // namespace netloom
