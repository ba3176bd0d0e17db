// SPDX-License-Identifier: GPL-3.0-or-later
// Partners of a unit that slide out of a fold, the shadow of another run, units that are off in a batch.
#include "core/explanation/pixel_inputs.h"
#include "tests/support/diagram_columns.h"
#include "ui/diagram/diagram_export.h"
#include "ui/diagram/diagram_facts.h"
#include "ui/diagram/diagram_hit.h"
#include "ui/diagram/diagram_links.h"
#include "ui/diagram/diagram_view.h"
#include "ui/diagram/ghost_links.h"
#include "ui/diagram/paint_options.h"
#include "ui/diagram/unit_partners.h"

#include <QApplication>
#include <QImage>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <memory>

using namespace netloom;

namespace {

/// 60 inputs, 2 units, 1 output; the weight of input i into h1 is i, into h2 −i / 2, all for the output are 1.
std::shared_ptr<ParameterSet> weightsOf(const NetworkSpec& network)
{
    auto weights = std::make_shared<ParameterSet>();
    NamedTensor kernel;
    kernel.layer = network.layers[0].name;
    kernel.name = "kernel";
    kernel.shape = {60, 2};
    for (int i = 0; i < 60; ++i) {
        kernel.values.push_back(static_cast<Scalar>(i));
        kernel.values.push_back(static_cast<Scalar>(-i) / 2);
    }
    weights->push_back(kernel);
    NamedTensor output;
    output.layer = network.layers[1].name;
    output.name = "kernel";
    output.shape = {2, 1};
    output.values = {1, 1};
    weights->push_back(output);
    return weights;
}

DiagramScene scene()
{
    NetworkSpec network;
    network.layers = parseLayers("dense 2 tanh, dense 1 linear");
    network.setInputs(60);
    return diagramScene(network, 60, nullptr, weightsOf(network));
}

DiagramStyle weightsStyle()
{
    DiagramStyle style;
    style.coloring = findColoring("weights");
    return style;
}

} // namespace

class TestDiagramPartners : public QObject
{
    Q_OBJECT

private slots:
    /// Twenty strong weights from as many inputs: ten into the first unit, ten into as many others. Of the ten into one
    /// unit more have both ends among as many places, though all but the first of them are weaker.
    void strongLinksThatShareAnEndComeFirst()
    {
        NetworkSpec network;
        network.layers = parseLayers("dense 40 tanh, dense 1 linear");
        network.setInputs(40);
        auto weights = std::make_shared<ParameterSet>();
        NamedTensor kernel{network.layers[0].name, "kernel", {40, 40}, std::vector<Scalar>(1600), true};
        const auto set = [&](int from, int to, double value) {
            kernel.values[static_cast<std::size_t>(40 * from + to)] = static_cast<Scalar>(value);
        };
        set(0, 0, 9);
        for (int i = 1; i < 10; ++i)
            set(i, 0, -1 - 0.01 * i);
        for (int i = 10; i < 20; ++i)
            set(i, i, 2 + 0.01 * i);
        weights->push_back(kernel);
        const DiagramScene made = diagramScene(network, 40, nullptr, weights);
        const auto ends = strongEnds(made, diagramColumns(made), *findColoring("weights"));
        for (std::size_t shared = 0; shared < 10; ++shared)
            for (std::size_t other = 10; other < 20; ++other)
                QVERIFY(ends[0][shared] > ends[0][other]);
        for (std::size_t other = 10; other < 20; ++other)
            QVERIFY(ends[1][0] > ends[1][other] && ends[1][other] >= 1);
        QCOMPARE(ends[0][20], 0.0);
        QCOMPARE(ends[1][1], 0.0);
    }

    void theStrongestSlideOutOfTheFold_data()
    {
        QTest::addColumn<DiagramDirection>("direction");
        QTest::newRow("right") << DiagramDirection::Right;
        QTest::newRow("down") << DiagramDirection::Down;
    }
    void theStrongestSlideOutOfTheFold()
    {
        QFETCH(DiagramDirection, direction);
        DiagramStyle style = weightsStyle();
        style.direction = direction;
        const QSizeF area = direction == DiagramDirection::Right ? QSizeF(900, 300) : QSizeF(500, 700);
        const DiagramPicture picture = makePicture(scene(), style, area, FontMeasure());
        QVERIFY(picture.layout.columns[0].hidden > 0);
        const auto partners = partnersOf(picture, 1, 0, FontMeasure());
        // Inputs 59 … 52, then the output.
        QCOMPARE(partners.size(), std::size_t(9));
        for (std::size_t i = 0; i < 8; ++i) {
            QCOMPARE(partners[i].unit, Index(59 - i));
            QCOMPARE(partners[i].value, static_cast<float>(59 - i));
        }
        QCOMPARE(partners[8].gap, std::size_t(1));
        const QRectF page(QPointF(0, 0), picture.size());
        std::size_t cards = 0;
        for (const UnitPartner& partner : partners) {
            const bool shown =
                std::any_of(picture.layout.columns[partner.gap + (partner.gap == 0 ? 0 : 1)].units.begin(),
                            picture.layout.columns[partner.gap + (partner.gap == 0 ? 0 : 1)].units.end(),
                            [&](const UnitItem& item) { return item.unit == partner.unit; });
            QCOMPARE(partner.place >= 0, shown);
            if (partner.card.isNull())
                continue;
            ++cards;
            QVERIFY(!shown && page.contains(partner.card));
            QVERIFY(partner.text.startsWith(QStringLiteral("x%1 ").arg(partner.unit + 1)));
            // Neither circles nor other cards are covered.
            for (const ColumnItem& column : picture.layout.columns)
                for (const UnitItem& unit : column.units)
                    QVERIFY(!partner.card.intersects(netloom::testing::circle(column, unit)));
            for (const TextItem& text : picture.layout.texts)
                QVERIFY2(!partner.card.intersects(text.rect), qPrintable(text.text));
            for (const UnitPartner& other : partners)
                QVERIFY(&other == &partner || !other.card.intersects(partner.card));
        }
        QVERIFY(cards > 0);
    }

    void hoveringAUnitShowsThem()
    {
        DiagramView view;
        view.resize(900, 320);
        view.setDiagramStyle(weightsStyle());
        view.setScene(scene());
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QVERIFY(view.partners().empty());
        const QPointF at = view.toViewport(view.picture().layout.columns[1].units[1].center);
        QTest::mouseMove(view.viewport(), at.toPoint());
        QTRY_VERIFY(!view.partners().empty());
        QCOMPARE(view.partners().front().value, -29.5f);
        QTest::mouseMove(view.viewport(), QPoint(3, 3));
        QTRY_VERIFY(view.partners().empty());
    }

    /// What comes into view is drawn beside what was there before: together it is the picture drawn at once.
    void panningShowsTheSameAsDrawingAtOnce()
    {
        const auto shown = [](DiagramView& view) {
            view.resize(500, 300);
            view.setDiagramStyle(weightsStyle());
            view.setScene(scene());
            view.show();
            for (int i = 0; i < 14; ++i)
                view.zoomIn();
        };
        DiagramView panned;
        DiagramView direct;
        shown(panned);
        shown(direct);
        QVERIFY(panned.horizontalScrollBar()->maximum() >= 400 && panned.verticalScrollBar()->maximum() >= 300);
        for (int step = 0; step <= 20; ++step) {
            panned.horizontalScrollBar()->setValue(step * 20);
            panned.verticalScrollBar()->setValue(step * 15);
            panned.viewport()->grab();
        }
        direct.horizontalScrollBar()->setValue(400);
        direct.verticalScrollBar()->setValue(300);
        const QImage one = panned.viewport()->grab().toImage().convertToFormat(QImage::Format_RGB32);
        const QImage other = direct.viewport()->grab().toImage().convertToFormat(QImage::Format_RGB32);
        QCOMPARE(one.size(), other.size());
        int different = 0;
        for (int y = 0; y < one.height(); ++y)
            for (int x = 0; x < one.width(); ++x) {
                const QColor a = one.pixelColor(x, y);
                const QColor b = other.pixelColor(x, y);
                const int most = std::max(
                    {std::abs(a.red() - b.red()), std::abs(a.green() - b.green()), std::abs(a.blue() - b.blue())});
                different += most > 12 ? 1 : 0;
            }
        QVERIFY2(different < one.width() * one.height() / 500, qPrintable(QString::number(different)));
    }

    void aHeadingIsDraggedToAnotherPlace_data()
    {
        QTest::addColumn<DiagramDirection>("direction");
        QTest::newRow("right") << DiagramDirection::Right;
        QTest::newRow("down") << DiagramDirection::Down;
    }
    void aHeadingIsDraggedToAnotherPlace()
    {
        QFETCH(DiagramDirection, direction);
        NetworkSpec network;
        network.layers = parseLayers("dense 3 tanh, dropout 0.2, dense 4 relu, dense 1 linear");
        network.setInputs(2);
        DiagramStyle style;
        style.direction = direction;
        DiagramView view;
        view.resize(900, 700);
        view.setDiagramStyle(style);
        view.setScene(diagramScene(network, 2, nullptr, nullptr));
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QSignalSpy moved(&view, &DiagramView::layerMoved);
        const DiagramLayout& layout = view.picture().layout;
        const auto heading = [&](int column) {
            for (const TextItem& text : layout.texts)
                if (text.role == TextRole::Title && text.column == column)
                    return view.toViewport(text.rect.center()).toPoint();
            return QPoint();
        };
        const auto behind = [&](std::size_t column) {
            const QPointF at = view.toViewport(layout.point(layout.columns[column].along + 20, 60));
            return at.toPoint();
        };
        const auto drag = [&](QPoint from, QPoint to) {
            QTest::mousePress(view.viewport(), Qt::LeftButton, {}, from);
            for (const QPoint& at : {from + QPoint(12, 12), (from + to) / 2, to}) {
                QMouseEvent move(QEvent::MouseMove, at, view.viewport()->mapToGlobal(at), Qt::NoButton, Qt::LeftButton,
                                 {});
                QApplication::sendEvent(view.viewport(), &move);
            }
            QTest::mouseRelease(view.viewport(), Qt::LeftButton, {}, to);
        };
        // h1 (layer 0) behind the dropout (layer 1) is layer 1 of the new network.
        drag(heading(1), behind(2));
        QCOMPARE(moved.size(), 1);
        QCOMPARE(moved.takeFirst(), (QVariantList{0, 1}));
        // h2 (layer 2) before all: behind the input.
        drag(heading(3), behind(0));
        QCOMPARE(moved.takeFirst(), (QVariantList{2, 0}));
        // Behind the output it stays before it.
        drag(heading(1), behind(4));
        QCOMPARE(moved.takeFirst(), (QVariantList{0, 2}));
        // Where it was, nothing happens; nor with the output, nor with the input.
        drag(heading(1), behind(1));
        drag(heading(4), behind(0));
        drag(heading(0), behind(3));
        QCOMPARE(moved.size(), 0);
    }

    void anotherRunIsAShadow()
    {
        DiagramScene now = scene();
        auto then = std::make_shared<ParameterSet>(*now.weights);
        then->front().values[2 * 40] = -7; // input 41 into h1: 40 now
        now.ghost = then;
        now.ghostName = QStringLiteral("run 1");
        DiagramStyle style = weightsStyle();
        const DiagramPicture without = makePicture(now, style, QSizeF(900, 300), FontMeasure());
        QVERIFY(without.ghost.empty() && ghostText(without).isEmpty());
        style.ghost = true;
        const DiagramPicture picture = makePicture(now, style, QSizeF(900, 300), FontMeasure());
        QCOMPARE(picture.ghost.size(), std::size_t(2));
        QCOMPARE(ghostText(picture), QStringLiteral("grey behind: run 1, most changed: x41 → h1 unit 1, −7 → 40"));
        QVERIFY(numbersText(picture).contains(QStringLiteral("run 1")));
        // Less room: fewer words, not cut ones.
        const FontMeasure measure;
        const QString all = numbersText(without);
        const double width = measure.width(all, TextRole::Note);
        QCOMPARE(numbersText(without, width, measure), all);
        const QString few = numbersText(without, width - 1, measure);
        QVERIFY(few.startsWith(QStringLiteral("widest line: h1 ")) && few.size() < all.size());
        QVERIFY(!few.endsWith(QStringLiteral("…")) && measure.width(few, TextRole::Note) < width);
        // It does not change what is in front.
        QCOMPARE(picture.gaps[0].links.size(), without.gaps[0].links.size());
        QVERIFY(diagramSvg(now, style, {}).contains("id=\"ghost\""));
        style.coloring = findColoring("structure");
        QVERIFY(makePicture(now, style, QSizeF(900, 300), FontMeasure()).ghost.empty());
    }

    void inputsThatArePixelsAreAPicture()
    {
        NetworkSpec network;
        network.layers = parseLayers("dense 3 tanh, dense 2 softmax");
        network.setInputs(25);
        DiagramScene pixels = diagramScene(network, 25, nullptr, nullptr);
        setFacts(pixels, diagramFacts(network, {}, 25, nullptr, nullptr));
        for (int i = 0; i < 25; ++i)
            pixels.featureNames.append(QStringLiteral("p%1").arg(i));
        auto pictures = std::make_shared<PixelPictures>();
        pictures->side = 5;
        pictures->mean.assign(25, 0.0f);
        pictures->mean[7] = 1; // second row, third pixel
        pictures->tiles.assign(3, std::vector<float>(25, 1.0f));
        pixels.pixels = pictures;
        DiagramStyle style = weightsStyle();
        QVERIFY(!makePicture(pixels, style, QSizeF(900, 500), FontMeasure()).layout.columns[0].units.empty());
        style.pixels = true;
        style.direction = DiagramDirection::Down; // there is no room for a picture: circles
        QVERIFY(makePicture(pixels, style, QSizeF(900, 600), FontMeasure()).layout.inputPicture.isNull());
        QVERIFY(!makePicture(pixels, style, QSizeF(900, 600), FontMeasure()).layout.columns[0].units.empty());
        style.direction = DiagramDirection::Right;
        const DiagramPicture picture = makePicture(pixels, style, QSizeF(900, 600), FontMeasure());
        const QRectF rect = picture.layout.inputPicture;
        QVERIFY(!rect.isNull() && std::abs(rect.width() - rect.height()) < 1e-9);
        QVERIFY(QRectF(QPointF(0, 0), picture.size()).contains(rect));
        QVERIFY(picture.layout.columns[0].units.empty() && picture.gaps[0].links.empty());
        QCOMPARE(picture.gaps[1].links.size(), std::size_t(6));
        const QPointF seventh = rect.topLeft() + QPointF(rect.width() * 0.5, rect.height() * 0.3);
        const DiagramHit hit = hitDiagram(picture, seventh, 3);
        QVERIFY(hit.kind == DiagramHit::Kind::Pixel && hit.unit == 7);
        QCOMPARE(describeHit(picture, hit), QStringLiteral("p7 · 1 of the darkest · average row"));
        QImage image(picture.size().toSize(), QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        paintContents(painter, picture, {});
        painter.end();
        QCOMPARE(image.pixelColor(seventh.toPoint()), QColor(Qt::black));
        // A tile above the average everywhere is blue.
        const QColor tile = image.pixelColor((picture.layout.columns[1].units[0].center + QPointF(4, -4)).toPoint());
        QVERIFY(tile.blue() > tile.red() + 40);
    }

    void unitsThatAreOffHaveNoLinks()
    {
        NetworkSpec network;
        network.layers = parseLayers("dense 4 tanh, dropout 0.5, dense 2 linear");
        network.setInputs(2);
        DiagramScene dropping = diagramScene(network, 2, nullptr, nullptr);
        const DiagramPicture all = makePicture(dropping, {}, QSizeF(900, 400), FontMeasure());
        QCOMPARE(all.gaps[1].links.size(), std::size_t(4));
        QCOMPARE(all.gaps[2].links.size(), std::size_t(8));
        dropping.dropped = {{}, {}, {true, false, false, true}, {}};
        const DiagramPicture some = makePicture(dropping, {}, QSizeF(900, 400), FontMeasure());
        QCOMPARE(some.gaps[1].links.size(), std::size_t(2));
        QCOMPARE(some.gaps[2].links.size(), std::size_t(4));
        for (const LinkItem& link : some.gaps[2].links)
            QVERIFY(link.from == 1 || link.from == 2);
        const auto& texts = some.layout.texts;
        QVERIFY(
            std::any_of(texts.begin(), texts.end(), [](const TextItem& t) { return t.text.startsWith("off for"); }));
    }
};

QTEST_MAIN(TestDiagramPartners)
#include "tst_diagram_partners.moc"
