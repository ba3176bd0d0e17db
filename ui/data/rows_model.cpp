// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/rows_model.h"

#include "ui/data/value_text.h"
#include "ui/document/project_document.h"
#include "ui/shell/theme.h"

#include <QFont>
#include <QLocale>

#include <algorithm>
#include <limits>

namespace netloom {

RowsModel::RowsModel(ProjectDocument& document, QObject* parent) : QAbstractTableModel(parent), m_document(document)
{
    connect(&document, &ProjectDocument::changed, this, [this](Changes what) {
        if (what.testFlag(Change::Data)) {
            m_folds.clear();
            m_fold = -1;
        }
        if (what & (Changes(Change::Data) | Change::Recipe | Change::Split))
            update();
    });
}

void RowsModel::setLive(bool live)
{
    if (live == m_live)
        return;
    m_live = live;
    if (live)
        update();
}

QString RowsModel::partTitle(Part part)
{
    switch (part) {
    case Part::All:
        return tr("All rows");
    case Part::Train:
        return tr("Training");
    case Part::Validation:
        return tr("Validation");
    case Part::Test:
        return tr("Test");
    case Part::LeftOut:
        break;
    }
    return tr("Left out");
}

void RowsModel::update()
{
    if (!m_live)
        return;
    beginResetModel();
    m_parts.clear();
    m_counts = {};
    if (const Table* table = m_document.table())
        m_parts.assign(static_cast<std::size_t>(table->rows), static_cast<std::uint8_t>(Part::LeftOut));
    if (const Workspace* workspace = m_document.workspace()) {
        const auto mark = [this](const std::vector<Index>& rows, Part part) {
            m_counts[static_cast<std::size_t>(part)] = static_cast<Index>(rows.size());
            for (const Index row : rows)
                m_parts[static_cast<std::size_t>(row)] = static_cast<std::uint8_t>(part);
        };
        mark(workspace->split.train, Part::Train);
        mark(workspace->split.validation, Part::Validation);
        mark(workspace->split.test, Part::Test);
    }
    m_counts[0] = static_cast<Index>(m_parts.size());
    m_counts[static_cast<std::size_t>(Part::LeftOut)] = m_counts[0] - m_counts[1] - m_counts[2] - m_counts[3];
    choose();
    endResetModel();
}

void RowsModel::choose()
{
    m_rows.clear();
    m_rows.reserve(m_part == Part::All ? 0 : static_cast<std::size_t>(rowsIn(m_part)));
    m_shown = static_cast<Index>(m_parts.size());
    if (m_fold >= 0) {
        m_rows = m_folds[static_cast<std::size_t>(m_fold)];
        m_shown = static_cast<Index>(m_rows.size());
        return;
    }
    if (m_part == Part::All)
        return;
    for (std::size_t row = 0; row < m_parts.size(); ++row)
        if (m_parts[row] == static_cast<std::uint8_t>(m_part))
            m_rows.push_back(static_cast<Index>(row));
    m_shown = static_cast<Index>(m_rows.size());
}

void RowsModel::setPart(Part part)
{
    if (part == m_part && m_fold < 0)
        return;
    beginResetModel();
    m_part = part;
    m_fold = -1;
    choose();
    endResetModel();
}

void RowsModel::setFolds(std::vector<std::vector<Index>> folds)
{
    beginResetModel();
    m_folds = std::move(folds);
    m_fold = -1;
    choose();
    endResetModel();
}

void RowsModel::setFold(int fold)
{
    if (fold < 0 || fold >= folds())
        return;
    beginResetModel();
    m_fold = fold;
    choose();
    endResetModel();
}

Index RowsModel::rowsIn(Part part) const
{
    return m_counts[static_cast<std::size_t>(part)];
}

RowsModel::Part RowsModel::partOf(Index row) const
{
    return static_cast<Part>(m_parts[static_cast<std::size_t>(row)]);
}

Index RowsModel::tableRow(int row) const
{
    return m_part == Part::All && m_fold < 0 ? row : m_rows[static_cast<std::size_t>(row)];
}

int RowsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(std::min<Index>(m_shown, std::numeric_limits<int>::max()));
}

int RowsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_document.table() ? 0 : static_cast<int>(m_document.table()->columns.size()) + 1;
}

QVariant RowsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= m_shown || !m_document.table() ||
        static_cast<Index>(m_parts.size()) != m_document.table()->rows)
        return {};
    const Index row = tableRow(index.row());
    const Theme theme = Theme::current();
    if (index.column() == 0) {
        if (role == Qt::DisplayRole)
            return partTitle(partOf(row));
        return role == Qt::ForegroundRole ? QVariant(theme.textMuted) : QVariant();
    }
    const Column& column = m_document.table()->columns[static_cast<std::size_t>(index.column() - 1)];
    const bool missing = column.kind == ColumnKind::Empty || column.isMissing(row);
    switch (role) {
    case Qt::DisplayRole:
        return missing ? tr("missing") : valueLabel(column.text(row));
    case Qt::ToolTipRole: {
        if (missing)
            return {};
        // Words come from a file: a tool tip must not read them as markup.
        const QString text = fromUtf8(column.text(row));
        return text.size() > 20 ? QStringLiteral("<p>%1</p>").arg(text.left(2000).toHtmlEscaped()) : QVariant();
    }
    case Qt::TextAlignmentRole:
        return column.kind == ColumnKind::Number ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case Qt::ForegroundRole:
        return missing ? QVariant(theme.textMuted) : QVariant();
    case Qt::FontRole:
        if (missing) {
            QFont font;
            font.setItalic(true);
            return font;
        }
        return {};
    default:
        return {};
    }
}

QVariant RowsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (!m_document.table())
        return {};
    if (orientation == Qt::Vertical) {
        if (role == Qt::DisplayRole && section < m_shown)
            return QLocale().toString(static_cast<qlonglong>(tableRow(section)) + 1);
        return role == Qt::TextAlignmentRole ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    }
    if (section == 0) {
        if (role == Qt::TextAlignmentRole)
            return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
        return role == Qt::DisplayRole ? QVariant(tr("Part")) : QVariant();
    }
    const auto at = static_cast<std::size_t>(section - 1);
    if (at >= m_document.table()->columns.size())
        return {};
    const Column& column = m_document.table()->columns[at];
    if (role == Qt::DisplayRole)
        return fromUtf8(column.name);
    if (role == Qt::TextAlignmentRole)
        return QVariant((column.kind == ColumnKind::Number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole)
        return QStringLiteral("<p>%1</p>").arg(fromUtf8(column.name).toHtmlEscaped());
    return {};
}

} // namespace netloom
