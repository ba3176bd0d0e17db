// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

namespace netloom {

class CsvImport;

/// The rows of an import's preview: cells as in the file, missing and unfit ones marked; on the left the lines of the
/// file.
class ImportModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    explicit ImportModel(CsvImport& import, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// The cell with a problem behind `from`, row by row, from the top again after the last; invalid: there is none.
    QModelIndex nextProblem(const QModelIndex& from) const;
    int problems() const { return m_problems; }       ///< cells with a problem among the rows shown
    QString describe(const QModelIndex& index) const; ///< the problem of a cell, in a sentence; empty: none

private:
    void reset();

    CsvImport& m_import;
    int m_columns = 0;
    int m_problems = 0;
};

} // namespace netloom
