// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/link_raster.h"

#include "ui/diagram/diagram_painter.h"
#include "ui/diagram/ghost_links.h"
#include "ui/diagram/kernel_matrix.h"
#include "ui/diagram/link_canvas.h"
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

/// A gap whose links are drawn here.
struct RasterGap {
    LinkCurve curve;
    std::vector<LinkBand> bands;
    QColor bandColor;
    std::vector<LinkStroke> lines;
};

constexpr int shares = 8; ///< that a large picture is drawn in

/// Where shares begin and end in each of which there is as much to draw.
std::vector<int> evenShares(const std::vector<RasterGap>& gaps, int length)
{
    std::vector<double> links(static_cast<std::size_t>(length), 0.0);
    double all = 0;
    for (const RasterGap& gap : gaps)
        for (std::size_t i = 0; i < gap.curve.steps(); ++i) {
            const auto count = static_cast<double>(gap.lines.size());
            links[static_cast<std::size_t>(gap.curve.first) + i] += count;
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
        added.curve = LinkCurve(along(layout.gapStart(gap)), along(layout.gapEnd(gap)), m_length);
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
        m_drawn += static_cast<double>(added.curve.steps() * added.lines.size());
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
        const LinkCanvas canvas(m_image, m_picture.layout.isDown(), begin, end);
        for (const RasterGap& gap : m_gaps) {
            if (!gap.bands.empty())
                canvas.bands(gap.curve, gap.bands, gap.bandColor);
            for (const LinkStroke& line : gap.lines)
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
