// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_figures.h"

#include "core/explanation/background.h"
#include "core/explanation/explained_model.h"
#include "ui/toolkit/number_text.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace netloom {

namespace {

constexpr Index kMostYardstickCells = 20'000'000;
constexpr Index kLeastOfClass = 5;
constexpr double kOverconfident = 0.8; // slope of the recalibration line

std::string shown(double value)
{
    return shortNumber(value).toStdString();
}

/// How badly each row is predicted: log loss, or |residual|.
std::vector<double> lossOfRows(const PartEvaluation& part)
{
    if (part.multiclass)
        return part.multiclass->logLoss.rows;
    if (part.binary.size() == 1 && !part.binary.front().logLoss.rows.empty())
        return part.binary.front().logLoss.rows;
    std::vector<double> losses(static_cast<std::size_t>(part.rows.size()), 0.0);
    for (const BinaryEvaluation& each : part.binary)
        for (std::size_t i = 0; i < each.brier.rows.size() && i < losses.size(); ++i)
            losses[i] += each.brier.rows[i];
    for (const NumberEvaluation& each : part.numbers)
        for (std::size_t i = 0; i < each.residuals.size(); ++i)
            losses[i] += std::abs(each.residuals[i]);
    return losses;
}

struct Chosen {
    std::size_t place;
    std::string why;
};

/// Five rows at most: two typical ones, two of the worst, and the one that the threshold decides.
std::vector<Chosen> chosenRows(const PartEvaluation& part)
{
    const std::vector<double> losses = lossOfRows(part);
    std::vector<std::size_t> order(losses.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return losses[a] < losses[b]; });
    std::vector<Chosen> chosen;
    const auto take = [&](std::size_t place, const char* why) {
        if (std::none_of(chosen.begin(), chosen.end(), [&](const Chosen& each) { return each.place == place; }))
            chosen.push_back({place, why});
    };
    if (order.empty())
        return chosen;
    take(order[order.size() / 4], "typical");
    take(order[order.size() / 2], "typical");
    take(order.back(), "worst predicted");
    if (order.size() > 1)
        take(order[order.size() - 2], "second worst predicted");
    if (part.binary.size() == 1) {
        const std::vector<double> scores = part.rows.scores(0);
        const auto nearest = std::min_element(scores.begin(), scores.end(), [&](double a, double b) {
            return std::abs(a - part.threshold) < std::abs(b - part.threshold);
        });
        take(static_cast<std::size_t>(nearest - scores.begin()), "nearest to the threshold");
    }
    return chosen;
}

const Figure* headline(const PartEvaluation& part)
{
    return part.figures.empty() ? nullptr : &part.figures.front();
}

std::vector<std::string> weaknessesOf(const ReportFigures& figures)
{
    std::vector<std::string> found;
    const PartEvaluation& judged = figures.parts[figures.judged];
    const CountFigures* counts = judged.multiclass           ? &judged.multiclass->figures
                                 : judged.binary.size() == 1 ? &judged.binary.front().figures
                                                             : nullptr;
    if (counts) {
        std::optional<std::size_t> worst;
        for (std::size_t k = 0; k < counts->perClass.size(); ++k)
            if (counts->perClass[k].recall && counts->perClass[k].support >= kLeastOfClass &&
                (!worst || *counts->perClass[k].recall < *counts->perClass[*worst].recall))
                worst = k;
        if (worst && *counts->perClass[*worst].recall < 1)
            found.push_back("Worst class: of " + std::to_string(counts->perClass[*worst].support) + " rows of " +
                            judged.rows.target.classes[*worst] + ", " +
                            shown(100 * *counts->perClass[*worst].recall) + " % are recognised.");
    }
    if (judged.binary.size() == 1 && judged.binary.front().recalibration &&
        judged.binary.front().recalibration->slope < kOverconfident)
        found.push_back("Overconfident: " + judged.binary.front().recalibration->words() + ".");
    if (const Figure* first = headline(judged); first && first->value) {
        if (first->linear &&
            (first->info.higherIsBetter ? *first->value <= *first->linear : *first->value >= *first->linear))
            found.push_back("By " + first->info.name + " the network (" + shown(*first->value) +
                            ") does no better than " + judged.linearName + " (" + shown(*first->linear) +
                            ").");
        const Figure* training = headline(figures.parts.front());
        if (figures.judged != 0 && training && training->value && first->interval &&
            !first->interval->contains(*training->value))
            found.push_back("On the rows it was trained on, " + first->info.name + " is " +
                            shown(*training->value) + "; on others " + shown(*first->value) +
                            ": it has learned some of them by heart.");
    }
    for (const NumberEvaluation& each : judged.numbers)
        if (each.figures.meanResidual && each.figures.sdResidual &&
            std::abs(*each.figures.meanResidual) > 0.2 * *each.figures.sdResidual)
            found.push_back(each.target + " is predicted " + (*each.figures.meanResidual > 0 ? "too low" : "too high") +
                            " on average, by " + shown(std::abs(*each.figures.meanResidual)) + ".");
    if (found.size() > 3)
        found.resize(3);
    return found;
}

} // namespace

ReportFigures reportFigures(ReportSubject subject, const std::stop_token& stop, const ProgressFunction& progress)
{
    ReportFigures figures;
    figures.subject = std::move(subject);
    const ReportSubject& s = figures.subject;
    const auto tell = [&](double share) {
        if (progress)
            progress(share);
    };
    Yardsticks yardsticks;
    const Dataset& train = *s.data->data.train;
    if (train.samples() > 0 && train.x.size() * train.y.rows() <= kMostYardstickCells)
        yardsticks = fitYardsticks(s.data->fitted.target().task, train, stop);
    const std::pair<const char*, const std::vector<Index>*> parts[] = {
        {"training", &s.data->split.train}, {"validation", &s.data->split.validation}, {"test", &s.data->split.test}};
    for (const auto& [name, rows] : parts) {
        figures.parts.push_back(evaluatePart(s.model, targetRows(*s.model.preparation, *s.data->table, *rows), name,
                                             yardsticks.isEmpty() ? nullptr : &yardsticks, EvaluationOptions(), stop));
        tell(0.2 * static_cast<double>(figures.parts.size()));
    }
    while (figures.judged > 0 && figures.parts[figures.judged].rows.size() == 0)
        --figures.judged;
    const PartEvaluation& judged = figures.parts[figures.judged];
    if (const Index column = s.by.empty() ? -1 : s.data->table->find(s.by); column >= 0)
        figures.groups = subgroupFigures(judged.rows, *s.data->table, column, EvaluationOptions(), stop);
    ExplainedModel model(s.model, s.data->table, s.data->split.train);
    for (const ExplainedColumn& each : model.columns())
        figures.columns.push_back(each.name);
    if (judged.rows.size() > 0)
        figures.importance =
            columnImportance(model, targetRows(*s.model.preparation, *s.data->table, judged.rows.rows), {}, stop);
    tell(0.75);
    const Background background = trainingBackground(model);
    const Index target = s.data->table->find(s.data->fitted.target().column);
    for (const Chosen& each : chosenRows(judged)) {
        const Index row = judged.rows.rows[each.place];
        figures.rows.push_back(
            {each.why, target < 0 ? std::string() : s.data->table->columns[static_cast<std::size_t>(target)].text(row),
             explainRow(model, *s.data->table, row, background, -1, {}, stop)});
        tell(0.75 + 0.05 * static_cast<double>(figures.rows.size()));
    }
    figures.weaknesses = weaknessesOf(figures);
    return figures;
}

} // namespace netloom
