// SPDX-License-Identifier: GPL-3.0-or-later
// The diagram as a person uses it: hover, zoom, pan, select, and the pictures it is exported as.
#include "core/base/error.h"
#include "ui/diagram/diagram_export.h"
#include "ui/diagram/diagram_links.h"
#include "ui/diagram/diagram_view.h"
#include "ui/diagram/hover_card.h"
#include "ui/diagram/text_measure.h"

#include <QApplication>
#include <QPainter>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSvgRenderer>
#include <QTest>
#include <QWheelEvent>
#include <QXmlStreamReader>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

using namespace netloom;

namespace {

LayerSpec dense(const char* name, std::int64_t units, const char* activation)
{
    LayerSpec layer;
    layer.type = "dense";
    layer.name = name;
    layer.fields.set("units", units);
    layer.fields.set("activation", std::string(activation));
    return layer;
}

LayerSpec dropout(const char* name)
{
    LayerSpec layer;
    layer.type = "dropout";
    layer.name = name;
    layer.fields.set("rate", 0.2);
    return layer;
}

NetworkSpec article()
{
    NetworkSpec network;
    network.layers = {dense("h1", 5, "relu"), dropout("drop1"), dense("h2", 3, "relu"), dropout("drop2"),
                      dense("output", 1, "sigmoid")};
    return network;
}

NamedTensor tensor(const char* layer, const char* name, const Shape& shape, std::vector<Scalar> values)
{
    NamedTensor result;
    result.layer = layer;
    result.name = name;
    result.shape = shape;
    result.values = std::move(values);
    return result;
}

/// 2 inputs, 2 hidden units, 1 output, with weights one can follow by hand: kernel row i, column j is input i to unit
/// j.
DiagramScene smallScene()
{
    NetworkSpec network;
    network.layers = {dense("h1", 2, "tanh"), dense("output", 1, "sigmoid")};
    auto weights = std::make_shared<ParameterSet>();
    weights->push_back(tensor("h1", "kernel", {2, 2}, {0.5, -2, 0.25, 1}));
    weights->push_back(tensor("h1", "bias", {2}, {0.125, -0.75}));
    weights->push_back(tensor("output", "kernel", {2, 1}, {1.5, -0.5}));
    weights->push_back(tensor("output", "bias", {1}, {0}));
    DiagramScene scene = diagramScene(network, 2, nullptr, weights);
    scene.featureNames = {"width", "height"};
    scene.outputNames = {"yes"};
    return scene;
}

DiagramScene bigScene()
{
    NetworkSpec network;
    network.layers = {dense("h1", 512, "relu"), dense("h2", 512, "relu"), dense("output", 10, "softmax")};
    return diagramScene(network, 784, nullptr, nullptr);
}

DiagramStyle weightsStyle()
{
    DiagramStyle style;
    style.coloring = findColoring("weights");
    return style;
}

QPoint unitAt(const DiagramView& view, std::size_t column, std::size_t unit)
{
    return view.toViewport(view.picture().layout.columns[column].units[unit].center).toPoint();
}

int colouredPixels(const QImage& image, const QColor& color, int tolerance = 40)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const QColor at = image.pixelColor(x, y);
            count += std::abs(at.red() - color.red()) < tolerance && std::abs(at.green() - color.green()) < tolerance &&
                     std::abs(at.blue() - color.blue()) < tolerance;
        }
    return count;
}

/// Share of pixels that differ visibly; edges are smoothed in slightly different ways.
double difference(const QImage& a, const QImage& b)
{
    if (a.size() != b.size())
        return 1;
    qint64 count = 0;
    for (int y = 0; y < a.height(); ++y)
        for (int x = 0; x < a.width(); ++x) {
            const QRgb p = a.pixel(x, y);
            const QRgb q = b.pixel(x, y);
            const int gap =
                std::abs(qRed(p) - qRed(q)) + std::abs(qGreen(p) - qGreen(q)) + std::abs(qBlue(p) - qBlue(q));
            count += gap > 120;
        }
    return static_cast<double>(count) / (a.width() * a.height());
}

/// All words in one: Qt writes letters of different scripts as separate pieces.
QString textsOfSvg(const QByteArray& svg, QString* error)
{
    QString texts;
    QXmlStreamReader reader(svg);
    while (!reader.atEnd())
        if (reader.readNext() == QXmlStreamReader::StartElement && reader.name() == QLatin1String("text"))
            texts.append(reader.readElementText(QXmlStreamReader::IncludeChildElements));
    *error = reader.errorString();
    return texts;
}

} // namespace

class TestDiagramView : public QObject
{
    Q_OBJECT

private:
    static void prepare(DiagramView& view, const DiagramScene& scene, QSize size = QSize(900, 520),
                        const DiagramStyle& style = {})
    {
        view.resize(size);
        view.setDiagramStyle(style);
        view.setScene(scene);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
    }
    static QString hover(DiagramView& view, QPoint at)
    {
        QSignalSpy spy(&view, &DiagramView::hovered);
        QTest::mouseMove(view.viewport(), QPoint(1, view.viewport()->height() - 1));
        QTest::mouseMove(view.viewport(), at);
        return spy.isEmpty() ? QString() : spy.constLast().constFirst().toString();
    }
    static void wheel(DiagramView& view, QPoint at, int notches)
    {
        QWheelEvent event(at, view.viewport()->mapToGlobal(at), QPoint(), QPoint(0, 120 * notches), Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(view.viewport(), &event);
    }

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)"))); }

    void hoveringAUnitSaysItsBiasAndStrongestInput()
    {
        DiagramView view;
        prepare(view, smallScene(), QSize(900, 520), weightsStyle());
        QCOMPARE(hover(view, unitAt(view, 1, 1)),
                 QStringLiteral("h1 (Dense) · unit 2 of 2 · tanh · bias −0.75 · strongest input: width, weight −2"));
        QCOMPARE(hover(view, unitAt(view, 0, 1)), QStringLiteral("input x2 · height"));
        QCOMPARE(hover(view, unitAt(view, 2, 0)),
                 QStringLiteral("output (Dense) · unit 1 of 1 · yes · sigmoid · bias 0 · strongest input: h1 unit 1, "
                                "weight 1.5"));
    }

    void hoveringALinkSaysItsWeight()
    {
        DiagramView view;
        prepare(view, smallScene(), QSize(900, 520), weightsStyle());
        const DiagramLayout& layout = view.picture().layout;
        // height to h1 unit 2 is straight: both stand lowest of two with the same pitch.
        const QPointF middle = (layout.linkStart(0, 1) + layout.linkEnd(0, 1)) / 2;
        QCOMPARE(hover(view, view.toViewport(middle).toPoint()), QStringLiteral("height → h1 unit 2 · weight 1"));
    }

    void theReadOutFollowsTheTraining()
    {
        DiagramView view;
        const DiagramScene scene = smallScene();
        prepare(view, scene, QSize(900, 520), weightsStyle());
        hover(view, unitAt(view, 1, 0));
        QSignalSpy spy(&view, &DiagramView::hovered);
        auto moved = std::make_shared<ParameterSet>(*scene.weights);
        (*moved)[1].values[0] = 4;
        view.setWeights(moved);
        QCOMPARE(spy.count(), 1);
        QVERIFY(spy[0][0].toString().contains("bias 4"));
    }

    void biasesFollowTheTraining()
    {
        const DiagramScene start = smallScene();
        const auto withBiases = [&](Scalar first, Scalar second, Scalar last) {
            auto weights = std::make_shared<ParameterSet>(*start.weights);
            (*weights)[1].values = {first, second};
            (*weights)[3].values = {last};
            return weights;
        };
        const auto drawn = [](DiagramView& view) {
            QImage image(view.viewport()->size(), QImage::Format_RGB32);
            view.viewport()->render(&image);
            return image;
        };
        const auto shown = [&](const std::shared_ptr<const ParameterSet>& weights) {
            auto view = std::make_unique<DiagramView>();
            DiagramScene scene = start;
            scene.weights = weights;
            view->setDiagramStyle(weightsStyle());
            view->resize(700, 420);
            view->setScene(scene);
            view->show();
            return view;
        };
        const auto live = shown(withBiases(0, 0, 0));
        drawn(*live);
        // They come, with their entry in the legend, turn, shrink and move with the picture as if they were new.
        for (const auto& weights :
             {withBiases(1, -0.25, 0.5), withBiases(-0.25, 1, 0.5), withBiases(1, 0.0625, -0.5)}) {
            live->setWeights(weights);
            QCOMPARE(drawn(*live), drawn(*shown(weights)));
        }
        const auto still = shown(withBiases(1, 0.0625, -0.5));
        for (DiagramView* view : {live.get(), still.get()})
            for (int i = 0; i < 6; ++i)
                view->zoomIn();
        drawn(*live);
        live->setWeights(withBiases(1, -0.5, 0.5));
        drawn(*live);
        live->setWeights(withBiases(1, 0.0625, -0.5));
        for (DiagramView* view : {live.get(), still.get()}) {
            QVERIFY(view->horizontalScrollBar()->maximum() > 0);
            drawn(*view);
            view->horizontalScrollBar()->setValue(view->horizontalScrollBar()->value() + 150);
        }
        QCOMPARE(drawn(*live), drawn(*still));
    }

    void theWheelZoomsAtThePointer()
    {
        DiagramView view;
        prepare(view, smallScene());
        const QPoint at = unitAt(view, 0, 0);
        wheel(view, at, 3);
        QVERIFY(std::abs(view.zoom() - std::pow(1.2, 3)) < 1e-9);
        QVERIFY(!view.isFitted());
        QVERIFY((unitAt(view, 0, 0) - at).manhattanLength() <= 2);
        QTest::mouseDClick(view.viewport(), Qt::LeftButton, {}, QPoint(5, 5));
        QVERIFY(view.isFitted());
        QCOMPARE(view.zoom(), 1.0);
    }

    void keysZoomAndFit()
    {
        DiagramView view;
        prepare(view, smallScene());
        QSignalSpy spy(&view, &DiagramView::zoomChanged);
        QTest::keyClick(&view, Qt::Key_Plus);
        QCOMPARE(view.zoom(), 1.25);
        QTest::keyClick(&view, Qt::Key_Minus);
        QCOMPARE(view.zoom(), 1.0);
        QTest::keyClick(&view, Qt::Key_Plus);
        QTest::keyClick(&view, Qt::Key_0);
        QVERIFY(view.isFitted());
        QCOMPARE(spy.count(), 4);
    }

    // Many blocks are not made smaller than their words can be read; their whole height is shown on request.
    void shiftFShowsTheWholeHeight()
    {
        DiagramView view;
        NetworkSpec network;
        for (int i = 0; i < 12; ++i)
            network.layers.push_back(dense(std::to_string(i).insert(0, 1, 'h').c_str(), 4, "tanh"));
        DiagramStyle style;
        style.kind = DiagramKind::Blocks;
        prepare(view, diagramScene(network, 4, nullptr, nullptr), QSize(600, 500), style);
        QTest::keyClick(&view, Qt::Key_F);
        const double fitted = view.picture().size().height() * view.scale();
        QTest::keyClick(&view, Qt::Key_F, Qt::ShiftModifier);
        const double height = view.picture().size().height() * view.scale();
        QVERIFY2(fitted > 1.2 * view.maximumViewportSize().height(), qPrintable(QString::number(fitted)));
        QVERIFY2(std::abs(height - view.maximumViewportSize().height()) < 5, qPrintable(QString::number(height)));
        QCOMPARE(view.horizontalScrollBar()->value(), 0);
        QTest::keyClick(&view, Qt::Key_F);
        QVERIFY(view.isFitted());
    }

    void draggingPansAndDoesNotSelect()
    {
        DiagramView view;
        prepare(view, smallScene());
        wheel(view, QPoint(450, 260), 8);
        QSignalSpy clicked(&view, &DiagramView::layerClicked);
        const QPoint before = unitAt(view, 1, 0);
        QTest::mousePress(view.viewport(), Qt::LeftButton, {}, QPoint(400, 300));
        for (int i = 1; i <= 4; ++i) {
            QMouseEvent move(QEvent::MouseMove, QPointF(400 - 20 * i, 300 - 10 * i),
                             view.viewport()->mapToGlobal(QPointF(400 - 20 * i, 300 - 10 * i)), Qt::NoButton,
                             Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(view.viewport(), &move);
        }
        QTest::mouseRelease(view.viewport(), Qt::LeftButton, {}, QPoint(320, 260));
        QCOMPARE(unitAt(view, 1, 0) - before, QPoint(-80, -40));
        QCOMPARE(clicked.count(), 0);
    }

    void clickingAColumnSelectsItsLayer()
    {
        DiagramView view;
        prepare(view, smallScene());
        QSignalSpy clicked(&view, &DiagramView::layerClicked);
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, unitAt(view, 2, 0));
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, unitAt(view, 0, 0));
        QCOMPARE(clicked.count(), 2);
        QCOMPARE(clicked[0][0].toInt(), 1);
        QCOMPARE(clicked[1][0].toInt(), -1);
    }

    void barsAppearOnlyWhileNeeded()
    {
        DiagramView view;
        prepare(view, smallScene());
        QVERIFY(view.horizontalScrollBar()->maximum() == 0 && view.verticalScrollBar()->maximum() == 0);
        wheel(view, QPoint(450, 260), 4);
        QVERIFY(view.horizontalScrollBar()->maximum() > 0 && view.verticalScrollBar()->maximum() > 0);
        view.fit();
        view.resize(900, 440); // as a line of information above it takes some of the height
        QVERIFY(view.horizontalScrollBar()->maximum() == 0 && view.verticalScrollBar()->maximum() == 0);
    }

    void zoomingInUnfolds()
    {
        DiagramView view;
        prepare(view, bigScene());
        const Index hidden = view.picture().layout.columns[0].hidden;
        QVERIFY(hidden > 700);
        wheel(view, QPoint(450, 260), 4);
        QVERIFY(view.picture().layout.columns[0].hidden < hidden);
        for (int i = 0; i < 40; ++i)
            wheel(view, QPoint(450, 260), 4);
        QCOMPARE(view.picture().layout.columns[0].hidden, Index(0));
    }

    /// Before a part of the picture has to be scrolled to, formulas over the columns become a few words.
    void fewerWordsRatherThanAScrollBar()
    {
        DiagramScene scene = diagramScene(article(), 30, nullptr, nullptr);
        DiagramView view;
        prepare(view, scene, QSize(900, 420));
        const auto says = [&](const QString& words) {
            const auto& texts = view.picture().layout.texts;
            return std::any_of(texts.begin(), texts.end(), [&](const TextItem& t) { return t.text.contains(words); });
        };
        QVERIFY(says(QStringLiteral("[x·w]")));
        int fewer = 0;
        for (int width = 880; width > 300; width -= 10) {
            view.resize(width, 420);
            if (says(QStringLiteral("[x·w]")))
                continue;
            ++fewer;
            QCOMPARE(view.horizontalScrollBar()->maximum(), 0);
            QVERIFY(says(QStringLiteral("5 units")));
        }
        QVERIFY(fewer > 0);
        view.resize(900, 420);
        QVERIFY(says(QStringLiteral("[x·w]")));
        view.resize(900, 250);
        QVERIFY(says(QStringLiteral("H1")) && !says(QStringLiteral("relu")));
    }

    /// Two hidden layers with Dropout in the middle of a window of 1024 × 768.
    void nearerColumnsRatherThanAScrollBar()
    {
        NetworkSpec network;
        network.layers = {dense("h1", 32, "silu"), dropout("drop1"), dense("h2", 32, "silu"), dropout("drop2"),
                          dense("output", 3, "softmax")};
        DiagramScene scene = diagramScene(network, 4, nullptr, nullptr);
        scene.featureNames = {"sepal length (cm)", "sepal width (cm)", "petal length (cm)", "petal width (cm)"};
        scene.outputNames = {"setosa", "versicolor", "virginica"};
        DiagramView view;
        prepare(view, scene, QSize(482, 386));
        QCOMPARE(view.horizontalScrollBar()->maximum(), 0);
        QVERIFY(view.verticalScrollBar()->maximum() == 0);
        // Neither headings nor what is said of folds touch each other.
        const auto& texts = view.picture().layout.texts;
        for (std::size_t a = 0; a < texts.size(); ++a)
            for (std::size_t b = a + 1; b < texts.size(); ++b)
                QVERIFY2(!texts[a].rect.intersects(texts[b].rect), qPrintable(texts[a].text + " / " + texts[b].text));
    }

    void everySizeOfWindowShowsTheWholeNetwork_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("small") << QSize(420, 300);
        QTest::newRow("beside two panels on 1024 × 768") << QSize(528, 390);
        QTest::newRow("mock-up") << QSize(850, 520);
        QTest::newRow("wide") << QSize(2400, 500);
        QTest::newRow("tall") << QSize(700, 1600);
    }
    void everySizeOfWindowShowsTheWholeNetwork()
    {
        QFETCH(QSize, size);
        DiagramScene scene = diagramScene(article(), 30, nullptr, nullptr);
        for (int i = 0; i < 30; ++i)
            scene.featureNames.append(QStringLiteral("worst fractal dimension %1").arg(i));
        scene.outputNames = {"malignant"};
        DiagramView view;
        prepare(view, scene, size);
        const QSizeF shown = view.picture().size() * view.scale();
        QVERIFY2(view.scale() * 12 > 9.99, "names, of 12 px, can be read");
        if (view.horizontalScrollBar()->maximum() == 0 && view.verticalScrollBar()->maximum() == 0) {
            QVERIFY(shown.width() <= size.width() + 1);
            QVERIFY(shown.height() <= size.height() + 1);
        } else {
            QVERIFY2(shown.width() > size.width() || shown.height() > size.height(), "no more than needed");
        }
    }

    void theHoverCardLeavesTheUnitAndItsLinksInSight()
    {
        DiagramView view;
        prepare(view, smallScene(), QSize(900, 520));
        const DiagramPicture& picture = view.picture();
        const SeenPart seen{1, {}, QSize(900, 520)};
        const QSize card(120, 40);
        for (std::size_t column = 0; column < picture.layout.columns.size(); ++column) {
            const ColumnItem& item = picture.layout.columns[column];
            for (std::size_t unit = 0; unit < item.units.size(); ++unit) {
                DiagramHit hit;
                hit.kind = DiagramHit::Kind::Unit;
                hit.column = static_cast<int>(column);
                hit.unit = static_cast<int>(unit);
                const QPointF middle = item.units[unit].center;
                const QRectF place(hoverCardPlace(picture, hit, seen, card, middle.toPoint()), card);
                const double r = item.radius;
                QVERIFY(!place.intersects(QRectF(middle - QPointF(r, r), QSizeF(2 * r, 2 * r))));
                QVERIFY(QRectF(0, 0, 900, 520).contains(place));
                for (const GapLinks& gap : {column > 0 ? picture.gaps[column - 1] : GapLinks()})
                    for (const LinkItem& link : gap.links)
                        if (link.to == hit.unit) {
                            const QPointF from =
                                picture.layout.linkStart(column - 1, static_cast<std::size_t>(link.from));
                            QVERIFY2(!place.contains(from), "the other end can be seen");
                        }
            }
        }
    }

    /// Widths are kept while the font is the same.
    void widthsFollowTheFont()
    {
        const QFont before = QGuiApplication::font();
        const auto widthNow = [] { return FontMeasure().width(QStringLiteral("four"), TextRole::Name); };
        const double width = widthNow();
        QFont spaced = before;
        spaced.setLetterSpacing(QFont::AbsoluteSpacing, 3);
        QGuiApplication::setFont(spaced);
        const double wider = widthNow();
        QGuiApplication::setFont(before);
        QVERIFY(qAbs(wider - width - 4 * 3) < 0.5);
        QCOMPARE(widthNow(), width);
    }

    /// Wherever they stand among the parameters.
    void kernelsAndBiasesAreFoundInAnyOrder()
    {
        DiagramScene scene;
        for (int layer = 0; layer < 40; ++layer)
            scene.network.layers.push_back(parseLayers(layer % 3 == 2 ? "dropout 0.1" : "dense 3 relu").front());
        for (std::size_t i = 0; i < scene.network.layers.size(); ++i)
            scene.network.layers[i].name = "layer" + std::to_string(i);
        scene.network.setInputs(3);
        scene.inputs = 3;
        scene.shapes = layerShapes(scene.network, 3);
        ParameterSet parameters;
        for (const LayerSpec& layer : scene.network.layers)
            if (layer.type == "dense" && layer.name != "layer7") {
                parameters.push_back({layer.name, "kernel", {3, 3}, std::vector<Scalar>(9)});
                parameters.push_back({layer.name, "bias", {3}, std::vector<Scalar>(3)});
            }
        for (const bool reversed : {false, true}) {
            if (reversed)
                std::reverse(parameters.begin(), parameters.end());
            scene.weights = std::make_shared<const ParameterSet>(parameters);
            for (const DiagramColumn& column : diagramColumns(scene)) {
                const bool has = column.fullyLinked() && column.name != QStringLiteral("layer7");
                const NamedTensor* kernel = kernelOf(scene, column);
                const NamedTensor* bias = biasOf(scene, column);
                QCOMPARE(kernel != nullptr, has);
                QCOMPARE(bias != nullptr, has);
                if (has)
                    QVERIFY(kernel->layer == column.name.toStdString() && bias->layer == kernel->layer);
            }
        }
    }

    void signsHaveTheirColours()
    {
        DiagramView view;
        prepare(view, smallScene(), QSize(900, 520), weightsStyle());
        const QImage weights = view.viewport()->grab().toImage();
        QVERIFY(colouredPixels(weights, QColor("#e08a1e")) > 100); // the strongest is negative
        DiagramStyle structure;
        view.setDiagramStyle(structure);
        QCOMPARE(colouredPixels(view.viewport()->grab().toImage(), QColor("#e08a1e"), 20), 0);
    }

    void weightsThatAreNoNumbersAreDrawn()
    {
        DiagramScene scene = smallScene();
        auto bad = std::make_shared<ParameterSet>(*scene.weights);
        (*bad)[0].values = {std::numeric_limits<Scalar>::quiet_NaN(), std::numeric_limits<Scalar>::infinity(),
                            -std::numeric_limits<Scalar>::infinity(), 1};
        scene.weights = bad;
        DiagramView view;
        prepare(view, scene, QSize(900, 520), weightsStyle());
        QVERIFY(!view.viewport()->grab().isNull());
        QVERIFY(!diagramPng(scene, weightsStyle(), {}).isEmpty());
    }

    void everyScaleOfPngIsThePictureInThatSize_data()
    {
        QTest::addColumn<double>("scale");
        for (const double scale : {0.5, 1.0, 2.0, 3.0, 7.3})
            QTest::addRow("%g", scale) << scale;
    }
    void everyScaleOfPngIsThePictureInThatSize()
    {
        QFETCH(double, scale);
        ExportOptions options;
        options.width = 900;
        options.scale = scale;
        const DiagramScene scene = diagramScene(article(), 10, nullptr, nullptr);
        QImage image;
        QVERIFY(image.loadFromData(diagramPng(scene, {}, options), "PNG"));
        QCOMPARE(image.size(), diagramCost(scene, {}, options).pixels);
        QCOMPARE(image.width(), static_cast<int>(std::lround(900 * scale)));
        QCOMPARE(image.pixelColor(2, 2), QColor(Qt::white));
        // Nothing reaches the edge, so nothing is cut.
        for (int x = 0; x < image.width(); ++x)
            QVERIFY(image.pixelColor(x, 0) == Qt::white && image.pixelColor(x, image.height() - 1) == Qt::white);
        for (int y = 0; y < image.height(); ++y)
            QVERIFY(image.pixelColor(0, y) == Qt::white && image.pixelColor(image.width() - 1, y) == Qt::white);
        // Ten green inputs, one green output; their area grows with the square of the scale.
        const double green = colouredPixels(image, QColor("#23804a"), 60) / (scale * scale);
        const DiagramLayout layout = layoutDiagram(diagramColumns(scene), {}, FontMeasure());
        const double factor = 900 / diagramSize(scene, {}, options).width();
        const double radius = layout.columns.front().radius;
        const double circles = 11 * 3.14159 * radius * radius * factor * factor;
        QVERIFY2(green > 0.6 * circles && green < 1.4 * circles, qPrintable(QString::number(green / circles)));
    }

    void transparentMeansTransparent()
    {
        ExportOptions options;
        options.transparent = true;
        const QImage image = QImage::fromData(diagramPng(smallScene(), weightsStyle(), options));
        QCOMPARE(image.pixelColor(1, 1).alpha(), 0);
        QVERIFY(image.hasAlphaChannel());
        options.transparent = false;
        QVERIFY(!QImage::fromData(diagramPng(smallScene(), weightsStyle(), options)).hasAlphaChannel());
    }

    void darkPicturesAreDark()
    {
        DiagramStyle dark;
        dark.dark = true;
        QVERIFY(diagramImage(smallScene(), dark, {}).pixelColor(1, 1).lightness() < 60);
    }

    void svgHasEveryWordAndLooksLikeThePng()
    {
        ExportOptions options;
        options.width = 1000;
        DiagramScene scene = diagramScene(article(), 30, nullptr, nullptr);
        for (int i = 0; i < 30; ++i)
            scene.featureNames.append(QStringLiteral("a<b & \"%1\"").arg(i));
        scene.outputNames = {"malignant"};
        const QByteArray svg = diagramSvg(scene, {}, options);
        QString error;
        const QString texts = textsOfSvg(svg, &error);
        QVERIFY2(error.isEmpty(), qPrintable(error));
        for (const char* word :
             {"INPUT", "30 features", "H1", "relu ( Σ 30 [x·w] + b )", "→ 5 out", "DROP1", "dropout · rate 0.20", "H2",
              "DROP2", "OUTPUT", "sigmoid ( Σ 3 [x·w] + b )", "→ 1 y", "malignant", "ŷ", "a<b & \"0\"", "a<b & \"29\""})
            QVERIFY2(texts.contains(QString::fromUtf8(word)), word);
        QCOMPARE(texts.count(" more"), 1); // 30 inputs do not fit, and no other column is folded

        QSvgRenderer renderer(svg);
        QVERIFY(renderer.isValid());
        const QImage png = diagramImage(scene, {}, options);
        QImage drawn(png.size(), QImage::Format_RGB32);
        drawn.fill(Qt::white);
        QPainter painter(&drawn);
        renderer.render(&painter);
        painter.end();
        QVERIFY2(difference(png, drawn) < 0.03, qPrintable(QString::number(difference(png, drawn))));
    }

    void pdfHasThePicturesSize()
    {
        ExportOptions options;
        options.width = 800;
        const DiagramScene scene = smallScene();
        const QByteArray pdf = diagramPdf(scene, {}, options);
        QVERIFY(pdf.startsWith("%PDF-1."));
        QVERIFY(pdf.contains("/MediaBox [0 0 600.0")); // 800 px at 96 per inch are 600 points
        QVERIFY(!pdf.contains("/Subtype /Image"));     // drawn, not a photograph
        QVERIFY(pdf.trimmed().endsWith("%%EOF"));
    }

    void whatIsExportedIsWhatIsShown()
    {
        DiagramView view;
        prepare(view, bigScene(), QSize(900, 520));
        ExportOptions options;
        options.area = view.area();
        QString error;
        const QString texts = textsOfSvg(diagramSvg(view.picture().scene, {}, options), &error);
        for (const TextItem& item : view.picture().layout.texts) // the ellipsis' number of hidden units among them
            QVERIFY2(texts.contains(item.text), qPrintable(item.text));
    }

    void theSamePictureIsTheSameBytes()
    {
        QCOMPARE(diagramPng(smallScene(), weightsStyle(), {}), diagramPng(smallScene(), weightsStyle(), {}));
        QCOMPARE(diagramSvg(smallScene(), weightsStyle(), {}), diagramSvg(smallScene(), weightsStyle(), {}));
    }

    void impossibleSizesAreRefusedInWords()
    {
        const auto refused = [](double width, double scale) {
            ExportOptions options;
            options.width = width;
            options.scale = scale;
            try {
                diagramPng(smallScene(), {}, options);
            } catch (const Error& error) {
                return QString::fromStdString(error.message());
            }
            return QString();
        };
        QVERIFY(refused(1000, 100).contains("32000"));
        QVERIFY(refused(3, 1).contains("16 to 20,000"));
        QVERIFY(!refused(1000, 0).isEmpty());
        QVERIFY(!refused(1000, std::numeric_limits<double>::quiet_NaN()).isEmpty());
        QVERIFY(!refused(std::numeric_limits<double>::infinity(), 1).isEmpty());
    }

    void blocksHaveShapesAndParameters()
    {
        DiagramStyle blocks;
        blocks.kind = DiagramKind::Blocks;
        QString error;
        const QString texts = textsOfSvg(diagramSvg(diagramScene(article(), 10, nullptr, nullptr), blocks, {}), &error);
        // 10·5 + 5, 5·3 + 3, 3·1 + 1
        for (const char* word : {"(batch, 10)", "(batch, 5)", "(batch, 3)", "(batch, 1)", "55", "18", "4",
                                 "5 layers · 77 parameters", "Dense · relu", "Dropout · rate 0.20", "Dense · sigmoid"})
            QVERIFY2(texts.contains(QString::fromUtf8(word)), word);
        DiagramView view;
        prepare(view, diagramScene(article(), 10, nullptr, nullptr), QSize(900, 520), blocks);
        QSignalSpy clicked(&view, &DiagramView::layerClicked);
        const QRectF second = view.picture().blocks.blocks[1].rect;
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.toViewport(second.center()).toPoint());
        QCOMPARE(clicked.value(0).value(0).toInt(), 0);
        QCOMPARE(clicked.count(), 1);
    }
};

QTEST_MAIN(TestDiagramView)

#include "tst_diagram_view.moc"
