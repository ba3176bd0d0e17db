// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preparation/target_cells.h"

namespace netloom {

std::string targetCells(const Table& table, const TargetInfo& target, Index row)
{
    const auto cell = [&](const std::string& name) {
        const Index place = table.find(name);
        return place < 0 ? std::string() : table.columns[static_cast<std::size_t>(place)].text(row);
    };
    if (hasClasses(target.task) || target.names.size() == 1)
        return cell(target.column);
    std::string text;
    for (const std::string& name : target.names)
        if (const std::string one = cell(name); !one.empty())
            text += (text.empty() ? "" : ", ") + name + " " + one;
    return text;
}

} // namespace netloom
