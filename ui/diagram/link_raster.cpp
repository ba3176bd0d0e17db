// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/link_raster.h"

#include "ui/diagram/diagram_painter.h"
#include "ui/diagram/ghost_links.h"
#include "ui/diagram/kernel_matrix.h"
#include "ui/diagram/link_curve.h"
#include "ui/diagram/link_style.h"
#include "ui/diagram/paint_options.h"
#include "ui/toolkit/theme.h"

#include <QPainter>
#include <QThreadPool>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <functional>
#include <iterator>
#include <memory>
#include <span>

namespace netloom {

namespace {

/// One pixel column (row, where the diagram goes down) of a gap: how far the links have come from their first to their
/// last height, and how steeply.
struct Step {
    int x = 0;
    float share = 0; ///< of the height
    float steep = 0; ///< share per pixel
};

/// The pixel columns of a gap within the image.
struct Curve {
    float x0 = 0; ///< where it begins; maybe left of the image
    float steepest = 0;
    std::vector<Step> steps;

    bool meets(int begin, int end) const { return !steps.empty() && steps.front().x < end && steps.back().x >= begin; }

    /// Those from `begin` to `end` where a line is within 0 … `height` across. @param beyond  how far it reaches
    std::span<const Step> seen(int begin, int end, float y0, float rise, float beyond, float height) const
    {
        if (!meets(begin, end))
            return {};
        auto first = steps.begin() + std::max(0, begin - steps.front().x);
        auto last = steps.end() - std::max(0, steps.back().x + 1 - end);
        const auto narrow = [&](const auto& isBefore, const auto& isWithin) {
            first = std::partition_point(first, last, isBefore);
            last = std::partition_point(first, last, isWithin);
        };
        if (rise >= 0)
            narrow([&](const Step& step) { return y0 + rise * step.share <= -beyond; },
                   [&](const Step& step) { return y0 + rise * step.share < height + beyond; });
        else
            narrow([&](const Step& step) { return y0 + rise * step.share >= height + beyond; },
                   [&](const Step& step) { return y0 + rise * step.share > -beyond; });
        return {first, last};
    }
};

/// Steps of a link's curve.
Curve curveOf(double x0, double x1, int width)
{
    Curve curve;
    curve.x0 = static_cast<float>(x0);
    const int first = std::max(0, static_cast<int>(std::floor(x0)));
    const int last = std::min(width, static_cast<int>(std::ceil(x1)));
    double t = 0;
    for (int x = first; x < last; ++x) {
        const double at = std::clamp((x + 0.5 - x0) / (x1 - x0), 0.0, 1.0);
        for (int i = 0; i < 4; ++i) { // from the neighbour's root, Newton's method is there at once
            const double value = linkAlong(t) - at;
            t = std::clamp(t - value / linkAlongSlope(t), 0.0, 1.0);
        }
        const double slope = linkAlongSlope(t) * (x1 - x0);
        const auto steep = static_cast<float>(6 * t * (1 - t) / slope);
        curve.steps.push_back({x, static_cast<float>(linkAcross(t)), steep});
        curve.steepest = std::max(curve.steepest, steep);
    }
    return curve;
}

// Both of what is not negative, far quicker than those of the library.
quint32 nearest(float value)
{
    value += 0.5f;
    return static_cast<quint32>(value);
}

int ceiling(float value)
{
    const int whole = static_cast<int>(value);
    return static_cast<float>(whole) < value ? whole + 1 : whole;
}

/// Four channels times a/255, rounded; as in Qt's own blending.
quint32 scaled(quint32 pixel, quint32 a)
{
    quint32 even = (pixel & 0xff00ff) * a;
    even = (even + ((even >> 8) & 0xff00ff) + 0x800080) >> 8;
    quint32 odd = ((pixel >> 8) & 0xff00ff) * a;
    odd = odd + ((odd >> 8) & 0xff00ff) + 0x800080;
    return (even & 0xff00ff) | (odd & 0xff00ff00);
}

/// One stroke of a link, in pixels.
struct Line {
    Line(double y0, double y1, double width, const QColor& color, double dashScale)
        : first(static_cast<float>(y0)),
          rise(static_cast<float>(y1 - y0)),
          thickness(static_cast<float>(width)),
          dash(static_cast<float>(hollowDash[0] * dashScale)),
          period(static_cast<float>((hollowDash[0] + hollowDash[1]) * dashScale)),
          source(qPremultiply(color.rgba()))
    {
    }

    float first; ///< across the direction of the diagram
    float rise;
    float thickness; ///< across the line's own direction
    float dash;
    float period; ///< of dashes; 0: none
    quint32 source;
};

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

    void line(const Curve& curve, const Line& line) const
    {
        const quint32 source = line.source;
        const float rise = line.rise;
        const float height = static_cast<float>(m_height);
        const float halfWidth = line.thickness / 2;
        const float most = std::abs(rise) * curve.steepest;
        const float beyond = halfWidth * std::sqrt(1 + most * most) + std::max(1.0f, most) / 2 + 1;
        for (const Step& step : curve.seen(m_begin, m_end, line.first, rise, beyond, height)) {
            const float slope = std::abs(rise * step.steep);
            if (line.period > 0) {
                // By the distance from the beginning: nearly as long as the line, and the same in every part drawn.
                const float x = static_cast<float>(step.x) + 0.5f - curve.x0;
                const float up = rise * step.share;
                const float periods = std::sqrt(x * x + up * up) / line.period;
                if ((periods - std::floor(periods)) * line.period >= line.dash)
                    continue;
            }
            const float half = halfWidth * std::sqrt(1 + slope * slope);
            // Within a column the line moves by its slope: the profile over the height is a box blurred by that.
            const float ramp = std::max(1.0f, slope);
            const float reach = half + ramp / 2;
            const float y = line.first + rise * step.share;
            if (y + reach <= 0 || y - reach >= height)
                continue;
            const int top = static_cast<int>(std::max(y - reach, 0.0f));
            const int bottom = static_cast<int>(std::min(y + reach + 1, height));
            const float full = std::min(1.0f, 2 * half / ramp) * 255;
            const quint32 plateau = scaled(source, nearest(full));
            const float perPixel = 255 / ramp;
            // Most pixels of a wide line lie on the plateau, where nothing has to be computed.
            const float inner = reach - full / perPixel;
            const int first = std::min(ceiling(std::max(y - inner - 0.5f, static_cast<float>(top))), bottom);
            const int end = std::clamp(static_cast<int>(std::max(y + inner + 0.5f, 0.0f)), first, bottom);
            quint32* pixel = m_bits + top * m_across + step.x * m_along;
            const auto ramps = [&](int from, int to) {
                for (int row = from; row < to; ++row, pixel += m_across) {
                    const float coverage = (reach - std::abs(static_cast<float>(row) + 0.5f - y)) * perPixel;
                    if (coverage > 0)
                        blend(pixel, scaled(source, nearest(std::min(coverage, full))));
                }
            };
            ramps(top, first);
            if (plateau >> 24 == 255)
                for (int row = first; row < end; ++row, pixel += m_across)
                    *pixel = plateau;
            else
                for (int row = first; row < end; ++row, pixel += m_across)
                    blend(pixel, plateau);
            ramps(end, bottom);
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
    Curve curve;
    std::vector<LinkBand> bands;
    QColor bandColor;
    std::vector<Line> lines;
};

constexpr int shares = 8; ///< that a large picture is drawn in

/// Where shares begin and end in each of which there is as much to draw.
std::vector<int> evenShares(const std::vector<RasterGap>& gaps, int length)
{
    std::vector<double> links(static_cast<std::size_t>(length), 0.0);
    double all = 0;
    for (const RasterGap& gap : gaps)
        for (const Step& step : gap.curve.steps) {
            const auto count = static_cast<double>(gap.lines.size());
            links[static_cast<std::size_t>(step.x)] += count;
            all += count;
        }
    std::vector<int> bounds{0};
    double before = 0;
    for (int x = 0; x < length; ++x) {
        before += links[static_cast<std::size_t>(x)];
        if (std::ssize(bounds) < shares && before * shares >= all * static_cast<double>(bounds.size()))
            bounds.push_back(x);
    }
    bounds.push_back(length);
    return bounds;
}

/// Shares of a work that whoever has time takes one after the other. Nobody waits for a thread that has not begun: on a
/// busy computer that can take longer than the work.
class SharedWork
{
public:
    SharedWork(int count, std::function<void(int)> share) : m_count(count), m_share(std::move(share)) {}

    void take()
    {
        for (int i = m_next++; i < m_count; i = m_next++) {
            m_share(i);
            ++m_done;
            m_done.notify_all();
        }
    }

    void finish()
    {
        take();
        for (int done = m_done; done < m_count; done = m_done)
            m_done.wait(done);
    }

private:
    const int m_count;
    const std::function<void(int)> m_share;
    std::atomic<int> m_next = 0;
    std::atomic<int> m_done = 0;
};

/// Gaps of one picture as they lie on one image.
class Raster
{
public:
    Raster(QImage& image, double scale, QPointF origin, const DiagramPicture& picture, const Theme& theme)
        : m_image(image),
          m_scale(scale),
          m_origin(origin),
          m_picture(picture),
          m_theme(theme),
          m_length(picture.layout.isDown() ? image.height() : image.width())
    {
    }

    /// What is not drawn here.
    void paint(const std::function<void(QPainter&)>& draw) const
    {
        const double ratio = m_image.devicePixelRatio();
        QPainter painter(&m_image);
        painter.setClipRect(QRectF(0, 0, m_image.width() / ratio, m_image.height() / ratio));
        painter.scale(m_scale / ratio, m_scale / ratio);
        painter.translate(-m_origin);
        draw(painter);
    }

    bool shows(std::size_t gap) const
    {
        const double x0 = along(m_picture.layout.gapStart(gap));
        const double x1 = along(m_picture.layout.gapEnd(gap));
        return x1 > 0 && x0 < m_length && x1 - x0 >= 1;
    }

    void addLinks(std::size_t gap, std::span<const LinkItem> links, std::span<const LinkLook> looks)
    {
        const DiagramLayout& layout = m_picture.layout;
        const double onScreen = m_scale / m_image.devicePixelRatio();
        RasterGap& added = m_gaps.emplace_back();
        added.curve = curveOf(along(layout.gapStart(gap)), along(layout.gapEnd(gap)), m_length);
        for (std::size_t i = 0; i < links.size(); ++i) {
            const LinkLook& look = looks[i];
            const double y0 = across(layout.across(layout.linkStart(gap, static_cast<std::size_t>(links[i].from))));
            const double y1 = across(layout.across(layout.linkEnd(gap, static_cast<std::size_t>(links[i].to))));
            const bool hollow = look.line == LinkLook::Line::Hollow;
            const bool dashed = hollow && look.width * std::max(1.0, onScreen) < hollowWidth; // zoomed in, a core shows
            added.lines.emplace_back(y0, y1, look.width * m_scale, look.color, dashed ? m_scale : 0);
            if (hollow && !dashed)
                added.lines.emplace_back(y0, y1, look.width * hollowCore * m_scale, m_theme.canvas, 0);
        }
        m_drawn += static_cast<double>(added.curve.steps.size() * added.lines.size());
    }

    /// Those of the gap added last.
    void addBands(std::size_t gap)
    {
        RasterGap& added = m_gaps.back();
        added.bands = linkBands(m_picture, gap);
        for (LinkBand& band : added.bands)
            band = {across(band.top0), across(band.bottom0), across(band.top1), across(band.bottom1)};
        if (!added.bands.empty())
            added.bandColor = bandColor(m_picture, m_theme, gap);
    }

    void draw() const
    {
        constexpr double worthSharing = 5e4; // pixel columns of links
        if (m_drawn < worthSharing) {
            drawPart(0, m_length);
            return;
        }
        m_image.bits(); // its own memory, before two threads write to it
        // Shares lie side by side and have no pixel in common.
        const std::vector<int> bounds = evenShares(m_gaps, m_length);
        const auto work = std::make_shared<SharedWork>(static_cast<int>(bounds.size()) - 1, [&](int share) {
            const auto at = static_cast<std::size_t>(share);
            drawPart(bounds[at], bounds[at + 1]);
        });
        QThreadPool::globalInstance()->tryStart([work] { work->take(); });
        work->finish();
    }

private:
    double along(double place) const { return (place - m_picture.layout.along(m_origin)) * m_scale; }
    double across(double place) const { return (place - m_picture.layout.across(m_origin)) * m_scale; }

    void drawPart(int begin, int end) const
    {
        const Canvas canvas(m_image, m_picture.layout.isDown(), begin, end);
        for (const RasterGap& gap : m_gaps) {
            if (!gap.bands.empty())
                canvas.bands(gap.curve.steps, gap.bands, gap.bandColor);
            for (const Line& line : gap.lines)
                canvas.line(gap.curve, line);
        }
    }

    QImage& m_image;
    double m_scale;
    QPointF m_origin;
    const DiagramPicture& m_picture;
    const Theme& m_theme;
    int m_length; ///< pixels in the direction of the diagram
    std::vector<RasterGap> m_gaps;
    double m_drawn = 0;
};

} // namespace

void rasterLinks(QImage& image, double scale, QPointF origin, const DiagramPicture& picture, const Theme& theme)
{
    Raster raster(image, scale, origin, picture, theme);
    if (!picture.ghost.empty())
        raster.paint([&](QPainter& painter) { paintGhost(painter, picture, theme); });
    PaintOptions options;
    options.exposed = QRectF(origin, QSizeF(image.size()) / scale);
    for (std::size_t gap = 0; gap < picture.gaps.size(); ++gap) {
        if (!raster.shows(gap))
            continue;
        if (!picture.gaps[gap].full || isMatrix(picture, gap)) {
            raster.paint([&](QPainter& painter) { paintGap(painter, picture, theme, gap, options); });
            continue;
        }
        const std::vector<LinkItem>& links = picture.gaps[gap].links;
        raster.addLinks(gap, links, linkLooks(picture, theme, gap, links));
        raster.addBands(gap);
    }
    raster.draw();
}

void rasterLinksOf(QImage& image, double scale, QPointF origin, const DiagramPicture& picture, const Theme& theme,
                   int column, int unit)
{
    Raster raster(image, scale, origin, picture, theme);
    const auto add = [&](std::size_t gap, int LinkItem::*end) {
        if (gap >= picture.gaps.size() || !raster.shows(gap))
            return;
        std::vector<LinkItem> links;
        std::copy_if(picture.gaps[gap].links.begin(), picture.gaps[gap].links.end(), std::back_inserter(links),
                     [&](const LinkItem& link) { return link.*end == unit; });
        if (!picture.gaps[gap].full) {
            raster.paint([&](QPainter& painter) {
                for (const LinkItem& link : links)
                    paintLink(painter, picture, theme, static_cast<int>(gap), link, false);
            });
            return;
        }
        std::vector<LinkLook> looks = linkLooks(picture, theme, gap, links);
        std::transform(looks.begin(), looks.end(), looks.begin(), emphasised);
        raster.addLinks(gap, links, looks);
    };
    const auto at = static_cast<std::size_t>(column);
    if (at > 0)
        add(at - 1, &LinkItem::to);
    add(picture.layout.gapBehind(at), &LinkItem::from);
    raster.draw();
}

} // namespace netloom
