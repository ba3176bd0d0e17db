// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/tikz_writer.h"

#include <QStringList>

#include <cmath>

namespace netloom {

namespace {

QString tikzNumber(double value, int decimals = 2)
{
    const double step = std::pow(10, decimals);
    QString text = QString::number(std::round(value * step) / step, 'f', decimals);
    while (text.contains(QLatin1Char('.')) && (text.endsWith(QLatin1Char('0')) || text.endsWith(QLatin1Char('.'))))
        text.chop(1);
    return text == QStringLiteral("-0") ? QStringLiteral("0") : text;
}

/// A name from a file, as LaTeX sets it.
QString escaped(const QString& text)
{
    QString out;
    for (const QChar c : text) {
        switch (c.unicode()) {
        case '\\':
            out += QStringLiteral("\\textbackslash{}");
            break;
        case '~':
            out += QStringLiteral("\\textasciitilde{}");
            break;
        case '^':
            out += QStringLiteral("\\textasciicircum{}");
            break;
        case '<':
            out += QStringLiteral("\\textless{}");
            break;
        case '>':
            out += QStringLiteral("\\textgreater{}");
            break;
        case '|':
            out += QStringLiteral("\\textbar{}");
            break;
        case '"':
            out += QStringLiteral("\\textquotedbl{}");
            break;
        case '#':
        case '$':
        case '%':
        case '&':
        case '_':
        case '{':
        case '}':
            out += QLatin1Char('\\') + QString(c);
            break;
        case 0x2212:
            out += QStringLiteral("$-$");
            break;
        case 0x2192:
            out += QStringLiteral("$\\rightarrow$");
            break;
        case 0x03a3:
            out += QStringLiteral("$\\Sigma$");
            break;
        case 0x00b7:
            out += QStringLiteral("$\\cdot$");
            break;
        case 0x00d7:
            out += QStringLiteral("$\\times$");
            break;
        case 0x0177:
            out += QStringLiteral("$\\hat{y}$");
            break;
        case 0x2026:
            out += QStringLiteral("\\ldots{}");
            break;
        default:
            out += c;
        }
    }
    return out;
}

/// In a comment nothing may end the line.
QString comment(QString text)
{
    return text.replace(QLatin1Char('\n'), QLatin1Char(' ')).replace(QLatin1Char('\r'), QLatin1Char(' '));
}

} // namespace

TikzWriter::TikzWriter(const QSizeF& size, double unit, const QString& title, const QString& description)
    : m_size(size), m_unit(unit)
{
    m_head = QStringLiteral("% TikZ picture: %1\n% %2\n").arg(comment(title), comment(description)).toUtf8();
}

QString TikzWriter::point(QPointF p) const
{
    return QStringLiteral("(%1,%2)").arg(tikzNumber(p.x() * m_unit), tikzNumber((m_size.height() - p.y()) * m_unit));
}

QString TikzWriter::color(const QColor& color)
{
    const QString digits = color.name().mid(1).toUpper();
    if (!m_colors.contains(digits))
        m_colors.insert(digits, QStringLiteral("nl%1").arg(digits));
    return m_colors.value(digits);
}

QString TikzWriter::look(const QPen& pen, const QBrush& brush, double opacity)
{
    QStringList options;
    if (brush.style() != Qt::NoBrush) {
        options << QStringLiteral("fill=%1").arg(color(brush.color()));
        if (const double alpha = static_cast<double>(brush.color().alphaF()) * opacity; alpha < 0.999)
            options << QStringLiteral("fill opacity=%1").arg(tikzNumber(alpha));
    }
    if (pen.style() != Qt::NoPen) {
        options << QStringLiteral("draw=%1").arg(color(pen.color()))
                << QStringLiteral("line width=%1bp").arg(tikzNumber(pen.widthF() * m_unit));
        if (const double alpha = static_cast<double>(pen.color().alphaF()) * opacity; alpha < 0.999)
            options << QStringLiteral("draw opacity=%1").arg(tikzNumber(alpha));
        if (pen.style() != Qt::SolidLine) {
            QString dashes;
            const auto pattern = pen.dashPattern();
            for (qsizetype i = 0; i < pattern.size(); ++i)
                dashes += QStringLiteral("%1 %2bp ")
                              .arg(i % 2 == 0 ? QStringLiteral("on") : QStringLiteral("off"),
                                   tikzNumber(pattern.at(i) * pen.widthF() * m_unit));
            options << QStringLiteral("dash pattern=%1").arg(dashes.trimmed());
        }
    }
    return options.join(QLatin1Char(','));
}

void TikzWriter::beginGroup(const QString&, const QString& label, const QString& role)
{
    m_body += QStringLiteral("\\begin{scope} % %1, %2\n").arg(comment(label), role).toUtf8();
}

void TikzWriter::endGroup()
{
    m_body += "\\end{scope}\n";
}

void TikzWriter::path(const QPainterPath& path, const QPen& pen, const QBrush& brush, double opacity)
{
    QString data;
    for (int i = 0; i < path.elementCount(); ++i) {
        const QPainterPath::Element e = path.elementAt(i);
        if (e.type == QPainterPath::MoveToElement)
            data += point(e);
        else if (e.type == QPainterPath::LineToElement)
            data += QStringLiteral("--") + point(e);
        else if (e.type == QPainterPath::CurveToElement) {
            data += QStringLiteral("..controls%1and%2..%3")
                        .arg(point(e), point(path.elementAt(i + 1)), point(path.elementAt(i + 2)));
            i += 2;
        }
    }
    m_body += QStringLiteral("\\path[%1] %2;\n").arg(look(pen, brush, opacity), data).toUtf8();
}

void TikzWriter::circle(QPointF center, double radius, const QPen& pen, const QBrush& brush, double opacity)
{
    m_body += QStringLiteral("\\path[%1] %2 circle[radius=%3bp];\n")
                  .arg(look(pen, brush, opacity), point(center), tikzNumber(radius * m_unit))
                  .toUtf8();
}

void TikzWriter::text(QPointF at, TextAnchor anchor, const QString& text, double size, bool bold, const QColor& c,
                      double turn)
{
    const char* place = anchor == TextAnchor::Start ? "base west" : anchor == TextAnchor::Middle ? "base" : "base east";
    const double points = size * m_unit;
    m_body += QStringLiteral(
                  "\\node[anchor=%1%8,inner sep=0,text=%2,font=\\fontsize{%3bp}{%4bp}\\selectfont%5] at %6 {%7};\n")
                  .arg(QLatin1String(place), color(c), tikzNumber(points), tikzNumber(points * 1.2),
                       bold ? QStringLiteral("\\bfseries") : QString(), point(at), escaped(text),
                       turn != 0 ? QStringLiteral(",rotate=%1").arg(tikzNumber(turn)) : QString())
                  .toUtf8();
}

/// Pictures become cells: TikZ has no way to hold pixels within the file.
void TikzWriter::image(const QRectF& rect, const QImage& image)
{
    constexpr int most = 64;
    const QImage small = image.width() > most || image.height() > most
                             ? image.scaled(std::min(most, image.width()), std::min(most, image.height()),
                                            Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                             : image;
    const double w = rect.width() / small.width();
    const double h = rect.height() / small.height();
    for (int y = 0; y < small.height(); ++y)
        for (int x = 0; x < small.width(); ++x)
            m_body += QStringLiteral("\\fill[%1] %2 rectangle %3;\n")
                          .arg(color(small.pixelColor(x, y)), point(rect.topLeft() + QPointF(x * w, y * h)),
                               point(rect.topLeft() + QPointF((x + 1) * w + 0.1, (y + 1) * h + 0.1)))
                          .toUtf8();
}

QByteArray TikzWriter::finish()
{
    QByteArray out = m_head;
    const QString width = tikzNumber(m_size.width() * m_unit);
    const QString height = tikzNumber(m_size.height() * m_unit);
    out += "% \\input this file, or compile it as it is; it needs the package tikz.\n"
           "\\makeatletter\\ifx\\@nodocument\\relax\\def\\nlend{}\\else\n";
    // Small installations have no class for single pictures.
    out += QStringLiteral("\\IfFileExists{standalone.cls}{\\documentclass[tikz,border=0pt]{standalone}}"
                          "{\\documentclass{article}\\usepackage{tikz}\\usepackage[paperwidth=%1bp,paperheight=%2bp,"
                          "margin=0pt]{geometry}\\pagestyle{empty}\\topskip0pt\\parindent0pt}\n")
               .arg(width, height)
               .toUtf8();
    out += "\\usepackage[T1]{fontenc}\\usepackage[utf8]{inputenc}"
           "\\usepackage{helvet}\\renewcommand{\\familydefault}{\\sfdefault}\n"
           "\\begin{document}\\def\\nlend{\\end{document}}\\fi\\makeatother\n";
    for (auto it = m_colors.cbegin(); it != m_colors.cend(); ++it)
        out += QStringLiteral("\\definecolor{%1}{HTML}{%2}\n").arg(it.value(), it.key()).toUtf8();
    out += QStringLiteral("\\begin{tikzpicture}[x=1bp,y=1bp]\n\\useasboundingbox (0,0) rectangle (%1,%2);\n")
               .arg(width, height)
               .toUtf8();
    return out + m_body + "\\end{tikzpicture}\n\\nlend\n";
}

} // namespace netloom
