// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/bias_marks.h"

#include "ui/diagram/unit_painter.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace netloom {

namespace {

constexpr double seenSteps = 4; ///< a radius that is another by less than a pixel's fourth looks the same

/// Without the smoothing and blending of a painter: pixel by pixel.
void putBack(QImage& image, const QImage& part, QPoint at)
{
    const auto pixel = static_cast<std::size_t>(image.depth() / 8);
    for (int y = 0; y < part.height(); ++y)
        std::memcpy(image.scanLine(at.y() + y) + static_cast<std::size_t>(at.x()) * pixel, part.constScanLine(y),
                    static_cast<std::size_t>(part.width()) * pixel);
}

} // namespace

void BiasMarks::draw(QImage& nodes, QPoint corner, double scale, const DiagramPicture& picture, const Theme& theme)
{
    const double ratio = nodes.devicePixelRatio();
    const QRect whole(QPoint(0, 0), nodes.size());
    const bool first = m_drawn.empty();
    QPainter painter;
    std::size_t next = 0;
    for (std::size_t column = 0; column < picture.layout.columns.size(); ++column) {
        const std::vector<BiasMark> marks = biasMarks(picture, column);
        for (std::size_t unit = 0; unit < marks.size(); ++unit) {
            const BiasMark& mark = marks[unit];
            if (first) {
                const double around = mark.radius + biasGround + 1 / (scale * ratio);
                const QRectF room(mark.center - QPointF(around, around), QSizeF(2 * around, 2 * around));
                const QRect rect =
                    QRectF((room.topLeft() * scale - corner) * ratio, room.size() * scale * ratio).toAlignedRect() &
                    whole;
                if (rect.isEmpty())
                    continue;
                m_drawn.push_back({column, unit, rect.topLeft(), nodes.copy(rect), 0});
            }
            if (next >= m_drawn.size() || m_drawn[next].column != column || m_drawn[next].unit != unit)
                continue; // out of the image
            Drawn& drawn = m_drawn[next++];
            const double size = std::sqrt(mark.share) * mark.radius * scale * ratio * seenSteps;
            const int look = mark.share > 0 ? (mark.bias > 0 ? 1 : -1) * (1 + static_cast<int>(std::lround(size))) : 0;
            if (look == drawn.look)
                continue;
            if (drawn.look != 0) {
                if (painter.isActive())
                    painter.end();
                putBack(nodes, drawn.below, drawn.at);
            }
            drawn.look = look;
            if (look == 0)
                continue;
            if (!painter.isActive()) {
                painter.begin(&nodes);
                painter.setClipRect(QRectF(QPointF(0, 0), QSizeF(nodes.size()) / ratio));
                painter.setRenderHint(QPainter::Antialiasing);
                painter.translate(-corner);
                painter.scale(scale, scale);
            }
            paintBiasMark(painter, mark.center, mark.bias, mark.share, mark.radius, theme);
        }
    }
}

void BiasMarks::erase(QImage& nodes)
{
    for (const Drawn& drawn : m_drawn)
        if (drawn.look != 0)
            putBack(nodes, drawn.below, drawn.at);
    forget();
}

} // namespace netloom
