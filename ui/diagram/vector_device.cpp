// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/vector_device.h"

#include <QPaintEngine>
#include <QtMath>

#include <cmath>

namespace netloom {

class VectorDevice::Engine final : public QPaintEngine
{
public:
    explicit Engine(VectorWriter& writer) : QPaintEngine(AllFeatures), m_writer(writer) {}

    bool begin(QPaintDevice*) override { return true; }
    bool end() override { return true; }
    Type type() const override { return User; }

    void updateState(const QPaintEngineState& now) override
    {
        const DirtyFlags dirty = now.state();
        if (dirty & DirtyPen)
            m_pen = now.pen();
        if (dirty & DirtyBrush)
            m_brush = now.brush();
        if (dirty & DirtyTransform)
            m_transform = now.transform();
        if (dirty & DirtyOpacity)
            m_opacity = now.opacity();
        if (dirty & DirtyFont)
            m_font = now.font();
    }

    void drawPath(const QPainterPath& path) override
    {
        m_writer.path(m_transform.map(path), pen(), m_brush, m_opacity);
    }

    void drawPolygon(const QPointF* points, int count, PolygonDrawMode mode) override
    {
        QPainterPath path;
        path.moveTo(points[0]);
        for (int i = 1; i < count; ++i)
            path.lineTo(points[i]);
        if (mode == PolylineMode) {
            m_writer.path(m_transform.map(path), pen(), Qt::NoBrush, m_opacity);
            return;
        }
        path.closeSubpath();
        drawPath(path);
    }

    void drawLines(const QLineF* lines, int count) override
    {
        for (int i = 0; i < count; ++i) {
            QPainterPath path(lines[i].p1());
            path.lineTo(lines[i].p2());
            m_writer.path(m_transform.map(path), pen(), Qt::NoBrush, m_opacity);
        }
    }

    void drawRects(const QRectF* rects, int count) override
    {
        for (int i = 0; i < count; ++i) {
            QPainterPath path;
            path.addRect(rects[i]);
            drawPath(path);
        }
    }

    void drawEllipse(const QRectF& rect) override
    {
        if (std::abs(rect.width() - rect.height()) > 1e-6) {
            QPainterPath path;
            path.addEllipse(rect);
            drawPath(path);
            return;
        }
        m_writer.circle(m_transform.map(rect.center()), rect.width() / 2 * factor(), pen(), m_brush, m_opacity);
    }

    void drawTextItem(const QPointF& point, const QTextItem& item) override
    {
        // One label is one run of text, from where it belongs: other fonts are wider or narrower than ours.
        const double share = anchor == TextAnchor::Start ? 0 : anchor == TextAnchor::Middle ? 0.5 : 1;
        const QPointF at = m_transform.map(point + QPointF(share * item.width(), 0));
        const double size = item.font().pixelSize() > 0 ? item.font().pixelSize() : item.font().pointSizeF() * 96 / 72;
        m_writer.text(at, anchor, item.text(), size * factor(), item.font().weight() > QFont::Medium, m_pen.color(),
                      qRadiansToDegrees(std::atan2(-m_transform.m12(), m_transform.m11())));
    }

    void drawImage(const QRectF& rect, const QImage& image, const QRectF&, Qt::ImageConversionFlags) override
    {
        m_writer.image(m_transform.mapRect(rect), image);
    }
    void drawPixmap(const QRectF& rect, const QPixmap& pixmap, const QRectF&) override
    {
        m_writer.image(m_transform.mapRect(rect), pixmap.toImage());
    }

    TextAnchor anchor = TextAnchor::Middle;

private:
    double factor() const { return std::sqrt(std::abs(m_transform.determinant())); }

    QPen pen() const
    {
        QPen scaled = m_pen;
        scaled.setWidthF(m_pen.widthF() * factor());
        return scaled;
    }

    VectorWriter& m_writer;
    QPen m_pen;
    QBrush m_brush;
    QTransform m_transform;
    double m_opacity = 1;
    QFont m_font;
};

VectorDevice::VectorDevice(VectorWriter& writer, const QSizeF& size)
    : m_engine(std::make_unique<Engine>(writer)), m_size(size)
{
}

VectorDevice::~VectorDevice() = default;

void VectorDevice::setAnchor(TextAnchor anchor)
{
    m_engine->anchor = anchor;
}

QPaintEngine* VectorDevice::paintEngine() const
{
    return m_engine.get();
}

int VectorDevice::metric(PaintDeviceMetric metric) const
{
    switch (metric) {
    case PdmWidth:
        return static_cast<int>(std::ceil(m_size.width()));
    case PdmHeight:
        return static_cast<int>(std::ceil(m_size.height()));
    case PdmWidthMM:
        return static_cast<int>(m_size.width() * 25.4 / 96);
    case PdmHeightMM:
        return static_cast<int>(m_size.height() * 25.4 / 96);
    case PdmNumColors:
        return 0x7fffffff;
    case PdmDepth:
        return 32;
    case PdmDpiX:
    case PdmDpiY:
    case PdmPhysicalDpiX:
    case PdmPhysicalDpiY:
        return 96;
    case PdmDevicePixelRatio:
        return 1;
    case PdmDevicePixelRatioScaled:
        return static_cast<int>(devicePixelRatioFScale());
    default:
        return 0;
    }
}

} // namespace netloom
