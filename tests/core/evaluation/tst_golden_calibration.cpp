// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/calibration.h"
#include "tests/core/evaluation/golden_figures.h"
#include "tests/support/golden_report.h"

using namespace netloom;
using golden::Comparison;
using golden::Json;

class TestGoldenCalibration : public QObject
{
    Q_OBJECT

private slots:
    void cases();
};

void TestGoldenCalibration::cases()
{
    for (const Json& file : golden::filesOfKind("calibration")) {
        Comparison c(golden::title(file, "bins"), 1e-12);
        Comparison line(golden::title(file, "recalibration"), 1e-9);
        for (const Json& one : file.at("cases")) {
            const std::string name = one.at("name").get<std::string>();
            const std::vector<double> p = golden::numbers(one.at("p"));
            std::vector<std::uint8_t> positive;
            for (const double y : golden::numbers(one.at("y_true")))
                positive.push_back(y > 0.5);
            for (const Json& want : one.at("expected")) {
                const bool uniform = want.at("strategy").get<std::string>() == "uniform";
                const CalibrationCurve got = calibrationCurve(p, positive, want.at("bins").get<std::size_t>(),
                                                              uniform ? Binning::Uniform : Binning::Quantile);
                c.compare(name + " edges", got.edges, golden::numbers(want.at("edges")));
                golden::compareFigure(c, name + " ece", got.ece, want.at("ece"));
                golden::compareFigure(c, name + " mce", got.mce, want.at("mce"));
                const Json& bins = want.at("non_empty");
                golden::compareCount(c, name + " bins", static_cast<Index>(got.bins.size()),
                                     Json(static_cast<std::int64_t>(bins.size())));
                for (std::size_t i = 0; i < std::min(bins.size(), got.bins.size()); ++i) {
                    const CalibrationBin& bin = got.bins[i];
                    golden::compareCount(c, name + " bin", static_cast<Index>(bin.bin), bins.at(i).at("bin"));
                    golden::compareCount(c, name + " count", bin.count, bins.at(i).at("count"));
                    c.compare(name + " mean", bin.meanPredicted, bins.at(i).at("mean_predicted").get<double>());
                    c.compare(name + " observed", bin.observed, bins.at(i).at("observed").get<double>());
                    golden::compareInterval(c, name + " wilson", bin.interval, bins.at(i).at("wilson95"));
                }
            }
            std::vector<double> logits;
            for (const double value : p)
                logits.push_back(std::log(value) - std::log1p(-value));
            const auto got = recalibrationLine(logits, positive);
            const Json& want = one.at("recalibration");
            line.compare(name + " line", got.has_value(), !want.is_null());
            if (!got || want.is_null())
                continue;
            line.compare(name + " intercept", got->intercept, want.at("intercept").get<double>());
            line.compare(name + " slope", got->slope, want.at("slope").get<double>());
            line.compare(name + " in the large", got->inTheLarge, want.at("in_the_large").get<double>());
            line.compare(name + " mean predicted", got->meanPredicted, want.at("mean_predicted").get<double>());
            line.compare(name + " observed", got->observedRate, want.at("observed_rate").get<double>());
        }
        golden::finish(c);
        golden::finish(line);
    }
}

QTEST_APPLESS_MAIN(TestGoldenCalibration)
#include "tst_golden_calibration.moc"
