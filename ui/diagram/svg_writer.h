// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/vector_writer.h"

#include <QSizeF>

namespace netloom {

/// SVG 1.1 with Inkscape's layers: a group for each layer with its role as class, one run of text per label.
class SvgWriter final : public VectorWriter
{
public:
    /// @param size  in picture units  @param width  as printed: "85mm", "1200"
    SvgWriter(const QSizeF& size, const QString& width, const QString& height, const QString& title,
              const QString& description);

    void beginGroup(const QString& id, const QString& label, const QString& role) override;
    void endGroup() override;
    void setTitle(const QString& title) override { m_title = title; }
    void path(const QPainterPath& path, const QPen& pen, const QBrush& brush, double opacity) override;
    void circle(QPointF center, double radius, const QPen& pen, const QBrush& brush, double opacity) override;
    void text(QPointF at, TextAnchor anchor, const QString& text, double size, bool bold, const QColor& color,
              double turn) override;
    void image(const QRectF& rect, const QImage& image) override;
    QByteArray finish() override;

private:
    void element(const QString& start);
    static QString look(const QPen& pen, const QBrush& brush, double opacity);

    QByteArray m_head;
    QByteArray m_body;
    QString m_title;
    int m_depth = 0;
};

} // namespace netloom
