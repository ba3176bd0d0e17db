// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/subgroups.h"
#include "ui/toolkit/job.h"

#include <QTimer>
#include <QWidget>

#include <functional>
#include <memory>

namespace netloom {

class ChoiceBox;
class FiguresTable;

/// The figures of each group of rows that a column makes.
class SubgroupsBox final : public QWidget
{
    Q_OBJECT
public:
    struct Rows {
        const PartEvaluation* part = nullptr;
        std::shared_ptr<const Table> table; ///< of the part's rows; may be null
        bool intervals = false;
    };

    /// @param rows  those that are shown now
    explicit SubgroupsBox(std::function<Rows()> rows, QWidget* parent = nullptr);

    /// Other rows are shown: computes anew in the background where a column is chosen. The choice stays while there is
    /// such a column.
    void renew();
    /// The same rows are read at another threshold: computes anew when it rests.
    void renewSoon();

private:
    void start();

    std::function<Rows()> m_rows;
    QTimer m_later;
    Job<std::shared_ptr<std::vector<Subgroup>>> m_job;
    ChoiceBox* m_column;
    FiguresTable* m_figures;
};

} // namespace netloom
