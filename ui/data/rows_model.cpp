// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/rows_model.h"

#include "ui/document/project_document.h"
#include "ui/toolkit/theme.h"
#include "ui/toolkit/value_text.h"

#include <QFont>
#include <QLocale>

#include <algorithm>
#include <limits>

namespace netloom {

namespace {

// A view needs time and memory for every row it knows of: a table of many millions is told in pieces.
constexpr Index kListedAtOnce = 1'000'000;
constexpr Index kListedLater = 200'000; // rows that come later cost a view far more than those of a new model

} // namespace

RowsModel::RowsModel(ProjectDocument& document, QObject* parent) : QAbstractTableModel(parent), m_document(document)
{
    m_listing.setSingleShot(true);
    m_listing.setInterval(0);
    connect(&m_listing, &QTimer::timeout, this, &RowsModel::listMore);
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
    choose();
    endResetModel();
}

const std::vector<Index>* RowsModel::chosenRows() const
{
    static const std::vector<Index> kNone;
    if (m_showsChosen)
        return &m_chosen;
    if (m_fold >= 0)
        return &m_folds[static_cast<std::size_t>(m_fold)];
    if (m_part == Part::All)
        return nullptr;
    if (m_part == Part::LeftOut)
        return &m_leftOut;
    const PreparedData* prepared = m_document.prepared();
    if (!prepared)
        return &kNone;
    const Split& split = prepared->split;
    return m_part == Part::Train ? &split.train : m_part == Part::Validation ? &split.validation : &split.test;
}

void RowsModel::choose()
{
    m_leftOut = {};
    if (m_part == Part::LeftOut && m_fold < 0) {
        m_leftOut.reserve(static_cast<std::size_t>(rowsIn(Part::LeftOut)));
        for (Index row = 0; row < rowsIn(Part::All); ++row)
            if (partOf(row) == Part::LeftOut)
                m_leftOut.push_back(row);
    }
    const std::vector<Index>* rows = chosenRows();
    m_shown =
        std::min<Index>(rows ? static_cast<Index>(rows->size()) : rowsIn(Part::All), std::numeric_limits<int>::max());
    m_listed = std::min(m_shown, kListedAtOnce);
    if (m_listed < m_shown)
        m_listing.start();
}

void RowsModel::listMore()
{
    const Index more = std::min(m_shown - m_listed, kListedLater);
    if (more <= 0)
        return;
    beginInsertRows({}, static_cast<int>(m_listed), static_cast<int>(m_listed + more - 1));
    m_listed += more;
    endInsertRows();
    if (m_listed < m_shown)
        m_listing.start();
}

void RowsModel::setPart(Part part)
{
    if (part == m_part && m_fold < 0 && !m_showsChosen)
        return;
    beginResetModel();
    m_showsChosen = false;
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

void RowsModel::showChosen(std::vector<Index> rows)
{
    beginResetModel();
    m_chosen = std::move(rows);
    m_showsChosen = true;
    choose();
    endResetModel();
}

void RowsModel::setFold(int fold)
{
    if (fold < 0 || fold >= folds())
        return;
    beginResetModel();
    m_showsChosen = false;
    m_fold = fold;
    choose();
    endResetModel();
}

Index RowsModel::rowsIn(Part part) const
{
    const Table* table = m_document.table();
    const PreparedData* prepared = m_document.prepared();
    const Index all = table ? table->rows : 0;
    if (part == Part::All)
        return all;
    if (!prepared)
        return part == Part::LeftOut ? all : 0;
    const auto train = static_cast<Index>(prepared->split.train.size());
    const auto validation = static_cast<Index>(prepared->split.validation.size());
    const auto test = static_cast<Index>(prepared->split.test.size());
    switch (part) {
    case Part::Train:
        return train;
    case Part::Validation:
        return validation;
    case Part::Test:
        return test;
    default:
        return all - train - validation - test;
    }
}

RowsModel::Part RowsModel::partOf(Index row) const
{
    const PreparedData* prepared = m_document.prepared();
    if (!prepared || row < 0 || row >= static_cast<Index>(prepared->parts.size()))
        return Part::LeftOut;
    switch (prepared->parts[static_cast<std::size_t>(row)]) {
    case RowPart::Train:
        return Part::Train;
    case RowPart::Validation:
        return Part::Validation;
    case RowPart::Test:
        return Part::Test;
    case RowPart::LeftOut:
        break;
    }
    return Part::LeftOut;
}

Index RowsModel::tableRow(int row) const
{
    const std::vector<Index>* rows = chosenRows();
    if (!rows)
        return row;
    return static_cast<std::size_t>(row) < rows->size() ? (*rows)[static_cast<std::size_t>(row)] : -1;
}

int RowsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_listed);
}

int RowsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_document.table() ? 0 : static_cast<int>(m_document.table()->columns.size()) + 1;
}

QVariant RowsModel::data(const QModelIndex& index, int role) const
{
    const Table* table = m_document.table();
    const Index row = index.isValid() ? tableRow(index.row()) : -1;
    if (row < 0 || !table || row >= table->rows)
        return {};
    const Theme theme = Theme::current();
    if (index.column() == 0) {
        if (role == Qt::DisplayRole)
            return partTitle(partOf(row));
        return role == Qt::ForegroundRole ? QVariant(theme.textMuted) : QVariant();
    }
    const Column& column = table->columns[static_cast<std::size_t>(index.column() - 1)];
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
