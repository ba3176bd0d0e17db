// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/columns_model.h"

#include "ui/data/stats_text.h"
#include "ui/data/table_statistics.h"
#include "ui/document/project_document.h"
#include "ui/toolkit/theme.h"
#include "ui/toolkit/value_text.h"

#include <QFont>
#include <QLocale>

namespace netloom {

ColumnsModel::ColumnsModel(ProjectDocument& document, TableStatistics& statistics, QObject* parent)
    : QAbstractTableModel(parent), m_document(document), m_statistics(statistics)
{
    connect(&document, &ProjectDocument::changed, this, [this](Changes what) {
        if (what & Change::Data) {
            beginResetModel();
            endResetModel();
        } else if (what & Change::Recipe) {
            announce();
        }
    });
    connect(&statistics, &TableStatistics::changed, this, &ColumnsModel::announce);
}

void ColumnsModel::announce()
{
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int ColumnsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_document.table() ? 0 : static_cast<int>(m_document.table()->columns.size());
}

int ColumnsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QStringList ColumnsModel::roleTitles()
{
    return {tr("Input"), tr("Target"), tr("Weight"), tr("Ignore"), tr("Split")};
}

QString ColumnsModel::text(const QModelIndex& index) const
{
    const netloom::Column& column = m_document.table()->columns[static_cast<std::size_t>(index.row())];
    const ColumnRecipe* recipe = m_document.project().recipe.find(column.name);
    const ColumnStats* stats = m_statistics.column(index.row());
    switch (index.column()) {
    case Name:
        return fromUtf8(column.name);
    case Kind:
        return fromUtf8(kindName(column.kind));
    case Role:
        return roleTitles().value(static_cast<int>(recipe ? recipe->role : ColumnRole::Ignore));
    case Missing:
        return QLocale().toString(static_cast<qlonglong>(column.missing));
    case Summary:
        return stats ? summaryText(*stats) : QString(QChar(0x2026));
    case WithTarget:
        return stats && stats->association ? associationText(*stats->association) : QString();
    case Remarks:
        if (stats && !stats->remarks.empty())
            return fromUtf8(stats->remarks.front().text);
        return recipe && !recipe->reason.empty() ? tr("Guessed: %1").arg(fromUtf8(recipe->reason)) : QString();
    default:
        return {};
    }
}

QString ColumnsModel::tip(const QModelIndex& index) const
{
    const ColumnStats* stats = m_statistics.column(index.row());
    QStringList lines;
    switch (index.column()) {
    case WithTarget:
        if (stats && stats->association)
            lines.append(QStringLiteral("%1: %2").arg(fromUtf8(stats->association->measure), text(index)));
        break;
    case Histogram:
        lines.append(stats ? summaryText(*stats) : QString());
        break;
    case Role: {
        const ColumnRecipe* recipe =
            m_document.project().recipe.find(index.siblingAtColumn(Name).data().toString().toStdString());
        lines.append(recipe && !recipe->reason.empty()
                         ? QStringLiteral("%1: %2").arg(text(index), fromUtf8(recipe->reason))
                         : text(index));
        break;
    }
    default:
        lines.append(text(index));
        break;
    }
    if (index.column() == Name && stats)
        for (const DataRemark& remark : stats->remarks)
            lines.append(fromUtf8(remark.text));
    lines.removeAll(QString());
    // Names come from a file: a tool tip must not read them as markup.
    return lines.isEmpty() ? QString()
                           : QStringLiteral("<p>%1</p>")
                                 .arg(lines.join(QLatin1Char('\n'))
                                          .toHtmlEscaped()
                                          .replace(QLatin1Char('\n'), QStringLiteral("<br>")));
}

QVariant ColumnsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !m_document.table() || index.row() >= rowCount())
        return {};
    const netloom::Column& column = m_document.table()->columns[static_cast<std::size_t>(index.row())];
    const ColumnRecipe* recipe = m_document.project().recipe.find(column.name);
    const ColumnRole columnRole = recipe ? recipe->role : ColumnRole::Ignore;
    const ColumnStats* stats = m_statistics.column(index.row());
    const bool remarkable = stats && !stats->remarks.empty();
    switch (role) {
    case Qt::DisplayRole:
        return text(index);
    case Qt::ToolTipRole:
        return tip(index);
    case Qt::AccessibleTextRole:
        if (index.column() == Histogram)
            return stats ? summaryText(*stats) : QString();
        return index.column() == Name && remarkable ? tr("%1, with a remark").arg(text(index)) : text(index);
    case Qt::EditRole:
        return index.column() == Role ? QVariant(static_cast<int>(columnRole)) : QVariant();
    case Qt::TextAlignmentRole:
        return index.column() == Missing || index.column() == WithTarget ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                                                                         : QVariant();
    case Qt::FontRole:
        if (index.column() == Name && columnRole == ColumnRole::Target) {
            QFont font;
            font.setWeight(QFont::DemiBold);
            return font;
        }
        return {};
    case Qt::ForegroundRole: {
        const Theme theme = Theme::current();
        if (index.column() == Remarks && remarkable)
            return theme.warning;
        if (columnRole == ColumnRole::Ignore || index.column() > Histogram)
            return theme.textMuted;
        return theme.text;
    }
    default:
        return {};
    }
}

QVariant ColumnsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    switch (role) {
    case Qt::TextAlignmentRole:
        return QVariant((section == Missing || section == WithTarget ? Qt::AlignRight : Qt::AlignLeft) |
                        Qt::AlignVCenter);
    case Qt::ToolTipRole:
        if (section == WithTarget)
            return tr("How strongly the column and the target go together: r for two numbers, η for a number and "
                      "classes, V for two columns of classes");
        return {};
    case Qt::DisplayRole:
        return QStringList{tr("Column"),  tr("Role"),    tr("Values"),      tr("Kind"),
                           tr("Missing"), tr("Summary"), tr("With target"), tr("Remarks")}
            .value(section);
    default:
        return {};
    }
}

Qt::ItemFlags ColumnsModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags base = QAbstractTableModel::flags(index);
    return index.column() == Role && !m_document.isPreparing() ? base | Qt::ItemIsEditable : base;
}

bool ColumnsModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || index.column() != Role || !m_document.table())
        return false;
    const std::string name = m_document.table()->columns[static_cast<std::size_t>(index.row())].name;
    const int chosen = value.toInt();
    const ColumnRecipe* recipe = m_document.project().recipe.find(name);
    if (!recipe || chosen < 0 || chosen >= roleTitles().size())
        return false;
    ColumnRecipe changed = *recipe;
    changed.role = static_cast<ColumnRole>(chosen);
    changed.reason.clear();
    m_document.setColumnRecipe(changed, QStringLiteral("role"), tr("Change role of %1").arg(fromUtf8(name)));
    return true;
}

} // namespace netloom
