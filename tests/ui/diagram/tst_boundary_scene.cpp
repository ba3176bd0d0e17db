// SPDX-License-Identifier: GPL-3.0-or-later
// What the map of the Boundary view shows: which target, whose rows, how much of the plane.
#include "core/base/error.h"
#include "core/project/model.h"
#include "core/project/new_project.h"
#include "core/project/prepared_data.h"
#include "core/training/evaluate.h"
#include "ui/diagram/boundary_key.h"
#include "ui/diagram/boundary_scene.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <utility>

using namespace netloom;

namespace {

/// Two inputs; of two targets of numbers the second one is ten times the first.
std::shared_ptr<const Table> tenfold()
{
    auto table = std::make_shared<Table>();
    table->rows = 60;
    for (const char* name : {"a", "b", "u", "v"}) {
        Column column;
        column.name = name;
        column.kind = ColumnKind::Number;
        for (int r = 0; r < 60; ++r) {
            const double a = 0.1 + r % 10;
            const double b = 0.2 + r / 10.0;
            const double u = a + 0.5 * b;
            const std::string which = name;
            column.numbers.push_back(which == "a" ? a : which == "b" ? b : which == "u" ? u : 10 * u);
        }
        table->columns.push_back(std::move(column));
    }
    return table;
}

struct Case {
    std::shared_ptr<const Table> table = tenfold();
    PreparedData data;
    Model model;

    Case()
    {
        Project project = newProject({}, *table, "u");
        for (ColumnRecipe& column : project.recipe.columns)
            if (column.column == "v")
                column.role = ColumnRole::Target;
        data = prepare(table, project.recipe, project.run().split);
        const NetworkSpec network{parseLayers("dense 3 tanh, dense 2 linear")};
        model = modelWith(network, SharedParameters(initialWeights(network, 2, 1)), data.fitted);
    }
};

} // namespace

class TestBoundaryScene : public QObject
{
    Q_OBJECT

private slots:
    void theChosenTargetIsShown()
    {
        const Case it;
        BoundaryChoice choice;
        const BoundaryScene first = boundaryScene(it.model, it.data, choice, 8);
        QCOMPARE(first.classes, (QStringList{QStringLiteral("u"), QStringLiteral("v")}));
        QCOMPARE(first.targetName(), QStringLiteral("u"));
        choice.target = QStringLiteral("v");
        const BoundaryScene second = boundaryScene(it.model, it.data, choice, 8);
        QCOMPARE(second.targetName(), QStringLiteral("v"));
        QCOMPARE(second.output(), first.map.outputs[1]);
        QCOMPARE(second.points.size(), first.points.size());
        QVERIFY(!first.points.empty());
        for (std::size_t i = 0; i < first.points.size(); ++i)
            QVERIFY(std::abs(second.points[i].value - 10 * first.points[i].value) < 1e-3);
    }

    void anUnknownTargetIsRefused()
    {
        const Case it;
        BoundaryChoice choice;
        choice.target = QStringLiteral("w");
        QVERIFY_EXCEPTION_THROWN(boundaryScene(it.model, it.data, choice, 8), Error);
    }

    void theChosenRowsAreDrawnAndTheColoursStay()
    {
        const Case it;
        const BoundaryScene all = boundaryScene(it.model, it.data, {}, 8);
        const auto held =
            std::count_if(all.points.begin(), all.points.end(), [](const MapPoint& p) { return p.validation; });
        QVERIFY(held > 0 && held < std::ssize(all.points));
        BoundaryChoice choice;
        choice.training = false;
        const BoundaryScene rest = boundaryScene(it.model, it.data, choice, 8);
        QCOMPARE(std::ssize(rest.points), held);
        choice.validation = false;
        const BoundaryScene none = boundaryScene(it.model, it.data, choice, 8);
        QVERIFY(none.points.empty());
        QCOMPARE(std::pair(none.low, none.high), std::pair(all.low, all.high));
    }

    void theNetworkIsLeftOutOnRequest()
    {
        const Case it;
        QVERIFY(!boundaryScene(it.model, it.data, {}, 8).network.shapes.empty());
        BoundaryChoice choice;
        choice.unitMaps = false;
        const BoundaryScene scene = boundaryScene(it.model, it.data, choice, 8);
        QVERIFY(scene.network.shapes.empty());
        QVERIFY(scene.map.units.empty());
        QVERIFY(scene.map.exact);
    }

    void theMapGoesBeyondTheRowsAsFarAsIsAskedFor()
    {
        const Case it;
        const auto sides = [&](double beyond) {
            BoundaryChoice choice;
            choice.across = QStringLiteral("a");
            choice.up = QStringLiteral("b");
            choice.beyond = beyond;
            const MapAxis axis = boundaryScene(it.model, it.data, choice, 8).map.across;
            return std::pair(axis.low, axis.high);
        };
        const auto [low, high] = sides(0);
        const auto [halfLow, halfHigh] = sides(0.5);
        QVERIFY(std::abs(halfLow - (low - (high - low) / 2)) < 1e-9);
        QVERIFY(std::abs(halfHigh - (high + (high - low) / 2)) < 1e-9);
        QCOMPARE(boundaryScene(it.model, it.data, {}, 8).map.across.low, sides(0.1).first);
    }

    void theKeyTakesAsManyLinesAsItNeeds()
    {
        const Case it;
        const BoundaryScene scene = boundaryScene(it.model, it.data, {}, 8);
        QVERIFY(BoundaryKey(scene, 160, false).height() > BoundaryKey(scene, 1200, false).height());
    }
};

QTEST_MAIN(TestBoundaryScene)
#include "tst_boundary_scene.moc"
