// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_figures.h"

#include "core/base/count_text.h"
#include "core/base/sha256.h"
#include "core/base/spread.h"
#include "core/explanation/background.h"
#include "core/explanation/explained_model.h"
#include "core/preparation/target_cells.h"
#include "core/project/weights_epoch.h"
#include "ui/toolkit/number_text.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>
#include <thread>
#include <unordered_set>

namespace netloom {

namespace {

constexpr Index kMostYardstickCells = 20'000'000;
constexpr Index kLeastOfClass = 5;
constexpr double kOverconfident = 0.8; // slope of the recalibration line
constexpr double kByHeart = 0.05;      // of accuracy or R² lost on other rows
constexpr Index kFewRows = 30;
constexpr Index kMostCells = 5'000'000; // that are compared for equal rows
constexpr std::size_t kEffects = 2;
constexpr std::size_t kMostWeaknesses = 5;
constexpr double kErrorOfParts = 0.02; // of an explained row, as a share of the largest one: finer than is printed
constexpr double kClearlyWorse = 3;    // standard errors: many regions are looked at

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

/// "30 of its 32 rows are recognised"
std::string recognisedText(const ClassFigures& figures)
{
    const auto right = static_cast<std::int64_t>(std::llround(*figures.recall * static_cast<double>(figures.support)));
    return countText(right) + " of its " + countText(static_cast<std::int64_t>(figures.support)) +
           (figures.support == 1 ? " row is recognised" : " rows are recognised");
}

struct LossMean {
    double mean = 0;
    double squaredError = 0; ///< of the mean
};

LossMean lossMean(const std::vector<double>& losses, const std::vector<bool>& inside, bool which)
{
    double count = 0;
    double sum = 0;
    double squares = 0;
    for (std::size_t i = 0; i < losses.size(); ++i)
        if (inside[i] == which) {
            ++count;
            sum += losses[i];
            squares += losses[i] * losses[i];
        }
    const double mean = sum / count;
    return {mean, std::max(0.0, squares / count - mean * mean) / count};
}

/// The words or range of one column whose rows are clearly predicted worse than the others.
std::optional<std::string> worstRegion(const ReportFigures& figures, const std::stop_token& stop)
{
    const PartEvaluation& judged = figures.parts[figures.judged];
    const Table& table = *figures.subject.data->table;
    const std::vector<double> losses = lossOfRows(judged);
    const Figure* all = headline(judged);
    if (!all || !all->value)
        return {};
    EvaluationOptions options;
    options.resamples = 0;
    options.threshold = judged.threshold;
    double worst = kClearlyWorse;
    std::optional<std::string> found;
    for (const std::string& name : figures.columns) {
        const Index column = table.find(name);
        if (column < 0)
            continue;
        const std::vector<Subgroup> groups = subgroupFigures(judged.rows, table, column, options, stop);
        for (const Subgroup& group : groups) {
            if (group.figures.empty() || !group.figures.front().value || groups.size() < 2)
                continue;
            const std::unordered_set<Index> rows(group.rows.begin(), group.rows.end());
            std::vector<bool> inside;
            for (const Index row : judged.rows.rows)
                inside.push_back(rows.contains(row));
            const LossMean here = lossMean(losses, inside, true);
            const LossMean elsewhere = lossMean(losses, inside, false);
            const double error = std::sqrt(here.squaredError + elsewhere.squaredError);
            if (!(error > 0) || !((here.mean - elsewhere.mean) / error > worst))
                continue;
            worst = (here.mean - elsewhere.mean) / error;
            found = "Worst region: " + name + " " + group.name + ". On these " +
                    countText(static_cast<std::int64_t>(group.rows.size())) + " rows, " + all->info.name + " is " +
                    shown(*group.figures.front().value) + "; on all, " + shown(*all->value) + ".";
        }
    }
    return found;
}

/// Judged rows with a number beyond those of the training rows.
std::optional<std::string> outsideTraining(const ReportFigures& figures)
{
    const PartEvaluation& judged = figures.parts[figures.judged];
    const PreparedData& data = *figures.subject.data;
    std::unordered_set<Index> outside;
    for (const std::string& name : figures.columns) {
        const Index place = data.table->find(name);
        if (place < 0 || data.table->columns[static_cast<std::size_t>(place)].kind == ColumnKind::Text)
            continue;
        const std::vector<double>& numbers = data.table->columns[static_cast<std::size_t>(place)].numbers;
        double low = HUGE_VAL;
        double high = -HUGE_VAL;
        for (const Index row : data.split.train)
            if (const double value = numbers[static_cast<std::size_t>(row)]; std::isfinite(value)) {
                low = std::min(low, value);
                high = std::max(high, value);
            }
        for (const Index row : judged.rows.rows)
            if (const double value = numbers[static_cast<std::size_t>(row)]; value < low || value > high)
                outside.insert(row);
    }
    if (outside.empty())
        return {};
    return "Inputs outside the training range: " + countText(static_cast<std::int64_t>(outside.size())) + " of " +
           countText(judged.rows.size()) + " " + judged.part +
           " rows have a number beyond those that the network was trained on.";
}

std::vector<std::string> weaknessesOf(const ReportFigures& figures, const std::stop_token& stop)
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
            found.push_back("Worst class: " + judged.rows.target.classes[*worst] + ". " +
                            recognisedText(counts->perClass[*worst]) + ".");
    }
    if (judged.binary.size() == 1 && judged.binary.front().recalibration &&
        judged.binary.front().recalibration->slope < kOverconfident)
        found.push_back("Overconfident: " + judged.binary.front().recalibration->words() + ".");
    if (const Figure* first = headline(judged); first && first->value) {
        const bool higher = first->info.higherIsBetter;
        const auto noBetterThan = [&](const std::optional<double>& other) {
            return other && (higher ? *first->value <= *other : *first->value >= *other);
        };
        const std::string own = "By " + first->info.name + " the network (" + shown(*first->value) + ")";
        if (noBetterThan(first->constant))
            found.insert(found.begin(), own + " is no better than always answering the same (" + judged.constantName +
                                            ": " + shown(*first->constant) + "): it has learned nothing of use.");
        else if (noBetterThan(first->linear))
            found.push_back(own + " does no better than " + judged.linearName + " (" + shown(*first->linear) + ").");
        const Figure* training = headline(figures.parts.front());
        const bool apart = figures.judged != 0 && training && training->value && first->interval &&
                           !first->interval->contains(*training->value);
        if (apart && std::abs(*training->value - *first->value) > kByHeart)
            found.push_back("On the rows it was trained on, " + first->info.name + " is " + shown(*training->value) +
                            "; on others " + shown(*first->value) + ": it has learned some of them by heart.");
    }
    if (judged.rows.size() < kFewRows)
        found.insert(found.begin(), "Judged by " + std::to_string(judged.rows.size()) +
                                        (judged.rows.size() == 1 ? " row" : " rows") +
                                        " only: the figures may be very different on others.");
    if (judged.binary.size() > 1)
        for (const BinaryEvaluation& each : judged.binary)
            if (const ClassFigures& positive = each.figures.perClass.back();
                positive.recall && positive.support >= kLeastOfClass && *positive.recall < 0.5)
                found.push_back(each.positive + ": " + recognisedText(positive) + ".");
    if (const std::string unfinished = unfinishedText(figures.subject.project.run()); !unfinished.empty())
        found.insert(found.begin(), unfinished);
    for (const NumberEvaluation& each : judged.numbers)
        if (each.figures.meanResidual && each.figures.sdResidual &&
            std::abs(*each.figures.meanResidual) > 0.2 * *each.figures.sdResidual)
            found.push_back(each.target + " is predicted " + (*each.figures.meanResidual > 0 ? "too low" : "too high") +
                            " on average, by " + shown(std::abs(*each.figures.meanResidual)) + ".");
    for (const std::optional<std::string>& each : {worstRegion(figures, stop), outsideTraining(figures)})
        if (each)
            found.push_back(*each);
    if (found.size() > kMostWeaknesses)
        found.resize(kMostWeaknesses);
    return found;
}

std::string hashOf(const ParameterSet& weights)
{
    std::string bytes;
    for (const NamedTensor& tensor : weights)
        bytes.append(reinterpret_cast<const char*>(tensor.values.data()), tensor.values.size() * sizeof(Scalar));
    return sha256(bytes);
}

/// The cells of a row in the columns that are used, as one text.
std::string usedCells(const ReportSubject& s, Index row)
{
    std::string key;
    for (const ColumnRecipe& each : s.model.preparation->recipe().columns) {
        const Index place = each.role == ColumnRole::Ignore ? -1 : s.data->table->find(each.column);
        if (place >= 0)
            key += s.data->table->columns[static_cast<std::size_t>(place)].text(row) + '\x1f';
    }
    return key;
}

std::optional<Index> repeatedRows(const ReportSubject& s, const std::vector<Index>& judged)
{
    if (s.data->table->rows * static_cast<Index>(s.data->table->columns.size()) > kMostCells)
        return {};
    std::unordered_set<std::string> known;
    for (const Index row : s.data->split.train)
        known.insert(usedCells(s, row));
    return std::count_if(judged.begin(), judged.end(), [&](Index row) { return known.contains(usedCells(s, row)); });
}

void addEffects(ReportFigures& figures, const std::stop_token& stop)
{
    if (!figures.importance)
        return;
    const ReportSubject& s = figures.subject;
    const TargetInfo& target = s.model.preparation->target();
    const bool shares = hasClasses(target.task) || target.task == Task::MultiBinary;
    ExplainedModel model(s.model, s.data->table, s.data->split.train,
                         shares ? ExplainedScale::Probability : ExplainedScale::Default);
    for (const std::size_t at : figures.importance->order) {
        if (figures.effects.size() == kEffects || !(figures.importance->permutation.mean[at] > 0))
            break;
        ReportFigures::Effect effect;
        effect.column = figures.columns[at];
        effect.place = 0;
        effect.output = model.outputNames().front();
        effect.scale = model.scaleName();
        effect.dependence = columnDependence(model, at, s.data->split.train, {}, stop);
        figures.effects.push_back(std::move(effect));
    }
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
    figures.weightsHash = hashOf(s.model.weights);
    while (figures.judged > 0 && figures.parts[figures.judged].rows.size() == 0)
        --figures.judged;
    const PartEvaluation& judged = figures.parts[figures.judged];
    if (figures.judged > 0)
        figures.repeated = repeatedRows(s, judged.rows.rows);
    if (const Index column = s.by.empty() ? -1 : s.data->table->find(s.by); column >= 0)
        figures.groups = subgroupFigures(judged.rows, *s.data->table, column, EvaluationOptions(), stop);
    ExplainedModel model(s.model, s.data->table, s.data->split.train);
    for (const ExplainedColumn& each : model.columns())
        figures.columns.push_back(each.name);
    if (judged.rows.size() > 0)
        figures.importance =
            columnImportance(model, targetRows(*s.model.preparation, *s.data->table, judged.rows.rows), {}, stop);
    tell(0.6);
    addEffects(figures, stop);
    tell(0.75);
    const Background background = trainingBackground(model);
    const std::vector<Chosen> chosen = chosenRows(judged);
    figures.rows.resize(chosen.size());
    ShapleyOptions options;
    options.wantedError = kErrorOfParts;
    spread(chosen.size(), static_cast<int>(std::max(1U, std::thread::hardware_concurrency())), [&]() -> TaskWorker {
        return [&, own = std::make_shared<ExplainedModel>(model)](std::size_t i) {
            const Index row = judged.rows.rows[chosen[i].place];
            figures.rows[i] = {chosen[i].why, targetCells(*s.data->table, s.data->fitted.target(), row),
                               explainRow(*own, *s.data->table, row, background, -1, options, stop)};
        };
    });
    tell(1);
    figures.weaknesses = weaknessesOf(figures, stop);
    return figures;
}

} // namespace netloom
