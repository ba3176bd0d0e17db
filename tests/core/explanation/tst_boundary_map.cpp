// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv/csv_reader.h"
#include "core/explanation/boundary_map.h"
#include "core/explanation/contour_lines.h"
#include "core/preparation/recipe_guess.h"
#include "tests/support/message_of.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace netloom;

namespace {

constexpr int kRows = 21;

/// x from 0 to 20, y from 0 to 10 and back, and a word, where asked for.
ExplainedModel modelOf(bool third, const std::string& layers, ParameterSet weights)
{
    std::string csv = third ? "x,y,site,t\n" : "x,y,t\n";
    std::vector<Index> rows;
    for (int i = 0; i < kRows; ++i) {
        csv += std::to_string(i) + "," + std::to_string(i <= 10 ? i : 20 - i) + "," +
               (third ? (i % 3 == 0 ? "a," : "b,") : "") + (i % 2 == 0 ? "no" : "yes") + "\n";
        rows.push_back(i);
    }
    auto table = std::make_shared<const Table>(readCsvText(csv, "t.csv").table);
    const FittedRecipe fitted = FittedRecipe::fit(guessRecipe(*table, "t"), *table, rows);
    NetworkSpec network;
    network.layers = parseLayers(layers);
    network.setInputs(static_cast<Index>(fitted.features().size()));
    return {modelWith(network, SharedParameters(std::move(weights)), fitted), table, rows};
}

/// Of one Dense layer: sigmoid(2 x̃ − ỹ), x̃ and ỹ standardised; the word adds 1 for b.
ParameterSet weightsOf(bool third)
{
    const std::string name = parseLayers("dense 1 sigmoid").front().name;
    if (third)
        return {{name, "kernel", {4, 1}, {2, -1, 0, 1}}, {name, "bias", {1}, {0}}};
    return {{name, "kernel", {2, 1}, {2, -1}}, {name, "bias", {1}, {0}}};
}

} // namespace

class TestBoundaryMap : public QObject
{
    Q_OBJECT

private slots:
    void everyCellIsThePredictionThere()
    {
        ExplainedModel model = modelOf(false, "dense 1 sigmoid", weightsOf(false));
        const BoundaryMap map = boundaryMap(model, 0, 1, {.cells = 12, .tileCells = 4, .row = {}});
        QVERIFY(map.exact);
        QCOMPARE(map.across.low, -2.0); // 0 … 20 and a tenth more
        QCOMPARE(map.across.high, 22.0);
        QCOMPARE(map.up.high, 11.0);
        // Mean 10 and spread √36.67 of x; of y mean 100/21 and its spread.
        double mean = 0, square = 0;
        for (int i = 0; i < kRows; ++i) {
            const double y = i <= 10 ? i : 20 - i;
            mean += y / kRows;
            square += y * y / kRows;
        }
        const double sdY = std::sqrt(square - mean * mean);
        const double sdX = std::sqrt(440.0 / 12); // (n² − 1) / 12
        for (const auto& [column, row] : {std::pair(0, 0), std::pair(11, 0), std::pair(3, 7), std::pair(6, 11)}) {
            const double x = -2 + (column + 0.5) * 2;
            const double y = 11 - (row + 0.5);
            const double expected = 1 / (1 + std::exp(-(2 * (x - 10) / sdX - (y - mean) / sdY)));
            QVERIFY(std::abs(static_cast<double>(map.outputs[0][static_cast<std::size_t>(row * 12 + column)]) -
                             expected) < 1e-5);
        }
        QCOMPARE(map.placeAcross(-1), 0.0); // the middle of the first cell
        QCOMPARE(map.placeUp(10.5), 0.0);
        QCOMPARE(map.units.size(), std::size_t(1));
        QCOMPARE(map.units[0][0].size(), std::size_t(16));
    }

    void otherColumnsAreUsualOrOfARow()
    {
        ExplainedModel model = modelOf(true, "dense 1 sigmoid", weightsOf(true));
        QCOMPARE(mapColumns(model), std::vector<std::size_t>({0, 1}));
        BoundaryOptions options{.cells = 4, .tileCells = 4, .row = {}};
        const BoundaryMap usual = boundaryMap(model, 0, 1, options); // b is the more frequent word
        QVERIFY(!usual.exact);
        QVERIFY(usual.units.empty());
        options.row = 0; // a
        const BoundaryMap atRow = boundaryMap(model, 0, 1, options);
        options.row = 1; // b
        QCOMPARE(boundaryMap(model, 0, 1, options).outputs[0], usual.outputs[0]);
        const auto logit = [](float p) { return std::log(static_cast<double>(p) / (1 - static_cast<double>(p))); };
        QVERIFY(std::abs(logit(usual.outputs[0][5]) - logit(atRow.outputs[0][5]) - 1) < 1e-4);
    }

    void whatCannotBeASideIsRefused()
    {
        ExplainedModel model = modelOf(true, "dense 1 sigmoid", weightsOf(true));
        QVERIFY(messageOf([&] { boundaryMap(model, 0, 0); }).contains("two different columns"));
        QVERIFY(messageOf([&] { boundaryMap(model, 0, 2); }).contains("site"));
    }

    void contoursOfAPlane()
    {
        // f = x on 4 × 3 points: the level 1.25 is a straight line from top to bottom.
        std::vector<float> values;
        for (int y = 0; y < 3; ++y)
            for (int x = 0; x < 4; ++x)
                values.push_back(static_cast<float>(x));
        const auto lines = contourLines(values, 4, 3, 1.25f);
        QCOMPARE(lines.size(), std::size_t(1));
        QCOMPARE(lines[0].size(), std::size_t(3));
        for (const ContourPoint& point : lines[0])
            QCOMPARE(point.x, 1.25);
        QCOMPARE(std::abs(lines[0].front().y - lines[0].back().y), 2.0);
        QVERIFY(contourLines(values, 4, 3, 9).empty());
    }

    void contoursCloseAndSkipWhatIsNoNumber()
    {
        std::vector<float> values(25, 0.0f);
        values[12] = 1; // a peak in the middle of 5 × 5
        const auto lines = contourLines(values, 5, 5, 0.5f);
        QCOMPARE(lines.size(), std::size_t(1));
        QCOMPARE(lines[0].size(), std::size_t(5)); // four points and the first again
        QCOMPARE(lines[0].front().x, lines[0].back().x);
        QCOMPARE(lines[0].front().y, lines[0].back().y);
        values[12] = std::numeric_limits<float>::quiet_NaN();
        QVERIFY(contourLines(values, 5, 5, 0.5f).empty());
        QVERIFY(contourLines(values, 1, 25, 0.5f).empty());
    }

    void aSaddleFollowsItsMiddle()
    {
        // Corners 1 0 / 0 1 (mean 0.5): above 0.4 the high corners are joined, above 0.6 they are not.
        const std::vector<float> values{1, 0, 0, 1};
        for (const float level : {0.4f, 0.6f}) {
            const auto lines = contourLines(values, 2, 2, level);
            QCOMPARE(lines.size(), std::size_t(2));
            // Joined: a line runs around the low corner at the upper right, from the top to the right edge.
            const bool joined = std::any_of(lines.begin(), lines.end(), [](const ContourLine& line) {
                const auto touches = [&](double x, double y) {
                    return std::any_of(line.begin(), line.end(),
                                       [&](const ContourPoint& p) { return p.x == x || p.y == y; });
                };
                return touches(1, -1) && touches(-1, 0);
            });
            QCOMPARE(joined, level < 0.5f);
        }
    }
};

QTEST_APPLESS_MAIN(TestBoundaryMap)
#include "tst_boundary_map.moc"
