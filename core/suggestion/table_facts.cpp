// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/suggestion/table_facts.h"

#include "core/data/column_values.h"

#include <algorithm>

namespace netloom {

std::string_view TableFacts::activation() const
{
    TargetInfo target;
    target.task = task;
    return target.activation();
}

TableFacts tableFacts(const Table& table, const FittedRecipe& fitted, const Split& split)
{
    const TargetInfo& target = fitted.target();
    TableFacts facts;
    facts.rows = static_cast<Index>(split.train.size());
    facts.inputs = static_cast<Index>(fitted.features().size());
    facts.outputs = std::max<Index>(target.outputs(), 1);
    facts.task = target.task;
    if (target.task != Task::Binary && target.task != Task::Multiclass)
        return facts;
    const Index column = table.find(target.column);
    if (column < 0 || split.train.empty())
        return facts;
    const auto counts = countLabels(table.columns[static_cast<std::size_t>(column)], split.train);
    const double equal = static_cast<double>(split.train.size()) / static_cast<double>(counts.size());
    for (const auto& [label, count] : counts)
        facts.rarestShare = std::min(facts.rarestShare, static_cast<double>(count) / equal);
    return facts;
}

} // namespace netloom
