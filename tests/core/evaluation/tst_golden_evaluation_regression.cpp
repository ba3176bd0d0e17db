// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/part_evaluation.h"
#include "tests/core/evaluation/golden_figures.h"
#include "tests/support/golden_report.h"

using namespace netloom;
using golden::Comparison;
using golden::Json;

namespace {

void compareOutput(Comparison& c, const std::string& name, const NumberEvaluation& one, const std::vector<Index>& rows,
                   const Json& want)
{
    const RegressionFigures& f = one.figures;
    golden::compareCount(c, name + " n", f.rows, want.at("n"));
    const std::pair<const char*, std::optional<double>> figures[] = {{"r2", f.r2},
                                                                     {"explained_variance", f.explainedVariance},
                                                                     {"mae", f.mae},
                                                                     {"mse", f.mse},
                                                                     {"rmse", f.rmse},
                                                                     {"median_absolute_error", f.medianAbsoluteError},
                                                                     {"max_error", f.maxError},
                                                                     {"mean_residual", f.meanResidual},
                                                                     {"sd_residual", f.sdResidual},
                                                                     {"mape", f.mape},
                                                                     {"wape", f.wape},
                                                                     {"correlation", f.correlation}};
    for (const auto& [key, value] : figures)
        golden::compareFigure(c, name + " " + key, value, want.at(key));
    golden::compareCount(c, name + " left out of mape", f.mapeRowsLeftOut, want.at("mape_rows_left_out"));
    if (const Json* quantiles = want.find("residual_quantiles"))
        c.compare(name + " quantiles", one.quantiles, golden::numbers(quantiles->at("value")));
    if (const Json* qq = want.find("qq")) {
        const QuantilePlot plot = quantilePlot(one.residuals);
        c.compare(name + " theoretical", plot.theoretical, golden::numbers(qq->at("theoretical")));
        c.compare(name + " sample", plot.sample, golden::numbers(qq->at("sample")));
    }
    if (const Json* worst = want.find("worst_rows")) {
        const std::vector<WorstRow> got = worstRows(one.residuals, worst->size());
        golden::compareCount(c, name + " worst", static_cast<Index>(got.size()),
                             Json(static_cast<std::int64_t>(worst->size())));
        for (std::size_t i = 0; i < got.size(); ++i) {
            golden::compareCount(c, name + " worst row", rows[got[i].place], worst->at(i).at("row"));
            c.compare(name + " worst residual", got[i].residual, worst->at(i).at("residual").get<double>());
        }
    }
}

} // namespace

class TestGoldenEvaluationRegression : public QObject
{
    Q_OBJECT

private slots:
    void cases();
};

void TestGoldenEvaluationRegression::cases()
{
    for (const Json& file : golden::filesOfKind("evaluation_regression")) {
        Comparison c(golden::title(file, "cases"), 1e-12);
        Comparison large(golden::title(file, "large offset"), 1e-10);
        for (const Json& one : file.at("cases")) {
            const std::string name = one.at("name").get<std::string>();
            Comparison& to = name == "large offset" ? large : c;
            const bool several = one.at("y_true").front().is_array();
            TargetInfo target;
            target.task = Task::Regression;
            target.names.resize(several ? one.at("y_true").front().size() : 1, "y");
            const PredictedRows rows = golden::rowsOf(one.at("y_true"), one.at("y_pred"), target, false);
            golden::compareCount(to, name + " used", rows.size(), one.at("n_used"));
            golden::compareCount(to, name + " left out", rows.leftOut(), one.at("n_left_out"));
            const PartEvaluation e = evaluatePart(rows, "test", {0.5, 0, 0, 1});
            const Json& want = one.at("expected");
            if (!several) {
                compareOutput(to, name, e.numbers.front(), rows.rows, want);
                const std::pair<const char*, const char*> listed[] = {
                    {"r2", "r2"},
                    {"root_mean_squared_error", "rmse"},
                    {"mean_absolute_error", "mae"},
                    {"median_absolute_error", "median_absolute_error"},
                    {"mean_residual", "mean_residual"},
                    {"mean_absolute_percentage_error", "mape"},
                    {"wape", "wape"},
                    {"explained_variance", "explained_variance"},
                    {"correlation", "correlation"}};
                for (const auto& [key, theirs] : listed)
                    for (const Figure& figure : e.figures)
                        if (figure.info.key == key)
                            golden::compareFigure(to, name + " listed " + key, figure.value, want.at(theirs));
                continue;
            }
            for (std::size_t k = 0; k < e.numbers.size(); ++k)
                compareOutput(to, name, e.numbers[k], rows.rows, want.at("per_output").at(k));
            const Json& average = want.at("uniform_average");
            golden::compareFigure(to, name + " r2", e.averaged.r2, average.at("r2"));
            golden::compareFigure(to, name + " ev", e.averaged.explainedVariance, average.at("explained_variance"));
            golden::compareFigure(to, name + " mae", e.averaged.mae, average.at("mae"));
            golden::compareFigure(to, name + " mse", e.averaged.mse, average.at("mse"));
            golden::compareFigure(to, name + " rmse", e.averaged.rmse, average.at("rmse"));
            golden::compareFigure(to, name + " median", e.averaged.medianAbsoluteError,
                                  average.at("median_absolute_error"));
            golden::compareFigure(to, name + " weighted", e.averaged.r2VarianceWeighted,
                                  want.at("r2_variance_weighted"));
            golden::compareFigure(to, name + " listed r2", e.figures.front().value, average.at("r2"));
        }
        golden::finish(c);
        golden::finish(large);
    }
}

QTEST_APPLESS_MAIN(TestGoldenEvaluationRegression)
#include "tst_golden_evaluation_regression.moc"
