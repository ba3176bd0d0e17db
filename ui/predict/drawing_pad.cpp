// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/predict/drawing_pad.h"

#include "ui/toolkit/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

constexpr int kFine = 224;          ///< points of the ink's image, more than pixels of any picture drawn here
constexpr double kPenShare = 0.085; ///< of the square, as digits are written
constexpr int kFaint = 24;          ///< less is no ink

QRect inkedArea(const QImage& ink)
{
    QRect area;
    for (int y = 0; y < ink.height(); ++y) {
        const uchar* line = ink.constScanLine(y);
        for (int x = 0; x < ink.width(); ++x)
            if (line[x] > kFaint)
                area |= QRect(x, y, 1, 1);
    }
    return area;
}

} // namespace

DrawingPad::DrawingPad(QWidget* parent) : QWidget(parent), m_ink(kFine, kFine, QImage::Format_Grayscale8)
{
    setObjectName(QStringLiteral("drawingPad"));
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::CrossCursor);
    setAccessibleName(tr("Picture to be predicted"));
    setToolTip(tr("Draw with the left button, rub out with the right one; Delete clears"));
    constexpr int kSide = 200;
    setFixedSize(kSide, kSide);
    m_ink.fill(0);
}

void DrawingPad::setPicture(int side, const QRectF& place)
{
    m_side = side;
    m_place = place.isValid() ? place : QRectF(0, 0, 1, 1);
    update();
}

void DrawingPad::showPixels(const std::vector<double>& pixels)
{
    m_shown = pixels;
    m_ink.fill(0);
    m_empty = true;
    update();
}

void DrawingPad::clear()
{
    m_ink.fill(0);
    m_shown.clear();
    m_empty = true;
    update();
    emit drawn();
}

std::vector<double> DrawingPad::pixels() const
{
    std::vector<double> result(static_cast<std::size_t>(m_side) * static_cast<std::size_t>(m_side), 0.0);
    const QRect area = inkedArea(m_ink);
    if (area.isEmpty())
        return result;
    // A whole number of fine points for each pixel, so that the mean over them is exact.
    const int points = std::max(2, kFine / m_side);
    const int fine = points * m_side;
    QImage placed(fine, fine, QImage::Format_Grayscale8);
    placed.fill(0);
    const QRectF wanted(m_place.x() * fine, m_place.y() * fine, m_place.width() * fine, m_place.height() * fine);
    const double scale = std::min(wanted.width() / area.width(), wanted.height() / area.height());
    QPainter painter(&placed);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const QSizeF size(area.width() * scale, area.height() * scale);
    painter.drawImage(QRectF(wanted.center() - QPointF(size.width() / 2, size.height() / 2), size), m_ink, area);
    painter.end();
    for (int y = 0; y < fine; ++y) {
        const uchar* line = placed.constScanLine(y);
        for (int x = 0; x < fine; ++x)
            result[static_cast<std::size_t>(y / points * m_side + x / points)] += line[x] / 255.0 / (points * points);
    }
    return result;
}

QRectF DrawingPad::square() const
{
    const double side = std::min(width(), height()) - 2;
    return {1, 1, side, side};
}

void DrawingPad::strokeTo(QPointF position, bool ink)
{
    m_shown.clear();
    const QRectF area = square();
    const auto toFine = [&](QPointF at) { return (at - area.topLeft()) * (kFine / area.width()); };
    QPainter painter(&m_ink);
    painter.setRenderHint(QPainter::Antialiasing);
    const double width = kFine * kPenShare * (ink ? 1 : 2);
    painter.setPen(QPen(ink ? Qt::white : Qt::black, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawLine(toFine(m_last), toFine(position) + QPointF(0.01, 0));
    painter.end();
    m_last = position;
    m_empty = inkedArea(m_ink).isEmpty();
    update();
    emit drawn();
}

void DrawingPad::mousePressEvent(QMouseEvent* event)
{
    m_last = event->position();
    strokeTo(event->position(), event->button() != Qt::RightButton);
}

void DrawingPad::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons() & (Qt::LeftButton | Qt::RightButton))
        strokeTo(event->position(), event->buttons() & Qt::LeftButton);
}

void DrawingPad::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace)
        clear();
    else
        QWidget::keyPressEvent(event);
}

void DrawingPad::paintEvent(QPaintEvent*)
{
    const Theme theme = Theme::current();
    QPainter painter(this);
    const QRectF area = square();
    painter.fillRect(area, theme.canvas);
    const auto shade = [&](double ink) {
        QColor color = theme.text;
        color.setAlphaF(static_cast<float>(std::clamp(ink, 0.0, 1.0)));
        return color;
    };
    const double cell = area.width() / m_side;
    if (!m_shown.empty()) {
        for (int i = 0; i < m_side * m_side && i < static_cast<int>(m_shown.size()); ++i)
            painter.fillRect(QRectF(area.left() + i % m_side * cell, area.top() + i / m_side * cell, cell, cell),
                             shade(m_shown[static_cast<std::size_t>(i)]));
    } else {
        QImage colored(m_ink.size(), QImage::Format_ARGB32);
        for (int y = 0; y < m_ink.height(); ++y)
            for (int x = 0; x < m_ink.width(); ++x)
                colored.setPixelColor(x, y, shade(m_ink.constScanLine(y)[x] / 255.0));
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawImage(area, colored);
    }
    if (m_empty && m_shown.empty()) {
        painter.setPen(theme.textMuted);
        painter.drawText(area, Qt::AlignCenter, tr("draw here"));
    }
    painter.setPen(QPen(hasFocus() ? theme.accent : theme.borderStrong, hasFocus() ? 2 : 1));
    painter.drawRect(area);
}

} // namespace netloom
