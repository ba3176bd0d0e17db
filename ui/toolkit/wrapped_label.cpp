// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/toolkit/wrapped_label.h"

#include <QRegularExpression>
#include <QStylePainter>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

constexpr int kLeastCharacters = 16;

/// Sets the lines of a text. @returns their height
double layOut(QTextLayout& layout, double width)
{
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    layout.beginLayout();
    double height = 0;
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        line.setPosition({0, height});
        height += line.height();
    }
    layout.endLayout();
    return height;
}

/// Then the text is QLabel's own, which cannot break words.
bool isSelectable(const QLabel& label)
{
    return label.textInteractionFlags().testFlag(Qt::TextSelectableByMouse);
}

QString withLineSeparators(QString text)
{
    return text.replace(QLatin1Char('\n'), QChar(QChar::LineSeparator));
}

} // namespace

WrappedLabel::WrappedLabel(QWidget* parent) : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
}

bool WrappedLabel::wordsFit(int width) const
{
    static const QRegularExpression kBlanks(QStringLiteral("\\s+"));
    const QStringList words = text().split(kBlanks, Qt::SkipEmptyParts);
    return std::all_of(words.begin(), words.end(),
                       [&](const QString& word) { return fontMetrics().horizontalAdvance(word) <= width; });
}

QSize WrappedLabel::minimumSizeHint() const
{
    const QSize size = QLabel::minimumSizeHint();
    return {std::min(size.width(), kLeastCharacters * fontMetrics().averageCharWidth()), size.height()};
}

int WrappedLabel::heightForWidth(int width) const
{
    const QMargins around = contentsMargins();
    const int room = width - around.left() - around.right() - 2 * margin();
    if (isSelectable(*this) || room <= 0 || wordsFit(room))
        return QLabel::heightForWidth(width);
    QTextLayout layout(withLineSeparators(text()), font());
    return static_cast<int>(std::ceil(layOut(layout, room))) + around.top() + around.bottom() + 2 * margin();
}

void WrappedLabel::paintEvent(QPaintEvent* event)
{
    const QRect room = contentsRect().adjusted(margin(), margin(), -margin(), -margin());
    if (isSelectable(*this) || wordsFit(room.width())) {
        QLabel::paintEvent(event);
        return;
    }
    QStylePainter painter(this);
    QStyleOption option;
    option.initFrom(this);
    painter.drawPrimitive(QStyle::PE_Widget, option);
    painter.setPen(palette().color(foregroundRole()));
    QTextLayout layout(withLineSeparators(text()), font());
    const double height = layOut(layout, room.width());
    const double top = alignment() & Qt::AlignTop ? 0 : std::max(0.0, (room.height() - height) / 2);
    layout.draw(&painter, room.topLeft() + QPointF(0, top));
}

} // namespace netloom
