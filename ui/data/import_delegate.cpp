// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/import_delegate.h"

#include "ui/toolkit/theme.h"

#include <QPainter>

namespace netloom {

void ImportDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    painter->save();
    painter->fillRect(item.rect, item.backgroundBrush);
    painter->setFont(item.font);
    painter->setPen(item.palette.color(QPalette::Text));
    const QRect place = item.rect.adjusted(kMargin, 0, -kMargin, 0);
    painter->drawText(place, static_cast<int>(item.displayAlignment) | Qt::TextSingleLine,
                      QFontMetrics(item.font).elidedText(item.text, Qt::ElideRight, place.width()));
    if (item.state.testFlag(QStyle::State_Selected)) {
        painter->setPen(QPen(Theme::current().accent, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(item.rect.adjusted(1, 1, -1, -1));
    }
    painter->restore();
}

} // namespace netloom
