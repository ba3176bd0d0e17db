// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/table_statistics.h"

#include "ui/document/project_document.h"

namespace netloom {

TableStatistics::TableStatistics(ProjectDocument& document, QObject* parent) : QObject(parent), m_document(document)
{
    connect(&document, &ProjectDocument::changed, this, [this](Changes what) {
        if (what & (Changes(Change::Data) | Change::Recipe))
            update(what.testFlag(Change::Data));
    });
    update(true);
}

const ColumnStats* TableStatistics::column(int index) const
{
    const auto at = static_cast<std::size_t>(index);
    return m_stats && index >= 0 && at < m_stats->columns.size() ? &m_stats->columns[at] : nullptr;
}

void TableStatistics::update(bool otherTable)
{
    m_job.cancel();
    const std::shared_ptr<const Table> table = m_document.sharedTable();
    if (otherTable || !table) {
        m_stats.reset();
        emit changed();
    }
    if (!table)
        return;
    // Without statistics the panel still shows names and roles.
    m_job.start(
        [table, recipe = m_document.project().recipe](const std::stop_token& stop, const auto&) {
            return std::make_shared<const TableStats>(tableStats(*table, recipe, stop));
        },
        [this](std::shared_ptr<const TableStats> stats) {
            m_stats = std::move(stats);
            emit changed();
        });
}

} // namespace netloom
