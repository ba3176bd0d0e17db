// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/boundary_export.h"

#include "core/base/error.h"
#include "ui/diagram/boundary_painter.h"
#include "ui/diagram/svg_writer.h"
#include "ui/diagram/tikz_writer.h"
#include "ui/diagram/vector_device.h"
#include "ui/toolkit/picture_bytes.h"
#include "ui/toolkit/theme.h"

#include <QPainter>
#include <QPdfWriter>

namespace netloom {

namespace {

constexpr double pointsPerPx = 0.75;
constexpr double largestBoundarySide = 32000; ///< px

void paint(QPainter& painter, const BoundaryPicture& picture)
{
    painter.fillRect(QRectF(QPointF(0, 0), picture.size), picture.dark ? Theme::darkTheme().canvas : QColor(Qt::white));
    paintBoundary(painter, picture);
}

QByteArray written(VectorWriter& writer, const BoundaryPicture& picture)
{
    VectorDevice device(writer, picture.size);
    QPainter painter(&device);
    paint(painter, picture);
    painter.end();
    return writer.finish();
}

QByteArray png(const BoundaryPicture& picture, double scale, const QString& title, const QString& description)
{
    const QSizeF size = picture.size * scale;
    if (!(scale > 0) || size.width() > largestBoundarySide || size.height() > largestBoundarySide || size.width() < 1)
        throw Error("The picture would be too large or have no pixels", "", "Choose another scale");
    QImage image(size.toSize(), QImage::Format_RGB32);
    if (image.isNull())
        throw Error("There is not enough memory for a picture of this size", "", "Choose a smaller scale");
    QPainter painter(&image);
    painter.setClipRect(image.rect());
    painter.scale(scale, scale);
    paint(painter, picture);
    painter.end();
    image.setText(QStringLiteral("Title"), title);
    image.setText(QStringLiteral("Description"), description);
    image.setText(QStringLiteral("Software"), QStringLiteral("Netloom"));
    return pngBytes(image);
}

QByteArray pdf(const BoundaryPicture& picture, const QString& title, const QString& description)
{
    const auto onPage = [&](QPdfWriter& device, double scale) {
        QPainter painter;
        if (!painter.begin(&device))
            return false;
        painter.scale(scale, scale);
        paint(painter, picture);
        return true;
    };
    return pdfPage(picture.size, title, onPage, description);
}

} // namespace

QByteArray boundaryFile(const BoundaryScene& scene, QSizeF area, bool dark, std::string_view format, double scale,
                        const QString& title)
{
    const BoundaryPicture picture = makeBoundary(scene, area, dark, FontMeasure());
    const QString description = describeBoundary(scene);
    if (format == "png")
        return png(picture, scale, title, description);
    if (format == "pdf")
        return pdf(picture, title, description);
    if (format == "tex") {
        TikzWriter writer(picture.size, pointsPerPx, title, description);
        return written(writer, picture);
    }
    SvgWriter writer(picture.size, QString::number(picture.size.width()), QString::number(picture.size.height()), title,
                     description);
    return written(writer, picture);
}

QString describeBoundary(const BoundaryScene& scene)
{
    return QStringLiteral("What the network says over %1 (across) and %2 (up)%3.")
        .arg(QString::fromStdString(scene.map.across.name), QString::fromStdString(scene.map.up.name),
             scene.others.isEmpty() ? QString() : QStringLiteral(", ") + scene.others);
}

} // namespace netloom
