// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/card_grid.h"

#include <QGridLayout>

#include <algorithm>

namespace netloom {

namespace {

int widestOf(const QList<QWidget*>& cards)
{
    int widest = 1;
    for (const QWidget* card : cards)
        widest = std::max(widest, card->minimumSizeHint().width());
    return widest;
}

} // namespace

CardGrid::CardGrid(QWidget* parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(12);
}

void CardGrid::add(QWidget* card)
{
    m_cards.append(card);
    arrange(static_cast<int>(m_cards.size()));
}

QSize CardGrid::minimumSizeHint() const
{
    return {widestOf(m_cards), m_grid->minimumSize().height()};
}

int CardGrid::fitting() const
{
    const int count = static_cast<int>(m_cards.size());
    const int gap = m_grid->spacing();
    const int most = std::clamp((width() + gap) / (widestOf(m_cards) + gap), 1, std::max(count, 1));
    const int rows = (count + most - 1) / most;
    return rows > 0 ? (count + rows - 1) / rows : 1;
}

void CardGrid::arrange(int columns)
{
    for (int i = 0; i < std::max(m_columns, columns); ++i)
        m_grid->setColumnStretch(i, i < columns ? 1 : 0);
    m_columns = columns;
    for (int i = 0; i < m_cards.size(); ++i)
        m_grid->addWidget(m_cards[i], i / columns, i % columns);
    updateGeometry();
}

void CardGrid::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (const int columns = fitting(); columns != m_columns && !m_cards.isEmpty())
        arrange(columns);
}

} // namespace netloom
