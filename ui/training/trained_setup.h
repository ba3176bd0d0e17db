// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/project.h"

#include <QString>

#include <vector>

namespace netloom {

/// What the epochs of a run were trained with: the parts of a project that decide it. A plain value.
struct TrainedSetup {
    NetworkSpec network;
    TrainingConfig training;
    Recipe recipe;
    SplitConfig split;
    DataReference data;

    /// The current run's, as it is now.
    static TrainedSetup of(const Project& project);
};

/// Whether both were trained on the same rows, prepared alike.
bool onSameRows(const TrainedSetup& a, const TrainedSetup& b);
/// Whether both learned the same target of the same table: their curves can be laid over each other.
bool ofOneTask(const TrainedSetup& a, const TrainedSetup& b);
/// What was changed between two trainings, as the name of the second: "h1 units 16, batch size 64"; empty: nothing.
QString changeWords(const TrainedSetup& before, const TrainedSetup& now);
/// Whether settings are the same but for learning rate and epochs: a training need not begin anew for those.
bool sameButRateAndEpochs(TrainingConfig a, TrainingConfig b);
/// What was changed in the settings, for its mark on the curves: "batch size 16"; empty: rate and epochs at most.
QString settingsWords(const TrainingConfig& before, const TrainingConfig& now);
/// "learning rate 0.01"
QString rateWords(double rate);
/// The marks on the curves of what was edited between two trainings of a run, the second of which begins after
/// `epoch`. Names of layers, and what is only measured, make none.
std::vector<HistoryEvent> editsBetween(const TrainedSetup& before, const TrainedSetup& now, Index epoch);

} // namespace netloom
