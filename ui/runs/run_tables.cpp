// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/run_tables.h"

#include <QHeaderView>

#include <algorithm>

namespace netloom {

QTableWidget* runTable(const char* name, const QStringList& columns, QWidget* parent)
{
    auto* view = new QTableWidget(0, static_cast<int>(columns.size()), parent);
    view->setObjectName(QString::fromLatin1(name));
    view->setHorizontalHeaderLabels(columns);
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setSelectionMode(QAbstractItemView::SingleSelection);
    view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view->setTabKeyNavigation(false);
    view->setCornerButtonEnabled(false);
    view->setWordWrap(false);
    view->setShowGrid(false);
    view->setTextElideMode(Qt::ElideMiddle);
    view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    view->horizontalHeader()->setHighlightSections(false);
    view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    view->verticalHeader()->hide();
    view->verticalHeader()->setDefaultSectionSize(view->fontMetrics().height() + 8);
    return view;
}

void alignNumbers(QTableWidget& view, int first)
{
    for (int c = first; c < view.columnCount(); ++c) {
        view.horizontalHeaderItem(c)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        for (int row = 0; row < view.rowCount(); ++row)
            if (QTableWidgetItem* item = view.item(row, c))
                item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    }
}

void giveRest(QTableWidget& view, int column)
{
    QHeaderView& header = *view.horizontalHeader();
    for (int c = 0; c < view.columnCount(); ++c)
        header.setSectionResizeMode(c, c == column ? QHeaderView::Stretch : QHeaderView::ResizeToContents);
    view.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view.setTextElideMode(Qt::ElideMiddle);
}

void fitHeight(QTableWidget& view, int most)
{
    constexpr int kFrame = 4;
    const bool bar = view.horizontalScrollBarPolicy() != Qt::ScrollBarAlwaysOff;
    int rows = 0;
    for (int row = 0; row < view.rowCount(); ++row)
        rows += view.rowHeight(row);
    view.setFixedHeight(std::min(most, (bar ? 10 : 0) + view.horizontalHeader()->sizeHint().height() + rows + kFrame));
}

} // namespace netloom
