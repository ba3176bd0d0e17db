// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/link_raster.h"

#include "ui/diagram/diagram_painter.h"
#include "ui/diagram/ghost_links.h"
#include "ui/diagram/kernel_matrix.h"
#include "ui/diagram/link_style.h"
#include "ui/diagram/paint_options.h"
#include "ui/toolkit/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <thread>

namespace netloom {

namespace {

/// One pixel column (row, where the diagram goes down) of a gap: how far the links have come from their first to their
/// last height, and how steeply.
struct Step {
    int x = 0;
    float share = 0; ///< of the height
    float steep = 0; ///< share per pixel
};

/// Steps of the curve with control points at 0, 1/2, 1/2, 1 of the width and 0, 0, 1, 1 of the height.
std::vector<Step> stepsOf(double x0, double x1, int width)
{
    std::vector<Step> steps;
    const int first = std::max(0, static_cast<int>(std::floor(x0)));
    const int last = std::min(width, static_cast<int>(std::ceil(x1)));
    double t = 0;
    for (int x = first; x < last; ++x) {
        const double at = std::clamp((x + 0.5 - x0) / (x1 - x0), 0.0, 1.0);
        for (int i = 0; i < 4; ++i) { // from the neighbour's root, Newton's method is there at once
            const double value = 1.5 * t * (1 - t) + t * t * t - at;
            const double slope = 1.5 - 3 * t + 3 * t * t;
            t = std::clamp(t - value / slope, 0.0, 1.0);
        }
        const double slope = (1.5 - 3 * t + 3 * t * t) * (x1 - x0);
        steps.push_back({x, static_cast<float>(t * t * (3 - 2 * t)), static_cast<float>(6 * t * (1 - t) / slope)});
    }
    return steps;
}

/// Four channels times a/255, rounded; as in Qt's own blending.
inline // Of what is not negative; far quicker than std::lround.
    quint32
    nearest(float value)
{
    value += 0.5f;
    return static_cast<quint32>(value);
}

quint32 scaled(quint32 pixel, quint32 a)
{
    quint32 even = (pixel & 0xff00ff) * a;
    even = (even + ((even >> 8) & 0xff00ff) + 0x800080) >> 8;
    quint32 odd = ((pixel >> 8) & 0xff00ff) * a;
    odd = odd + ((odd >> 8) & 0xff00ff) + 0x800080;
    return (even & 0xff00ff) | (odd & 0xff00ff00);
}

class Canvas
{
public:
    /// @param begin, end  pixels in the direction of the diagram that are drawn
    Canvas(QImage& image, bool down, int begin, int end)
        : m_begin(begin),
          m_end(end),
          m_bits(reinterpret_cast<quint32*>(image.bits())),
          m_along(down ? image.bytesPerLine() / 4 : 1),
          m_across(down ? 1 : image.bytesPerLine() / 4),
          m_height(down ? image.width() : image.height())
    {
    }

    /// @param thickness  of the line, across its direction  @param dashScale  pixels per picture unit; 0: not dashed
    void line(const std::vector<Step>& steps, double y0, double y1, double thickness, const QColor& color,
              double dashScale) const
    {
        const quint32 source = qPremultiply(color.rgba());
        const float rise = static_cast<float>(y1 - y0);
        const float height = static_cast<float>(m_height);
        const float first = static_cast<float>(y0);
        const float halfWidth = static_cast<float>(thickness / 2);
        const float dash = static_cast<float>(hollowDash[0] * dashScale);
        const float period = static_cast<float>((hollowDash[0] + hollowDash[1]) * dashScale);
        float along = 0;
        for (const Step& step : steps) {
            const float slope = std::abs(rise * step.steep);
            if (period > 0) {
                const float place = along;
                along += std::sqrt(1 + slope * slope);
                along = along >= period ? std::fmod(along, period) : along;
                if (place >= dash)
                    continue;
            }
            if (step.x < m_begin || step.x >= m_end)
                continue;
            const float half = halfWidth * std::sqrt(1 + slope * slope);
            // Within a column the line moves by its slope: the profile over the height is a box blurred by that.
            const float ramp = std::max(1.0f, slope);
            const float reach = half + ramp / 2;
            const float y = first + rise * step.share;
            if (y + reach <= 0 || y - reach >= height)
                continue;
            const int top = static_cast<int>(std::max(y - reach, 0.0f));
            const int bottom = static_cast<int>(std::min(y + reach + 1, height));
            const float full = std::min(1.0f, 2 * half / ramp) * 255;
            const quint32 plateau = scaled(source, nearest(full));
            const float perPixel = 255 / ramp;
            quint32* pixel = m_bits + top * m_across + step.x * m_along;
            for (int row = top; row < bottom; ++row, pixel += m_across) {
                const float coverage = (reach - std::abs(static_cast<float>(row) + 0.5f - y)) * perPixel;
                if (coverage >= full)
                    blend(pixel, plateau);
                else if (coverage > 0)
                    blend(pixel, scaled(source, nearest(coverage)));
            }
        }
    }

    /// Several bands as one shape: where they overlap nothing becomes darker.
    void bands(const std::vector<Step>& steps, const std::vector<LinkBand>& bands, const QColor& color) const
    {
        const quint32 source = qPremultiply(color.rgba());
        std::vector<std::pair<double, double>> spans;
        for (const Step& step : steps) {
            if (step.x < m_begin || step.x >= m_end)
                continue;
            spans.clear();
            for (const LinkBand& band : bands)
                spans.emplace_back(band.top0 + (band.top1 - band.top0) * static_cast<double>(step.share),
                                   band.bottom0 + (band.bottom1 - band.bottom0) * static_cast<double>(step.share));
            std::sort(spans.begin(), spans.end());
            for (std::size_t i = 0; i < spans.size();) {
                auto [top, bottom] = spans[i++];
                while (i < spans.size() && spans[i].first <= bottom)
                    bottom = std::max(bottom, spans[i++].second);
                span(step.x, top, bottom, source);
            }
        }
    }

private:
    static void blend(quint32* pixel, quint32 source) { *pixel = source + scaled(*pixel, 255 - (source >> 24)); }

    void span(int x, double top, double bottom, quint32 source) const
    {
        top = std::max(top, 0.0);
        bottom = std::min(bottom, static_cast<double>(m_height));
        const int last = std::min(m_height, static_cast<int>(std::ceil(bottom)));
        for (int row = static_cast<int>(top); row < last; ++row) {
            const double coverage = std::min(bottom, row + 1.0) - std::max(top, static_cast<double>(row));
            blend(m_bits + row * m_across + x * m_along,
                  coverage >= 1 ? source : scaled(source, nearest(static_cast<float>(coverage * 255))));
        }
    }

    int m_begin, m_end;
    quint32* m_bits;
    qsizetype m_along;  ///< from a pixel to the next one in the direction of the diagram
    qsizetype m_across; ///< and across it
    int m_height;       ///< pixels across
};

/// A gap whose links are drawn here.
struct RasterGap {
    std::size_t index;
    std::vector<Step> steps;
    std::vector<LinkBand> bands;
    std::vector<LinkLook> looks;
};

/// The pixel on either side of which there is as much to draw.
int halfOf(const std::vector<RasterGap>& gaps, int length)
{
    std::vector<double> links(static_cast<std::size_t>(length), 0.0);
    double all = 0;
    for (const RasterGap& gap : gaps)
        for (const Step& step : gap.steps) {
            const auto count = static_cast<double>(gap.looks.size());
            links[static_cast<std::size_t>(step.x)] += count;
            all += count;
        }
    double before = 0;
    for (int x = 0; x < length; ++x)
        if (2 * (before += links[static_cast<std::size_t>(x)]) >= all)
            return x;
    return length / 2;
}

} // namespace

void rasterLinks(QImage& image, double scale, QPointF origin, const DiagramPicture& picture, const Theme& theme)
{
    const DiagramLayout& layout = picture.layout;
    if (!picture.ghost.empty()) {
        QPainter painter(&image);
        painter.setClipRect(
            QRectF(0, 0, image.width() / image.devicePixelRatio(), image.height() / image.devicePixelRatio()));
        painter.scale(scale / image.devicePixelRatio(), scale / image.devicePixelRatio());
        painter.translate(-origin);
        paintGhost(painter, picture, theme);
    }
    const double edge = layout.across(origin);
    const double before = layout.along(origin);
    const int length = layout.isDown() ? image.height() : image.width();
    const auto down = [&](double across) { return (across - edge) * scale; };
    std::vector<RasterGap> gaps;
    double drawn = 0;
    for (std::size_t gap = 0; gap < picture.gaps.size(); ++gap) {
        const double from = layout.gapStart(gap);
        const double to = layout.gapEnd(gap);
        const double x0 = (from - before) * scale;
        const double x1 = (to - before) * scale;
        if (x1 <= 0 || x0 >= length || x1 - x0 < 1)
            continue;
        if (!picture.gaps[gap].full || isMatrix(picture, gap)) {
            QPainter painter(&image);
            painter.setClipRect(
                QRectF(0, 0, image.width() / image.devicePixelRatio(), image.height() / image.devicePixelRatio()));
            painter.scale(scale / image.devicePixelRatio(), scale / image.devicePixelRatio());
            painter.translate(-origin);
            PaintOptions options;
            options.exposed = QRectF(origin, QSizeF(image.size()) / scale);
            paintGap(painter, picture, theme, gap, options);
            continue;
        }
        gaps.push_back({gap, stepsOf(x0, x1, length), linkBands(picture, gap),
                        linkLooks(picture, theme, gap, picture.gaps[gap].links)});
        for (LinkBand& band : gaps.back().bands)
            band = {down(band.top0), down(band.bottom0), down(band.top1), down(band.bottom1)};
        drawn += static_cast<double>(gaps.back().steps.size() * gaps.back().looks.size());
    }
    // Two halves side by side share no pixel.
    const auto draw = [&](int begin, int end) {
        const Canvas canvas(image, layout.isDown(), begin, end);
        for (const RasterGap& gap : gaps) {
            if (!gap.bands.empty())
                canvas.bands(gap.steps, gap.bands, bandColor(picture, theme, gap.index));
            const std::vector<LinkItem>& links = picture.gaps[gap.index].links;
            for (std::size_t i = 0; i < links.size(); ++i) {
                const LinkItem& link = links[i];
                const LinkLook& look = gap.looks[i];
                const double y0 = down(layout.across(layout.linkStart(gap.index, static_cast<std::size_t>(link.from))));
                const double y1 = down(layout.across(layout.linkEnd(gap.index, static_cast<std::size_t>(link.to))));
                const bool hollow = look.line == LinkLook::Line::Hollow;
                const bool dashed = hollow && look.width < hollowWidth;
                canvas.line(gap.steps, y0, y1, look.width * scale, look.color, dashed ? scale : 0);
                if (hollow && !dashed)
                    canvas.line(gap.steps, y0, y1, look.width * hollowCore * scale, theme.canvas, 0);
            }
        }
    };
    constexpr double worthSharing = 5e4; // pixel columns of links
    if (drawn < worthSharing) {
        draw(0, length);
        return;
    }
    image.bits(); // its own memory, before two threads write to it
    const int middle = halfOf(gaps, length);
    const std::jthread other(draw, middle, length);
    draw(0, middle);
}

} // namespace netloom
