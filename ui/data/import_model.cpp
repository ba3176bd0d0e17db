// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/import_model.h"

#include "ui/data/csv_import.h"
#include "ui/toolkit/text.h"
#include "ui/toolkit/theme.h"

#include <QFont>
#include <QLocale>

#include <cmath>

namespace netloom {

namespace {

/// One line, however the cell is written.
QString shown(const std::string& text)
{
    QString line = fromUtf8(text);
    line.replace(QLatin1String("\r\n"), QStringLiteral("⏎"));
    line.replace(QLatin1Char('\n'), QStringLiteral("⏎"));
    line.replace(QLatin1Char('\r'), QStringLiteral("⏎"));
    line.replace(QLatin1Char('\t'), QStringLiteral("→"));
    return line;
}

} // namespace

ImportModel::ImportModel(CsvImport& import, QObject* parent) : QAbstractTableModel(parent), m_import(import)
{
    connect(&import, &CsvImport::previewChanged, this, &ImportModel::reset);
    connect(&import, &CsvImport::stateChanged, this, [this] {
        if (m_import.columns() != m_columns)
            reset();
    });
    reset();
}

void ImportModel::reset()
{
    beginResetModel();
    m_columns = m_import.columns();
    m_problems = 0;
    for (const PreviewRow& row : m_import.preview().rows)
        for (int c = 0; c < m_columns; ++c)
            m_problems += row.cells[static_cast<std::size_t>(c)].isProblem();
    endResetModel();
}

int ImportModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_import.preview().rows.size());
}

int ImportModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_columns;
}

QVariant ImportModel::data(const QModelIndex& index, int role) const
{
    const auto& rows = m_import.preview().rows;
    const auto r = static_cast<std::size_t>(index.row());
    const auto c = static_cast<std::size_t>(index.column());
    if (!index.isValid() || r >= rows.size() || c >= rows[r].cells.size())
        return {};
    const PreviewCell& cell = rows[r].cells[c];
    switch (role) {
    case Qt::DisplayRole:
        if (cell.mark == CellMark::Missing)
            return tr("missing");
        if (cell.mark == CellMark::Absent)
            return tr("no cell");
        return cell.mark == CellMark::Surplus ? tr("%1 … more cells").arg(shown(cell.text)) : shown(cell.text);
    case Qt::ToolTipRole: {
        const QString problem = describe(index);
        if (!problem.isEmpty())
            return problem;
        if (cell.mark == CellMark::Missing)
            return cell.text.empty() ? tr("An empty cell counts as missing")
                                     : tr("“%1” counts as missing").arg(shown(cell.text));
        return {};
    }
    case Qt::TextAlignmentRole: {
        const bool number = m_import.kind(index.column()) == ColumnKind::Number && cell.mark != CellMark::Missing;
        return QVariant::fromValue(Qt::AlignVCenter | (number ? Qt::AlignRight : Qt::AlignLeft));
    }
    case Qt::BackgroundRole: {
        const Theme theme = Theme::current();
        if (cell.isProblem())
            return mixed(theme.panel, theme.error, theme.dark ? 0.34 : 0.15);
        if (cell.mark == CellMark::Missing)
            return mixed(theme.panel, theme.text, theme.dark ? 0.08 : 0.06);
        return {};
    }
    case Qt::ForegroundRole: {
        const Theme theme = Theme::current();
        const auto columnRole = m_import.role(index.column());
        if (cell.mark == CellMark::Missing || (columnRole == ColumnRole::Ignore && !cell.isProblem()))
            return theme.textMuted;
        return {};
    }
    case Qt::FontRole:
        if (cell.mark == CellMark::Missing || cell.mark == CellMark::Absent) {
            QFont font;
            font.setItalic(true);
            return font;
        }
        return {};
    default:
        return {};
    }
}

QVariant ImportModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const CsvPreview& preview = m_import.preview();
    const auto at = static_cast<std::size_t>(section);
    if (orientation == Qt::Horizontal)
        return role == Qt::DisplayRole && at < preview.names.size() ? shown(preview.names[at]) : QVariant();
    if (at >= preview.rows.size())
        return {};
    const PreviewRow& row = preview.rows[at];
    if (role == Qt::DisplayRole) {
        const QString line = QLocale().toString(static_cast<qlonglong>(row.line));
        return row.gap ? QStringLiteral("⋮ ") + line : line;
    }
    if (role == Qt::ToolTipRole)
        return tr("Line %1 of the file").arg(QLocale().toString(static_cast<qlonglong>(row.line)));
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | Qt::AlignRight);
    return {};
}

QModelIndex ImportModel::nextProblem(const QModelIndex& from) const
{
    if (m_problems == 0)
        return {};
    const int rows = rowCount();
    const qint64 cells = static_cast<qint64>(rows) * m_columns;
    const qint64 start = from.isValid() ? static_cast<qint64>(from.row()) * m_columns + from.column() : -1;
    for (qint64 step = 1; step <= cells; ++step) {
        const qint64 at = (start + step) % cells;
        const auto row = static_cast<std::size_t>(at / m_columns);
        const auto column = static_cast<std::size_t>(at % m_columns);
        if (m_import.preview().rows[row].cells[column].isProblem())
            return index(static_cast<int>(row), static_cast<int>(column));
    }
    return {};
}

QString ImportModel::describe(const QModelIndex& index) const
{
    if (!index.isValid())
        return {};
    const CsvPreview& preview = m_import.preview();
    const auto c = static_cast<std::size_t>(index.column());
    const PreviewRow& row = preview.rows[static_cast<std::size_t>(index.row())];
    const PreviewCell& cell = row.cells[c];
    const QString line = QLocale().toString(static_cast<qlonglong>(row.line));
    const QString column = shown(preview.names[c]);
    switch (cell.mark) {
    case CellMark::Unfit:
        switch (m_import.kind(index.column())) {
        case ColumnKind::Number:
            return tr("Line %1, %2: “%3” is no number and counts as missing").arg(line, column, shown(cell.text));
        case ColumnKind::DateTime:
            return tr("Line %1, %2: “%3” is no date and counts as missing").arg(line, column, shown(cell.text));
        case ColumnKind::Boolean:
            return tr("Line %1, %2: “%3” is neither yes nor no and counts as missing")
                .arg(line, column, shown(cell.text));
        default:
            return tr("Line %1, %2: “%3” does not fit the column and counts as missing")
                .arg(line, column, shown(cell.text));
        }
    case CellMark::Absent:
        return tr("Line %1 has too few cells: it ends before %2").arg(line, column);
    case CellMark::Surplus:
        return tr("Line %1 has too many cells: it goes on behind %2").arg(line, column);
    default:
        return {};
    }
}

} // namespace netloom
