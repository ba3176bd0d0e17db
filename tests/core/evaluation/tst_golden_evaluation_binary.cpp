// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/split_mix.h"
#include "core/evaluation/bootstrap.h"
#include "core/evaluation/comparison.h"
#include "core/evaluation/part_evaluation.h"
#include "core/evaluation/threshold_choice.h"
#include "tests/core/evaluation/golden_figures.h"
#include "tests/support/golden_report.h"

#include <charconv>

using namespace netloom;
using golden::Comparison;
using golden::Json;

namespace {

TargetInfo twoClasses()
{
    TargetInfo target;
    target.task = Task::Binary;
    target.classes = {"no", "yes"};
    target.names = {"yes"};
    return target;
}

std::size_t placeOf(const std::string& key)
{
    const auto& infos = figuresOf(Task::Binary);
    for (std::size_t i = 0; i < infos.size(); ++i)
        if (infos[i].key == key)
            return i;
    throw std::runtime_error("no figure " + key);
}

void compareThresholds(Comparison& c, const std::string& name, PartEvaluation e, const Json& list)
{
    for (const Json& want : list) {
        const double threshold = want.at("threshold").get<double>();
        const std::string place = name + " at " + std::to_string(threshold) + " ";
        moveThreshold(e, threshold);
        const BinaryEvaluation& one = e.binary.front();
        const ClassFigures& positive = one.figures.perClass.at(1);
        golden::compareCount(c, place + "tp", one.counts.tp, want.at("tp"));
        golden::compareCount(c, place + "fp", one.counts.fp, want.at("fp"));
        golden::compareCount(c, place + "fn", one.counts.fn, want.at("fn"));
        golden::compareCount(c, place + "tn", one.counts.tn, want.at("tn"));
        golden::compareFigure(c, place + "accuracy", one.figures.accuracy, want.at("accuracy"));
        golden::compareInterval(c, place + "wilson", *one.figures.accuracyInterval, want.at("accuracy_wilson95"));
        golden::compareFigure(c, place + "precision", positive.precision, want.at("precision"));
        golden::compareFigure(c, place + "recall", positive.recall, want.at("recall"));
        golden::compareFigure(c, place + "specificity", positive.specificity, want.at("specificity"));
        golden::compareFigure(c, place + "f1", positive.f1, want.at("f1"));
        golden::compareFigure(c, place + "npv", positive.negativePredictiveValue, want.at("negative_predictive_value"));
        golden::compareFigure(c, place + "balanced", one.figures.balancedAccuracy, want.at("balanced_accuracy"));
        golden::compareFigure(c, place + "mcc", one.figures.mcc, want.at("mcc"));
        golden::compareFigure(c, place + "kappa", one.figures.cohenKappa, want.at("cohen_kappa"));
        golden::compareFigure(c, place + "macro f1", one.figures.macro->f1, want.at("macro_f1"));
        golden::compareFigure(c, place + "weighted f1", one.figures.weighted->f1, want.at("weighted_f1"));
        golden::compareShares(c, place + "row share", one.counts.matrix(), want.at("row_shares"), true);
        golden::compareShares(c, place + "column share", one.counts.matrix(), want.at("column_shares"), false);
        // The list of figures says the same, moved or computed anew at this threshold.
        const std::vector<Figure> anew = figuresWithIntervals(e.rows, {threshold, 0, 0, 1});
        for (std::size_t i = 0; i < anew.size(); ++i) {
            const bool there = e.figures[i].value.has_value();
            c.compare(place + "moved " + anew[i].info.key, there, anew[i].value.has_value());
            if (there && anew[i].value)
                c.compare(place + "moved " + anew[i].info.key, *e.figures[i].value, *anew[i].value);
        }
        golden::compareFigure(c, place + "figure f1", e.figures[placeOf("f1")].value, want.at("f1"));
    }
}

void compareCurves(Comparison& c, const std::string& name, const Ranking& ranking, const Json& want)
{
    const Json& roc = want.at("roc");
    golden::compareCount(c, name + " cuts", static_cast<Index>(ranking.cuts()),
                         Json(static_cast<std::int64_t>(roc.at("thresholds").size())));
    for (std::size_t cut = 0; cut < ranking.cuts(); ++cut) {
        const std::string place = name + " cut " + std::to_string(cut) + " ";
        const Json null;
        golden::compareFigure(c, place + "fpr", ranking.falsePositiveRate(cut),
                              roc.at("fpr").is_null() ? null : roc.at("fpr").at(cut));
        golden::compareFigure(c, place + "tpr", ranking.truePositiveRate(cut),
                              roc.at("tpr").is_null() ? null : roc.at("tpr").at(cut));
        const double threshold = roc.at("thresholds").at(cut).get<double>();
        c.compare(place + "threshold", ranking.threshold(cut), threshold);
        QCOMPARE(ranking.cutAt(ranking.threshold(cut)), cut);
        if (cut == 0)
            continue;
        c.compare(place + "score", ranking.scores()[cut - 1], roc.at("scores").at(cut).get<double>());
        const Json& pr = want.at("pr");
        golden::compareFigure(c, place + "recall", ranking.truePositiveRate(cut),
                              pr.at("recall").is_null() ? null : pr.at("recall").at(cut - 1));
        golden::compareFigure(c, place + "precision", ranking.precision(cut), pr.at("precision").at(cut - 1));
    }
    golden::compareFigure(c, name + " auc", ranking.auc(), want.at("auc"));
    golden::compareFigure(c, name + " delong", ranking.aucStandardError(), want.at("auc_delong_se"));
    golden::compareFigure(c, name + " ap", ranking.averagePrecision(), want.at("average_precision"));
    golden::compareFigure(c, name + " ks", ranking.ks(), want.at("ks"));
    const Json& gain = want.at("gain");
    for (std::size_t i = 0; i < gain.at("fraction").size(); ++i) {
        const double fraction = gain.at("fraction").at(i).get<double>();
        const Json null;
        golden::compareFigure(c, name + " gain", ranking.gain(fraction),
                              gain.at("gain").is_null() ? null : gain.at("gain").at(i));
        golden::compareFigure(c, name + " lift", ranking.lift(fraction),
                              gain.at("lift").is_null() ? null : gain.at("lift").at(i));
    }
    const std::pair<const char*, ThresholdRule> rules[] = {{"f1", {ThresholdRule::Kind::F1, 1, 1}},
                                                           {"youden", {ThresholdRule::Kind::Youden, 1, 1}},
                                                           {"cost_fp1_fn1", {ThresholdRule::Kind::Cost, 1, 1}},
                                                           {"cost_fp1_fn5", {ThresholdRule::Kind::Cost, 1, 5}},
                                                           {"cost_fp4_fn1", {ThresholdRule::Kind::Cost, 4, 1}}};
    for (const auto& [key, rule] : rules) {
        const Json& choice = want.at("choose").at(key);
        const auto got = chooseThreshold(ranking, rule);
        c.compare(name + " choice " + key, got.has_value(), !choice.is_null());
        if (!got || choice.is_null())
            continue;
        c.compare(name + " threshold " + key, got->threshold, choice.at("threshold").get<double>());
        c.compare(name + " value " + key, got->value, choice.at("value").get<double>());
        golden::compareCount(c, name + " tp " + key, got->counts.tp, choice.at("tp"));
        golden::compareCount(c, name + " fp " + key, got->counts.fp, choice.at("fp"));
        golden::compareCount(c, name + " fn " + key, got->counts.fn, choice.at("fn"));
        golden::compareCount(c, name + " tn " + key, got->counts.tn, choice.at("tn"));
    }
}

} // namespace

class TestGoldenEvaluationBinary : public QObject
{
    Q_OBJECT

private slots:
    void cases();
    void bootstrapped();
    void comparisons();
    void proportions();
};

void TestGoldenEvaluationBinary::cases()
{
    for (const Json& file : golden::filesOfKind("evaluation_binary")) {
        Comparison c(golden::title(file, "cases"), 1e-12);
        for (const Json& one : file.at("cases")) {
            const std::string name = one.at("name").get<std::string>();
            const PredictedRows rows = golden::rowsOf(one.at("y_true"), one.at("p"), twoClasses(), true);
            golden::compareCount(c, name + " used", rows.size(), one.at("n_used"));
            golden::compareCount(c, name + " left out", rows.leftOut(), one.at("n_left_out"));
            const PartEvaluation e = evaluatePart(rows, "test", {0.5, 0, 0, 1});
            const Json& want = one.at("expected");
            if (want.is_null()) {
                for (const Figure& figure : e.figures)
                    QVERIFY(!figure.value && !figure.note.empty());
                continue;
            }
            const BinaryEvaluation& two = e.binary.front();
            golden::compareCount(c, name + " positives", two.ranking.positives(), want.at("positives"));
            golden::compareCount(c, name + " negatives", two.ranking.negatives(), want.at("negatives"));
            compareThresholds(c, name, e, want.at("at_threshold"));
            golden::compareFigure(c, name + " log loss", two.logLoss.value, want.at("log_loss"));
            golden::compareCount(c, name + " clipped", two.logLoss.clipped, want.at("log_loss_rows_clipped"));
            golden::compareFigure(c, name + " brier", two.brier.value, want.at("brier"));
            golden::compareFigure(c, name + " brier of prevalence", two.brier.ofPrevalence,
                                  want.at("brier_of_constant_prevalence"));
            compareCurves(c, name, two.ranking, want);
        }
        golden::finish(c);
    }
}

void TestGoldenEvaluationBinary::bootstrapped()
{
    for (const Json& file : golden::filesOfKind("evaluation_binary")) {
        Comparison c(golden::title(file, "bootstrap"), 1e-12);
        const Json& set = file.at("bootstrap");
        const auto seed = static_cast<std::uint64_t>(set.at("seed").get<std::int64_t>());
        SplitMix64 zero(0);
        for (const Json& text : set.at("generator").at("splitmix64_seed0_first4_hex")) {
            const auto hex = text.get<std::string>();
            std::uint64_t want = 0;
            std::from_chars(hex.data(), hex.data() + hex.size(), want, 16);
            QCOMPARE(zero.next(), want);
        }
        SplitMix64 units(seed);
        for (const Json& want : set.at("generator").at("unit_from_seed_first4"))
            c.compare("unit", units.unit(), want.get<double>());
        const PredictedRows rows = golden::rowsOf(set.at("y_true"), set.at("p"), twoClasses(), true);
        const auto resamples = static_cast<Index>(set.at("resamples").size());
        for (Index b = 0; b < resamples; ++b) {
            const std::vector<Index> drawn = resampleRows(seed, b, rows.size());
            for (std::size_t i = 0; i < drawn.size(); ++i)
                golden::compareCount(c, "row", drawn[i], set.at("resamples").at(b).at(i));
        }
        const ResampledFigures figures(rows, set.at("threshold").get<double>());
        const auto values = bootstrap(rows.size(), figuresOf(Task::Binary).size(),
                                      [&](auto k, auto v) { figures.compute(k, v); }, {resamples, seed});
        const auto all = figures.values();
        for (const auto& [key, want] : set.at("expected").items()) {
            const std::size_t place = placeOf(key);
            golden::compareFigure(c, key, all[place], want.at("value"));
            golden::compareCount(c, key + " used", static_cast<Index>(values[place].size()), want.at("resamples_used"));
            const auto interval = percentileInterval(values[place], resamples);
            QVERIFY(interval.has_value());
            c.compare(key + " low", interval->low, want.at("low").get<double>());
            c.compare(key + " high", interval->high, want.at("high").get<double>());
        }
        golden::finish(c);
    }
}

void TestGoldenEvaluationBinary::comparisons()
{
    for (const Json& file : golden::filesOfKind("evaluation_binary")) {
        Comparison c(golden::title(file, "comparison"), 1e-12);
        for (const Json& one : file.at("mcnemar")) {
            const McNemar got = mcNemar(one.at("only_a_right").get<Index>(), one.at("only_b_right").get<Index>());
            c.compare("exact", got.exact, one.at("exact").get<double>());
            c.compare("mid-p", got.midP, one.at("mid_p").get<double>());
        }
        for (const Json& one : file.at("comparison")) {
            const PredictedRows a = golden::rowsOf(one.at("y_true"), one.at("p_a"), twoClasses(), true);
            const PredictedRows b = golden::rowsOf(one.at("y_true"), one.at("p_b"), twoClasses(), true);
            std::vector<std::uint8_t> rightA;
            std::vector<std::uint8_t> rightB;
            const std::vector<int> truth = a.classes();
            const std::vector<int> saidA = a.decided();
            const std::vector<int> saidB = b.decided();
            for (std::size_t i = 0; i < truth.size(); ++i) {
                rightA.push_back(saidA[i] == truth[i]);
                rightB.push_back(saidB[i] == truth[i]);
            }
            const McNemar got = mcNemar(rightA, rightB);
            golden::compareCount(c, "only a", got.onlyA, one.at("only_a_right"));
            golden::compareCount(c, "only b", got.onlyB, one.at("only_b_right"));
            c.compare("exact", got.exact, one.at("mcnemar").at("exact").get<double>());
            c.compare("mid-p", got.midP, one.at("mcnemar").at("mid_p").get<double>());
            // The stored rows of the resamples, as the seed of a comparison is not stored.
            const ResampledFigures figuresA(a);
            const ResampledFigures figuresB(b);
            for (const auto& [key, want] : one.at("difference").items()) {
                const std::size_t place = placeOf(key);
                std::vector<double> differences;
                for (const Json& drawn : one.at("resamples")) {
                    std::vector<std::uint32_t> counts(truth.size(), 0);
                    for (const Json& row : drawn)
                        ++counts[row.get<std::size_t>()];
                    std::vector<std::optional<double>> va(figuresOf(Task::Binary).size());
                    std::vector<std::optional<double>> vb(va.size());
                    figuresA.compute(counts, va);
                    figuresB.compute(counts, vb);
                    if (va[place] && vb[place])
                        differences.push_back(*va[place] - *vb[place]);
                }
                const auto interval = percentileInterval(differences, static_cast<Index>(one.at("resamples").size()));
                QVERIFY(interval.has_value());
                c.compare(key, *figuresA.values()[place] - *figuresB.values()[place], want.at("value").get<double>());
                c.compare(key + " low", interval->low, want.at("low").get<double>());
                c.compare(key + " high", interval->high, want.at("high").get<double>());
            }
        }
        golden::finish(c);
    }
}

void TestGoldenEvaluationBinary::proportions()
{
    for (const Json& file : golden::filesOfKind("evaluation_binary")) {
        Comparison c(golden::title(file, "wilson"), 1e-12);
        for (const Json& one : file.at("wilson95"))
            golden::compareInterval(c, "interval", wilsonInterval(one.at("k").get<Index>(), one.at("n").get<Index>()),
                                    one.at("interval"));
        QCOMPARE(wilsonInterval(0, 10).low, 0.0);
        QCOMPARE(wilsonInterval(10, 10).high, 1.0);
        golden::finish(c);
    }
}

QTEST_APPLESS_MAIN(TestGoldenEvaluationBinary)
#include "tst_golden_evaluation_binary.moc"
