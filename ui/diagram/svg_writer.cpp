// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/svg_writer.h"

#include "ui/toolkit/picture_bytes.h"

#include <cmath>

namespace netloom {

namespace {

QString svgNumber(double value)
{
    QString text = QString::number(std::round(value * 1000) / 1000, 'f', 3);
    while (text.endsWith(QLatin1Char('0')))
        text.chop(1);
    if (text.endsWith(QLatin1Char('.')))
        text.chop(1);
    return text == QStringLiteral("-0") ? QStringLiteral("0") : text;
}

QString point(QPointF p)
{
    return svgNumber(p.x()) + QLatin1Char(' ') + svgNumber(p.y());
}

QString dataOf(const QPainterPath& path)
{
    QString data;
    for (int i = 0; i < path.elementCount(); ++i) {
        const QPainterPath::Element e = path.elementAt(i);
        switch (e.type) {
        case QPainterPath::MoveToElement:
            data += QStringLiteral("M%1").arg(point(e));
            break;
        case QPainterPath::LineToElement:
            data += QStringLiteral("L%1").arg(point(e));
            break;
        case QPainterPath::CurveToElement:
            data +=
                QStringLiteral("C%1 %2 %3").arg(point(e), point(path.elementAt(i + 1)), point(path.elementAt(i + 2)));
            i += 2;
            break;
        case QPainterPath::CurveToDataElement:
            break;
        }
    }
    return data;
}

} // namespace

SvgWriter::SvgWriter(const QSizeF& size, const QString& width, const QString& height, const QString& title,
                     const QString& description)
{
    m_head =
        QStringLiteral("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                       "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
                       "xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\" version=\"1.1\" "
                       "width=\"%1\" height=\"%2\" viewBox=\"0 0 %3 %4\" role=\"img\" "
                       "aria-labelledby=\"title desc\">\n<title id=\"title\">%5</title>\n<desc id=\"desc\">%6</desc>\n")
            .arg(width, height, svgNumber(size.width()), svgNumber(size.height()), title.toHtmlEscaped(),
                 description.toHtmlEscaped())
            .toUtf8();
}

void SvgWriter::beginGroup(const QString& id, const QString& label, const QString& role)
{
    m_body +=
        QStringLiteral("<g id=\"%1\" class=\"%2\"%3>\n")
            .arg(id.toHtmlEscaped(), role.toHtmlEscaped(),
                 m_depth == 0
                     ? QStringLiteral(" inkscape:groupmode=\"layer\" inkscape:label=\"%1\"").arg(label.toHtmlEscaped())
                     : QString())
            .toUtf8();
    ++m_depth;
}

void SvgWriter::endGroup()
{
    m_body += "</g>\n";
    --m_depth;
    m_title.clear();
}

void SvgWriter::element(const QString& start)
{
    m_body += start.toUtf8();
    if (m_title.isEmpty()) {
        m_body += "/>\n";
        return;
    }
    const QString name = start.mid(1, start.indexOf(QLatin1Char(' ')) - 1);
    m_body += QStringLiteral("><title>%1</title></%2>\n").arg(m_title.toHtmlEscaped(), name).toUtf8();
}

/// As attributes, which every viewer understands and a style sheet for the groups' classes still overrules.
QString SvgWriter::look(const QPen& pen, const QBrush& brush, double opacity)
{
    QString style;
    const auto add = [&style](const QString& key, const QString& value) {
        style += QStringLiteral(" %1=\"%2\"").arg(key, value);
    };
    if (brush.style() == Qt::NoBrush) {
        add(QStringLiteral("fill"), QStringLiteral("none"));
    } else {
        add(QStringLiteral("fill"), brush.color().name());
        if (const double alpha = static_cast<double>(brush.color().alphaF()) * opacity; alpha < 0.999)
            add(QStringLiteral("fill-opacity"), svgNumber(alpha));
    }
    if (pen.style() == Qt::NoPen)
        return style;
    add(QStringLiteral("stroke"), pen.color().name());
    if (const double alpha = static_cast<double>(pen.color().alphaF()) * opacity; alpha < 0.999)
        add(QStringLiteral("stroke-opacity"), svgNumber(alpha));
    add(QStringLiteral("stroke-width"), svgNumber(pen.widthF()));
    if (pen.style() != Qt::SolidLine) {
        QStringList dashes;
        for (const qreal dash : pen.dashPattern())
            dashes << svgNumber(dash * pen.widthF());
        add(QStringLiteral("stroke-dasharray"), dashes.join(QLatin1Char(' ')));
    }
    return style;
}

void SvgWriter::path(const QPainterPath& path, const QPen& pen, const QBrush& brush, double opacity)
{
    QString rule;
    if (path.fillRule() == Qt::OddEvenFill && brush.style() != Qt::NoBrush)
        rule = QStringLiteral(" fill-rule=\"evenodd\"");
    element(QStringLiteral("<path%1%2 d=\"%3\"").arg(look(pen, brush, opacity), rule, dataOf(path)));
}

void SvgWriter::circle(QPointF center, double radius, const QPen& pen, const QBrush& brush, double opacity)
{
    element(QStringLiteral("<circle%1 cx=\"%2\" cy=\"%3\" r=\"%4\"")
                .arg(look(pen, brush, opacity), svgNumber(center.x()), svgNumber(center.y()), svgNumber(radius)));
}

void SvgWriter::text(QPointF at, TextAnchor anchor, const QString& text, double size, bool bold, const QColor& color,
                     double turn)
{
    const char* place = anchor == TextAnchor::Start ? "start" : anchor == TextAnchor::Middle ? "middle" : "end";
    QString more = bold ? QStringLiteral(" font-weight=\"600\"") : QString();
    if (turn != 0)
        more += QStringLiteral(" transform=\"rotate(%1 %2 %3)\"")
                    .arg(svgNumber(-turn), svgNumber(at.x()), svgNumber(at.y()));
    m_body += QStringLiteral("<text x=\"%1\" y=\"%2\" text-anchor=\"%3\" font-size=\"%4\"%5 fill=\"%6\">%7</text>\n")
                  .arg(svgNumber(at.x()), svgNumber(at.y()), QLatin1String(place), svgNumber(size), more, color.name(),
                       text.toHtmlEscaped())
                  .toUtf8();
}

void SvgWriter::image(const QRectF& rect, const QImage& image)
{
    const QByteArray png = pngBytes(image);
    m_body += QStringLiteral("<image x=\"%1\" y=\"%2\" width=\"%3\" height=\"%4\" preserveAspectRatio=\"none\" "
                             "style=\"image-rendering:pixelated\" xlink:href=\"data:image/png;base64,%5\"/>\n")
                  .arg(svgNumber(rect.left()), svgNumber(rect.top()), svgNumber(rect.width()), svgNumber(rect.height()),
                       QString::fromLatin1(png.toBase64()))
                  .toUtf8();
}

QByteArray SvgWriter::finish()
{
    return m_head +
           "<style type=\"text/css\">text { font-family: Inter, 'Helvetica Neue', Helvetica, Arial, sans-serif; "
           "white-space: pre; }</style>\n<g font-family=\"Inter, 'Helvetica Neue', Helvetica, Arial, sans-serif\">\n" +
           m_body + "</g>\n</svg>\n";
}

} // namespace netloom
