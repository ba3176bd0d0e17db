// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

namespace netloom {

class ProjectDocument;

/// The columns of the data: name, role, kind, missing cells, a summary. The role can be edited; that is a command on
/// the document.
class ColumnsModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Name, Role, Kind, Missing, Summary, ColumnCount };

    explicit ColumnsModel(ProjectDocument& document, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

    static QStringList roleTitles(); ///< as shown, in the order of ColumnRole

private:
    QString summary(int row) const;

    ProjectDocument& m_document;
    mutable QStringList m_summaries; // made when a row is first seen
};

} // namespace netloom
