// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QBrush>
#include <QByteArray>
#include <QImage>
#include <QPainterPath>
#include <QPen>
#include <QString>

namespace netloom {

/// Where a text's point lies in it.
enum class TextAnchor { Start, Middle, End };

/// What a drawing for other programs is written with: shapes in picture coordinates, in groups with names.
class VectorWriter
{
public:
    virtual ~VectorWriter() = default;

    /// @param id  without blanks  @param role  "input", "hidden", "links" …: what a style can be given to
    virtual void beginGroup(const QString& id, const QString& label, const QString& role) = 0;
    virtual void endGroup() = 0;
    /// Said of the shapes until the next one: "worst area → h1 unit 3, weight 0.41".
    virtual void setTitle(const QString& title) = 0;

    virtual void path(const QPainterPath& path, const QPen& pen, const QBrush& brush, double opacity) = 0;
    virtual void circle(QPointF center, double radius, const QPen& pen, const QBrush& brush, double opacity) = 0;
    /// @param size  of the font in picture units  @param turn  degrees against the clock: 90 reads from
    /// bottom to top
    virtual void text(QPointF at, TextAnchor anchor, const QString& text, double size, bool bold, const QColor& color,
                      double turn) = 0;
    virtual void image(const QRectF& rect, const QImage& image) = 0;

    virtual QByteArray finish() = 0;
};

} // namespace netloom
