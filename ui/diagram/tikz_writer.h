// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/vector_writer.h"

#include <QMap>
#include <QSizeF>

namespace netloom {

/// A TikZ picture for LaTeX: the same coordinates, one scope per layer, colours defined once. Needs the package tikz
/// alone; \input it, or compile the file as it is.
class TikzWriter final : public VectorWriter
{
public:
    /// @param unit  printers' points (1/72 inch) per picture unit
    TikzWriter(const QSizeF& size, double unit, const QString& title, const QString& description);

    void beginGroup(const QString& id, const QString& label, const QString& role) override;
    void endGroup() override;
    void setTitle(const QString&) override {}
    void path(const QPainterPath& path, const QPen& pen, const QBrush& brush, double opacity) override;
    void circle(QPointF center, double radius, const QPen& pen, const QBrush& brush, double opacity) override;
    void text(QPointF at, TextAnchor anchor, const QString& text, double size, bool bold, const QColor& color,
              double turn) override;
    void image(const QRectF& rect, const QImage& image) override;
    QByteArray finish() override;

private:
    QString point(QPointF p) const;
    QString color(const QColor& color);
    QString look(const QPen& pen, const QBrush& brush, double opacity);

    QSizeF m_size;
    double m_unit;
    QByteArray m_head;
    QByteArray m_body;
    QMap<QString, QString> m_colors; ///< by their hexadecimal digits
};

} // namespace netloom
