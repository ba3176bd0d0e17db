// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/bar_plot.h"

#include "ui/plots/plot_csv.h"
#include "ui/plots/plot_picture.h"
#include "ui/toolkit/elided_apart.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

constexpr int kBarGap = 8;

/// Names and their values are whole before bars are long, as long as the bars can still be told apart.
int widestName(int width, int textWidth)
{
    const int shortestBars = width * 16 / 100;
    return std::max(width * 46 / 100, width - shortestBars - textWidth - 3 * kBarGap);
}

} // namespace

BarPlot::BarPlot(QWidget* parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void BarPlot::setContent(Content content)
{
    m_content = std::move(content);
    m_selected = std::min(m_selected, static_cast<int>(m_content.bars.size()) - 1);
    QStringList words;
    for (const Bar& bar : m_content.bars)
        words << QStringLiteral("%1 %2: %3").arg(bar.name, bar.value, bar.text);
    setAccessibleDescription(words.join(QStringLiteral("; ")));
    updateGeometry();
    update();
}

void BarPlot::setSelected(int bar)
{
    m_selected = bar;
    update();
}

/// With a value below the name where there are values.
int BarPlot::lineHeight() const
{
    const bool two =
        std::any_of(m_content.bars.begin(), m_content.bars.end(), [](const Bar& bar) { return !bar.value.isEmpty(); });
    return fontMetrics().height() + (two ? QFontMetrics(valueFont()).height() + 6 : 8);
}

QFont BarPlot::valueFont() const
{
    QFont smaller = font();
    smaller.setPointSizeF(smaller.pointSizeF() * 0.87);
    return smaller;
}

QSize BarPlot::sizeHint() const
{
    const int lines =
        std::max<int>(1, static_cast<int>(m_content.bars.size())) + (m_content.start ? 1 : 0) + (m_content.end ? 1 : 0);
    const int others = lines - static_cast<int>(m_content.bars.size());
    const int ends = fontMetrics().height() + 8;
    return {280, (lines - others) * lineHeight() + others * ends + 4};
}

QSize BarPlot::minimumSizeHint() const
{
    return {160, sizeHint().height()};
}

int BarPlot::barAt(int y) const
{
    const int top = 2 + (m_content.end ? fontMetrics().height() + 8 : 0);
    const int line = y < top ? -1 : (y - top) / lineHeight();
    return line >= 0 && line < static_cast<int>(m_content.bars.size()) ? line : -1;
}

void BarPlot::paint(QPainter& painter, const QSize& size) const
{
    const Theme theme = Theme::current();
    painter.fillRect(QRect(QPoint(), size), theme.panel);
    painter.setFont(font());
    const QFontMetrics metrics(font());
    if (m_content.bars.empty()) {
        painter.setPen(theme.textMuted);
        painter.drawText(QRect(QPoint(), size).adjusted(kBarGap, 0, -kBarGap, 0), Qt::AlignCenter | Qt::TextWordWrap,
                         m_emptyText);
        return;
    }
    double low = m_content.start.value_or(0);
    double high = low;
    int textWidth = 0;
    int nameWidth = 0;
    int valueWidth = 0;
    for (const Bar& bar : m_content.bars) {
        for (const double value : {bar.from, bar.to, bar.low.value_or(bar.to), bar.high.value_or(bar.to)}) {
            low = std::min(low, value);
            high = std::max(high, value);
        }
        textWidth = std::max(textWidth, metrics.horizontalAdvance(bar.text));
        nameWidth = std::max(nameWidth, metrics.horizontalAdvance(bar.name));
        valueWidth = std::max(valueWidth, QFontMetrics(valueFont()).horizontalAdvance(bar.value));
    }
    // Advances are rounded, and an elision must not come of that.
    nameWidth += 2;
    valueWidth += 2;
    constexpr double kRounding = 1e-9;
    if (!(high - low > kRounding * std::max(std::abs(low), std::abs(high))))
        high = low + std::max(1.0, std::abs(low));
    const int widest = widestName(size.width(), textWidth);
    // Where it is narrow: names and numbers above, values and bars below.
    const bool apart = valueWidth > 2 && std::max(nameWidth, valueWidth) > widest;
    if (apart) {
        nameWidth = std::min(nameWidth, size.width() - textWidth - 3 * kBarGap);
        valueWidth = std::min(valueWidth, size.width() * 6 / 10);
    } else {
        nameWidth = valueWidth = std::min(std::max(nameWidth, valueWidth), widest);
    }
    const int left = valueWidth + 2 * kBarGap;
    const double room = std::max(20, size.width() - left - (apart ? kBarGap : textWidth + kBarGap + 2));
    const auto pixel = [&](double value) { return left + (value - low) / (high - low) * room; };
    const int step = lineHeight();
    const int endStep = metrics.height() + 8;
    int y = 2;
    const int whole = size.width() - 2 * kBarGap;
    const auto line = [&](const std::optional<double>& at, const QString& text, int top) {
        if (!at)
            return;
        painter.setPen(theme.textMuted);
        painter.drawText(QRect(kBarGap, top, whole, endStep), Qt::AlignVCenter | Qt::AlignLeft,
                         metrics.elidedText(text, Qt::ElideRight, whole));
    };
    if (m_content.end) {
        const QString between = m_content.endName.isEmpty() ? QString() : QStringLiteral(": ");
        QString text = between + m_content.endText;
        const QString longer = text + m_content.endDetail;
        if (metrics.horizontalAdvance(m_content.endName + longer) < whole)
            text = longer;
        const int nameRoom = whole - metrics.horizontalAdvance(text) - 2;
        text.prepend(metrics.elidedText(m_content.endName, Qt::ElideMiddle, std::max(nameRoom, 0)));
        line(m_content.end, text, y);
        y += endStep;
    }
    // Below bars and numbers.
    for (const std::optional<double>& at : {m_content.start, m_content.end}) {
        if (!at)
            continue;
        QPen pen(theme.borderStrong, 1);
        pen.setDashPattern({2, 3});
        painter.setPen(pen);
        painter.drawLine(QPointF(pixel(*at), y),
                         QPointF(pixel(*at), y + step * static_cast<double>(m_content.bars.size())));
    }
    if (!m_content.start && low < 0) { // below the numbers
        painter.setPen(QPen(theme.borderStrong, 1));
        painter.drawLine(QPointF(pixel(0), y), QPointF(pixel(0), y + step * static_cast<int>(m_content.bars.size())));
    }
    QStringList names;
    for (const Bar& bar : m_content.bars)
        names << bar.name;
    names = elidedApart(names, metrics, nameWidth);
    for (std::size_t i = 0; i < m_content.bars.size(); ++i, y += step) {
        const Bar& bar = m_content.bars[i];
        if (static_cast<int>(i) == m_selected) {
            QColor ground = theme.accent;
            ground.setAlphaF(0.12F);
            painter.fillRect(QRect(0, y, size.width(), step), ground);
        }
        painter.setPen(theme.text);
        const int nameHeight = bar.value.isEmpty() && !apart ? step : metrics.height() + 4;
        const QString& name = names[static_cast<qsizetype>(i)];
        if (apart && static_cast<int>(i) != m_selected) // over the line of 0
            painter.fillRect(QRect(kBarGap, y, metrics.horizontalAdvance(name) + 2, nameHeight), theme.panel);
        painter.drawText(QRect(kBarGap, y, nameWidth, nameHeight), Qt::AlignVCenter | Qt::AlignLeft, name);
        if (!bar.value.isEmpty()) {
            painter.setPen(theme.textMuted);
            painter.setFont(valueFont());
            painter.drawText(QRect(kBarGap, y + nameHeight, valueWidth, step - nameHeight),
                             Qt::AlignTop | Qt::AlignLeft,
                             QFontMetrics(valueFont()).elidedText(bar.value, Qt::ElideRight, valueWidth));
            painter.setFont(font());
        }
        const double a = pixel(std::min(bar.from, bar.to));
        const double b = pixel(std::max(bar.from, bar.to));
        const bool up = bar.to >= bar.from;
        QColor color = !m_content.signedColors ? theme.accent : up ? theme.positive : theme.negative;
        if (bar.isRest)
            color = theme.textMuted;
        const double thick = apart ? step - nameHeight - 4.0 : std::min(step - 8.0, metrics.height() + 2.0);
        const double above = apart ? nameHeight : (step - thick) / 2; // from the top of the row to the bar
        const QRectF rect(a, y + above, std::max(1.0, b - a), thick);
        constexpr double outline = 1.5;
        const bool hollow = m_content.signedColors && !up && !bar.isRest && rect.width() > 3 * outline;
        painter.fillRect(rect, color);
        if (hollow) // as negative links and units are in the diagram
            painter.fillRect(rect.adjusted(outline, outline, -outline, -outline), theme.panel);
        if (m_content.start && i + 1 < m_content.bars.size()) { // to where the bar below ends
            painter.setPen(QPen(theme.borderStrong, 1));
            const double joint = pixel(bar.from);
            painter.drawLine(QPointF(joint, rect.bottom()), QPointF(joint, rect.top() + step));
        }
        if (bar.low && bar.high) {
            painter.setPen(QPen(theme.text, 1));
            const double middle = rect.center().y();
            painter.drawLine(QPointF(pixel(*bar.low), middle), QPointF(pixel(*bar.high), middle));
            for (const double end : {*bar.low, *bar.high})
                painter.drawLine(QPointF(pixel(end), middle - 3), QPointF(pixel(end), middle + 3));
        }
        painter.setPen(theme.text);
        const double right = std::max(b, bar.high ? pixel(*bar.high) : b);
        const int wide = metrics.horizontalAdvance(bar.text) + 2;
        const QRectF words(apart ? size.width() - kBarGap - wide : right + 5,
                           y + ((apart ? nameHeight : step) - metrics.height()) / 2.0, wide, metrics.height());
        if (static_cast<int>(i) != m_selected)
            painter.fillRect(words, theme.panel);
        painter.drawText(words, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextDontClip, bar.text);
    }
    line(m_content.start, m_content.startText, y);
}

QByteArray BarPlot::picture(const QByteArray& format, const QSize& size, double scale) const
{
    const QSize whole(size.width(), std::max(size.height(), sizeHint().height()));
    return plotPicture(format, whole, scale, windowTitle(), [&](QCPPainter& painter) { paint(painter, whole); });
}

QByteArray BarPlot::csv() const
{
    QByteArray text = "name,value,from,to,low,high\n";
    for (const Bar& bar : m_content.bars) {
        text +=
            csvText(bar.name) + ',' + csvText(bar.value) + ',' + csvNumber(bar.from) + ',' + csvNumber(bar.to) + ',';
        text += (bar.low ? csvNumber(*bar.low) : QByteArray()) + ',';
        text += (bar.high ? csvNumber(*bar.high) : QByteArray()) + '\n';
    }
    return text;
}

void BarPlot::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paint(painter, size());
    if (hasFocus()) {
        painter.setPen(QPen(Theme::current().accent, 1));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void BarPlot::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    setSelected(barAt(event->position().toPoint().y()));
    emit barClicked(m_selected);
}

void BarPlot::keyPressEvent(QKeyEvent* event)
{
    const int count = static_cast<int>(m_content.bars.size());
    if ((event->key() != Qt::Key_Up && event->key() != Qt::Key_Down) || count == 0) {
        QWidget::keyPressEvent(event);
        return;
    }
    setSelected(std::clamp(m_selected + (event->key() == Qt::Key_Up ? -1 : 1), 0, count - 1));
    emit barClicked(m_selected);
}

bool BarPlot::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        if (m_content.end && help->pos().y() < fontMetrics().height() + 10 && !m_content.bars.empty()) {
            QToolTip::showText(help->globalPos(),
                               QStringLiteral("<p>%1</p>")
                                   .arg(QStringLiteral("%1: %2")
                                            .arg(m_content.endName, m_content.endText + m_content.endDetail)
                                            .toHtmlEscaped()),
                               this);
            return true;
        }
        if (const int at = barAt(help->pos().y()); at >= 0) {
            const Bar& bar = m_content.bars[static_cast<std::size_t>(at)];
            QToolTip::showText(help->globalPos(),
                               QStringLiteral("<p style='white-space:pre'>%1 %2\n%3</p>")
                                   .arg(bar.name.toHtmlEscaped(), bar.value.toHtmlEscaped(), bar.text.toHtmlEscaped()),
                               this);
            return true;
        }
        QToolTip::hideText();
    }
    return QWidget::event(event);
}

} // namespace netloom
