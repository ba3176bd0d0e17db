// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

namespace netloom {

class ProjectDocument;
class TableStatistics;

/// The columns of the data as a table: their roles are chosen in place, their histograms drawn. In a new table the
/// target is the current one, as it is what people look at first.
class ColumnsView final : public QTableView
{
    Q_OBJECT
public:
    /// @param compact  name, role and histogram only, as wide as there is room
    ColumnsView(ProjectDocument& document, TableStatistics& statistics, bool compact, QWidget* parent = nullptr);

signals:
    void columnChosen(int column); ///< -1: none

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void fit();
    void chooseTarget();

    bool m_compact;
};

} // namespace netloom
