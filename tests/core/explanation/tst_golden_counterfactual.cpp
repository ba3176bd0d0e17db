// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explanation/counterfactual.h"
#include "core/explanation/nearest_rows.h"
#include "tests/core/explanation/golden_explained.h"
#include "tests/support/golden_report.h"

#include <algorithm>
#include <cmath>

using namespace netloom;
using golden::Comparison;
using golden::Json;

namespace {

/// The table of a file: how its columns may change, and how the network gets its rows.
class Rows
{
public:
    explicit Rows(const Json& data) : m_columns(data.at("columns"))
    {
        for (const Json& column : m_columns) {
            ChangeableColumn one;
            one.name = column.at("name").get<std::string>();
            one.number = column.at("kind").get<std::string>() == "numeric";
            if (one.number) {
                one.whole = column.at("integer").get<bool>();
                one.resolution = column.at("resolution").get<double>();
                one.low = column.at("min").get<double>();
                one.high = column.at("max").get<double>();
                std::vector<double> values;
                for (const Json& row : data.at("rows"))
                    values.push_back(row.at(changeable.size()).get<double>());
                one.scale = changeScale(values);
            } else {
                one.levels = static_cast<Index>(column.at("levels").size());
            }
            changeable.push_back(one);
        }
    }

    ChangeableRow row(const Json& cells) const
    {
        ChangeableRow result;
        for (std::size_t j = 0; j < m_columns.size(); ++j)
            result.push_back(changeable[j].number ? cells.at(j).get<double>() : placeOf(j, cells.at(j)));
        return result;
    }

    Vector inputs(const ChangeableRow& row) const
    {
        std::vector<double> values;
        for (std::size_t j = 0; j < row.size(); ++j) {
            if (changeable[j].number)
                values.push_back((row[j] - m_columns.at(j).at("mean").get<double>()) /
                                 m_columns.at(j).at("sd").get<double>());
            else
                for (Index level = 0; level < changeable[j].levels; ++level)
                    values.push_back(row[j] == static_cast<double>(level) ? 1 : 0);
        }
        return Eigen::Map<const Eigen::VectorXd>(values.data(), static_cast<Index>(values.size())).cast<Scalar>();
    }

    Table table(const Json& list) const
    {
        Table result;
        result.rows = static_cast<Index>(list.size());
        for (std::size_t j = 0; j < m_columns.size(); ++j) {
            Column column;
            column.name = changeable[j].name;
            column.kind = changeable[j].number ? ColumnKind::Number : ColumnKind::Text;
            for (const Json& level : changeable[j].number ? Json::array() : m_columns.at(j).at("levels"))
                column.dictionary.push_back(level.get<std::string>());
            for (const Json& cells : list) {
                if (changeable[j].number)
                    column.numbers.push_back(cells.at(j).get<double>());
                else
                    column.codes.push_back(static_cast<std::int32_t>(placeOf(j, cells.at(j))));
            }
            result.columns.push_back(std::move(column));
        }
        return result;
    }

    std::vector<ChangeableColumn> changeable;

private:
    double placeOf(std::size_t j, const Json& word) const
    {
        const Json& levels = m_columns.at(j).at("levels");
        for (std::size_t k = 0; k < levels.size(); ++k)
            if (levels.at(k).get<std::string>() == word.get<std::string>())
                return static_cast<double>(k);
        throw std::runtime_error("unknown level");
    }

    const Json& m_columns;
};

} // namespace

class TestGoldenCounterfactual : public QObject
{
    Q_OBJECT

private slots:
    void instances();
    void nearestRows();
};

void TestGoldenCounterfactual::instances()
{
    for (const Json& file : golden::filesOfKind("counterfactual")) {
        Comparison c(golden::title(file, "counterfactuals"), 1e-9);
        ExplainedNetwork network = golden::explainedNetwork(file, "output");
        const double threshold = file.at("threshold").get<double>();
        Rows rows(file.at("data"));
        for (std::size_t j = 0; j < rows.changeable.size(); ++j)
            if (rows.changeable[j].number)
                c.compare("scale", rows.changeable[j].scale,
                          file.at("data").at("columns").at(j).at("scale").get<double>());
        double dearest = 0;
        for (const Json& one : file.at("instances")) {
            const bool positive = one.at("target").get<Index>() == 1;
            std::vector<ChangeableColumn> columns = rows.changeable;
            for (const Json& name : one.at("frozen"))
                for (ChangeableColumn& column : columns)
                    column.frozen = column.frozen || column.name == name.get<std::string>();
            const auto margin = [&](const std::vector<ChangeableRow>& list) {
                Matrix x(network.inputs(), static_cast<Index>(list.size()));
                for (std::size_t i = 0; i < list.size(); ++i)
                    x.col(static_cast<Index>(i)) = rows.inputs(list[i]);
                const Eigen::MatrixXd p = network.values(x);
                std::vector<double> result;
                for (Index i = 0; i < p.cols(); ++i)
                    result.push_back((p(0, i) > threshold) == positive ? 1e-300 + std::abs(p(0, i) - threshold)
                                                                       : -std::abs(p(0, i) - threshold));
                return result;
            };
            const ChangeableRow x = rows.row(one.at("x"));
            const std::vector<Counterfactual> got = counterfactuals(columns, x, margin);
            const Json& want = one.at("expected");
            const std::string place = "row " + std::to_string(one.at("row").get<Index>());
            if (want.at("changed").is_null()) {
                QVERIFY(got.empty());
                c.compare(place, 0, 0);
                continue;
            }
            QVERIFY2(!got.empty(), place.c_str());
            const Counterfactual& best = got.front();
            c.compare(place + " changed", static_cast<double>(best.changed.size()), want.at("changed").get<double>());
            const double cost = want.at("cost").get<double>();
            double allowed = 1.02 * cost + 1e-6;
            double spent = 0;
            for (std::size_t j = 0; j < columns.size(); ++j) {
                const bool changed = best.row[j] != x[j];
                QCOMPARE(changed, std::find(best.changed.begin(), best.changed.end(), j) != best.changed.end());
                QVERIFY(!changed || !columns[j].frozen);
                if (!changed)
                    continue;
                spent += columns[j].number ? std::abs(best.row[j] - x[j]) / columns[j].scale : 1;
                if (!columns[j].number)
                    continue;
                QVERIFY(best.row[j] >= columns[j].low && best.row[j] <= columns[j].high);
                if (columns[j].whole)
                    QCOMPARE(best.row[j], std::round(best.row[j]));
                else
                    allowed += columns[j].resolution / columns[j].scale;
                const double count = best.row[j] / columns[j].resolution;
                QVERIFY(std::abs(count - std::round(count)) < 1e-6);
            }
            c.compare(place + " cost", spent, best.cost);
            QVERIFY2(best.cost <= allowed, (place + ": " + std::to_string(best.cost)).c_str());
            QVERIFY2(best.cost >= cost * (1 - 1e-4), place.c_str());
            QVERIFY(margin({best.row}).front() > 0);
            dearest = std::max(dearest, cost > 0 ? best.cost / cost : 1);
            if (!want.at("columns").is_null() && best.changed.size() == want.at("columns").size())
                for (std::size_t k = 0; k < best.changed.size(); ++k)
                    QCOMPARE(columns[best.changed[k]].name, want.at("columns").at(k).get<std::string>());
            for (const Counterfactual& other : got)
                QVERIFY(margin({other.row}).front() > 0);
        }
        qInfo("dearest answer, rounded as shown, against the least cost at the boundary: %.4f", dearest);
        golden::finish(c);
    }
}

void TestGoldenCounterfactual::nearestRows()
{
    for (const Json& file : golden::filesOfKind("counterfactual")) {
        Comparison c(golden::title(file, "nearest rows"), 1e-12);
        const Rows rows(file.at("data"));
        const Table table = rows.table(file.at("data").at("rows"));
        const Table queries = rows.table(file.at("nearest_rows").at("queries"));
        std::vector<std::string> names;
        for (const ChangeableColumn& column : rows.changeable)
            names.push_back(column.name);
        std::vector<Index> all(static_cast<std::size_t>(table.rows));
        for (std::size_t i = 0; i < all.size(); ++i)
            all[i] = static_cast<Index>(i);
        const NearestRows nearest(table, all, names);
        for (Index q = 0; q < queries.rows; ++q) {
            const Json& want = file.at("nearest_rows").at("expected").at(q);
            const auto got = nearest.nearest(queries, q, want.at("rows").size());
            for (std::size_t k = 0; k < got.size(); ++k) {
                c.compare("row", static_cast<double>(got[k].row), want.at("rows").at(k).get<double>());
                c.compare("distance", got[k].distance, want.at("distance").at(k).get<double>());
            }
        }
        const NearestRows::Usual usual = nearest.usual(1);
        QCOMPARE(usual.rows, table.rows);
        QVERIFY(usual.median < usual.quantile99);
        golden::finish(c);
    }
}

QTEST_APPLESS_MAIN(TestGoldenCounterfactual)
#include "tst_golden_counterfactual.moc"
