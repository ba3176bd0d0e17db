// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/history.h"

#include "core/base/error.h"

#include <algorithm>
#include <iterator>

namespace netloom {

const HistoryColumn* History::find(std::string_view key) const
{
    const auto found = std::find(keys.begin(), keys.end(), key);
    const auto column = static_cast<std::size_t>(found - keys.begin());
    return column < columns.size() ? &columns[column] : nullptr;
}

void History::append(const std::vector<double>& values)
{
    if (values.size() != keys.size())
        throw Error("an epoch has " + std::to_string(values.size()) + " values, the history expects " +
                    std::to_string(keys.size()));
    if (columns.size() != keys.size())
        columns.resize(keys.size());
    const std::size_t before = epochs();
    try {
        for (std::size_t i = 0; i < values.size(); ++i)
            columns[i].push_back(values[i]);
    } catch (...) { // an epoch is there whole or not at all
        for (HistoryColumn& column : columns)
            column = column.upTo(before);
        throw;
    }
}

History History::upTo(std::size_t epochs) const
{
    History part;
    part.keys = keys;
    for (const HistoryColumn& column : columns)
        part.columns.push_back(column.upTo(epochs));
    part.bestEpoch = bestEpoch < static_cast<int>(epochs) ? bestEpoch : -1;
    std::copy_if(events.begin(), events.end(), std::back_inserter(part.events),
                 [&](const HistoryEvent& event) { return event.epoch <= static_cast<int>(epochs); });
    return part;
}

} // namespace netloom
