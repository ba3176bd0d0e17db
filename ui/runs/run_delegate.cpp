// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/run_delegate.h"

#include "ui/toolkit/theme.h"

#include <QPainter>

namespace netloom {

namespace {

constexpr int kMargin = 6;
constexpr int kDot = 8;
constexpr int kGap = 8;

} // namespace

int RunDelegate::rowHeight(const QFont& font)
{
    return 2 * QFontMetrics(font).height() + 10;
}

void RunDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const Theme theme = Theme::current();
    painter->save();
    if (item.state.testFlag(QStyle::State_Selected))
        painter->fillRect(item.rect, item.palette.brush(QPalette::Highlight));
    const QFontMetrics metrics(item.font);
    const int line = metrics.height();
    const QRect text = item.rect.adjusted(kMargin + kDot + kGap, (item.rect.height() - 2 * line) / 2, -kMargin / 2, 0);
    painter->setRenderHint(QPainter::Antialiasing);
    const auto color = index.data(Color).value<QColor>();
    painter->setPen(QPen(color.isValid() ? color : theme.textMuted, 1.4));
    painter->setBrush(color.isValid() ? QBrush(color) : QBrush(Qt::NoBrush));
    painter->drawEllipse(
        QRectF(item.rect.left() + kMargin + 0.5, text.top() + (line - kDot) / 2.0, kDot - 1, kDot - 1));
    if (!item.state.testFlag(QStyle::State_Editing)) {
        painter->setFont(item.font);
        painter->setPen(item.palette.color(QPalette::Text));
        painter->drawText(QRect(text.left(), text.top(), text.width(), line), Qt::AlignLeft | Qt::AlignVCenter,
                          metrics.elidedText(item.text, Qt::ElideMiddle, text.width()));
        QFont plain = item.font;
        plain.setWeight(QFont::Normal);
        painter->setFont(plain);
        painter->setPen(theme.textMuted);
        painter->drawText(QRect(text.left(), text.top() + line, text.width(), line), Qt::AlignLeft | Qt::AlignVCenter,
                          QFontMetrics(plain).elidedText(index.data(Network).toString(), Qt::ElideRight, text.width()));
    }
    painter->restore();
}

void RunDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option, const QModelIndex&) const
{
    const int height = std::min(editor->sizeHint().height(), option.rect.height() - 2);
    const int left = option.rect.left() + kMargin + kDot + 2;
    editor->setGeometry(left, option.rect.center().y() - height / 2, option.rect.right() - left, height);
}

} // namespace netloom
