// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/column_stats.h"
#include "ui/toolkit/job.h"

namespace netloom {

class ProjectDocument;

/// Statistics of the document's table, computed beside the window and kept up to date. Those of the same table stay
/// until newer ones are there.
class TableStatistics final : public QObject
{
    Q_OBJECT
public:
    explicit TableStatistics(ProjectDocument& document, QObject* parent = nullptr);

    bool isReady() const { return m_stats != nullptr; }
    const TableStats* table() const { return m_stats.get(); } ///< null until they are there
    const ColumnStats* column(int index) const;               ///< null until they are there

signals:
    void changed();

private:
    void update(bool otherTable);

    ProjectDocument& m_document;
    std::shared_ptr<const TableStats> m_stats;
    Job<std::shared_ptr<const TableStats>> m_job;
};

} // namespace netloom
