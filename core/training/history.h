// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/history_column.h"

#include <string>
#include <string_view>
#include <vector>

namespace netloom {

/// What happened to a training when so many epochs were done: a mark on its curves.
struct HistoryEvent {
    enum class Kind { Edit, Rate, Stop, Diverged };
    Kind kind = Kind::Edit;
    int epoch = 0;    ///< epochs completed then
    std::string text; ///< in a few words, such as "batch size 16"

    bool operator==(const HistoryEvent&) const = default;
};

/// Values per epoch under Keras's names: loss, accuracy …, val_loss, val_accuracy …, learning_rate. A plain value; a
/// copy costs next to nothing.
struct History {
    std::vector<std::string> keys;      ///< in order: training loss and metrics, then val_*, then learning_rate
    std::vector<HistoryColumn> columns; ///< one per key, each `epochs()` long
    int bestEpoch = -1;                 ///< 0-based; -1: none yet. By val_loss, or loss without validation rows

    std::vector<HistoryEvent> events; ///< by rising epoch

    std::size_t epochs() const { return columns.empty() ? 0 : columns.front().size(); }
    /// Null for an unknown key.
    const HistoryColumn* find(std::string_view key) const;
    /// Appends one epoch; `values` in the order of `keys`. Where memory runs out nothing is changed.
    void append(const std::vector<double>& values);
    /// What there was after so many epochs. The best one is unknown where it came later.
    History upTo(std::size_t epochs) const;

    bool operator==(const History&) const = default;
};

} // namespace netloom
