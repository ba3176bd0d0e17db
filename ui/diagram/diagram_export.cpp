// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/diagram_export.h"

#include "core/base/error.h"
#include "ui/diagram/diagram_painter.h"
#include "ui/diagram/diagram_readout.h"
#include "ui/toolkit/theme.h"

#include <QBuffer>
#include <QImageWriter>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

constexpr double smallestWidth = 16;
constexpr double largestWidth = 20000;
constexpr double largestSide = 32000;   ///< px; beyond it QPainter's raster coordinates end
constexpr double largestPixels = 150e6; ///< 600 MB of memory
constexpr double largestPage = 14400;   ///< pt; the format's own limit
constexpr double suitedWidth = 1200;

QString whole(double value)
{
    return QString::number(value, 'f', 0);
}

/// The picture and the factor that brings it to the width asked for.
struct Sized {
    DiagramPicture picture;
    double factor = 1;
    QSizeF size; ///< logical px
};

Sized sized(const DiagramScene& scene, const DiagramStyle& style, const ExportOptions& options)
{
    if (!(options.width >= smallestWidth && options.width <= largestWidth))
        throw Error("The picture cannot be " +
                        (std::isfinite(options.width) ? whole(options.width).toStdString() : "that") + " px wide",
                    "", "Choose a width from 16 to 20000 px");
    Sized result;
    const QSizeF area = options.area.isEmpty() ? QSizeF(std::min(options.width, suitedWidth), 0) : options.area;
    result.picture = makePicture(scene, style, area, FontMeasure(), true);
    result.picture.scene.selectedLayer = -1;
    const QSizeF size = result.picture.size();
    result.factor = options.width / size.width();
    result.size = QSizeF(options.width, std::max(1.0, std::ceil(size.height() * result.factor)));
    return result;
}

QSize pixels(const QSizeF& size, double scale)
{
    if (!(scale > 0) || !std::isfinite(scale))
        throw Error("The scale of the picture must be greater than 0", "", "Choose a scale such as 1, 2 or 3");
    const double width = std::round(size.width() * scale);
    const double height = std::round(size.height() * scale);
    if (width < 1 || height < 1)
        throw Error("The picture would have no pixels", "", "Choose a larger scale or width");
    if (width > largestSide || height > largestSide || width * height > largestPixels)
        throw Error(
            QStringLiteral(
                "The picture would have %1 × %2 pixels; at most %3 on a side and %4 million in all are possible")
                .arg(whole(width), whole(height), whole(largestSide), whole(largestPixels / 1e6))
                .toStdString(),
            "", "Choose a smaller scale or width, or save as SVG or PDF, which are sharp at any size");
    return QSize(static_cast<int>(width), static_cast<int>(height));
}

void paintScaled(QPainter& painter, const Sized& sized, double scale, bool transparent, double textScale)
{
    const Theme theme = sized.picture.style.dark ? Theme::darkTheme() : Theme::light();
    if (!transparent)
        painter.fillRect(QRectF(0, 0, sized.size.width() * scale, sized.size.height() * scale),
                         theme.dark ? theme.canvas : QColor(Qt::white));
    painter.scale(sized.factor * scale, sized.factor * scale);
    PaintOptions options;
    options.ground = !transparent;
    options.scale = textScale;
    paintContents(painter, sized.picture, options);
}

/// Labels that end at a neuron or stand in the middle of something say so: with another font than ours they would run
/// into the circles otherwise. The painter draws them last and in order; where a viewer's font makes two of one, the
/// rest stays as it is.
void anchorTexts(QByteArray& svg, const DiagramPicture& picture)
{
    if (picture.style.kind != DiagramKind::Neurons)
        return;
    const auto& texts = picture.layout.texts;
    qsizetype end = svg.size();
    for (auto item = texts.rbegin(); item != texts.rend(); ++item) {
        if (item->text.isEmpty())
            continue;
        const qsizetype start = svg.lastIndexOf("<text ", end - 1);
        const qsizetype content = start < 0 ? -1 : svg.indexOf('>', start);
        const qsizetype close = content < 0 ? -1 : svg.indexOf("</text>", content);
        if (close < 0 ||
            svg.mid(content + 1, close - content - 1).trimmed() != item->text.toHtmlEscaped().toUtf8().trimmed())
            return;
        end = start;
        const bool right = item->alignment.testFlag(Qt::AlignRight);
        if (!right && !item->alignment.testFlag(Qt::AlignHCenter))
            continue;
        const qsizetype x = svg.indexOf(" x=\"", start);
        const qsizetype quote = x < 0 || x > content ? -1 : svg.indexOf('"', x + 4);
        if (quote < 0)
            return;
        const double at = right ? item->rect.right() : item->rect.center().x();
        svg.replace(x, quote + 1 - x,
                    " text-anchor=\"" + QByteArray(right ? "end" : "middle") + "\" x=\"" +
                        QByteArray::number(at, 'f', 3) + '"');
    }
}

} // namespace

QSizeF diagramSize(const DiagramScene& scene, const DiagramStyle& style, const ExportOptions& options)
{
    const QSizeF area = options.area.isEmpty() ? QSizeF(std::min(options.width, suitedWidth), 0) : options.area;
    return makePicture(scene, style, area, FontMeasure(), true).size();
}

QSize diagramPixels(const DiagramScene& scene, const DiagramStyle& style, const ExportOptions& options)
{
    return pixels(sized(scene, style, options).size, options.scale);
}

QImage diagramImage(const DiagramScene& scene, const DiagramStyle& style, const ExportOptions& options)
{
    const Sized picture = sized(scene, style, options);
    const QSize size = pixels(picture.size, options.scale);
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    if (image.isNull())
        throw Error("There is not enough memory for a picture of this size", "", "Choose a smaller scale or width");
    image.fill(Qt::transparent);
    const int dotsPerMeter = static_cast<int>(std::lround(std::min(options.scale, 1000.0) * 96 / 0.0254));
    image.setDotsPerMeterX(dotsPerMeter);
    image.setDotsPerMeterY(dotsPerMeter);
    QPainter painter(&image);
    painter.setClipRect(image.rect()); // Qt's raster engine draws translucent lines many times faster with a clip
    paintScaled(painter, picture, options.scale, options.transparent, options.scale * picture.factor);
    painter.end();
    return options.transparent ? image : image.convertToFormat(QImage::Format_RGB32);
}

QByteArray diagramPng(const DiagramScene& scene, const DiagramStyle& style, const ExportOptions& options)
{
    const QImage image = diagramImage(scene, style, options);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, "png");
    if (!writer.write(image))
        throw Error("The picture could not be made: " + writer.errorString().toStdString());
    return bytes;
}

QByteArray diagramSvg(const DiagramScene& scene, const DiagramStyle& style, const ExportOptions& options)
{
    const Sized picture = sized(scene, style, options);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(96);
    generator.setSize(picture.size.toSize());
    generator.setViewBox(QRectF(QPointF(0, 0), picture.size));
    generator.setTitle(QStringLiteral("Network diagram"));
    generator.setDescription(describeNetwork(picture.picture.columns));
    QPainter painter;
    if (!painter.begin(&generator))
        throw Error("The SVG picture could not be made");
    paintScaled(painter, picture, 1, options.transparent, 0);
    painter.end();
    anchorTexts(bytes, picture.picture);
    // Who looks at it may not have our font: a similar one, rather than the viewer's serif.
    const QByteArray family = diagramFont(TextRole::Name).family().toHtmlEscaped().toUtf8();
    for (const QByteArray& ours : {QByteArray("Inter"), QByteArray("Sans Serif"), family})
        bytes.replace("font-family=\"" + ours + "\"", "font-family=\"" +
                                                          (ours == "Sans Serif" ? QByteArray("Inter") : ours) +
                                                          ", 'Helvetica Neue', Helvetica, Arial, sans-serif\"");
    return bytes;
}

QByteArray diagramPdf(const DiagramScene& scene, const DiagramStyle& style, const ExportOptions& options)
{
    const Sized picture = sized(scene, style, options);
    const QSizeF points = picture.size * 0.75;
    if (points.width() > largestPage || points.height() > largestPage)
        throw Error(QStringLiteral("The page would be %1 × %2 pt; a PDF page has at most %3 pt on a side")
                        .arg(whole(points.width()), whole(points.height()), whole(largestPage))
                        .toStdString(),
                    "", "Choose a smaller width");
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setTitle(QStringLiteral("Network diagram"));
    writer.setCreator(QStringLiteral("Netloom"));
    writer.setPageSize(QPageSize(points, QPageSize::Point, QString(), QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF(0, 0, 0, 0));
    constexpr int resolution = 1200;
    writer.setResolution(resolution);
    QPainter painter;
    if (!painter.begin(&writer))
        throw Error("The PDF picture could not be made");
    painter.scale(resolution / 96.0, resolution / 96.0);
    paintScaled(painter, picture, 1, options.transparent, 0);
    painter.end();
    return bytes;
}

} // namespace netloom
