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
    m_job.start(
        [this, table, recipe = m_document.project().recipe](const std::stop_token& stop,
                                                            const BackgroundJob::Progress&) {
            auto stats = std::make_shared<const TableStats>(tableStats(*table, recipe, stop));
            return [this, stats] {
                m_stats = stats;
                emit changed();
            };
        },
        [](const std::exception_ptr&) {}); // without statistics the panel still shows names and roles
}

} // namespace netloom
