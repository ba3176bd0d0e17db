// SPDX-License-Identifier: GPL-3.0-or-later
// Figures for print and drawings for other programs.
#include "core/base/cancelled.h"
#include "core/base/error.h"
#include "ui/diagram/diagram_colors.h"
#include "ui/diagram/diagram_export.h"
#include "ui/diagram/diagram_facts.h"
#include "ui/diagram/diagram_painter.h"
#include "ui/diagram/diagram_picture.h"
#include "ui/diagram/link_style.h"
#include "ui/toolkit/theme.h"

#include <QHashSeed>
#include <QImage>
#include <QPainter>
#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>

#include <algorithm>
#include <set>

using namespace netloom;

namespace {

DiagramScene sceneOf(const char* layers, Index inputs)
{
    NetworkSpec network;
    network.layers = parseLayers(layers);
    network.setInputs(inputs);
    DiagramScene scene = diagramScene(network, inputs, nullptr, nullptr);
    setFacts(scene, diagramFacts(network, {}, inputs, nullptr, nullptr));
    for (Index i = 0; i < inputs; ++i)
        scene.featureNames.append(QStringLiteral("a_%1 & <b>").arg(i));
    return scene;
}

DiagramStyle weightsStyle()
{
    DiagramStyle style;
    style.coloring = findColoring("weights");
    return style;
}

ExportOptions figureOf(double mm, double font = 7)
{
    ExportOptions options;
    options.figure = mm;
    options.font = font;
    options.title = QStringLiteral("cancer & <co>");
    return options;
}

/// Sizes of all fonts in an SVG, in its units.
std::set<double> fontSizes(const QByteArray& svg)
{
    std::set<double> sizes;
    auto all = QRegularExpression(QStringLiteral("font-size=\"([0-9.]+)\"")).globalMatch(QString::fromUtf8(svg));
    while (all.hasNext())
        sizes.insert(all.next().captured(1).toDouble());
    return sizes;
}

} // namespace

class TestDiagramExport : public QObject
{
    Q_OBJECT

private slots:
    void columnsOfTheTableLeadToTheirInputs()
    {
        // More inputs than the next column has units, which are another way off.
        DiagramScene scene = sceneOf("dense 2 relu, dense 1 sigmoid", 5);
        for (Index i = 0; i < 5; ++i)
            scene.preparation.push_back(
                {QStringLiteral("c%1").arg(i), {QStringLiteral("standardised")}, i, {QString()}});
        DiagramStyle style;
        style.preparation = true;
        const DiagramPicture picture = makePicture(scene, style, QSizeF(900, 500), FontMeasure());
        QCOMPARE(picture.layout.preparation.size(), std::size_t(5));
        QImage image(900, 500, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        paintFrame(painter, picture, diagramTheme(style), {});
        painter.end();
        const ColumnItem& inputs = picture.layout.columns.front();
        const auto inked = [&](QPointF at) {
            for (int dy = -2; dy <= 2; ++dy)
                if (image.pixel(at.toPoint() + QPoint(0, dy)) != qRgb(255, 255, 255))
                    return true;
            return false;
        };
        for (std::size_t i = 0; i < 5; ++i) {
            QVERIFY(inked(inputs.units[i].center - QPointF(inputs.radius + 6, 0)));
            QVERIFY(!inked(inputs.units[i].center + QPointF(inputs.radius + 6, 0)));
        }
    }

    void whatAPictureTakesIsSaidBefore()
    {
        const DiagramScene scene = sceneOf("dense 5 relu, dense 1 sigmoid", 4);
        ExportOptions options;
        options.width = 1000;
        const PictureCost small = diagramCost(scene, {}, options);
        QVERIFY(!small.isWorthTelling());
        options.scale = 15;
        const PictureCost large = diagramCost(scene, {}, options);
        QCOMPARE(large.pixels.width(), 15000);
        QVERIFY(large.isWorthTelling());
        // 4 bytes a pixel and a little for the file.
        const double pixels = 15000.0 * large.pixels.height();
        QVERIFY(large.bytes > 4 * pixels && large.bytes < 5 * pixels);
        QVERIFY(large.text().contains(QStringLiteral("GB of memory, about")));
        options.scale = 40;
        QVERIFY_EXCEPTION_THROWN(diagramCost(scene, {}, options), Error);
    }

    void progressIsToldAndCanEndTheWork()
    {
        const DiagramScene scene = sceneOf("dense 9 relu, dense 9 relu, dense 1 sigmoid", 9);
        ExportOptions options;
        std::vector<double> told;
        options.progress = [&](double done) { told.push_back(done); };
        QVERIFY(!diagramPng(scene, weightsStyle(), options).isEmpty());
        QVERIFY(told.size() > 3 && std::is_sorted(told.begin(), told.end()));
        options.progress = [](double) { throw Cancelled(); };
        QVERIFY_EXCEPTION_THROWN(diagramPng(scene, weightsStyle(), options), Cancelled);
    }

    void compressingThePixelsCanBeCancelled()
    {
        const DiagramScene scene = sceneOf("dense 9 relu, dense 9 relu, dense 1 sigmoid", 9);
        ExportOptions options;
        int after = 0; // painting
        options.progress = [&](double done) { after += done == 0.7; };
        QVERIFY(!diagramPng(scene, weightsStyle(), options).isEmpty());
        QVERIFY2(after > 3, "once painted, the pieces of the file are told");
        after = 0;
        options.progress = [&](double done) {
            after += done == 0.7;
            if (after == 3)
                throw Cancelled();
        };
        QVERIFY_EXCEPTION_THROWN(diagramPng(scene, weightsStyle(), options), Cancelled);
        QCOMPARE(after, 3);
    }

    void aPdfSaysWhatItShows()
    {
        ExportOptions options;
        options.title = QStringLiteral("a < b");
        options.comment = QStringLiteral("Seed 42, epoch 7.");
        const QByteArray pdf = diagramPdf(sceneOf("dense 5 relu, dense 1 sigmoid", 4), weightsStyle(), options);
        QVERIFY(pdf.contains("/Type /Metadata"));
        QVERIFY(pdf.contains("<dc:description>"));
        QVERIFY(pdf.contains("Strongest links:") && pdf.contains("Seed 42, epoch 7."));
        QVERIFY(pdf.contains("a &lt; b"));
    }

    void equalImportanceHasNoSpine()
    {
        // Of 100 outputs none is more important than another.
        const DiagramScene scene = sceneOf("dense 100 relu, dense 100 softmax", 4);
        const DiagramPicture picture = makePicture(scene, weightsStyle(), QSizeF(900, 500), FontMeasure());
        QVERIFY(picture.layout.columns[1].hidden > 0 && picture.layout.columns[2].hidden > 0);
        QVERIFY(!picture.layout.columns[1].spine.isNull());
        QVERIFY(picture.layout.columns[2].spine.isNull());
    }

    void structureInBlackAndWhiteIsOfOneGrey()
    {
        DiagramStyle style;
        style.medium = DiagramMedium::BlackWhite;
        const DiagramScene scene = sceneOf("dense 3 relu, dense 3 softmax", 3);
        const DiagramPicture picture = makePicture(scene, style, QSizeF(900, 0), FontMeasure());
        const Theme theme = diagramTheme(style);
        const auto look = [&](std::size_t gap) {
            return linkLooks(picture, theme, gap, picture.gaps[gap].links).front().color;
        };
        QCOMPARE(look(0), look(1));
    }

    void figuresAreLaidOutForTheirSize()
    {
        const DiagramScene scene = sceneOf("dense 5 relu, dropout 0.2, dense 3 relu, dense 1 sigmoid", 30);
        for (const double mm : {85.0, 183.0}) {
            DiagramStyle style = weightsStyle();
            const QByteArray svg = diagramSvg(scene, style, figureOf(mm));
            QVERIFY(svg.contains(QStringLiteral("width=\"%1mm\"").arg(mm, 0, 'f', 2).toUtf8()));
            // 96 units per inch: 7 pt are 9.333 units, and nothing is below 6 pt, which are 8.
            const std::set<double> sizes = fontSizes(svg);
            QVERIFY(sizes.contains(9.333));
            QVERIFY(*sizes.begin() >= 8);
        }
    }

    void whatDoesNotFitIsRefusedWithTheWidthItNeeds()
    {
        const DiagramScene scene =
            sceneOf("dense 5 relu, dense 5 relu, dense 5 relu, dense 5 relu, dense 1 sigmoid", 9);
        DiagramStyle style = weightsStyle();
        style.descriptions = false;
        try {
            diagramSvg(scene, style, figureOf(30));
            QFAIL("30 mm are too narrow");
        } catch (const Error& error) {
            const QString text = QString::fromStdString(error.message());
            const auto needed = QRegularExpression(QStringLiteral("needs ([0-9]+) mm")).match(text);
            QVERIFY2(needed.hasMatch(), qPrintable(text));
            QVERIFY(!diagramSvg(scene, style, figureOf(needed.captured(1).toDouble())).isEmpty());
        }
        for (const ExportOptions& impossible : {figureOf(5), figureOf(5000), figureOf(85, 5), figureOf(85, 100)})
            QVERIFY_EXCEPTION_THROWN(diagramSvg(scene, style, impossible), Error);
    }

    void blackAndWhiteHasNoColour()
    {
        DiagramStyle style = weightsStyle();
        style.medium = DiagramMedium::BlackWhite;
        const DiagramScene scene = sceneOf("dense 4 tanh, dropout 0.5, dense 2 softmax", 3);
        ExportOptions options = figureOf(100);
        options.scale = 3;
        const QImage image = diagramImage(scene, style, options);
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                QVERIFY(qRed(image.pixel(x, y)) == qGreen(image.pixel(x, y)) &&
                        qGreen(image.pixel(x, y)) == qBlue(image.pixel(x, y)));
    }

    void svgHasALayerForEachLayer()
    {
        const DiagramScene scene = sceneOf("dense 4 tanh, dense 2 softmax", 3);
        const QByteArray svg = diagramSvg(scene, weightsStyle(), figureOf(120));
        QXmlStreamReader reader(svg);
        QStringList layers;
        int titles = 0;
        std::set<QString> ids;
        while (!reader.atEnd()) {
            if (reader.readNext() != QXmlStreamReader::StartElement)
                continue;
            const auto attributes = reader.attributes();
            if (const QString id = attributes.value("id").toString(); !id.isEmpty())
                QVERIFY2(ids.insert(id).second, qPrintable(id));
            if (attributes.value("http://www.inkscape.org/namespaces/inkscape", "groupmode") == QLatin1String("layer"))
                layers << attributes.value("http://www.inkscape.org/namespaces/inkscape", "label").toString();
            titles += reader.name() == QLatin1String("title") ? 1 : 0;
        }
        QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
        const QStringList expected{"frame", "input", QString::fromStdString(scene.network.layers[0].name),
                                   QString::fromStdString(scene.network.layers[1].name), "legend"};
        QCOMPARE(layers, expected);
        QVERIFY(titles >= 1 + 9 + 3 * 4 + 4 * 2); // the picture, its units, its links
        QVERIFY(svg.contains("cancer &amp; &lt;co&gt;"));
        QVERIFY(svg.contains("text-anchor=\"end\""));
        QVERIFY(svg.contains("Strongest links: "));
    }

    void theSameFileTwice()
    {
        const DiagramScene scene = sceneOf("dense 4 tanh, dense 2 softmax", 3);
        const ExportOptions options = figureOf(120);
        const QByteArray pdf = diagramPdf(scene, weightsStyle(), options);
        QTest::qWait(1100); // another second, so that a date would differ
        for (int again = 0; again < 4; ++again) {
            QHashSeed::resetRandomGlobalSeed(); // as in another process
            QCOMPARE(diagramPdf(scene, weightsStyle(), options), pdf);
        }
        QVERIFY(!pdf.contains("/CreationDate"));
        QCOMPARE(diagramTikz(scene, weightsStyle(), options), diagramTikz(scene, weightsStyle(), options));
    }

    void pngSaysWhatItShows()
    {
        ExportOptions options;
        options.title = QStringLiteral("iris");
        options.comment = QStringLiteral("Seed 7, epoch 3.");
        const QImage image =
            QImage::fromData(diagramPng(sceneOf("dense 4 tanh, dense 2 softmax", 3), weightsStyle(), options));
        QCOMPARE(image.text(QStringLiteral("Title")), QStringLiteral("iris"));
        QCOMPARE(image.text(QStringLiteral("Comment")), QStringLiteral("Seed 7, epoch 3."));
        QVERIFY(image.text(QStringLiteral("Description")).contains(QStringLiteral("Network of 2 layers")));
        QVERIFY(image.text(QStringLiteral("Description")).contains(QStringLiteral("Strongest links")));
    }

    void tikzEscapesNamesAndDefinesItsColours()
    {
        const QByteArray tex = diagramTikz(sceneOf("dense 4 tanh, dense 2 softmax", 3), weightsStyle(), figureOf(120));
        QVERIFY(tex.contains("a\\_0 \\& \\textless{}b\\textgreater{}"));
        QVERIFY(tex.contains("\\begin{tikzpicture}") && tex.contains("\\end{tikzpicture}"));
        QCOMPARE(tex.count("\\begin{scope}"), tex.count("\\end{scope}"));
        auto used = QRegularExpression(QStringLiteral("(?:fill|draw|text)=(nl[0-9A-F]{6})"))
                        .globalMatch(QString::fromUtf8(tex));
        QVERIFY(used.hasNext());
        while (used.hasNext())
            QVERIFY(tex.contains(("\\definecolor{" + used.next().captured(1) + "}").toUtf8()));
    }

    void everyPresetHoldsTheArticlesNetwork()
    {
        const DiagramScene scene = sceneOf("dense 5 relu, dropout 0.2, dense 3 relu, dropout 0.2, dense 1 sigmoid", 10);
        DiagramStyle style = weightsStyle();
        style.descriptions = false;
        for (const FigurePreset& preset : figurePresets())
            QVERIFY2(!diagramPdf(scene, style, figureOf(preset.width, preset.font)).isEmpty(), preset.key);
    }
};

QTEST_MAIN(TestDiagramExport)
#include "tst_diagram_export.moc"
