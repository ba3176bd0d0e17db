// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

namespace netloom {

class ProjectDocument;
class TableStatistics;

/// The columns of the data: name, role, histogram, kind, missing cells, a summary, how it goes with the target, what is
/// remarkable. The role can be edited; that is a command on the document.
class ColumnsModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Name, Role, Histogram, Kind, Missing, Summary, WithTarget, Remarks, ColumnCount };

    ColumnsModel(ProjectDocument& document, TableStatistics& statistics, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

    static QStringList roleTitles(); ///< as shown, in the order of ColumnRole

private:
    QString text(const QModelIndex& index) const;
    QString tip(const QModelIndex& index) const;
    void announce();

    ProjectDocument& m_document;
    TableStatistics& m_statistics;
};

} // namespace netloom
