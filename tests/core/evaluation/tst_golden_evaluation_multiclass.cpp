// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/part_evaluation.h"
#include "tests/core/evaluation/golden_figures.h"
#include "tests/support/golden_report.h"

using namespace netloom;
using golden::Comparison;
using golden::Json;

namespace {

void compareAverages(Comparison& c, const std::string& place, const std::optional<AveragedFigures>& got,
                     const Json& want)
{
    c.compare(place + " precision", got->precision, want.at("precision").get<double>());
    c.compare(place + " recall", got->recall, want.at("recall").get<double>());
    c.compare(place + " f1", got->f1, want.at("f1").get<double>());
}

void compareCase(Comparison& c, const std::string& name, const PartEvaluation& e, const Json& want)
{
    const MulticlassEvaluation& m = *e.multiclass;
    const CountFigures& f = m.figures;
    const std::vector<int> predicted = e.rows.decided();
    for (std::size_t i = 0; i < predicted.size(); ++i)
        golden::compareCount(c, name + " predicted", predicted[i], want.at("predicted").at(i));
    for (std::size_t i = 0; i < m.confusion.classes(); ++i)
        for (std::size_t j = 0; j < m.confusion.classes(); ++j)
            golden::compareCount(c, name + " count", m.confusion.counts[i][j], want.at("confusion").at(i).at(j));
    golden::compareShares(c, name + " row share", m.confusion, want.at("row_shares"), true);
    golden::compareShares(c, name + " column share", m.confusion, want.at("column_shares"), false);
    golden::compareFigure(c, name + " accuracy", f.accuracy, want.at("accuracy"));
    golden::compareFigure(c, name + " balanced", f.balancedAccuracy, want.at("balanced_accuracy"));
    golden::compareFigure(c, name + " mcc", f.mcc, want.at("mcc"));
    golden::compareFigure(c, name + " kappa", f.cohenKappa, want.at("cohen_kappa"));
    golden::compareInterval(c, name + " wilson", *f.accuracyInterval, want.at("accuracy_wilson95"));
    for (std::size_t k = 0; k < f.perClass.size(); ++k) {
        const Json& one = want.at("per_class").at(k);
        golden::compareFigure(c, name + " precision", f.perClass[k].precision, one.at("precision"));
        golden::compareFigure(c, name + " recall", f.perClass[k].recall, one.at("recall"));
        golden::compareFigure(c, name + " f1", f.perClass[k].f1, one.at("f1"));
        golden::compareFigure(c, name + " specificity", f.perClass[k].specificity, one.at("specificity"));
        golden::compareCount(c, name + " support", f.perClass[k].support, one.at("support"));
        golden::compareCount(c, name + " predicted", f.perClass[k].predicted, one.at("predicted"));
        golden::compareFigure(c, name + " loss of class", m.logLoss.perClass[k], want.at("log_loss_per_class").at(k));
        golden::compareFigure(c, name + " auc", m.rankings[k].auc(), want.at("auc_one_vs_rest").at(k));
        golden::compareFigure(c, name + " ap", m.rankings[k].averagePrecision(), want.at("average_precision").at(k));
    }
    compareAverages(c, name + " macro", f.macro, want.at("macro"));
    compareAverages(c, name + " weighted", f.weighted, want.at("weighted"));
    compareAverages(c, name + " micro", f.micro, want.at("micro"));
    compareAverages(c, name + " all classes", f.macroAllClasses, want.at("macro_all_classes"));
    c.compare(name + " averaged over", std::vector<double>(f.averagedOver.begin(), f.averagedOver.end()),
              golden::numbers(want.at("averaged_over")));
    golden::compareFigure(c, name + " log loss", m.logLoss.value, want.at("log_loss"));
    golden::compareFigure(c, name + " brier", m.brier.value, want.at("brier"));
    golden::compareFigure(c, name + " auc macro", m.aucMacro, want.at("auc_macro"));
    golden::compareFigure(c, name + " auc 1 v 1", m.aucOneVersusOne, want.at("auc_one_vs_one_macro"));
    const std::vector<int> truth = e.rows.classes();
    const Json& top = want.at("top_label_calibration_10");
    const auto uniform = topLabelCalibration(e.rows.output, truth, 10);
    const auto quantiles = topLabelCalibration(e.rows.output, truth, 10, Binning::Quantile);
    golden::compareFigure(c, name + " ece", uniform.ece, top.at("uniform").at("ece"));
    golden::compareFigure(c, name + " mce", uniform.mce, top.at("uniform").at("mce"));
    golden::compareFigure(c, name + " ece q", quantiles.ece, top.at("quantile").at("ece"));
    golden::compareFigure(c, name + " mce q", quantiles.mce, top.at("quantile").at("mce"));
    golden::compareFigure(c, name + " class-wise", classwiseCalibrationError(e.rows.output, truth, 10),
                          want.at("classwise_ece_10"));
    const Json& largest = want.at("largest_confusions");
    golden::compareCount(c, name + " confusions", static_cast<Index>(m.largestConfusions.size()),
                         Json(static_cast<std::int64_t>(largest.size())));
    for (std::size_t i = 0; i < std::min(largest.size(), m.largestConfusions.size()); ++i) {
        const Confusion& one = m.largestConfusions[i];
        QCOMPARE(e.rows.target.classes[one.truth], largest.at(i).at(0).get<std::string>());
        QCOMPARE(e.rows.target.classes[one.prediction], largest.at(i).at(1).get<std::string>());
        golden::compareCount(c, name + " confusion", one.count, largest.at(i).at(2));
    }
    // The list of figures says the same.
    const std::pair<std::string, std::optional<double>> list[] = {{"accuracy", f.accuracy},
                                                                  {"balanced_accuracy", f.balancedAccuracy},
                                                                  {"macro_f1", f.macro->f1},
                                                                  {"weighted_f1", f.weighted->f1},
                                                                  {"mcc", f.mcc},
                                                                  {"cohen_kappa", f.cohenKappa},
                                                                  {"auc_macro", m.aucMacro},
                                                                  {"log_loss", m.logLoss.value},
                                                                  {"brier", m.brier.value}};
    for (const auto& [key, value] : list)
        for (const Figure& figure : e.figures)
            if (figure.info.key == key) {
                c.compare(name + " listed " + key, figure.value.has_value(), value.has_value());
                c.compare(name + " listed " + key, figure.value.value_or(0), value.value_or(0));
            }
}

} // namespace

class TestGoldenEvaluationMulticlass : public QObject
{
    Q_OBJECT

private slots:
    void cases();
    void confusionInWords();
};

void TestGoldenEvaluationMulticlass::cases()
{
    for (const Json& file : golden::filesOfKind("evaluation_multiclass")) {
        Comparison c(golden::title(file, "cases"), 1e-12);
        for (const Json& one : file.at("cases")) {
            const std::string name = one.at("name").get<std::string>();
            TargetInfo target;
            target.task = Task::Multiclass;
            for (const Json& text : one.at("classes"))
                target.classes.push_back(text.get<std::string>());
            target.names = target.classes;
            const PredictedRows rows = golden::rowsOf(one.at("y_true"), one.at("p"), target, true);
            golden::compareCount(c, name + " used", rows.size(), one.at("n_used"));
            golden::compareCount(c, name + " left out", rows.leftOut(), one.at("n_left_out"));
            compareCase(c, name, evaluatePart(rows, "test", {0.5, 0, 0, 1}), one.at("expected"));
        }
        golden::finish(c);
    }
}

void TestGoldenEvaluationMulticlass::confusionInWords()
{
    ConfusionMatrix confusion(3);
    confusion.counts = {{9, 0, 1}, {2, 7, 0}, {0, 5, 13}};
    const auto largest = largestConfusions(confusion, 2);
    QCOMPARE(largest.size(), std::size_t(2));
    QCOMPARE(largest[0].words({"north", "east", "south"}), std::string("5 of 18 south taken for east"));
    QCOMPARE(largest[1].words({"north", "east", "south"}), std::string("2 of 9 east taken for north"));
    QCOMPARE(largest[0].words({"7", "8", "9"}), std::string("5 of 18 rows of 9 taken for 8"));
}

QTEST_APPLESS_MAIN(TestGoldenEvaluationMulticlass)
#include "tst_golden_evaluation_multiclass.moc"
