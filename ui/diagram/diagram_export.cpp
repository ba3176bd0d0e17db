// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/diagram_export.h"

#include "core/base/error.h"
#include "core/csv/csv_file.h"
#include "ui/diagram/diagram_colors.h"
#include "ui/diagram/diagram_painter.h"
#include "ui/diagram/diagram_readout.h"
#include "ui/diagram/diagram_vector.h"
#include "ui/diagram/svg_writer.h"
#include "ui/diagram/tikz_writer.h"
#include "ui/toolkit/picture_bytes.h"
#include "ui/toolkit/theme.h"

#include <QLocale>
#include <QPainter>
#include <QPdfWriter>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

namespace netloom {

namespace {

constexpr double smallestWidth = 16;
constexpr double largestWidth = 20000;
constexpr double largestSide = 32000;   ///< px; beyond it QPainter's raster coordinates end
constexpr double largestPixels = 150e6; ///< 600 MB of memory
constexpr double largestPage = 14400;   ///< pt; the format's own limit
constexpr double suitedWidth = 1200;

/// "12,480"
QString grouped(double value)
{
    return QLocale().toString(value, 'f', 0);
}

/// The picture and the factor that brings it to the width asked for.
struct Sized {
    DiagramPicture picture;
    double factor = 1;
    QSizeF size; ///< logical px
};

constexpr double nameSize = 12; ///< of names, in units of the layout
constexpr double pxPerPoint = 96.0 / 72;
constexpr double pointsPerMm = 72 / 25.4;
constexpr double smallestText = 6; ///< pt, in figures

/// A figure is laid out for its size and never scaled afterwards, so that its texts are as large as asked for.
Sized figure(const DiagramScene& scene, DiagramStyle style, const ExportOptions& options)
{
    if (!(options.figure >= 20 && options.figure <= 2000))
        throw Error("A figure can be 20 to 2000 mm wide", "", "Choose a width in that range");
    // The smallest text of a diagram is 11/12 as large as its names.
    if (!(options.font * 11 / nameSize >= smallestText && options.font <= 72))
        throw Error("A figure's font can be 6.6 to 72 pt: smaller text cannot be read in print", "",
                    "Choose a larger font");
    if (style.medium == DiagramMedium::Screen)
        style.medium = DiagramMedium::Figure;
    style.dark = false;
    const double unit = options.font / nameSize; // pt per unit of the layout
    const double width = options.figure * pointsPerMm;
    Sized result;
    result.picture = makePicture(scene, style, QSizeF(width / unit, 0), FontMeasure());
    result.picture.scene.selectedLayer = -1;
    const double needed = result.picture.size().width() * unit;
    if (needed > width + 0.5)
        throw Error(QStringLiteral("The network does not fit into %1 mm with names of %2 pt: it needs %3 mm")
                        .arg(options.figure, 0, 'g', 4)
                        .arg(options.font, 0, 'g', 3)
                        .arg(std::ceil(needed / pointsPerMm), 0, 'f', 0)
                        .toStdString(),
                    "", "Choose that width, a smaller font, or leave out descriptions");
    result.factor = unit * pxPerPoint;
    result.size = QSizeF(width * pxPerPoint, std::max(1.0, result.picture.size().height() * result.factor));
    return result;
}

Sized sized(const DiagramScene& scene, const DiagramStyle& style, const ExportOptions& options)
{
    if (options.figure > 0)
        return figure(scene, style, options);
    if (!(options.width >= smallestWidth && options.width <= largestWidth))
        throw Error("The picture cannot be " +
                        (std::isfinite(options.width) ? grouped(options.width).toStdString() : "that") + " px wide",
                    "", "Choose a width from 16 to 20,000 px");
    Sized result;
    const QSizeF area = options.area.isEmpty() ? QSizeF(std::min(options.width, suitedWidth), 0) : options.area;
    result.picture = makePicture(scene, style, area, FontMeasure(), true);
    result.picture.scene.selectedLayer = -1;
    const QSizeF size = result.picture.size();
    result.factor = options.width / size.width();
    result.size = QSizeF(options.width, std::max(1.0, std::ceil(size.height() * result.factor)));
    return result;
}

QString titleOf(const ExportOptions& options)
{
    return options.title.isEmpty() ? QStringLiteral("Network diagram") : options.title;
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
                .arg(grouped(width), grouped(height), grouped(largestSide), grouped(largestPixels / 1e6))
                .toStdString(),
            "", "Choose a smaller scale or width, or save as SVG or PDF, which are sharp at any size");
    return QSize(static_cast<int>(width), static_cast<int>(height));
}

constexpr double paintedShare = 0.7; ///< of the work; the rest is compression

/// Measured: links of a full picture and the compression of its pixels.
constexpr double secondsPerMegapixel = 0.08;
constexpr double largeBytes = 200e6;
constexpr double longSeconds = 3;

PictureCost costOf(const QSize& pixels)
{
    const double count = static_cast<double>(pixels.width()) * pixels.height();
    const PictureCost cost{pixels, 4.3 * count, secondsPerMegapixel * count / 1e6};
    if (const auto budget = static_cast<double>(memoryBudget()); cost.bytes > budget)
        throw Error(QStringLiteral("A picture of %1 × %2 pixels takes %3 GB of memory, and %4 GB are free")
                        .arg(grouped(pixels.width()), grouped(pixels.height()))
                        .arg(cost.bytes / 1e9, 0, 'f', 1)
                        .arg(budget / 1e9, 0, 'f', 1)
                        .toStdString(),
                    "", "Choose a smaller scale or width, or save as SVG or PDF, which are sharp at any size");
    return cost;
}

/// Tells how many of the links have been painted.
std::function<void(std::size_t, const LinkItem&)> linkProgress(const DiagramPicture& picture,
                                                               const ProgressFunction& progress, double share)
{
    std::size_t all = 0;
    for (const GapLinks& gap : picture.gaps)
        all += gap.links.size();
    if (!progress || all == 0)
        return {};
    return [progress, all, share, done = std::size_t(0)](std::size_t, const LinkItem&) mutable {
        constexpr std::size_t every = 16;
        if (done++ % every == 0)
            progress(share * static_cast<double>(done) / static_cast<double>(all));
    };
}

void paintScaled(QPainter& painter, const Sized& sized, double scale, bool transparent, double textScale,
                 const ProgressFunction& progress = {})
{
    const Theme theme = diagramTheme(sized.picture.style);
    if (!transparent)
        painter.fillRect(QRectF(0, 0, sized.size.width() * scale, sized.size.height() * scale),
                         theme.dark ? theme.canvas : QColor(Qt::white));
    painter.scale(sized.factor * scale, sized.factor * scale);
    PaintOptions options;
    options.ground = !transparent;
    options.scale = textScale;
    options.beforeLink = linkProgress(sized.picture, progress, paintedShare);
    paintContents(painter, sized.picture, options);
    if (progress)
        progress(paintedShare);
}

} // namespace

QSizeF diagramSize(const DiagramScene& scene, const DiagramStyle& style, const ExportOptions& options)
{
    const QSizeF area = options.area.isEmpty() ? QSizeF(std::min(options.width, suitedWidth), 0) : options.area;
    return makePicture(scene, style, area, FontMeasure(), true).size();
}

bool PictureCost::isWorthTelling() const
{
    return bytes > largeBytes || seconds > longSeconds;
}

QString PictureCost::text() const
{
    const QLocale locale;
    const QString memory = QStringLiteral("%1 GB of memory").arg(locale.toString(bytes / 1e9, 'f', 1));
    if (seconds <= longSeconds)
        return memory;
    return QStringLiteral("%1, about %2 s").arg(memory, locale.toString(std::ceil(seconds), 'f', 0));
}

PictureCost diagramCost(const DiagramScene& scene, const DiagramStyle& style, const ExportOptions& options)
{
    return costOf(pixels(sized(scene, style, options).size, options.scale));
}

QImage diagramImage(const DiagramScene& scene, const DiagramStyle& style, const ExportOptions& options)
{
    const Sized picture = sized(scene, style, options);
    const QSize size = costOf(pixels(picture.size, options.scale)).pixels;
    QImage image(size, options.transparent ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32);
    if (image.isNull())
        throw Error("There is not enough memory for a picture of this size", "", "Choose a smaller scale or width");
    image.fill(Qt::transparent);
    const int dotsPerMeter = static_cast<int>(std::lround(std::min(options.scale, 1000.0) * 96 / 0.0254));
    image.setDotsPerMeterX(dotsPerMeter);
    image.setDotsPerMeterY(dotsPerMeter);
    QPainter painter(&image);
    painter.setClipRect(image.rect()); // Qt's raster engine draws translucent lines many times faster with a clip
    paintScaled(painter, picture, options.scale, options.transparent, options.scale * picture.factor, options.progress);
    painter.end();
    image.setText(QStringLiteral("Title"), titleOf(options));
    image.setText(QStringLiteral("Description"), describePicture(picture.picture));
    image.setText(QStringLiteral("Software"), QStringLiteral("Netloom"));
    if (!options.comment.isEmpty())
        image.setText(QStringLiteral("Comment"), options.comment);
    return image;
}

QByteArray diagramPng(const DiagramScene& scene, const DiagramStyle& style, const ExportOptions& options)
{
    const QImage image = diagramImage(scene, style, options);
    if (!options.progress)
        return pngBytes(image);
    return pngBytes(image, [&] { options.progress(paintedShare); });
}

QByteArray diagramSvg(const DiagramScene& scene, const DiagramStyle& style, const ExportOptions& options)
{
    const Sized picture = sized(scene, style, options);
    const bool inMm = options.figure > 0;
    const auto length = [&](double px) {
        return inMm ? QStringLiteral("%1mm").arg(px * 25.4 / 96, 0, 'f', 2) : QString::number(px, 'f', 0);
    };
    QString description = describePicture(picture.picture);
    if (!options.comment.isEmpty())
        description += QLatin1Char(' ') + options.comment;
    SvgWriter writer(picture.size, length(picture.size.width()), length(picture.size.height()), titleOf(options),
                     description);
    writeDiagram(writer, picture.picture, picture.size, picture.factor, !options.transparent);
    return writer.finish();
}

QByteArray diagramTikz(const DiagramScene& scene, const DiagramStyle& style, const ExportOptions& options)
{
    const Sized picture = sized(scene, style, options);
    TikzWriter writer(picture.size, 1 / pxPerPoint, titleOf(options), describePicture(picture.picture));
    writeDiagram(writer, picture.picture, picture.size, picture.factor, false);
    return writer.finish();
}

QByteArray diagramPdf(const DiagramScene& scene, const DiagramStyle& style, const ExportOptions& options)
{
    const Sized picture = sized(scene, style, options);
    const QSizeF points = picture.size * 0.75;
    if (points.width() > largestPage || points.height() > largestPage)
        throw Error(QStringLiteral("The page would be %1 × %2 pt; a PDF page has at most %3 pt on a side")
                        .arg(grouped(points.width()), grouped(points.height()), grouped(largestPage))
                        .toStdString(),
                    "", "Choose a smaller width");
    QString description = describePicture(picture.picture);
    if (!options.comment.isEmpty())
        description += QLatin1Char(' ') + options.comment;
    const auto paint = [&](QPdfWriter& device, double scale) {
        QPainter painter;
        if (!painter.begin(&device))
            return false;
        painter.scale(scale, scale);
        paintScaled(painter, picture, 1, options.transparent, 0, options.progress);
        return true;
    };
    return pdfPage(picture.size, titleOf(options), paint, description);
}

std::span<const FigurePreset> figurePresets()
{
    static const std::array list{
        FigurePreset{"nature1", QStringLiteral("Nature, one column (89 mm)"), 89, 7},
        FigurePreset{"nature2", QStringLiteral("Nature, two columns (183 mm)"), 183, 7},
        FigurePreset{"ieee1", QStringLiteral("IEEE, one column (88.9 mm)"), 88.9, 8},
        FigurePreset{"ieee2", QStringLiteral("IEEE, two columns (181 mm)"), 181, 8},
        FigurePreset{"elsevier1", QStringLiteral("Elsevier, one column (90 mm)"), 90, 7},
        FigurePreset{"elsevier2", QStringLiteral("Elsevier, two columns (190 mm)"), 190, 7},
        FigurePreset{"slide", QStringLiteral("Slide (254 mm)"), 254, 14},
        FigurePreset{"poster", QStringLiteral("Poster (400 mm)"), 400, 24},
    };
    return list;
}

} // namespace netloom
