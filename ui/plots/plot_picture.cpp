// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plot_picture.h"

#include "core/base/error.h"
#include "ui/toolkit/picture_bytes.h"

#include <QBuffer>
#include <QImage>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <cmath>

namespace netloom {

namespace {

constexpr double kLargestPixels = 150e6;
constexpr double kLargestSide = 32000;

using Paint = std::function<void(QCPPainter&)>;

void setVectorModes(QCPPainter& painter)
{
    painter.setMode(QCPPainter::pmVectorized);
    painter.setMode(QCPPainter::pmNoCaching);
    painter.setMode(QCPPainter::pmNonCosmetic);
}

QByteArray pngOf(const Paint& paint, const QSize& size, double scale)
{
    const double across = std::round(size.width() * scale);
    const double down = std::round(size.height() * scale);
    if (across > kLargestSide || across * down > kLargestPixels)
        throw Error("The picture would be too large", "", "Choose a smaller width or scale, or SVG or PDF");
    QImage image(static_cast<int>(across), std::max(1, static_cast<int>(down)), QImage::Format_RGB32);
    if (image.isNull())
        throw Error("There is not enough memory for a picture of this size", "", "Choose a smaller width or scale");
    // Points become pixels by the image's resolution: that of the screen while it is painted, as the scale is the
    // painter's; the real one goes into the file.
    constexpr double kScreen = 96 / 0.0254;
    image.setDotsPerMeterX(static_cast<int>(std::lround(kScreen)));
    image.setDotsPerMeterY(image.dotsPerMeterX());
    QCPPainter painter(&image);
    painter.setClipRect(image.rect());
    painter.setRenderHint(QPainter::TextAntialiasing);
    painter.setMode(QCPPainter::pmNoCaching);
    painter.setMode(QCPPainter::pmNonCosmetic, scale > 1);
    painter.scale(scale, scale);
    paint(painter);
    painter.end();
    image.setDotsPerMeterX(static_cast<int>(std::lround(std::min(scale, 1000.0) * kScreen)));
    image.setDotsPerMeterY(image.dotsPerMeterX());
    return pngBytes(image);
}

QByteArray svgOf(const Paint& paint, const QSize& size, const QString& title)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(96);
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(), size));
    generator.setTitle(title);
    QCPPainter painter;
    if (!painter.begin(&generator))
        throw Error("The SVG picture could not be made");
    setVectorModes(painter);
    paint(painter);
    painter.end();
    // The generator names one family only; where that is missing, one of the same width shall stand in.
    return bytes.replace("font-family=\"Inter\"",
                         "font-family=\"Inter, 'Helvetica Neue', Helvetica, Arial, sans-serif\"");
}

QByteArray pdfOf(const Paint& paint, const QSize& size, const QString& title)
{
    return pdfPage(size, title, [&](QPdfWriter& writer, double) {
        writer.setResolution(96); // a finer one would make points as many more pixels, and the scale them larger again
        QCPPainter painter;
        if (!painter.begin(&writer))
            return false;
        setVectorModes(painter);
        paint(painter);
        return true;
    });
}

} // namespace

QByteArray plotPicture(const QByteArray& format, const QSize& size, double scale, const QString& title,
                       const Paint& paint)
{
    if (format == "png")
        return pngOf(paint, size, scale);
    if (format == "svg")
        return svgOf(paint, size, title);
    if (format == "pdf")
        return pdfOf(paint, size, title);
    throw Error("A picture cannot be written as " + netloom::quoted(format.toStdString()), {},
                "Choose png, svg or pdf");
}

} // namespace netloom
