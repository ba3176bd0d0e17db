// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/cell_delegate.h"

#include "ui/toolkit/theme.h"

#include <QPainter>

namespace netloom {

void CellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    painter->save();
    if (item.state.testFlag(QStyle::State_Selected))
        painter->fillRect(item.rect, item.palette.brush(QPalette::Highlight));
    painter->setFont(item.font);
    painter->setPen(item.palette.color(QPalette::Text));
    const QRect place = item.rect.adjusted(kMargin, 0, -kMargin - reserved(index), 0);
    painter->drawText(place, static_cast<int>(item.displayAlignment) | Qt::TextSingleLine,
                      QFontMetrics(item.font).elidedText(item.text, item.textElideMode, place.width()));
    painter->setRenderHint(QPainter::Antialiasing);
    paintExtra(*painter, item, index);
    if (item.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(Theme::current().accent);
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(item.rect).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    }
    painter->restore();
}

int CellDelegate::reserved(const QModelIndex&) const
{
    return 0;
}

void CellDelegate::paintExtra(QPainter&, const QStyleOptionViewItem&, const QModelIndex&) const {}

} // namespace netloom
