// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/evaluation/linear_model.h"
#include "core/evaluation/task_score.h"
#include "core/network/network_spec.h"

#include <stop_token>
#include <string>

namespace netloom {

/// What a network has to beat, fitted on the training rows with the same preparation: the simplest answer there is
/// (classes: their shares, so the most frequent one; numbers: the mean) and a linear model (logistic or ridge
/// regression). Plain values.
struct Yardsticks {
    Task task = Task::None;
    LinearModel constant;
    LinearModel linear;

    bool isEmpty() const { return task == Task::None; }
    std::string constantName() const; ///< "most frequent class", "mean"
    std::string linearName() const;   ///< "logistic regression", "ridge regression"
};

/// @param train  prepared, at least one row  @throws Cancelled after a stop
Yardsticks fitYardsticks(Task task, const Dataset& train, const std::stop_token& stop = {});

/// A network beside its yardsticks on the same rows.
struct Standing {
    std::string part; ///< train, validation, test
    TaskScore network;
    TaskScore constant;
    TaskScore linear;
};
Standing standing(const Yardsticks& yardsticks, std::string part, const Matrix& prediction, const Dataset& data);

/// One plain sentence where the network does no better than a yardstick, else empty. A network without hidden layers is
/// a linear model itself, so equal to it is as it should be.
std::string remarkOn(const Standing& standing, const Yardsticks& yardsticks, const NetworkSpec& network);

} // namespace netloom
