// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/steering.h"

#include "core/training/resume.h"

#include <utility>

namespace netloom {

bool fitsBegunEpoch(const TrainingConfig& now, const TrainingConfig& wanted)
{
    TrainingConfig same = wanted;
    same.schedule = now.schedule;
    same.callbacks = now.callbacks;
    same.classWeights = now.classWeights;
    same.epochs = now.epochs;
    same.keepBest = now.keepBest;
    same.optimizer.fields.remove("learning_rate");
    TrainingConfig before = now;
    before.optimizer.fields.remove("learning_rate");
    return same == before;
}

std::unique_ptr<Trainer> steered(const Trainer& now, const TrainingConfig& wanted, std::string mark)
{
    Checkpoint from = now.checkpoint();
    if (!(wanted.loss == now.config().loss))
        forgetBest(from);
    if (const double rate = wanted.learningRate();
        rate > 0 && rate != now.config().learningRate() && from.counters.contains("learning_rate"))
        from.counters.set("learning_rate", rate);
    if (!mark.empty())
        from.history.events.push_back({HistoryEvent::Kind::Edit, static_cast<int>(now.epoch()), std::move(mark)});
    auto next = std::make_unique<Trainer>(now.network(), wanted, now.data(), from);
    next->recordTimeline(std::move(from.timeline));
    return next;
}

} // namespace netloom
