// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/predict/prediction_distribution.h"

#include "core/evaluation/predictions.h"
#include "core/explanation/background.h"
#include "core/training/evaluate.h"
#include "ui/plots/plot_menu.h"
#include "ui/plots/xy_plot.h"
#include "ui/toolkit/text.h"

#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

constexpr Index kMostRows = 5000;
constexpr int kBins = 30;

} // namespace

PredictionDistribution::PredictionDistribution(QWidget* parent) : QWidget(parent), m_plot(new XyPlot(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_plot);
    m_plot->setObjectName(QStringLiteral("predictionDistribution"));
    m_plot->setAccessibleName(tr("Predictions of the training rows"));
    m_plot->setFixedHeight(150);
    m_plot->setEmptyText(tr("Being computed."));
    addPictureActions(
        *m_plot, tr("predictions"),
        [this](const QByteArray& format, double s) { return m_plot->picture(format, m_plot->size(), s); },
        [this] { return m_plot->csv(); });
}

void PredictionDistribution::setSource(const ExplanationSource& source)
{
    if (source.model == m_source.model && source.data == m_source.data)
        return;
    m_source = source;
    const TargetInfo& target = source.model->preparation->target();
    const bool shown = target.outputs() == 1 && (target.task == Task::Regression || target.task == Task::Binary);
    setVisible(shown);
    m_job.cancel();
    m_bins = {};
    m_plot->setContent({}, {});
    if (!shown)
        return;
    m_job.start(
        [source, probability = target.task == Task::Binary](const std::stop_token&, const auto&) {
            const FittedRecipe& fitted = *source.model->preparation;
            const Dataset prepared =
                fitted.transform(*source.data->table, drawRows(source.data->split.train, kMostRows, 0), false);
            const Matrix output = fitted.undoTarget(predict(source.model->network, source.model->weights, prepared.x));
            Bins bins;
            if (!output.allFinite())
                return bins;
            bins.rows = output.cols();
            double low = probability ? 0 : static_cast<double>(output.minCoeff());
            double high = probability ? 1 : static_cast<double>(output.maxCoeff());
            constexpr double kRounding = 1e-9;
            if (high - low <= kRounding * std::max(std::abs(low), std::abs(high))) { // the same for every row
                low -= 0.5;
                high += 0.5;
            }
            const double width = (high - low) / kBins;
            bins.counts.assign(kBins, 0);
            for (int i = 0; i < kBins; ++i)
                bins.middles.push_back(low + (i + 0.5) * width);
            for (const Scalar value : output.row(0)) {
                const auto place = static_cast<int>((static_cast<double>(value) - low) / width);
                ++bins.counts[static_cast<std::size_t>(std::clamp(place, 0, kBins - 1))];
            }
            return bins;
        },
        [this](const Bins& bins) {
            m_bins = bins;
            setVisible(!bins.counts.empty());
            draw();
        },
        [this](const QString& problem) { m_plot->setEmptyText(problem); });
}

void PredictionDistribution::draw()
{
    if (m_bins.counts.empty())
        return;
    const TargetInfo& target = m_source.model->preparation->target();
    std::vector<XySeries> series(1);
    series[0].style = XySeries::Style::Bars;
    series[0].x = m_bins.middles;
    series[0].y = m_bins.counts;
    if (std::isfinite(m_value)) {
        XySeries line;
        line.role = XySeries::Role::Third;
        line.name = m_text;
        line.x = {m_value, m_value};
        line.y = {0, *std::max_element(m_bins.counts.begin(), m_bins.counts.end())};
        series.push_back(std::move(line));
    }
    const QString name = target.task == Task::Binary
                             ? tr("predicted probability of %1").arg(fromUtf8(target.names.front()))
                             : tr("%1, predicted").arg(fromUtf8(target.column));
    m_plot->setContent(std::move(series), {name, tr("training rows"), {}, {}});
}

void PredictionDistribution::setPrediction(double value, const QString& text)
{
    m_value = value;
    m_text = text;
    draw();
}

} // namespace netloom
