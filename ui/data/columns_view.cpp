// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/columns_view.h"

#include "ui/data/cell_delegate.h"
#include "ui/data/columns_model.h"
#include "ui/data/histogram_view.h"
#include "ui/data/table_statistics.h"
#include "ui/document/project_document.h"
#include "ui/toolkit/theme.h"

#include <QComboBox>
#include <QHeaderView>
#include <QPainter>
#include <QResizeEvent>
#include <QTimer>

#include <algorithm>

namespace netloom {

namespace {

/// A list of roles; choosing one is the edit.
class RoleDelegate final : public CellDelegate
{
public:
    using CellDelegate::CellDelegate;

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex& index) const override
    {
        auto* box = new QComboBox(parent);
        box->addItems(ColumnsModel::roleTitles());
        box->setAccessibleName(ColumnsView::tr("Role of %1").arg(index.siblingAtColumn(0).data().toString()));
        // The editor stays for the next key: with the arrows one passes other roles on the way.
        QObject::connect(box, &QComboBox::activated, this,
                         [this, box] { emit const_cast<RoleDelegate*>(this)->commitData(box); });
        return box;
    }
    void setEditorData(QWidget* editor, const QModelIndex& index) const override
    {
        static_cast<QComboBox*>(editor)->setCurrentIndex(index.data(Qt::EditRole).toInt());
    }
    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override
    {
        const int chosen = static_cast<QComboBox*>(editor)->currentIndex();
        if (chosen != index.data(Qt::EditRole).toInt())
            model->setData(index, chosen, Qt::EditRole);
    }
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const auto role = static_cast<ColumnRole>(index.data(Qt::EditRole).toInt());
        // The green of the outputs is too light for text on white.
        if (role == ColumnRole::Target)
            option->font.setWeight(QFont::DemiBold);
    }
};

/// The name, with a mark behind it where there is a remark.
class NameDelegate final : public CellDelegate
{
public:
    NameDelegate(TableStatistics& statistics, QObject* parent) : CellDelegate(parent), m_statistics(statistics) {}

protected:
    int reserved(const QModelIndex& index) const override { return isRemarkable(index) ? kMark + 4 : 0; }
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        CellDelegate::initStyleOption(option, index);
        option->textElideMode = Qt::ElideMiddle; // names often begin alike
    }

    void paintExtra(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        if (!isRemarkable(index))
            return;
        const Theme theme = Theme::current();
        const QRect mark(option.rect.right() - kMark - 3, option.rect.center().y() - kMark / 2, kMark, kMark);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.warning);
        painter.drawEllipse(mark);
        painter.setPen(theme.panel);
        QFont font = option.font;
        font.setPixelSize(10);
        font.setWeight(QFont::Bold);
        painter.setFont(font);
        painter.drawText(mark, Qt::AlignCenter, QStringLiteral("!"));
    }

private:
    static constexpr int kMark = 13;

    bool isRemarkable(const QModelIndex& index) const
    {
        const ColumnStats* stats = m_statistics.column(index.row());
        return stats && !stats->remarks.empty();
    }

    TableStatistics& m_statistics;
};

class HistogramDelegate final : public CellDelegate
{
public:
    HistogramDelegate(ProjectDocument& document, TableStatistics& statistics, QObject* parent)
        : CellDelegate(parent), m_document(document), m_statistics(statistics)
    {
    }

protected:
    void paintExtra(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const ColumnStats* stats = m_statistics.column(index.row());
        if (!stats)
            return;
        const Theme theme = Theme::current();
        const ColumnRecipe* recipe = m_document.project().recipe.find(stats->column);
        const ColumnRole role = recipe ? recipe->role : ColumnRole::Ignore;
        QColor colour = role == ColumnRole::Target  ? theme.inputOutput
                        : role == ColumnRole::Input ? theme.accent
                                                    : theme.textMuted;
        colour.setAlphaF(role == ColumnRole::Ignore ? 0.45F : 0.75F);
        paintBars(painter, QRectF(option.rect).adjusted(kMargin, 5, -kMargin, -5), stats->histogram, colour);
    }

private:
    ProjectDocument& m_document;
    TableStatistics& m_statistics;
};

} // namespace

ColumnsView::ColumnsView(ProjectDocument& document, TableStatistics& statistics, bool compact, QWidget* parent)
    : QTableView(parent), m_compact(compact)
{
    setObjectName(QStringLiteral("columns"));
    setAccessibleName(tr("Columns of the data"));
    setModel(new ColumnsModel(document, statistics, this));
    setItemDelegate(new CellDelegate(this));
    setItemDelegateForColumn(ColumnsModel::Name, new NameDelegate(statistics, this));
    setItemDelegateForColumn(ColumnsModel::Role, new RoleDelegate(this));
    setItemDelegateForColumn(ColumnsModel::Histogram, new HistogramDelegate(document, statistics, this));
    setEditTriggers(DoubleClicked | SelectedClicked | EditKeyPressed | AnyKeyPressed);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setMinimumSectionSize(40);
    if (compact) {
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        for (int column = ColumnsModel::Histogram + 1; column < ColumnsModel::ColumnCount; ++column)
            hideColumn(column);
        setColumnWidth(ColumnsModel::Role, fontMetrics().horizontalAdvance(tr("Weight")) + 34);
    } else {
        setColumnWidth(ColumnsModel::Name, 170);
        setColumnWidth(ColumnsModel::Role, 78);
        setColumnWidth(ColumnsModel::Histogram, 96);
        setColumnWidth(ColumnsModel::Kind, 74);
        setColumnWidth(ColumnsModel::Missing, 72);
        setColumnWidth(ColumnsModel::Summary, 230);
        setColumnWidth(ColumnsModel::WithTarget, 92);
        horizontalHeader()->setStretchLastSection(true);
    }
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) { emit columnChosen(current.row()); });
    connect(model(), &QAbstractItemModel::modelReset, this, [this] {
        emit columnChosen(-1);
        chooseTarget();
    });
    chooseTarget();
}

void ColumnsView::resizeEvent(QResizeEvent* event)
{
    // What was in sight stays in sight when what is above or below takes room.
    const QRect current = visualRect(currentIndex());
    const bool seen = currentIndex().isValid() && current.top() < std::max(event->oldSize().height(), 0);
    QTableView::resizeEvent(event);
    fit();
    if (seen && current.bottom() > 0)
        scrollTo(currentIndex());
}

void ColumnsView::showEvent(QShowEvent* event)
{
    QTableView::showEvent(event);
    // Chosen before there was a place to scroll in.
    QTimer::singleShot(0, this, [this] { scrollTo(currentIndex()); });
}

void ColumnsView::chooseTarget()
{
    if (currentIndex().isValid() || model()->rowCount() == 0)
        return;
    int chosen = 0;
    for (int row = 0; row < model()->rowCount(); ++row)
        if (model()->index(row, ColumnsModel::Role).data(Qt::EditRole).toInt() == static_cast<int>(ColumnRole::Target))
            chosen = row;
    setCurrentIndex(model()->index(chosen, ColumnsModel::Name));
}

void ColumnsView::fit()
{
    if (!m_compact)
        return;
    const int rest = viewport()->width() - columnWidth(ColumnsModel::Role);
    const int bars = std::clamp(rest * 2 / 5, 40, 120);
    setColumnWidth(ColumnsModel::Histogram, bars);
    setColumnWidth(ColumnsModel::Name, std::max(rest - bars, 60));
}

} // namespace netloom
