// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_document.h"

#include "ui/toolkit/picture_bytes.h"

#include <QAbstractTextDocumentLayout>
#include <QImage>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QRegularExpression>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextLayout>
#include <QUrl>

#include <algorithm>

namespace netloom {

namespace {

const char* const kStyle =
    "body{font-family:'Inter','Noto Sans',sans-serif;font-size:10.5pt;color:#1d2430;max-width:760px;margin:24px auto;"
    "line-height:1.45}h1{font-size:18pt;margin:0 0 4px}h2{font-size:13pt;margin:26px 0 6px;border-bottom:1px solid "
    "#d5dae3}"
    "h3{font-size:11pt;margin:14px 0 4px}table{border-collapse:collapse;margin:6px 0}th,td{padding:3px 10px 3px 0;"
    "text-align:left;vertical-align:top;border-bottom:1px solid "
    "#e4e8ef}[align=right]{text-align:right;white-space:nowrap;"
    "font-variant-numeric:tabular-nums}th[align=right]{white-space:normal}th{color:#5b6472;font-weight:600}"
    ".muted{color:#5b6472}img{max-width:100%}code,pre{font-family:monospace;font-size:9pt;white-space:pre-wrap;break-"
    "inside:avoid}";

constexpr int kDotsPerInch = 96; // so that a pixel of HTML is one of the page
constexpr int kFooter = 26;
constexpr int kMostMoves = 200;

/// Sections taller than this share of a page may be cut, so that pages do not stay half empty.
constexpr double kKeptWhole = 0.5;
constexpr double kListingKeptWhole = 0.95;
constexpr int kIsListing = QTextFormat::UserProperty; // of a block's format

/// Long lines of listings are broken like those of other texts, as a page cannot be scrolled.
void wrapListings(QTextDocument& document)
{
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        QTextBlockFormat format = block.blockFormat();
        if (!format.nonBreakableLines())
            continue;
        format.setNonBreakableLines(false);
        format.setProperty(kIsListing, true);
        QTextCursor(block).setBlockFormat(format);
    }
}

/// Moves the first heading that stands on another page than what it is about, or than the end of a short section, to
/// the next page. @returns whether there was one
bool moveHeading(QTextDocument& document, double pageHeight)
{
    const auto isHeading = [](const QTextBlock& block) { return block.blockFormat().headingLevel() > 0; };
    const QAbstractTextDocumentLayout& layout = *document.documentLayout();
    const auto top = [&](const QTextBlock& block) {
        // A picture that does not fit is moved within its block.
        const double line = block.layout()->lineCount() > 0 ? block.layout()->lineAt(0).y() : 0;
        return layout.blockBoundingRect(block).top() + line;
    };
    const auto pageOf = [&](double y) { return static_cast<int>(y / pageHeight); };
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        if (!isHeading(block))
            continue;
        QTextBlock body = block.next();
        while (body.isValid() && isHeading(body))
            body = body.next();
        if (!body.isValid())
            return false;
        double bottom = 0;
        double moved = 0;
        bool listing = false;
        for (QTextBlock each = body; each.isValid() && !isHeading(each); each = each.next()) {
            bottom = std::max(bottom, layout.blockBoundingRect(each).bottom());
            listing = listing || each.blockFormat().boolProperty(kIsListing);
            moved += top(each) - layout.blockBoundingRect(each).top();
        }
        const double begin = layout.blockBoundingRect(block).top();
        const bool apart = pageOf(begin) != pageOf(top(body));
        const bool cut = pageOf(begin) != pageOf(bottom - 1) &&
                         bottom - begin - moved < (listing ? kListingKeptWhole : kKeptWhole) * pageHeight;
        QTextBlockFormat format = block.blockFormat();
        if ((apart || cut) && format.pageBreakPolicy() != QTextFormat::PageBreak_AlwaysBefore) {
            format.setPageBreakPolicy(QTextFormat::PageBreak_AlwaysBefore);
            QTextCursor(block).setBlockFormat(format);
            return true;
        }
        block = body.previous();
    }
    return false;
}

/// Whether a table's column holds numbers: they stand under each other.
bool holdsNumbers(const ReportDocument::Rows& rows, qsizetype column)
{
    static const QRegularExpression number(
        QStringLiteral("^([−+-]?[0-9][0-9., ]*(×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?( to (?1))?|–)?$"));
    return std::all_of(rows.begin(), rows.end(), [&](const QStringList& row) {
        return column >= row.size() || number.match(row[column]).hasMatch();
    });
}

} // namespace

void ReportDocument::title(const QString& text)
{
    m_title = text;
    m_body += QStringLiteral("<h1>%1</h1>").arg(text.toHtmlEscaped());
}

void ReportDocument::heading(const QString& text)
{
    m_body += QStringLiteral("<h2>%1. %2</h2>").arg(++m_section).arg(text.toHtmlEscaped());
}

void ReportDocument::minor(const QString& text)
{
    m_body += QStringLiteral("<h3>%1</h3>").arg(text.toHtmlEscaped());
}

void ReportDocument::paragraph(const QString& text, bool muted)
{
    m_body += QStringLiteral("<p%2>%1</p>").arg(text.toHtmlEscaped(), muted ? " class=\"muted\"" : "");
}

void ReportDocument::preformatted(const QString& text)
{
    m_body += QStringLiteral("<pre>%1</pre>").arg(text.toHtmlEscaped());
}

void ReportDocument::table(const QStringList& head, const Rows& rows)
{
    QString text = QStringLiteral("<table>");
    const auto line = [&](const QStringList& cells, const char* tag) {
        text += QStringLiteral("<tr>");
        for (qsizetype i = 0; i < cells.size(); ++i)
            text += QStringLiteral("<%1%2>%3</%1>")
                        .arg(QLatin1String(tag),
                             i > 0 && !head.isEmpty() && holdsNumbers(rows, i) ? QLatin1String(" align=\"right\"")
                                                                               : QLatin1String(),
                             cells[i].toHtmlEscaped());
        text += QStringLiteral("</tr>");
    };
    if (!head.isEmpty()) {
        text += QStringLiteral("<thead>"); // repeated on each page
        line(head, "th");
        text += QStringLiteral("</thead>");
    }
    for (const QStringList& row : rows)
        line(row, "td");
    m_body += text + QStringLiteral("</table>");
}

void ReportDocument::picture(const QString& name, const QByteArray& png, int width, const QString& words)
{
    if (png.isEmpty())
        return;
    m_pngs.insert(name, png);
    m_body += QStringLiteral("<p><img src=\"netloom:%1\" width=\"%2\" alt=\"%3\"></p>")
                  .arg(name)
                  .arg(width)
                  .arg(words.toHtmlEscaped());
}

QByteArray ReportDocument::html() const
{
    QString body = m_body;
    for (auto picture = m_pngs.begin(); picture != m_pngs.end(); ++picture)
        body.replace(
            QStringLiteral("\"netloom:%1\"").arg(picture.key()),
            QStringLiteral("\"data:image/png;base64,%1\"").arg(QString::fromLatin1(picture.value().toBase64())));
    return QStringLiteral(
               "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>%1</title><style>%2</style>"
               "</head><body>%3</body></html>\n")
        .arg(m_title.toHtmlEscaped(), QLatin1String(kStyle), body)
        .toUtf8();
}

QByteArray ReportDocument::pdf() const
{
    QTextDocument document;
    for (auto picture = m_pngs.begin(); picture != m_pngs.end(); ++picture)
        document.addResource(QTextDocument::ImageResource, QUrl(QStringLiteral("netloom:") + picture.key()),
                             QImage::fromData(picture.value()));
    document.setDefaultStyleSheet(QStringLiteral(
        "h1{font-size:16pt}h2{font-size:12pt}h3{font-size:10pt}p,td,th{font-size:8.5pt}pre{font-size:7pt}"
        "th{color:#5b6472;text-align:left}td,th{padding:2px 8px 2px 0}.muted{color:#5b6472}"));
    return pdfDocument(m_title, [&](QPdfWriter& writer) {
        writer.setResolution(kDotsPerInch);
        writer.setPageSize(QPageSize(QPageSize::A4));
        writer.setPageMargins(QMarginsF(18, 16, 18, 14), QPageLayout::Millimeter);
        const QSizeF page(writer.width(), writer.height() - kFooter);
        QString body = m_body;
        static const QRegularExpression width(QStringLiteral("(netloom:[a-z0-9_]+\" width=\")([0-9]+)"));
        for (auto match = width.match(body); match.hasMatch(); match = width.match(body, match.capturedEnd()))
            if (match.captured(2).toInt() > writer.width())
                body.replace(match.capturedStart(2), match.capturedLength(2), QString::number(writer.width()));
        document.setHtml(body);
        wrapListings(document);
        document.setDocumentMargin(0);
        document.documentLayout()->setPaintDevice(&writer);
        document.setPageSize(page);
        // Each move changes where all that follows stands.
        for (int round = 0; round < kMostMoves && moveHeading(document, page.height()); ++round)
            document.markContentsDirty(0, document.characterCount());
        QPainter painter(&writer);
        const int pages = document.pageCount();
        for (int i = 0; i < pages; ++i) {
            if (i > 0)
                writer.newPage();
            QAbstractTextDocumentLayout::PaintContext
                context; // without a clip: it is taken for places before the breaks
            context.palette.setColor(QPalette::Text, Qt::black);
            painter.save();
            painter.translate(0, -i * page.height());
            painter.setClipRect(QRectF(0, i * page.height(), page.width(), page.height()));
            document.documentLayout()->draw(&painter, context);
            painter.restore();
            painter.setPen(QColor(0x5b, 0x64, 0x72));
            painter.drawText(QRectF(0, page.height(), page.width(), kFooter), Qt::AlignBottom | Qt::AlignRight,
                             QStringLiteral("%1 / %2").arg(i + 1).arg(pages));
        }
    });
}

} // namespace netloom
