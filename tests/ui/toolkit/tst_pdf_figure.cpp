// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/toolkit/pdf_figure.h"
#include "ui/toolkit/picture_bytes.h"

#include <QPainter>
#include <QPdfWriter>
#include <QRegularExpression>
#include <QTest>

using namespace netloom;

namespace {

QByteArray page(const QString& description)
{
    return pdfPage(
        {200, 100}, QStringLiteral("A title"),
        [](QPdfWriter& device, double scale) {
            QPainter painter;
            if (!painter.begin(&device))
                return false;
            painter.scale(scale, scale);
            painter.drawEllipse(10, 10, 50, 50);
            painter.drawText(80, 40, QStringLiteral("h1"));
            return true;
        },
        description);
}

/// The newest version of an object, found as a reader finds it: by the last table and those before it.
QByteArray object(const QByteArray& pdf, int number)
{
    static const QRegularExpression previous(QStringLiteral("/Prev (\\d+)"));
    qsizetype table = pdf.mid(pdf.lastIndexOf("startxref") + 10).split('\n').first().toLongLong();
    while (true) {
        const QByteArrayList lines = pdf.mid(table).split('\n');
        if (lines.first() != "xref")
            return "no table at " + QByteArray::number(table);
        qsizetype line = 1;
        for (; lines[line] != "trailer"; ++line) {
            const int first = lines[line].split(' ')[0].toInt();
            const int count = lines[line].split(' ')[1].toInt();
            if (number >= first && number < first + count) {
                const qsizetype at = lines[line + 1 + number - first].left(10).toLongLong();
                return pdf.mid(at, pdf.indexOf("endobj", at) - at);
            }
            line += count;
        }
        const auto match = previous.match(QString::fromLatin1(lines.mid(line, 8).join(' ')));
        if (!match.hasMatch())
            return "no such object";
        table = match.captured(1).toLongLong();
    }
}

int numberIn(const QByteArray& text, const char* key)
{
    const auto match =
        QRegularExpression(QLatin1String(key) + QStringLiteral("\\D*(\\d+) 0")).match(QString::fromLatin1(text));
    return match.hasMatch() ? match.captured(1).toInt() : -1;
}

} // namespace

class TestPdfFigure : public QObject
{
    Q_OBJECT

private slots:
    void thePageIsAFigureWithItsWords()
    {
        const QString words = QStringLiteral("2 units → 1, “p = 0.5”");
        const QByteArray pdf = page(words);
        const QByteArray trailer = pdf.mid(pdf.lastIndexOf("trailer"));
        const QByteArray catalog = object(pdf, numberIn(trailer, "/Root"));
        QVERIFY2(catalog.contains("/Type /Catalog"), catalog.constData());
        QVERIFY(catalog.contains("/MarkInfo << /Marked true >>"));
        QVERIFY(catalog.contains("/Lang (en)"));
        const QByteArray tree = object(pdf, numberIn(catalog, "/StructTreeRoot"));
        QVERIFY2(tree.contains("/Type /StructTreeRoot"), tree.constData());
        const int figure = numberIn(object(pdf, numberIn(tree, "/K")), "/K");
        const QByteArray element = object(pdf, figure);
        QVERIFY2(element.contains("/S /Figure"), element.constData());
        const qsizetype alternative = element.indexOf("/Alt <FEFF") + 10;
        const QByteArray utf16 =
            QByteArray::fromHex(element.mid(alternative, element.indexOf('>', alternative) - alternative));
        QString read;
        for (qsizetype i = 0; i + 1 < utf16.size(); i += 2)
            read += QChar(static_cast<char16_t>((static_cast<unsigned char>(utf16[i]) << 8) |
                                                static_cast<unsigned char>(utf16[i + 1])));
        QCOMPARE(read, words);
        // What is drawn stands between the figure's begin and end, and leads back to it.
        const QByteArray drawn = object(pdf, numberIn(element, "/Pg"));
        const auto contents = QRegularExpression(QStringLiteral("/Contents \\[(\\d+) 0 R (\\d+) 0 R (\\d+) 0 R\\]"))
                                  .match(QString::fromLatin1(drawn));
        QVERIFY2(contents.hasMatch(), drawn.constData());
        QVERIFY(object(pdf, contents.captured(1).toInt()).contains("stream\n/Figure << /MCID 0 >> BDC\nendstream"));
        QVERIFY(object(pdf, contents.captured(2).toInt()).contains("/FlateDecode"));
        QVERIFY(object(pdf, contents.captured(3).toInt()).contains("stream\nEMC\nendstream"));
        QVERIFY(drawn.contains("/StructParents 0"));
        QVERIFY(
            object(pdf, numberIn(tree, "/ParentTree")).contains("/Nums [0 [" + QByteArray::number(figure) + " 0 R]]"));
    }

    void withoutWordsTheTitleStandsForThem()
    {
        QVERIFY(page({}).contains("/Alt <FEFF00410020007400690074006C0065>")); // "A title"
    }

    void theSameBytesEachTime()
    {
        const QByteArray first = page(QStringLiteral("words"));
        QCOMPARE(page(QStringLiteral("words")), first);
        QVERIFY(first.contains("/ID [<"));
        QVERIFY(!first.contains("/CreationDate"));
    }

    void otherFilesStayAsTheyAre()
    {
        const QByteArray whole = page(QStringLiteral("words"));
        for (const QByteArray& bytes : {QByteArray(), QByteArray("%PDF-1.4\n"), whole, whole.left(whole.size() / 2)})
            QCOMPARE(withFigureTag(bytes, QStringLiteral("words")), bytes);
    }
};

QTEST_MAIN(TestPdfFigure)
#include "tst_pdf_figure.moc"
