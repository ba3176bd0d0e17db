// SPDX-License-Identifier: GPL-3.0-or-later
// Every colouring of the list: offered under its key, draws with and without weights, keeps to its promises.
#include "core/explanation/unit_activity.h"
#include "ui/diagram/diagram_bar.h"
#include "ui/diagram/diagram_export.h"
#include "ui/diagram/diagram_picture.h"
#include "ui/diagram/diagram_readout.h"
#include "ui/diagram/link_style.h"
#include "ui/diagram/row_activity.h"
#include "ui/toolkit/theme.h"

#include <QAction>
#include <QImage>
#include <QTest>

#include <set>

using namespace netloom;

namespace {

LayerSpec dense(const char* name, std::int64_t units)
{
    LayerSpec layer;
    layer.type = "dense";
    layer.name = name;
    layer.fields.set("units", units);
    layer.fields.set("activation", std::string("tanh"));
    return layer;
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

/// 2 inputs, 2 hidden units, 1 output.
DiagramScene scene(bool trained)
{
    NetworkSpec network;
    network.layers = {dense("h1", 2), dense("output", 1)};
    auto weights = std::make_shared<ParameterSet>();
    weights->push_back(tensor("h1", "kernel", {2, 2}, {0.5, -2, 0.25, 1}));
    weights->push_back(tensor("h1", "bias", {2}, {0.125, -0.75}));
    weights->push_back(tensor("output", "kernel", {2, 1}, {1.5, -0.5}));
    weights->push_back(tensor("output", "bias", {1}, {0}));
    DiagramScene result = diagramScene(network, 2, nullptr, trained ? weights : nullptr);
    if (!trained)
        return result;
    // Start and gradient unlike the weights, so that no two colourings look alike.
    auto start = std::make_shared<ParameterSet>(*weights);
    (*start)[0].values = {-1, 0.5, 2, 0.25};
    result.start = start;
    auto gradients = std::make_shared<ParameterSet>(*weights);
    (*gradients)[0].values = {0.1f, 0.2f, -0.3f, 0.05f};
    result.gradients = gradients;
    auto row = std::make_shared<RowActivity>();
    row->columns = {{0.5, -1}, {0.25, 0}, {0.75}};
    row->inputNotes = {QStringLiteral("a"), QStringLiteral("b")};
    row->outputNotes = {QStringLiteral("p = 0.75")};
    result.row = row;
    return result;
}

DiagramStyle styleOf(const Coloring& coloring, bool dark = false)
{
    DiagramStyle style;
    style.coloring = &coloring;
    style.dark = dark;
    return style;
}

DiagramPicture pictureOf(const Coloring& coloring, bool trained)
{
    return makePicture(scene(trained), styleOf(coloring), QSizeF(900, 500), FontMeasure());
}

bool says(const DiagramPicture& picture, const QString& text)
{
    const auto& texts = picture.layout.texts;
    return std::any_of(texts.begin(), texts.end(), [&](const TextItem& item) { return item.text == text; });
}

} // namespace

class TestColoring : public QObject
{
    Q_OBJECT

private:
    static void everyColoring()
    {
        QTest::addColumn<std::size_t>("index");
        for (std::size_t i = 0; i < colorings().size(); ++i)
            QTest::newRow(std::string(colorings()[i]->key).c_str()) << i;
    }

private slots:
    void theBracketIsExplainedWhereItOccurs()
    {
        DiagramScene made = scene(true);
        const DiagramStyle style = styleOf(*findColoring("structure"));
        const QString words = QStringLiteral("looks at all units");
        QVERIFY(!says(makePicture(made, style, QSizeF(900, 500), FontMeasure()), words));
        LayerSpec norm;
        norm.type = "layer_normalization";
        norm.name = "ln1";
        made.network.layers.insert(made.network.layers.begin() + 1, norm);
        const DiagramScene mixed = diagramScene(made.network, 2, nullptr, nullptr);
        QVERIFY(says(makePicture(mixed, style, QSizeF(900, 500), FontMeasure()), words));
    }

    /// Dashed circles are drawn in figures only, so only their legend names them.
    void dashedCirclesOfFiguresAreExplained()
    {
        DiagramScene made = scene(true);
        for (const char* type : {"dropout", "dropout", "prelu"}) {
            LayerSpec layer;
            layer.type = type;
            layer.name = type;
            made.network.layers.insert(made.network.layers.begin() + 1, layer);
        }
        const DiagramScene dashed = diagramScene(made.network, 2, nullptr, nullptr);
        DiagramStyle style = styleOf(*findColoring("structure"));
        const QString words = QStringLiteral("PReLU, dropout");
        QVERIFY(!says(makePicture(dashed, style, QSizeF(900, 500), FontMeasure()), words));
        style.medium = DiagramMedium::BlackWhite;
        QVERIFY(says(makePicture(dashed, style, QSizeF(900, 0), FontMeasure()), words));
        QVERIFY(!says(makePicture(scene(true), style, QSizeF(900, 0), FontMeasure()), QStringLiteral("dropout")));
    }

    /// "Dead" and the value of a row are said of a unit, not only drawn.
    void whatACircleShowsIsAlsoSaid()
    {
        const DiagramPicture picture = pictureOf(*findColoring("sample"), true);
        QVERIFY(describeUnit(picture, 1, 0).contains(QStringLiteral("value 0.25")));
        QVERIFY(describeUnit(picture, 1, 1).contains(QStringLiteral("value 0 ")));
        QVERIFY(!describeUnit(pictureOf(*findColoring("weights"), true), 1, 0).contains(QStringLiteral("value")));
        DiagramScene known = scene(true);
        auto activity = std::make_shared<NetworkActivity>();
        activity->inputs.resize(2);
        activity->layers = {std::vector<UnitActivity>(2), std::vector<UnitActivity>(1)};
        activity->layers[0][1].largest = 1;
        activity->layers[0][1].atEnds = 0.97;
        known.activity = activity;
        const DiagramPicture told =
            makePicture(known, styleOf(*findColoring("weights")), QSizeF(900, 500), FontMeasure());
        QVERIFY(describeUnit(told, 1, 0).contains(QStringLiteral("dead: 0 on every row")));
        QVERIFY(describeUnit(told, 1, 1).contains(QStringLiteral("on 97 % of the rows")));
        QVERIFY(!describeUnit(told, 2, 0).contains(QStringLiteral("dead")));
    }

    void keysAndTitlesAreUnique()
    {
        std::set<std::string_view> keys;
        std::set<QString> titles;
        for (const Coloring* coloring : colorings()) {
            QVERIFY(!coloring->key.empty() && !coloring->title.isEmpty() && !coloring->help.isEmpty());
            QVERIFY(keys.insert(coloring->key).second);
            QVERIFY(titles.insert(coloring->title).second);
            QCOMPARE(findColoring(coloring->key), coloring);
        }
        QVERIFY(!findColoring("no such"));
        QVERIFY(!colorings().front()->needsWeights()); // a new project's diagram
    }

    void theBarOffersEach_data() { everyColoring(); }
    void theBarOffersEach()
    {
        QFETCH(std::size_t, index);
        const Coloring& coloring = *colorings()[index];
        DiagramBar bar;
        QCOMPARE(&bar.coloring(), colorings().front());
        const auto actions = bar.viewActions();
        const auto found = std::find_if(actions.begin(), actions.end(),
                                        [&](const QAction* action) { return action->text() == coloring.title; });
        QVERIFY(found != actions.end());
        (*found)->trigger();
        QCOMPARE(&bar.coloring(), &coloring);
        bar.setColoring(*colorings().front());
        bar.setColoring(coloring);
        QVERIFY((*found)->isChecked());
    }

    void eachDraws_data() { everyColoring(); }
    void eachDraws()
    {
        QFETCH(std::size_t, index);
        const Coloring& coloring = *colorings()[index];
        std::set<QByteArray> pictures;
        for (const bool dark : {false, true}) {
            const QByteArray png = diagramPng(scene(true), styleOf(coloring, dark), {});
            QVERIFY(!QImage::fromData(png, "PNG").isNull());
            QVERIFY(!diagramSvg(scene(true), styleOf(coloring, dark), {}).isEmpty());
            pictures.insert(png);
            for (const Coloring* other : colorings())
                if (other != &coloring)
                    pictures.insert(diagramPng(scene(true), styleOf(*other, dark), {}));
        }
        QCOMPARE(pictures.size(), 2 * colorings().size()); // no two look alike
        const DiagramPicture picture = pictureOf(coloring, true);
        for (const LegendLine& line : coloring.legend.lines) {
            QVERIFY(says(picture, line.text));
            QCOMPARE(line.sample == LegendSample::None, line.color == nullptr);
        }
        QVERIFY(coloring.legend.rest);
        QVERIFY(coloring.unitValues || !coloring.scale.unit);
        for (std::size_t gap = 0; gap < picture.gaps.size(); ++gap) {
            const auto looks = linkLooks(picture, Theme::light(), gap, picture.gaps[gap].links);
            QCOMPARE(looks.size(), picture.gaps[gap].links.size());
            for (std::size_t i = 0; i < looks.size(); ++i) {
                QVERIFY(looks[i].color.alpha() > 0 && looks[i].width > 0);
                // A link that is pointed at looks as it does among the others.
                const auto alone = linkLooks(picture, Theme::light(), gap, {&picture.gaps[gap].links[i], 1});
                QCOMPARE(alone.front().color, looks[i].color);
                QCOMPARE(alone.front().width, looks[i].width);
            }
            QVERIFY(bandColor(picture, Theme::light(), gap).isValid());
        }
    }

    void withoutWeightsItIsGreyAndSaysSo_data() { everyColoring(); }
    void withoutWeightsItIsGreyAndSaysSo()
    {
        QFETCH(std::size_t, index);
        const Coloring& coloring = *colorings()[index];
        const DiagramPicture picture = pictureOf(coloring, false);
        QVERIFY(!diagramPng(scene(false), styleOf(coloring), {}).isEmpty());
        if (!coloring.needsWeights())
            return;
        QVERIFY(!coloring.legend.missing.isEmpty() && says(picture, coloring.legend.missing));
        QVERIFY(!says(pictureOf(coloring, true), coloring.legend.missing));
        for (const LegendLine& line : coloring.legend.lines)
            QVERIFY(!says(picture, line.text));
        const Theme theme = Theme::light();
        for (const LinkLook& look : linkLooks(picture, theme, 0, picture.gaps[0].links))
            QCOMPARE(look.color.rgb(), theme.textMuted.rgb());
        QCOMPARE(bandColor(picture, theme, 0).rgb(), theme.textMuted.rgb());
    }

    void weightsAreSharesOfTheLargest()
    {
        // Of 0.5, -2, 0.25, 1 the second is the widest, 5, and negative; the weakest comes first.
        const DiagramPicture picture = pictureOf(*findColoring("weights"), true);
        const Theme theme = Theme::light();
        const auto looks = linkLooks(picture, theme, 0, picture.gaps[0].links);
        QCOMPARE(looks.size(), std::size_t(4));
        QCOMPARE(looks[0].width, 0.7 + 4.3 * 0.125);
        QCOMPARE(looks[3].width, 5.0);
        QVERIFY(looks[3].line == LinkLook::Line::Hollow && looks[2].line == LinkLook::Line::Solid);
        QCOMPARE(looks[3].color.rgb(), theme.negative.rgb());
        QCOMPARE(looks[2].color.rgb(), theme.positive.rgb());
    }
};

QTEST_MAIN(TestColoring)
#include "tst_coloring.moc"
