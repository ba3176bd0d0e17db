// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/explanation/nearest_rows.h"
#include "core/project/prepared_data.h"
#include "ui/toolkit/job.h"
#include "ui/toolkit/wrapped_label.h"

#include <QTimer>

#include <memory>
#include <string>
#include <vector>

namespace netloom {

/// The training rows that are nearest to a row, with their targets, and whether it is unlike anything seen. They are
/// looked for beside the window; what stands here of another row goes when that takes longer than a moment.
class NearRowsLabel final : public WrappedLabel
{
    Q_OBJECT
public:
    explicit NearRowsLabel(std::size_t most, QWidget* parent = nullptr);

    /// @param row  of the query  @param without  a row of the data that is left out (the queried one itself); -1: none
    void look(std::shared_ptr<const PreparedData> prepared, std::shared_ptr<const Table> query, Index row,
              Index without);
    void forget(); ///< shows nothing

private:
    struct Found {
        std::vector<NearRow> rows;
        std::vector<std::string> targets;
        NearestRows::Usual usual;
    };
    void show(const Found& found);

    std::size_t m_most;
    QTimer m_stale;
    Job<Found> m_job;
    std::shared_ptr<const PreparedData> m_data;
    std::shared_ptr<const NearestRows::Usual> m_usual; ///< of these data; null: not known yet
};

} // namespace netloom
