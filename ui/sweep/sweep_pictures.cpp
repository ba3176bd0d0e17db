// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sweep/sweep_pictures.h"

#include "ui/document/project_document.h"
#include "ui/plots/parallel_plot.h"
#include "ui/plots/xy_plot.h"
#include "ui/sweep/sweep_axes.h"
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/text.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace netloom {

namespace {

constexpr std::size_t kMostLines = 2000; ///< a picture of more says nothing more

} // namespace

SweepPictures::SweepPictures(const ProjectDocument& document, QWidget* parent)
    : QSplitter(Qt::Horizontal, parent),
      m_document(document),
      m_plot(new ParallelPlot(this)),
      m_curves(new XyPlot(this))
{
    setChildrenCollapsible(false);
    setHandleWidth(1);
    m_plot->setObjectName(QStringLiteral("parallel"));
    m_plot->setEmptyText(tr("Each trial becomes a line from its settings to its result."));
    m_curves->setObjectName(QStringLiteral("curves"));
    m_curves->setAccessibleName(tr("Loss of the trials"));
    m_curves->setEmptyText(tr("The loss of each trial is drawn here."));
    setStretchFactor(0, 5);
    setStretchFactor(1, 3);
    connect(m_plot, &ParallelPlot::lineClicked, this, &SweepPictures::trialClicked);
}

void SweepPictures::setChosen(int trial)
{
    m_chosen = trial;
    m_plot->setHighlighted(trial);
}

void SweepPictures::clear()
{
    m_chosen = -1;
    m_plot->setContent({}, {});
    m_curves->setContent({}, {});
}

void SweepPictures::showTrials(const SweepResults& results)
{
    std::vector<ParallelPlot::Axis> shown;
    std::vector<std::map<std::string, double>> places;
    for (std::size_t i = 0; i < results.plan.axes.size(); ++i) {
        const SweepAxis& axis = results.plan.axes[i];
        ParallelPlot::Axis one;
        one.title = sweptTitle(m_document, fromUtf8(axis.key));
        std::map<std::string, double> place;
        bool numbers = true;
        double low = 0, high = 0;
        for (const SweepTrial& trial : results.trials) {
            const std::optional<double> value = sweptNumber(trial.settings[i].second);
            numbers = numbers && value;
            if (!value)
                break;
            low = &trial == &results.trials.front() ? *value : std::min(low, *value);
            high = &trial == &results.trials.front() ? *value : std::max(high, *value);
        }
        if (numbers) {
            one.logarithmic = low > 0 && high >= 20 * low;
        } else {
            for (const SweepTrial& trial : results.trials)
                if (place.emplace(trial.settings[i].second, static_cast<double>(place.size())).second)
                    one.names << sweptValue(m_document, axis.key, trial.settings[i].second);
        }
        shown.push_back(std::move(one));
        places.push_back(std::move(place));
    }
    ParallelPlot::Axis score;
    score.title = metricName(results.scoreKey);
    score.title[0] = score.title[0].toUpper();
    score.metric = results.scoreKey;
    shown.push_back(std::move(score));
    std::vector<ParallelPlot::Line> lines;
    const std::vector<std::size_t> order = results.ranking();
    for (const std::size_t trialPlace : order) {
        const SweepTrial& trial = results.trials[trialPlace];
        if (!std::isfinite(trial.result.score) || trial.state == TrialState::Failed || lines.size() == kMostLines)
            continue;
        ParallelPlot::Line line;
        line.key = static_cast<int>(trialPlace);
        line.faint = trial.state != TrialState::Done;
        for (std::size_t i = 0; i < trial.settings.size(); ++i)
            line.at.push_back(places[i].empty() ? sweptNumber(trial.settings[i].second).value_or(std::nan(""))
                                                : places[i].at(trial.settings[i].second));
        line.at.push_back(trial.result.score);
        lines.push_back(std::move(line));
    }
    m_plot->setContent(std::move(shown), std::move(lines));
}

void SweepPictures::showCurves(const SweepResults& results, const std::vector<std::vector<double>>& all)
{
    constexpr std::size_t kMostCurves = 60;
    constexpr std::size_t kMostPoints = 200;
    const int bold = m_chosen >= 0 ? m_chosen : results.best();
    std::vector<std::size_t> places;
    for (const std::size_t place : results.ranking())
        if (place < all.size() && !all[place].empty() && static_cast<int>(place) != bold)
            places.push_back(place);
    std::stable_partition(places.begin(), places.end(),
                          [&](std::size_t place) { return results.trials[place].state == TrialState::Waiting; });
    if (places.size() > kMostCurves)
        places.resize(kMostCurves);
    if (bold >= 0 && static_cast<std::size_t>(bold) < all.size())
        places.push_back(static_cast<std::size_t>(bold));
    std::vector<XySeries> series;
    double low = 0;
    double high = 0;
    for (const std::size_t place : places) {
        const std::vector<double>& losses = all[place];
        XySeries one;
        one.role = static_cast<int>(place) == bold ? XySeries::Role::Main : XySeries::Role::Faint;
        if (static_cast<int>(place) == bold)
            one.name = tr("trial %1").arg(wholeNumber(results.trials[place].number));
        const std::size_t step = std::max<std::size_t>(1, losses.size() / kMostPoints);
        for (std::size_t i = 0; i < losses.size(); i += step) {
            one.x.push_back(static_cast<double>(i + 1));
            one.y.push_back(losses[i]);
        }
        // One that leaps out would press all others flat.
        if (!losses.empty() && std::isfinite(losses.front()))
            high = std::max(high, losses.front());
        for (const double loss : losses)
            if (std::isfinite(loss))
                low = std::min(low, loss);
        series.push_back(std::move(one));
    }
    const bool watched = m_document.prepared() && m_document.prepared()->data.validation &&
                         m_document.prepared()->data.validation->samples() > 0;
    XyPlot::Axes shown;
    shown.x = tr("epoch");
    shown.y = watched ? tr("validation loss") : tr("loss");
    if (high > low)
        shown.yRange = {low, 1.1 * high};
    m_curves->setContent(std::move(series), shown);
}

} // namespace netloom
