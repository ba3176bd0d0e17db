// SPDX-License-Identifier: GPL-3.0-or-later
// Geometry of the diagram, by a measure of 6 units per character: no fonts, no pixels.
#include "tests/support/diagram_columns.h"
#include "ui/diagram/blocks_layout.h"
#include "ui/diagram/column_text.h"
#include "ui/diagram/diagram_layout.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace netloom;
using namespace netloom::testing;

namespace {

LayoutOptions options(double width, double height, bool descriptions = true)
{
    LayoutOptions o;
    o.area = QSizeF(width, height);
    o.descriptions = descriptions;
    o.legend = findColoring("weights")->legend.lines;
    return o;
}

} // namespace

class TestDiagramLayout : public QObject
{
    Q_OBJECT

private slots:
    void columnsOfTheTableStandBeforeTheirInputs()
    {
        // Two categories, a number, five categories, then numbers: 20 inputs.
        std::vector<PreparedColumn> prepared{
            {QStringLiteral("Island"),
             {QStringLiteral("one-hot")},
             0,
             {QStringLiteral("Biscoe"), QStringLiteral("Dream")}},
            {QStringLiteral("Length"), {QStringLiteral("median 4"), QStringLiteral("standardised")}, 2, {QString()}},
            {QStringLiteral("Day"), {QStringLiteral("one-hot")}, 3, {}}};
        for (int i = 0; i < 5; ++i)
            prepared[2].labels.append(QStringLiteral("day %1").arg(i));
        for (int i = 8; i < 20; ++i)
            prepared.push_back({QStringLiteral("a column with a long name, number %1").arg(i),
                                {QStringLiteral("standardised")},
                                i,
                                {QString()}});
        QStringList names;
        for (int i = 0; i < 20; ++i)
            names.append(QStringLiteral("feature %1").arg(i));
        for (const double height : {300.0, 500.0, 1200.0}) {
            for (const bool descriptions : {true, false}) {
                std::vector<DiagramColumn> columns = article(20, 9, 5, 3);
                columns.front().names = names;
                LayoutOptions o = options(900, height, descriptions);
                o.preparation = prepared;
                const DiagramLayout layout = layoutDiagram(columns, o, measure);
                checkNoCollisions(layout);
                std::vector<int> linked(layout.columns.front().units.size(), 0);
                for (std::size_t i = 0; i < layout.preparation.size(); ++i) {
                    const PreparationItem& item = layout.preparation[i];
                    QVERIFY(QRectF(QPointF(), layout.size).contains(item.rect));
                    QVERIFY(item.rect.right() < layout.columns.front().along - layout.columns.front().radius);
                    if (i > 0)
                        QVERIFY(!item.rect.intersects(layout.preparation[i - 1].rect));
                    for (const int unit : item.units)
                        ++linked[static_cast<std::size_t>(unit)];
                }
                QCOMPARE(linked, std::vector<int>(linked.size(), 1)); // each shown input comes from one column
                const auto shown = [&](const QString& text) {
                    return std::any_of(layout.texts.begin(), layout.texts.end(),
                                       [&](const TextItem& item) { return item.full == text; });
                };
                if (height > 400) // else folded away
                    QVERIFY(shown(QStringLiteral("median 4 → standardised")));
                QVERIFY(shown(QStringLiteral("Biscoe")));
                QVERIFY(!shown(QStringLiteral("feature 0"))); // its column says so already
                QCOMPARE(shown(QStringLiteral("PREPARATION")), descriptions);
            }
        }
    }

    void nothingOverlapsAndNothingIsOutside_data();
    void nothingOverlapsAndNothingIsOutside();
    void positionsWorkedOutByHand();
    void columnsAreEvenlySpacedAndCentred();
    void tallColumnsAreFolded();
    void circlesShrinkBeforeTheyFold();
    void theMostImportantUnitsStay();
    void neverFewerThanThreeAreFolded();
    void shownUnitsStayUnlessOthersMatterMuchMore();
    void unitsThatAreOffAreCountedInTheFold();
    void namesOfOutputsHaveSeveralLinesBelow();
    void lowWindowsSayLessAndShowMore();
    void moreHeightShowsMoreUnits();
    void nothingIsFoldedAtTheHeightItNames();
    void oneToOneColumnsAreAligned();
    void namesHaveRoom();
    void longNamesAreCutAndKnownInFull();
    void elidingNeverCutsAPair();
    void narrowAreasUseTheArticlesLines();
    void sumsWithoutBias();
    void manyLayersAreWrappedIntoRows();
    void tightLeavesNoEmptyMargins();
    void unitLabels();
    void unsafeTextBecomesDrawable();
    void blocksFollowEachOther();
    void blocksWrapEvenly();
};

void TestDiagramLayout::nothingOverlapsAndNothingIsOutside_data()
{
    QTest::addColumn<std::vector<Index>>("units");
    QTest::addColumn<QSizeF>("area");
    QTest::addColumn<bool>("named");
    const std::vector<std::vector<Index>> nets = {{10, 5, 3, 1}, {30, 5, 3, 1},       {64, 32, 16, 10},
                                                  {1, 1, 1, 1},  {784, 512, 512, 10}, {10000, 10000, 1, 10000}};
    for (const auto& net : nets)
        for (const QSizeF& area :
             {QSizeF(820, 500), QSizeF(300, 200), QSizeF(1600, 1200), QSizeF(1, 1), QSizeF(900, 0)})
            for (const bool named : {false, true})
                QTest::addRow("%lld-%lld %gx%g %s", static_cast<long long>(net[0]), static_cast<long long>(net[1]),
                              area.width(), area.height(), named ? "named" : "plain")
                    << net << area << named;
}

void TestDiagramLayout::nothingOverlapsAndNothingIsOutside()
{
    QFETCH(std::vector<Index>, units);
    QFETCH(QSizeF, area);
    QFETCH(bool, named);
    std::vector<DiagramColumn> columns = article(units[0], units[1], units[2], units[3]);
    if (named) {
        for (Index i = 0; i < units[0]; ++i)
            columns.front().names.append(QStringLiteral("feature number %1 of this table").arg(i));
        for (Index i = 0; i < units[3]; ++i)
            columns.back().names.append(QStringLiteral("class %1").arg(i));
    }
    for (const bool descriptions : {true, false})
        checkNoCollisions(layoutDiagram(columns, options(area.width(), area.height(), descriptions), measure));
}

void TestDiagramLayout::positionsWorkedOutByHand()
{
    // 2 inputs, 1 output, no descriptions, no legend, in 400 x 200. Left and right each need a circle's radius, 14; the
    // padding is 20: 400 - 40 - 28 = 332 would be left, but columns are at most 230 apart. Used: 28 + 230 = 258, so the
    // first column is at (400 - 258) / 2 + 14 = 85, the second at 315. The body is 200 - 40 = 160 high from 20: its
    // middle is 100. Two rows of at most 60: inputs at 70 and 130.
    LayoutOptions o;
    o.area = QSizeF(400, 200);
    o.descriptions = false;
    const DiagramLayout layout = layoutDiagram(
        {input(2), layer(DiagramRole::Output, QStringLiteral("o"), 2, 1, QStringLiteral("linear"))}, o, measure);
    QCOMPARE(layout.size, QSizeF(400, 200));
    QCOMPARE(layout.columns.size(), std::size_t(2));
    QCOMPARE(layout.columns[0].units[0].center, QPointF(85, 70));
    QCOMPARE(layout.columns[0].units[1].center, QPointF(85, 130));
    QCOMPARE(layout.columns[1].units[0].center, QPointF(315, 100));
    QCOMPARE(layout.linkStart(0, 0), QPointF(101, 70));
    QCOMPARE(layout.linkEnd(0, 0), QPointF(299, 100));
    QVERIFY(layout.texts.empty());
}

void TestDiagramLayout::columnsAreEvenlySpacedAndCentred()
{
    const DiagramLayout layout = layoutDiagram(article(10, 5, 3, 1), options(1000, 600), measure);
    const double spacing = layout.columns[1].along - layout.columns[0].along;
    for (std::size_t i = 1; i < layout.columns.size(); ++i)
        QVERIFY(std::abs(layout.columns[i].along - layout.columns[i - 1].along - spacing) < 1e-9);
    const double middle = layout.body.center().y();
    for (const ColumnItem& column : layout.columns)
        QVERIFY(std::abs(column.units.front().center.y() + column.units.back().center.y() - 2 * middle) < 1e-9);
}

void TestDiagramLayout::tallColumnsAreFolded()
{
    const DiagramLayout layout = layoutDiagram(article(60, 5, 3, 1), options(820, 500), measure);
    const ColumnItem& column = layout.columns[0];
    QVERIFY(layout.folded);
    QVERIFY(column.hidden >= 3);
    QCOMPARE(static_cast<Index>(column.units.size()) + column.hidden, Index(60));
    QCOMPARE(column.units.front().unit, Index(0));
    QCOMPARE(column.units.back().unit, Index(59));
    // The first ones count up without a gap, then come the last ones, without a gap.
    const auto last = static_cast<std::size_t>(column.foldAfter);
    for (std::size_t i = 1; i < column.units.size(); ++i)
        QCOMPARE(column.units[i].unit - column.units[i - 1].unit, i == last + 1 ? column.hidden + 1 : Index(1));
    QVERIFY(column.foldAcross > column.units[last].center.y());
    QVERIFY(column.foldAcross < column.units[last + 1].center.y());
    const QString more = QStringLiteral("%1 more").arg(column.hidden);
    QCOMPARE(std::count_if(layout.texts.begin(), layout.texts.end(), [&](const TextItem& t) { return t.text == more; }),
             1);
    QVERIFY(!layout.columns[1].hidden);
}

void TestDiagramLayout::circlesShrinkBeforeTheyFold()
{
    // 16 is the least distance of circles: what is left between header and legend holds 20 of them, but not 40.
    const DiagramLayout small = layoutDiagram(article(20, 5, 3, 1), options(820, 480), measure);
    QVERIFY(!small.folded);
    QVERIFY(small.columns[0].radius < small.columns[1].radius);
    QVERIFY(small.columns[0].radius >= 5.5);
    QCOMPARE(small.columns[3].radius, 14.0);
    QVERIFY(layoutDiagram(article(40, 5, 3, 1), options(820, 480), measure).folded);
    checkNoCollisions(small);
}

void TestDiagramLayout::theMostImportantUnitsStay()
{
    LayoutOptions o = options(820, 400);
    o.importance.resize(6);
    for (int u = 0; u < 60; ++u)
        o.importance[0].push_back(u % 7 == 3 ? 1.0 - u / 100.0 : 0.001 * u);
    for (const Index units : {5, 5, 3, 3, 1})
        o.importance[static_cast<std::size_t>(units == 5   ? 1
                                              : units == 3 ? 3
                                                           : 5)]
            .assign(static_cast<std::size_t>(units), 1.0);
    const auto shown = [](const ColumnItem& column) {
        std::vector<Index> units;
        for (const UnitItem& unit : column.units)
            units.push_back(unit.unit);
        return units;
    };
    const std::vector<Index> network = shown(layoutDiagram(article(60, 5, 3, 1), o, measure).columns[0]);
    QVERIFY(std::is_sorted(network.begin(), network.end()));
    for (const Index important : {3, 10, 17, 24, 31, 38, 45, 52}) // nine of 60, the last of them 59
        QVERIFY(std::find(network.begin(), network.end(), important) != network.end());
    o.order = UnitOrder::Importance;
    const DiagramLayout ordered = layoutDiagram(article(60, 5, 3, 1), o, measure);
    QCOMPARE(shown(ordered.columns[0]).front(), Index(3));
    QCOMPARE(shown(ordered.columns[0])[1], Index(10));
    QVERIFY(ordered.columns[0].foldAfter == static_cast<int>(ordered.columns[0].units.size()) - 1);
    o.wanted = {{0, 1}};
    const std::vector<Index> wanted = shown(layoutDiagram(article(60, 5, 3, 1), o, measure).columns[0]);
    QVERIFY(std::find(wanted.begin(), wanted.end(), Index(1)) != wanted.end());
    o.unfolded = {{0, 60}};
    QCOMPARE(layoutDiagram(article(60, 5, 3, 1), o, measure).columns[0].hidden, Index(0));
}

void TestDiagramLayout::neverFewerThanThreeAreFolded()
{
    for (const Index units : {12, 13, 14, 15, 16}) {
        const UnitChoice choice = chooseUnits(units, 12, {}, UnitOrder::Network);
        QCOMPARE(choice.hidden, units <= 14 ? Index(0) : units - 12);
        QCOMPARE(static_cast<Index>(choice.units.size()) + choice.hidden, units);
    }
}

void TestDiagramLayout::shownUnitsStayUnlessOthersMatterMuchMore()
{
    std::vector<double> importance(20);
    for (std::size_t u = 0; u < importance.size(); ++u)
        importance[u] = 1 - 0.01 * static_cast<double>(u);
    const auto chosen = [&](const std::vector<Index>& kept) {
        return chooseUnits(20, 4, importance, UnitOrder::Network, -1, {}, kept).units;
    };
    QCOMPARE(chosen({}), std::vector<Index>({0, 1, 2, 3}));
    QCOMPARE(chosen({4, 5, 6, 7}), std::vector<Index>({0, 1, 4, 5})); // the first half is shown in any case
    QCOMPARE(chosen({1, 3, 7, 19}), std::vector<Index>({0, 1, 3, 7}));
    QCOMPARE(chosen({16, 17, 18, 19}), std::vector<Index>({0, 1, 2, 3})); // they matter no more
}

void TestDiagramLayout::unitsThatAreOffAreCountedInTheFold()
{
    for (const DiagramDirection direction : {DiagramDirection::Right, DiagramDirection::Down}) {
        LayoutOptions o = options(820, 500);
        o.direction = direction;
        o.unfolded = {{1, 10}};
        o.importance = {{1, 1, 1}, std::vector<double>(30, 0.0), {}, {1, 1, 1}, {}, {1}};
        o.off.resize(6);
        o.off[1].assign(30, false);
        QString heading;
        // The first 10 are shown, one of them off; 20 are folded.
        const auto folded = [&](std::initializer_list<Index> off, double importance) {
            for (Index u = 0; u < 10; ++u)
                o.importance[1][static_cast<std::size_t>(u)] = importance;
            for (const Index u : off)
                o.off[1][static_cast<std::size_t>(u)] = true;
            const DiagramLayout layout = layoutDiagram(article(3, 30, 3, 1), o, measure);
            checkNoCollisions(layout);
            heading.clear();
            for (const TextItem& text : layout.texts)
                if (text.role == TextRole::Note && text.column == 1)
                    heading = text.text; // its last line
            for (const TextItem& text : layout.texts)
                if (text.role == TextRole::Fold && text.column == 1)
                    return text.text;
            return QString();
        };
        QCOMPARE(folded({}, 1), QStringLiteral("20 more"));
        QCOMPARE(heading, QStringLiteral("→ 30 out"));
        QCOMPARE(folded({4, 12, 13, 29}, 1), QStringLiteral("20 more, 3 off (0)"));
        QCOMPARE(heading, QStringLiteral("26 of 30 on"));
        QCOMPARE(folded({10, 11, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28}, 1),
                 QStringLiteral("20 off (0)"));
    }
}

void TestDiagramLayout::namesOfOutputsHaveSeveralLinesBelow()
{
    for (const DiagramDirection direction : {DiagramDirection::Right, DiagramDirection::Down}) {
        std::vector<DiagramColumn> columns = article(10, 5, 3, 2);
        columns.back().names = {"yes", "no"};
        LayoutOptions o = options(820, 500);
        o.direction = direction;
        o.notes.resize(columns.size());
        o.notes.back() = {"p = 0.44\nbelow 0.50: benign", "p = 0.56"};
        const DiagramLayout layout = layoutDiagram(columns, o, measure);
        checkNoCollisions(layout);
        QStringList notes;
        for (const TextItem& text : layout.texts)
            if (text.role == TextRole::Note && text.column == 5 && !text.text.contains(QLatin1Char('[')))
                notes << text.text;
        QVERIFY(notes.contains("p = 0.44") && notes.contains("below 0.50: benign") && notes.contains("p = 0.56"));
    }
}

void TestDiagramLayout::lowWindowsSayLessAndShowMore()
{
    for (const DiagramDirection direction : {DiagramDirection::Right, DiagramDirection::Down}) {
        LayoutOptions o = options(640, 260);
        o.direction = direction;
        const DiagramLayout full = layoutDiagram(article(30, 5, 3, 1), o, measure);
        o.words = DescriptionStyle::NameOnly;
        const DiagramLayout brief = layoutDiagram(article(30, 5, 3, 1), o, measure);
        checkNoCollisions(brief);
        QStringList said;
        for (const TextItem& text : brief.texts)
            if (text.column >= 0 && text.role != TextRole::Fold)
                said << text.text;
        said.sort();
        QCOMPARE(said, QStringList({"DROP1", "DROP2", "H1", "H2", "INPUT", "OUTPUT"}));
        if (direction == DiagramDirection::Right)
            QVERIFY(brief.columns[0].units.size() > full.columns[0].units.size());
        else
            QVERIFY(brief.size.width() <= full.size.width());
    }
}

void TestDiagramLayout::manyLayersAreWrappedIntoRows()
{
    std::vector<DiagramColumn> columns{input(3)};
    for (int i = 0; i < 200; ++i)
        columns.push_back(
            layer(DiagramRole::Hidden, QStringLiteral("h%1").arg(i + 1), i == 0 ? 3 : 4, 4, QStringLiteral("tanh")));
    columns.push_back(layer(DiagramRole::Output, QStringLiteral("output"), 4, 1, QStringLiteral("sigmoid")));
    const DiagramLayout layout = layoutDiagram(columns, options(1200, 0), measure);
    QVERIFY(layout.size.width() <= 1200);
    QVERIFY(layout.rows.size() >= 5);
    checkNoCollisions(layout);
    for (std::size_t gap = 0; gap + 1 < columns.size(); ++gap) {
        // Every link runs from left to right within one row.
        QVERIFY(layout.gapStart(gap) < layout.gapEnd(gap));
        const double bottom = layout.columns[gap + 1].box.bottom();
        for (std::size_t u = 0; u < layout.leftOf(gap).units.size(); ++u) {
            QVERIFY(layout.linkStart(gap, u).y() < bottom);
            QVERIFY(layout.linkStart(gap, u).y() > layout.columns[gap + 1].box.top());
        }
    }
    QCOMPARE(layout.repeated.size(), layout.rows.size());
    // A thousand layers too, at whatever size.
    for (int i = 0; i < 800; ++i)
        columns.insert(columns.begin() + 1, columns[5]);
    for (const QSizeF& area : {QSizeF(850, 450), QSizeF(300, 200), QSizeF(1200, 0)})
        checkNoCollisions(layoutDiagram(columns, options(area.width(), area.height()), measure));
}

void TestDiagramLayout::moreHeightShowsMoreUnits()
{
    std::size_t before = 0;
    for (const double height : {200.0, 400.0, 800.0, 1600.0}) {
        const DiagramLayout layout = layoutDiagram(article(784, 512, 512, 10), options(820, height), measure);
        QVERIFY(layout.columns[0].units.size() > before);
        before = layout.columns[0].units.size();
    }
}

void TestDiagramLayout::nothingIsFoldedAtTheHeightItNames()
{
    const std::vector<DiagramColumn> columns = article(30, 5, 3, 1);
    const double height = layoutDiagram(columns, options(820, 400), measure).unfoldedExtent;
    QVERIFY(!layoutDiagram(columns, options(820, height + 1), measure).folded);
    QVERIFY(layoutDiagram(columns, options(820, height - 80), measure).folded);
}

void TestDiagramLayout::oneToOneColumnsAreAligned()
{
    for (const Index units : {1, 5, 40, 10000}) {
        const DiagramLayout layout = layoutDiagram(article(10, units, 3, 1), options(820, 500), measure);
        const ColumnItem& dense = layout.columns[1];
        const ColumnItem& dropout = layout.columns[2];
        QCOMPARE(dense.units.size(), dropout.units.size());
        QCOMPARE(dense.hidden, dropout.hidden);
        for (std::size_t i = 0; i < dense.units.size(); ++i) {
            QCOMPARE(dense.units[i].unit, dropout.units[i].unit);
            QCOMPARE(dense.units[i].center.y(), dropout.units[i].center.y());
        }
    }
}

void TestDiagramLayout::namesHaveRoom()
{
    std::vector<DiagramColumn> columns = article(3, 2, 2, 1);
    columns.front().names = {QStringLiteral("radius"), QStringLiteral("fractal dimension"), QStringLiteral("x")};
    columns.back().names = {QStringLiteral("malignant")};
    for (const double width : {300.0, 820.0, 2000.0}) {
        const DiagramLayout layout = layoutDiagram(columns, options(width, 500), measure);
        int names = 0;
        for (const TextItem& text : layout.texts) {
            if (text.role != TextRole::Name && text.role != TextRole::OutputName)
                continue;
            ++names;
            QVERIFY(!text.isElided());
            QVERIFY(text.rect.width() >= measure.width(text.text, text.role));
            QVERIFY(text.rect.left() >= 0 && text.rect.right() <= layout.size.width());
            if (text.role == TextRole::Name)
                QVERIFY(text.rect.right() < layout.columns.front().along - layout.columns.front().radius);
            else
                QVERIFY(text.rect.left() > layout.columns.back().along + layout.columns.back().radius);
        }
        QCOMPARE(names, 4);
    }
}

void TestDiagramLayout::longNamesAreCutAndKnownInFull()
{
    const QString name(300, QLatin1Char('n'));
    std::vector<DiagramColumn> columns = article(1, 2, 2, 1);
    columns.front().names = {name};
    columns[1].name = QString(100, QLatin1Char('l'));
    const DiagramLayout layout = layoutDiagram(columns, options(820, 500), measure);
    int cut = 0;
    for (const TextItem& text : layout.texts) {
        if (!text.isElided())
            continue;
        ++cut;
        QVERIFY(text.text.endsWith(QChar(0x2026)));
        QVERIFY(measure.width(text.text, text.role) <= text.rect.width() + 0.01);
        QVERIFY(text.full == name || text.full == columns[1].name.toUpper());
    }
    QCOMPARE(cut, 2);
    checkNoCollisions(layout);
}

void TestDiagramLayout::elidingNeverCutsAPair()
{
    const QString pairs = QStringLiteral("\U0001F9E0\U0001F9E0\U0001F9E0\U0001F9E0\U0001F9E0");
    for (double limit = 6; limit < 60; limit += 6) {
        const QString text = measure.elided(pairs, TextRole::Name, limit);
        QVERIFY(text.toUtf8().indexOf("\xef\xbf\xbd") < 0);
        for (qsizetype i = 0; i < text.size(); ++i)
            if (text.at(i).isHighSurrogate())
                QVERIFY(i + 1 < text.size() && text.at(i + 1).isLowSurrogate());
    }
}

void TestDiagramLayout::narrowAreasUseTheArticlesLines()
{
    const auto has = [](const DiagramLayout& layout, const QString& text) {
        return std::any_of(layout.texts.begin(), layout.texts.end(), [&](const TextItem& t) { return t.text == text; });
    };
    const DiagramLayout wide = layoutDiagram(article(10, 5, 3, 1), options(1400, 500), measure);
    QVERIFY(has(wide, QStringLiteral("H1")));
    QVERIFY(has(wide, QStringLiteral("relu ( Σ 10 [x·w] + b )")));
    QVERIFY(has(wide, QStringLiteral("→ 5 out")));
    QVERIFY(has(wide, QStringLiteral("dropout · rate 0.20")));
    QVERIFY(has(wide, QStringLiteral("10 features")));
    QVERIFY(has(wide, QStringLiteral("→ 1 y")));
    const DiagramLayout narrow = layoutDiagram(article(10, 5, 3, 1), options(500, 500), measure);
    QVERIFY(has(narrow, QStringLiteral("relu")));
    QVERIFY(has(narrow, QStringLiteral("Σ 10 [x·w] + b")));
    QVERIFY(has(narrow, QStringLiteral("→ 5 out")));
    const DiagramLayout without = layoutDiagram(article(10, 5, 3, 1), options(1400, 500, false), measure);
    QVERIFY(!has(without, QStringLiteral("H1")));
}

void TestDiagramLayout::sumsWithoutBias()
{
    DiagramColumn column = layer(DiagramRole::Hidden, QStringLiteral("h"), 4, 2, QStringLiteral("tanh"));
    column.bias = false;
    QCOMPARE(columnDescription(column, DescriptionStyle::Wide).first(), QStringLiteral("tanh ( Σ 4 [x·w] )"));
}

void TestDiagramLayout::tightLeavesNoEmptyMargins()
{
    LayoutOptions o = options(2000, 1500);
    o.tight = true;
    const std::vector<DiagramColumn> columns = article(3, 2, 2, 1);
    const DiagramLayout tight = layoutDiagram(columns, o, measure);
    QVERIFY(tight.size.width() < 2000);
    QVERIFY(tight.size.height() < 600);
    checkNoCollisions(tight);
    for (int i = 0; i < 4; ++i)
        o.legend.push_back({LegendSample::None, nullptr, QString(50, QLatin1Char('n'))});
    const DiagramLayout explained = layoutDiagram(columns, o, measure); // in more lines, not wider
    QCOMPARE(explained.size.width(), tight.size.width());
    QVERIFY(explained.size.height() > tight.size.height());
    checkNoCollisions(explained);
}

void TestDiagramLayout::unitLabels()
{
    QCOMPARE(unitLabel(input(30), 29), QStringLiteral("x30"));
    QCOMPARE(unitLabel(layer(DiagramRole::Hidden, QStringLiteral("a"), 1, 3, {}), 0), QStringLiteral("h1"));
    QCOMPARE(unitLabel(layer(DiagramRole::Output, QStringLiteral("o"), 1, 3, {}), 2), QStringLiteral("y3"));
    QCOMPARE(unitLabel(layer(DiagramRole::Output, QStringLiteral("o"), 1, 1, {}), 0), QStringLiteral("ŷ"));
    QCOMPARE(unitLabel(layer(DiagramRole::OneToOne, QStringLiteral("d"), 3, 3, {}), 0), QString());
}

void TestDiagramLayout::unsafeTextBecomesDrawable()
{
    const QChar replacement(QChar::ReplacementCharacter);
    QCOMPARE(drawable(QStringLiteral("a<b>&c")), QStringLiteral("a<b>&c"));
    QCOMPARE(drawable(QStringLiteral("a\nb\tc")), QStringLiteral("a b c"));
    QCOMPARE(drawable(QString(QChar(0x202e)) + QStringLiteral("abc")), QString(replacement) + QStringLiteral("abc"));
    QCOMPARE(drawable(QString(QChar(1))), QString(replacement));
    QCOMPARE(drawable(QString(QChar(0xd800)) + QLatin1Char('x')), QString(replacement) + QLatin1Char('x'));
    QCOMPARE(drawable(QString(QChar(0xdc00))), QString(replacement));
    QCOMPARE(drawable(QStringLiteral("\U0001F9E0")), QStringLiteral("\U0001F9E0"));
    QVERIFY(drawable(QString(100000, QLatin1Char('x'))).size() < 300);
}

void TestDiagramLayout::blocksFollowEachOther()
{
    const BlocksLayout layout = layoutBlocks(article(10, 5, 3, 1), QStringLiteral("10 features · standardised"),
                                             DiagramDirection::Right, QSizeF(820, 500), measure, false);
    QCOMPARE(layout.blocks.size(), std::size_t(6));
    QCOMPARE(layout.arrows.size(), std::size_t(5));
    const QRectF page(QPointF(0, 0), layout.size);
    for (std::size_t i = 0; i < layout.blocks.size(); ++i) {
        QVERIFY(page.contains(layout.blocks[i].rect));
        for (std::size_t j = i + 1; j < layout.blocks.size(); ++j)
            QVERIFY(!layout.blocks[i].rect.intersects(layout.blocks[j].rect));
    }
    for (const QPolygonF& arrow : layout.arrows)
        for (const QPointF& point : arrow)
            for (const BlockItem& block : layout.blocks)
                QVERIFY(!block.rect.contains(point));
    // 10 inputs and 5, 3, 1 units with bias: 55 + 18 + 4 weights.
    QVERIFY(layout.summary.contains(QStringLiteral("77 parameters")));
    QCOMPARE(layout.blocks[1].rows[0].value, QStringLiteral("(batch, 10)"));
    QCOMPARE(layout.blocks[1].rows[1].value, QStringLiteral("(batch, 5)"));
    QCOMPARE(layout.blocks[1].rows[2].value, QStringLiteral("55 · 71 %"));
    QCOMPARE(layout.blocks[0].kind, QStringLiteral("Input · standardised"));
}

void TestDiagramLayout::blocksWrapEvenly()
{
    // 820 px hold three blocks of 172 with arrows of 38 (and 24 at the sides): 6 blocks make 3 + 3.
    const BlocksLayout layout =
        layoutBlocks(article(10, 5, 3, 1), QString(), DiagramDirection::Right, QSizeF(820, 500), measure, false);
    QCOMPARE(layout.blocks[2].rect.top(), layout.blocks[0].rect.top());
    QVERIFY(layout.blocks[3].rect.top() > layout.blocks[2].rect.bottom());
    QCOMPARE(layout.blocks[3].rect.left(), layout.blocks[0].rect.left());
}

QTEST_MAIN(TestDiagramLayout)
#include "tst_diagram_layout.moc"
