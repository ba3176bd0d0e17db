// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/coach/coach_case.h"

#include <optional>
#include <string>
#include <vector>

namespace netloom {

/// What can be done about a remark: parts of the project to put in place of its own, as one step that can be undone.
struct CoachRemedy {
    std::string title; ///< on a button: "Halve the learning rate"
    std::optional<NetworkSpec> network;
    std::optional<TrainingConfig> training;
    std::optional<Recipe> recipe;
};

/// What the coach has to say of a training.
struct CoachRemark {
    std::string key;
    bool grave = false;         ///< as it is, this training comes to nothing
    std::string text;           ///< one plain sentence with the evidence
    std::string why;            ///< two sentences
    std::optional<Index> epoch; ///< 1 …: where to look on the curve
    /// The epochs that show it, 1 …; 0: that one alone.
    Index first = 0;
    Index last = 0;
    int layer = -1;           ///< index in NetworkSpec::layers: where to look in the diagram; -1: nowhere
    std::vector<Index> units; ///< of that layer
    std::optional<CoachRemedy> remedy;
};

/// One thing that can be wrong with a training, and how it is told.
struct CoachRule {
    std::string key;
    std::string title; ///< in a list of what the coach knows: "Overfitting"
    /// What it has to say; nothing where it does not apply, or where nothing shows it. @throws Error, Cancelled
    std::optional<CoachRemark> (*look)(const CoachCase& training);
    /// Keys of what only follows from it, and is not told beside it: its own remedies would lead elsewhere.
    std::vector<std::string> explains = {};
    /// Its remark may be grave, and what it takes is cheap enough to be asked while a training runs.
    bool mayBeGrave = false;
};

} // namespace netloom
