// SPDX-License-Identifier: GPL-3.0-or-later
// From top to bottom, and runs of equal layers folded to one column.
#include "core/network/parameters.h"
#include "tests/support/diagram_columns.h"
#include "ui/diagram/blocks_layout.h"
#include "ui/diagram/diagram_export.h"
#include "ui/diagram/diagram_facts.h"
#include "ui/diagram/diagram_hit.h"
#include "ui/diagram/diagram_painter.h"
#include "ui/diagram/diagram_picture.h"
#include "ui/diagram/diagram_view.h"
#include "ui/diagram/edge_labels.h"
#include "ui/diagram/link_raster.h"
#include "ui/diagram/paint_options.h"
#include "ui/toolkit/theme.h"

#include <QImage>
#include <QMenu>
#include <QPainter>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>

using namespace netloom;
using namespace netloom::testing;

namespace {

LayoutOptions downOptions(double width, double height)
{
    LayoutOptions o;
    o.area = QSizeF(width, height);
    o.direction = DiagramDirection::Down;
    o.legend = findColoring("weights")->legend.lines;
    return o;
}

DiagramScene sceneOf(const char* layers, Index inputs)
{
    NetworkSpec network;
    network.layers = parseLayers(layers);
    network.setInputs(inputs);
    DiagramScene scene = diagramScene(network, inputs, nullptr, nullptr);
    setFacts(scene, diagramFacts(network, {}, inputs, nullptr, nullptr));
    return scene;
}

const char* const fiveEqual = "dense 4 tanh, dense 4 tanh, dense 4 tanh, dense 4 tanh, dense 4 tanh, dense 1 linear";

} // namespace

class TestDiagramDirection : public QObject
{
    Q_OBJECT

private slots:
    void nothingOverlapsAndNothingIsOutside_data()
    {
        QTest::addColumn<std::vector<Index>>("units");
        QTest::addColumn<QSizeF>("area");
        const std::vector<std::vector<Index>> nets = {
            {10, 5, 3, 1}, {30, 5, 3, 1}, {64, 32, 16, 10}, {1, 1, 1, 1}, {784, 512, 512, 10}};
        for (const auto& net : nets)
            for (const QSizeF& area : {QSizeF(820, 500), QSizeF(300, 200), QSizeF(1600, 1200), QSizeF(1200, 0)})
                QTest::addRow("%lld %gx%g", static_cast<long long>(net[0]), area.width(), area.height()) << net << area;
    }

    void nothingOverlapsAndNothingIsOutside()
    {
        QFETCH(std::vector<Index>, units);
        QFETCH(QSizeF, area);
        std::vector<DiagramColumn> columns = article(units[0], units[1], units[2], units[3]);
        checkNoCollisions(layoutDiagram(columns, downOptions(area.width(), area.height()), measure));
        for (Index i = 0; i < units[0]; ++i)
            columns.front().names.append(QStringLiteral("feature number %1 of this table").arg(i));
        for (Index i = 0; i < units[3]; ++i)
            columns.back().names.append(QStringLiteral("class %1").arg(i));
        for (const bool descriptions : {true, false}) {
            LayoutOptions o = downOptions(area.width(), area.height());
            o.descriptions = descriptions;
            checkNoCollisions(layoutDiagram(columns, o, measure));
        }
    }

    void columnsBecomeRows()
    {
        // The picture of TestDiagramLayout::positionsWorkedOutByHand(), turned: 200 × 400 instead of 400 × 200.
        LayoutOptions o;
        o.area = QSizeF(200, 400);
        o.descriptions = false;
        o.direction = DiagramDirection::Down;
        const DiagramLayout layout = layoutDiagram(
            {input(2), layer(DiagramRole::Output, QStringLiteral("o"), 2, 1, QStringLiteral("linear"))}, o, measure);
        QCOMPARE(layout.size, QSizeF(200, 400));
        QCOMPARE(layout.columns[0].units[0].center, QPointF(70, 85));
        QCOMPARE(layout.columns[0].units[1].center, QPointF(130, 85));
        QCOMPARE(layout.columns[1].units[0].center, QPointF(100, 315));
        QCOMPARE(layout.linkStart(0, 0), QPointF(70, 101));
        QCOMPARE(layout.linkEnd(0, 0), QPointF(100, 299));
    }

    void namesStandUprightWhereTheyHaveRoom()
    {
        std::vector<DiagramColumn> columns = article(3, 5, 3, 1);
        columns.front().names = {"x", "y", "z"};
        const auto names = [&] {
            std::vector<TextItem> found;
            for (const TextItem& text : layoutDiagram(columns, downOptions(900, 700), measure).texts)
                if (text.role == TextRole::Name)
                    found.push_back(text);
            return found;
        };
        for (const TextItem& text : names())
            QCOMPARE(text.turn, TextTurn::Level);
        // Long ones too: the circles move apart, or the names take several lines.
        columns.front().names = {"mean fractal dimension", "y", "z"};
        for (const TextItem& text : names())
            QCOMPARE(text.turn, TextTurn::Level);
        columns = article(7, 5, 3, 1);
        QStringList many;
        for (int i = 0; i < 7; ++i)
            many << QStringLiteral("mean fractal dimension %1").arg(i);
        columns.front().names = many;
        std::map<double, QStringList> lines; // by circle, from top to bottom
        for (const TextItem& text : names()) {
            QCOMPARE(text.turn, TextTurn::Level);
            lines[text.rect.center().x()] << text.text;
        }
        QCOMPARE(lines.size(), std::size_t(7));
        QVERIFY(lines.begin()->second.size() > 1);
        QCOMPARE(lines.begin()->second.join(' '), many.front());
        columns = article(40, 5, 3, 1);
        while (many.size() < 40)
            many << QStringLiteral("mean fractal dimension %1").arg(many.size());
        columns.front().names = many;
        const auto rotated = names();
        QVERIFY(!rotated.empty());
        for (const TextItem& text : rotated) {
            QCOMPARE(text.turn, TextTurn::Upward);
            QVERIFY(text.rect.height() > text.rect.width());
            QVERIFY(text.alignment.testFlag(Qt::AlignLeft)); // begins at its circle
        }
    }

    void slantedNamesKeepApart()
    {
        std::vector<DiagramColumn> columns = article(28, 5, 3, 1);
        for (int i = 0; i < 28; ++i)
            columns.front().names << QStringLiteral("mean fractal dimension %1").arg(i);
        const DiagramLayout layout = layoutDiagram(columns, downOptions(900, 700), measure);
        checkNoCollisions(layout);
        const ColumnItem& inputs = layout.columns.front();
        std::vector<QPointF> starts;
        for (const TextItem& text : layout.texts) {
            if (text.role != TextRole::Name)
                continue;
            QCOMPARE(text.turn, TextTurn::Slanted);
            QVERIFY(!text.isElided());
            QVERIFY(QRectF(QPointF(0, 0), layout.size).contains(text.rect));
            QVERIFY(text.rect.bottom() < inputs.along - inputs.radius);
            // As long as the text, at 45 degrees.
            const QPointF end = text.rect.topRight() - QPointF(1, -1) * lineHeight(text.role) * slantShare / 2;
            const QPointF way = end - text.slantStart();
            QVERIFY(std::abs(way.x() + way.y()) < 1e-9);
            QVERIFY(std::abs(std::hypot(way.x(), way.y()) - measure.width(text.text, text.role)) < 1e-9);
            starts.push_back(text.slantStart());
        }
        QCOMPARE(starts.size(), inputs.units.size());
        std::sort(starts.begin(), starts.end(), [](QPointF a, QPointF b) { return a.x() < b.x(); });
        for (std::size_t i = 0; i < starts.size(); ++i) {
            QVERIFY(std::abs(starts[i].x() - inputs.units[i].center.x()) < 1e-9);
            constexpr double letters = 1.2 * 12; // from the top of a line of 12 px to its bottom
            if (i > 0)                           // parallel lines
                QVERIFY((starts[i].x() - starts[i - 1].x()) * slantShare >= letters);
        }
    }

    void whatIsSaidOfALayerStandsBesideItsRow()
    {
        const DiagramLayout layout = layoutDiagram(article(10, 5, 3, 1), downOptions(900, 700), measure);
        int titles = 0;
        for (const TextItem& text : layout.texts)
            if (text.role == TextRole::Title) {
                const ColumnItem& row = layout.columns[static_cast<std::size_t>(text.column)];
                QVERIFY(std::abs(text.rect.center().y() - row.along) < 40);
                for (const UnitItem& unit : row.units)
                    QVERIFY(text.rect.right() < unit.center.x() - row.radius);
                ++titles;
            }
        QCOMPARE(titles, 6);
    }

    void linksAreHitWhereTheyRun()
    {
        DiagramStyle style;
        style.coloring = findColoring("weights");
        style.direction = DiagramDirection::Down;
        const DiagramPicture picture =
            makePicture(sceneOf("dense 3 tanh, dense 1 linear", 2), style, QSizeF(700, 600), FontMeasure());
        const auto& layout = picture.layout;
        // Every curve passes the middle of its ends.
        for (const LinkItem& link : picture.gaps[0].links) {
            const QPointF middle = (layout.linkStart(0, static_cast<std::size_t>(link.from)) +
                                    layout.linkEnd(0, static_cast<std::size_t>(link.to))) /
                                   2;
            QCOMPARE(hitDiagram(picture, middle, 1).kind, DiagramHit::Kind::Link);
        }
        const DiagramHit unit = hitDiagram(picture, layout.columns[1].units[2].center, 1);
        QVERIFY(unit.kind == DiagramHit::Kind::Unit && unit.column == 1 && unit.unit == 2);
    }

    /// The window's quick links are the picture's.
    void quickLinksAreTurnedToo()
    {
        DiagramStyle style;
        style.coloring = findColoring("weights");
        const DiagramScene scene = sceneOf("dense 3 tanh, dense 1 linear", 2);
        style.direction = DiagramDirection::Down;
        const DiagramPicture picture = makePicture(scene, style, QSizeF(500, 500), FontMeasure());
        QImage image(500, 500, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        rasterLinks(image, 1, QPointF(0, 0), picture, Theme::light());
        const LinkItem& strongest = picture.gaps[0].links.back();
        const QPointF start = picture.layout.linkStart(0, static_cast<std::size_t>(strongest.from));
        const QPointF end = picture.layout.linkEnd(0, static_cast<std::size_t>(strongest.to));
        for (const QPointF& at : {start + QPointF(0, 2), (start + end) / 2, end - QPointF(0, 2)})
            QVERIFY(image.pixelColor(at.toPoint()).alpha() > 60);
    }

    void quickLinksAreThePaintedOnes_data()
    {
        QTest::addColumn<DiagramDirection>("direction");
        QTest::addColumn<double>("scale");
        QTest::addColumn<QPointF>("origin");
        for (const DiagramDirection direction : {DiagramDirection::Right, DiagramDirection::Down}) {
            const char* const name = direction == DiagramDirection::Right ? "right" : "down";
            QTest::addRow("%s", name) << direction << 1.0 << QPointF(0, 0);
            QTest::addRow("%s, zoomed in", name) << direction << 3.0 << QPointF(250, 180);
            QTest::addRow("%s, at half a pixel", name) << direction << 1.37 << QPointF(33.3, 17.8);
        }
    }

    /// Positive ones, whose lines are solid: dashes begin a little apart.
    void quickLinksAreThePaintedOnes()
    {
        QFETCH(DiagramDirection, direction);
        QFETCH(double, scale);
        QFETCH(QPointF, origin);
        DiagramStyle style;
        style.coloring = findColoring("weights");
        style.direction = direction;
        DiagramScene scene = sceneOf("dense 32 tanh, dense 10 linear", 64);
        ParameterSet positive = *scene.weights;
        for (NamedTensor& tensor : positive)
            for (Scalar& value : tensor.values)
                value = std::abs(value);
        scene.weights = std::make_shared<const ParameterSet>(std::move(positive));
        const DiagramPicture picture = makePicture(scene, style, QSizeF(1200, 800), FontMeasure());
        QVERIFY(picture.weighted());
        const Theme theme = Theme::light();
        QImage quick(1200, 800, QImage::Format_RGB32);
        quick.fill(theme.canvas);
        QImage painted = quick;
        rasterLinks(quick, scale, origin, picture, theme);
        QPainter painter(&painted);
        painter.scale(scale, scale);
        painter.translate(-origin);
        paintLinks(painter, picture, theme, {});
        painter.end();
        // Means over small parts, so that a line that is missing is not lost among all pixels.
        constexpr int side = 10;
        double drawn = 0;
        double worst = 0;
        for (int top = 0; top < painted.height(); top += side)
            for (int left = 0; left < painted.width(); left += side) {
                double apart = 0;
                for (int y = top; y < top + side; ++y)
                    for (int x = left; x < left + side; ++x) {
                        apart += qBlue(quick.pixel(x, y)) - qBlue(painted.pixel(x, y));
                        drawn += std::abs(qBlue(painted.pixel(x, y)) - theme.canvas.blue());
                    }
                worst = std::max(worst, std::abs(apart) / (side * side));
            }
        QVERIFY(drawn / (1200 * 800) > 3);
        QVERIFY2(worst < 3, qPrintable(QString::number(worst)));
    }

    /// Zoomed, names of inputs stand at the upper edge and those of outputs at the lower one, over their own circles.
    void namesStayAtTheEdge()
    {
        DiagramStyle style;
        style.direction = DiagramDirection::Down;
        DiagramScene scene = sceneOf("dense 3 tanh, dense 2 linear", 3);
        scene.featureNames = {QStringLiteral("alpha"), QStringLiteral("beta"), QStringLiteral("gamma")};
        scene.outputNames = {QStringLiteral("yes"), QStringLiteral("no")};
        const DiagramPicture picture = makePicture(scene, style, QSizeF(500, 500), FontMeasure());
        const auto& layout = picture.layout;
        constexpr QSize window(500, 300);
        const auto inked = [&](QPointF origin, QRect where) {
            QImage image(window, QImage::Format_ARGB32_Premultiplied);
            image.fill(Qt::transparent);
            QPainter painter(&image);
            paintEdgeLabels(painter, picture, Theme::light(), {1, origin, window});
            painter.end();
            where = where.intersected(image.rect());
            for (int y = where.top(); y <= where.bottom(); ++y)
                for (int x = where.left(); x <= where.right(); ++x)
                    if (image.pixelColor(x, y).alpha() > 200 && image.pixelColor(x, y).lightness() < 128)
                        return true;
            return false;
        };
        const auto below = [&](std::size_t column, std::size_t unit) {
            return static_cast<int>(layout.columns[column].units[unit].center.x());
        };
        const QPointF scrolled(0, -layout.columns[0].along - 40); // the inputs' row is above the window
        for (std::size_t unit = 0; unit < 3; ++unit)
            QVERIFY(inked(scrolled, QRect(below(0, unit) - 12, 0, 24, 60)));
        QVERIFY(!inked(QPointF(0, 0), QRect(0, 0, 500, 60)));                 // they are in view
        const QPointF top(0, window.height() - layout.columns[2].along + 40); // the outputs' row is below it
        for (std::size_t unit = 0; unit < 2; ++unit)
            QVERIFY(inked(top, QRect(below(2, unit) - 12, window.height() - 60, 24, 60)));
    }

    /// From the first line of a heading that leaves the window, not only when the circles do.
    void headingsStayBeforeTheyAreCut()
    {
        const DiagramPicture picture =
            makePicture(sceneOf("dense 3 tanh, dense 2 linear", 3), {}, QSizeF(500, 500), FontMeasure());
        const auto& texts = picture.layout.texts;
        const auto title =
            std::find_if(texts.begin(), texts.end(), [](const TextItem& item) { return item.role == TextRole::Title; });
        QVERIFY(title != texts.end() && title->rect.bottom() < picture.layout.body.top());
        const auto isDrawn = [&](double y) {
            QImage image(500, 300, QImage::Format_ARGB32_Premultiplied);
            image.fill(Qt::transparent);
            QPainter painter(&image);
            paintEdgeLabels(painter, picture, Theme::light(), {1, QPointF(0, y), image.size()});
            painter.end();
            return image.pixelColor(250, 3).alpha() > 0;
        };
        QVERIFY(!isDrawn(0));
        QVERIFY(isDrawn(-title->rect.center().y()));
    }

    /// A number whose beginning is beyond the edge is written anew, as far as there is room.
    void notesAreNotCutAtTheEdge()
    {
        DiagramPicture picture =
            makePicture(sceneOf("dense 3 tanh, dense 2 linear", 3), {}, QSizeF(500, 500), FontMeasure());
        const QString note = QStringLiteral("0.07769 → 2.08");
        picture.layout.texts.push_back(
            {note, note, QRectF(10, 200, 130, 14), Qt::AlignRight | Qt::AlignVCenter, TextRole::Note, 0});
        const auto drawn = [&](double x) {
            QImage image(500, 500, QImage::Format_ARGB32_Premultiplied);
            image.fill(Qt::transparent);
            QPainter painter(&image);
            paintEdgeLabels(painter, picture, Theme::light(), {2, QPointF(x, 0), image.size()});
            return image;
        };
        const auto isPainted = [](const QImage& image, int x) { return image.pixelColor(x, 414).alpha() > 0; };
        QVERIFY(!isPainted(drawn(0), 100)); // whole
        const QImage cut = drawn(-200);     // 80 px are left of it
        QVERIFY(isPainted(cut, 1) && isPainted(cut, 78));
        QVERIFY(!isPainted(cut, 82));
        bool inked = false;
        for (int x = 0; x < 80; ++x)
            for (int y = 406; y < 422; ++y)
                if (cut.pixelColor(x, y).lightness() < 160) {
                    QVERIFY(x >= 7);
                    inked = true;
                }
        QVERIFY(inked);
    }

    void arrowsFollowTheDirection()
    {
        DiagramView view;
        view.resize(700, 600);
        DiagramStyle style;
        style.direction = DiagramDirection::Down;
        view.setDiagramStyle(style);
        view.setScene(sceneOf("dense 3 tanh, dense 3 tanh, dense 1 linear", 3));
        view.show();
        view.chooseUnit({1, 1});
        QTest::keyClick(&view, Qt::Key_Right);
        QVERIFY((view.chosenUnit() == DiagramView::Unit{1, 2}));
        QTest::keyClick(&view, Qt::Key_Down);
        QVERIFY((view.chosenUnit() == DiagramView::Unit{2, 2}));
        QTest::keyClick(&view, Qt::Key_Up);
        QTest::keyClick(&view, Qt::Key_Left);
        QVERIFY((view.chosenUnit() == DiagramView::Unit{1, 1}));
    }

    void runsAreFound()
    {
        const auto hidden = [](Index inputs, Index units, const char* setting) {
            return layer(DiagramRole::Hidden, QStringLiteral("h"), inputs, units, QString::fromLatin1(setting));
        };
        std::vector<DiagramColumn> columns = {input(4), hidden(4, 4, "tanh"), hidden(4, 4, "tanh")};
        QVERIFY(layerRuns(columns).empty()); // two are no run
        columns.push_back(hidden(4, 4, "tanh"));
        columns.push_back(hidden(4, 4, "relu"));
        columns.push_back(hidden(4, 8, "relu"));
        const auto runs = layerRuns(columns);
        QCOMPARE(runs.size(), std::size_t(1));
        QCOMPARE(runs.front().first, std::size_t(1));
        QCOMPARE(runs.front().count, std::size_t(3));
    }

    void aRunIsOneColumn()
    {
        DiagramStyle style;
        style.coloring = findColoring("weights");
        style.runs = true;
        const DiagramScene scene = sceneOf(fiveEqual, 4);
        for (const DiagramDirection direction : {DiagramDirection::Right, DiagramDirection::Down}) {
            style.direction = direction;
            const DiagramPicture picture = makePicture(scene, style, QSizeF(900, 600), FontMeasure());
            QCOMPARE(picture.layout.columns.size(), std::size_t(7)); // numbered as in the network
            QCOMPARE(picture.layout.columns[1].units.size(), std::size_t(4));
            for (std::size_t i = 2; i <= 5; ++i)
                QVERIFY(picture.layout.columns[i].units.empty());
            const auto& texts = picture.layout.texts;
            const auto has = [&](const QString& text) {
                return std::any_of(texts.begin(), texts.end(), [&](const TextItem& t) { return t.text == text; });
            };
            QVERIFY(has(QStringLiteral("× 5")));
            QVERIFY(has(QStringLiteral("H1 – H5")));
            // What leaves the run are the weights behind its last layer.
            QCOMPARE(picture.gaps[5].links.size(), std::size_t(4));
            const NamedTensor* kernel = kernelOf(scene, picture.columns[6]);
            QVERIFY(kernel);
            for (const LinkItem& link : picture.gaps[5].links)
                QCOMPARE(link.value, static_cast<float>(kernel->values[static_cast<std::size_t>(
                                         picture.layout.columns[1].units[static_cast<std::size_t>(link.from)].unit)]));
            QCOMPARE(picture.layout.linkStart(5, 0), picture.layout.linkStart(1, 0));
            QVERIFY(picture.gaps[2].links.empty());
        }
    }

    void deepNetworksFitIntoAFigure()
    {
        QString layers;
        for (int i = 0; i < 200; ++i)
            layers += QStringLiteral("dense 4 tanh, ");
        const DiagramScene scene = sceneOf((layers + QStringLiteral("dense 1 linear")).toUtf8().constData(), 4);
        DiagramStyle style;
        style.runs = true;
        ExportOptions options;
        options.figure = 85;
        const QByteArray svg = diagramSvg(scene, style, options);
        QVERIFY(svg.contains("× 200"));
        QVERIFY(diagramSize(scene, style, {}).height() < 400);
    }

    void upwardNamesStayTextInEveryFormat()
    {
        DiagramScene scene = sceneOf("dense 3 tanh, dense 1 linear", 60);
        for (int i = 0; i < 60; ++i)
            scene.featureNames << QStringLiteral("mean fractal dimension %1").arg(i);
        DiagramStyle style;
        style.direction = DiagramDirection::Down;
        const QByteArray svg = diagramSvg(scene, style, {});
        QVERIFY(svg.contains("rotate(-90"));
        QVERIFY(svg.contains("mean fractal dimension"));
        QVERIFY(diagramTikz(scene, style, {}).contains("rotate=90"));
        QVERIFY(!diagramPdf(scene, style, {}).isEmpty());
    }

    void slantedNamesStayTextInEveryFormat()
    {
        DiagramScene scene = sceneOf("dense 3 tanh, dense 1 linear", 20);
        for (int i = 0; i < 20; ++i)
            scene.featureNames << QStringLiteral("mean fractal dimension %1").arg(i);
        DiagramStyle style;
        style.direction = DiagramDirection::Down;
        QVERIFY(diagramSvg(scene, style, {}).contains("rotate(-45 "));
        QVERIFY(diagramTikz(scene, style, {}).contains("rotate=45"));
        QVERIFY(!diagramPdf(scene, style, {}).isEmpty());
    }

    void blocksGoDownToo()
    {
        const BlocksLayout layout =
            layoutBlocks(article(10, 5, 3, 1), QString(), DiagramDirection::Down, QSizeF(900, 0), measure, true);
        QCOMPARE(layout.blocks.size(), std::size_t(6));
        for (std::size_t i = 1; i < layout.blocks.size(); ++i) {
            QCOMPARE(layout.blocks[i].rect.left(), layout.blocks[0].rect.left());
            QVERIFY(layout.blocks[i].rect.top() > layout.blocks[i - 1].rect.bottom());
            QCOMPARE(layout.arrows[i - 1].front().y(), layout.blocks[i - 1].rect.bottom() + 5);
        }
        // In 500 px three fit below each other: two columns.
        const BlocksLayout two =
            layoutBlocks(article(10, 5, 3, 1), QString(), DiagramDirection::Down, QSizeF(900, 500), measure, false);
        QVERIFY(two.blocks[3].rect.left() > two.blocks[2].rect.right());
        QCOMPARE(two.blocks[3].rect.top(), two.blocks[0].rect.top());
    }

    void manyBlocksStayReadable()
    {
        std::vector<DiagramColumn> columns = article(4, 4, 4, 4);
        columns.insert(columns.begin() + 1, 195, columns[1]);
        const BlocksLayout layout =
            layoutBlocks(columns, QString(), DiagramDirection::Down, QSizeF(1200, 0), measure, true);
        QCOMPARE(layout.blocks.size(), columns.size());
        QVERIFY(layout.size.width() <= 1200);
    }

    void theLastHeadingIsWhole()
    {
        LayoutOptions o = downOptions(900, 0);
        o.legend.clear();
        o.tight = true;
        const DiagramLayout layout = layoutDiagram(article(3, 3, 3, 1), o, measure);
        for (const TextItem& text : layout.texts)
            QVERIFY(text.rect.bottom() <= layout.size.height() - 10);
    }
};

QTEST_MAIN(TestDiagramDirection)
#include "tst_diagram_direction.moc"
