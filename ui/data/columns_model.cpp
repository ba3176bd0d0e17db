// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/columns_model.h"

#include "ui/document/project_document.h"
#include "ui/shell/number_text.h"
#include "ui/shell/theme.h"

#include <QFont>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

QString fromUtf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

ColumnsModel::ColumnsModel(ProjectDocument& document, QObject* parent)
    : QAbstractTableModel(parent), m_document(document)
{
    connect(&document, &ProjectDocument::changed, this, [this](Changes what) {
        if (what & Change::Data) {
            beginResetModel();
            m_summaries.clear();
            endResetModel();
        } else if (what & Change::Recipe && rowCount() > 0) {
            emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        }
    });
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

QVariant ColumnsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !m_document.table() || index.row() >= rowCount())
        return {};
    const netloom::Column& column = m_document.table()->columns[static_cast<std::size_t>(index.row())];
    const ColumnRecipe* recipe = m_document.project().recipe.find(column.name);
    const ColumnRole columnRole = recipe ? recipe->role : ColumnRole::Ignore;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole: {
        QString text;
        switch (index.column()) {
        case Name:
            text = fromUtf8(column.name);
            break;
        case Kind:
            text = fromUtf8(kindName(column.kind));
            break;
        case Role:
            text = roleTitles().value(static_cast<int>(columnRole));
            if (role == Qt::ToolTipRole && recipe && !recipe->reason.empty())
                text += QStringLiteral(": ") + fromUtf8(recipe->reason);
            break;
        case Missing:
            text = QLocale().toString(static_cast<qlonglong>(column.missing));
            break;
        case Summary:
            text = summary(index.row());
            if (recipe && columnRole == ColumnRole::Ignore && !recipe->reason.empty())
                text = fromUtf8(recipe->reason);
            break;
        default:
            break;
        }
        // Names come from a file: a tool tip must not read them as markup.
        return role == Qt::ToolTipRole ? QStringLiteral("<p>%1</p>").arg(text.toHtmlEscaped()) : text;
    }
    case Qt::EditRole:
        return index.column() == Role ? QVariant(static_cast<int>(columnRole)) : QVariant();
    case Qt::TextAlignmentRole:
        return index.column() == Missing ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case Qt::FontRole:
        if (index.column() == Name && columnRole == ColumnRole::Target) {
            QFont font;
            font.setWeight(QFont::DemiBold);
            return font;
        }
        return {};
    case Qt::ForegroundRole: {
        const Theme theme = Theme::current();
        if (columnRole == ColumnRole::Ignore || (index.column() != Name && index.column() != Role))
            return theme.textMuted;
        return columnRole == ColumnRole::Target && index.column() == Role ? theme.inputOutput : theme.text;
    }
    default:
        return {};
    }
}

QVariant ColumnsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((section == Missing ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    return QStringList{tr("Column"), tr("Role"), tr("Kind"), tr("Missing"), tr("Summary")}.value(section);
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
    if (chosen < 0 || chosen >= roleTitles().size())
        return false;
    Recipe recipe = m_document.project().recipe;
    for (ColumnRecipe& column : recipe.columns)
        if (column.column == name) {
            column.role = static_cast<ColumnRole>(chosen);
            column.reason.clear();
        }
    m_document.setRecipe(std::move(recipe), tr("Change role of %1").arg(fromUtf8(name)));
    return true;
}

QString ColumnsModel::summary(int row) const
{
    if (m_summaries.size() != rowCount())
        m_summaries.resize(rowCount());
    QString& text = m_summaries[row];
    if (!text.isNull())
        return text;
    const netloom::Column& column = m_document.table()->columns[static_cast<std::size_t>(row)];
    const auto rows = static_cast<std::size_t>(column.size());
    switch (column.kind) {
    case ColumnKind::Number: {
        double sum = 0;
        double low = HUGE_VAL;
        double high = -HUGE_VAL;
        double count = 0;
        for (std::size_t i = 0; i < rows; ++i)
            if (const double value = column.numbers[i]; !std::isnan(value)) {
                sum += value;
                low = std::min(low, value);
                high = std::max(high, value);
                ++count;
            }
        text = count > 0 ? tr("%1 … %2, mean %3").arg(shortNumber(low), shortNumber(high), shortNumber(sum / count))
                         : tr("empty");
        break;
    }
    case ColumnKind::Text: {
        const int shown = std::min<int>(3, static_cast<int>(column.dictionary.size()));
        QStringList words;
        for (int i = 0; i < shown; ++i)
            words.append(fromUtf8(column.dictionary[static_cast<std::size_t>(i)]).left(30));
        text = tr("%1 values: %2")
                   .arg(QLocale().toString(static_cast<qlonglong>(column.dictionary.size())),
                        words.join(QStringLiteral(", ")));
        if (column.dictionary.size() > 3)
            text += QStringLiteral(" …");
        break;
    }
    case ColumnKind::Boolean: {
        const auto yes = std::count(column.numbers.begin(), column.numbers.end(), 1.0);
        text = tr("%1 × %2").arg(QLocale().toString(static_cast<qlonglong>(yes)), fromUtf8(column.trueWord));
        break;
    }
    case ColumnKind::DateTime: {
        Index first = -1;
        Index last = -1;
        for (Index i = 0; i < column.size(); ++i)
            if (!column.isMissing(i)) {
                const double value = column.numbers[static_cast<std::size_t>(i)];
                if (first < 0 || value < column.numbers[static_cast<std::size_t>(first)])
                    first = i;
                if (last < 0 || value > column.numbers[static_cast<std::size_t>(last)])
                    last = i;
            }
        text = first < 0 ? tr("empty") : tr("%1 … %2").arg(fromUtf8(column.text(first)), fromUtf8(column.text(last)));
        break;
    }
    case ColumnKind::Empty:
        text = tr("empty");
        break;
    }
    return text;
}

} // namespace netloom
