// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"

#include <QAbstractTableModel>
#include <QTimer>

#include <vector>

namespace netloom {

class ProjectDocument;

/// The rows of the data as they were read, with the part each belongs to; all of them or one part. Cells are made when
/// they are looked at.
class RowsModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum class Part { All, Train, Validation, Test, LeftOut };

    explicit RowsModel(ProjectDocument& document, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// Follows the document only while somebody looks; then a table of millions costs nothing else.
    void setLive(bool live);
    /// The rows tested in each fold of a cross-validation; forgotten with another table.
    void setFolds(std::vector<std::vector<Index>> folds);
    int folds() const { return static_cast<int>(m_folds.size()); }
    Index rowsInFold(int fold) const { return static_cast<Index>(m_folds[static_cast<std::size_t>(fold)].size()); }
    void setFold(int fold);             ///< shows the rows tested in it, counted from 0
    int fold() const { return m_fold; } ///< -1: a part is shown
    /// Rows that were chosen elsewhere: "5 rows of south predicted as east". Shown until a part or a fold is.
    void showChosen(std::vector<Index> rows);
    bool showsChosen() const { return m_showsChosen; }
    void setPart(Part part);
    Part part() const { return m_part; }
    Index rowsIn(Part part) const;
    Part partOf(Index row) const; ///< LeftOut also where the rows are not divided yet
    Index tableRow(int row) const;
    static QString partTitle(Part part); ///< "Training", "Validation" …

private:
    void update();
    void choose();
    void listMore();
    const std::vector<Index>* chosenRows() const; ///< null: all rows

    ProjectDocument& m_document;
    bool m_live = false;
    Part m_part = Part::All;
    std::vector<std::vector<Index>> m_folds;
    int m_fold = -1;
    std::vector<Index> m_leftOut; ///< while they are shown
    std::vector<Index> m_chosen;
    bool m_showsChosen = false;
    Index m_shown = 0;            ///< rows of the table, the part or the fold
    Index m_listed = 0;           ///< of them, those that the view knows of; all are soon
    QTimer m_listing;
};

} // namespace netloom
