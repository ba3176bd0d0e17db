// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/measured_choice.h"

#include "core/base/error.h"
#include "core/base/flush_denormals.h"
#include "core/base/rng.h"
#include "core/csv/csv_reader.h"
#include "core/data/column_values.h"
#include "core/evaluation/candidates.h"
#include "core/evaluation/task_score.h"
#include "core/preparation/recipe_guess.h"
#include "core/project/follow_target.h"
#include "core/project/prepared_data.h"
#include "core/suggestion/table_facts.h"
#include "core/training/class_weights.h"
#include "core/training/evaluate.h"
#include "core/training/trainer.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <exception>
#include <map>
#include <mutex>
#include <numeric>
#include <thread>

namespace netloom {

namespace {

constexpr Index kFolds = 5;
constexpr Index kFirstFolds = 2;  ///< after these the candidates that are clearly behind are left out
constexpr Index kMostRounds = 10; ///< of all folds, each with rows divided and weights drawn anew
constexpr Index kFewRows = 15;
constexpr std::size_t kFewestCandidates = 6;
constexpr Index kMostWatched = 1000;     ///< validation rows that say when to stop
constexpr Index kMostPrepared = 100'000; ///< training rows that say how many inputs there are
constexpr double kSampleOverhead = 700;  ///< of a row in a batch, in weights

/// Rows of one fold, prepared as that fold's training rows say.
struct Fold {
    TrainingData data;
    Dataset held;
    std::vector<Index> heldRows; ///< of the table
    Vector heldWeights;          ///< what a row counts in comparisons; empty: all 1
};

/// What a candidate answered on the rows of the folds it was tried on.
struct Answers {
    std::vector<double> losses; ///< row by row, fold after fold
    std::vector<double> weights;
    std::vector<Index> rows; ///< of the table
    TaskScore score;
    Index folds = 0;
};

double mean(const std::vector<double>& values, const std::vector<double>& weights)
{
    double sum = 0;
    double total = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        sum += weights[i] * values[i];
        total += weights[i];
    }
    return total > 0 ? sum / total : std::nan("");
}

/// The mean of a value over the rows that were answered, and its standard error. A row that was answered in several
/// rounds counts once, with the mean of its values: asking it again says less about other rows than another row does.
Estimate overRows(const std::vector<double>& values, const Answers& answers, bool weighted)
{
    struct Row {
        double sum = 0;
        double weight = 0;
        double count = 0;
    };
    std::map<Index, Row> rows;
    for (std::size_t i = 0; i < values.size(); ++i) {
        Row& row = rows[answers.rows[i]];
        row.sum += values[i];
        row.weight += weighted ? answers.weights[i] : 1;
        ++row.count;
    }
    Estimate result;
    double total = 0;
    for (auto& [place, row] : rows) {
        row.sum /= row.count;
        row.weight /= row.count;
        result.value += row.weight * row.sum;
        total += row.weight;
    }
    if (total <= 0)
        return {std::nan(""), 0};
    result.value /= total;
    double squares = 0;
    for (const auto& [place, row] : rows) {
        const double d = row.weight * (row.sum - result.value);
        squares += d * d;
    }
    const auto count = static_cast<double>(rows.size());
    if (count > 1)
        result.error = std::sqrt(squares * count / (count - 1)) / total;
    return result;
}

/// How much more `worse` loses per row than `better`, over the rows that both were tried on, and its standard error.
Estimate excess(const Answers& worse, const Answers& better)
{
    std::vector<double> differences(std::min(worse.losses.size(), better.losses.size()));
    for (std::size_t i = 0; i < differences.size(); ++i)
        differences[i] = worse.losses[i] - better.losses[i];
    return overRows(differences, better, true);
}

/// 0, 1 … count − 1.
std::vector<std::size_t> upTo(std::size_t count)
{
    std::vector<std::size_t> places(count);
    std::iota(places.begin(), places.end(), std::size_t(0));
    return places;
}

/// At most `count` of the rows, drawn by the seed, in their order.
std::vector<Index> someOf(std::vector<Index> rows, Index count, std::uint64_t seed, const char* purpose)
{
    if (static_cast<Index>(rows.size()) <= count)
        return rows;
    Rng rng(seed, purpose);
    rng.shuffle(rows);
    rows.resize(static_cast<std::size_t>(count));
    std::sort(rows.begin(), rows.end());
    return rows;
}

class Measurement
{
public:
    Measurement(const Table& table, const Recipe& recipe, const SplitConfig& config, const Split& split,
                const TrainingConfig& current, const ChoiceOptions& options, const std::stop_token& stop,
                const std::function<void(double)>& progress)
        : m_table(table),
          m_recipe(recipe),
          m_config(config),
          m_split(split),
          m_current(current),
          m_options(options),
          m_stop(stop),
          m_progress(progress)
    {
    }

    MeasuredChoice run();

private:
    void makeCandidates();
    void fitBudget();
    void addFolds(std::uint64_t round);
    void measure(const std::vector<std::size_t>& candidates, Index firstFold, Index lastFold);
    void tryOn(Answers& answers, std::size_t candidate, const Fold& fold, Index number) const;
    double workOf(std::size_t candidate, Index rows) const;
    double lossOf(std::size_t candidate) const;
    std::size_t best(const std::vector<std::size_t>& among) const;
    std::vector<std::size_t> survivors() const;
    std::vector<std::size_t> contenders(const std::vector<std::size_t>& among) const;
    bool isAlwaysKept(std::size_t candidate) const;
    MeasuredChoice result(const std::vector<std::size_t>& complete) const;
    std::string summary(const MeasuredChoice& choice) const;

    const Table& m_table;
    const Recipe& m_recipe;
    const SplitConfig& m_config;
    const Split& m_split;
    const TrainingConfig& m_current;
    const ChoiceOptions& m_options;
    const std::stop_token& m_stop;
    const std::function<void(double)>& m_progress;

    Task m_task = Task::None;
    TableFacts m_facts;
    std::vector<Index> m_rows; ///< training rows that are used
    std::vector<Candidate> m_candidates;
    std::vector<Suggestion> m_tried; ///< the candidates for the rows that are used
    std::vector<Fold> m_folds;
    std::vector<Answers> m_answers;
    double m_work = 0;                ///< spent
    double m_planned = 1;             ///< about what will be spent
    std::optional<std::size_t> m_own; ///< the candidate that is the network that was there
};

double Measurement::workOf(std::size_t candidate, Index rows) const
{
    return 1e-6 * (static_cast<double>(m_candidates[candidate].parameters) + kSampleOverhead) *
           static_cast<double>(rows) * static_cast<double>(m_tried[candidate].training.epochs);
}

void Measurement::makeCandidates()
{
    const auto watched = static_cast<Index>(m_split.validation.size());
    m_candidates = candidateNetworks(m_facts, watched, m_current);
    if (m_options.own) {
        const auto twin = std::find_if(m_candidates.begin(), m_candidates.end(), [&](const Candidate& candidate) {
            return isSameChoice(candidate.suggestion, m_options.own->network, m_options.own->training);
        });
        m_own = static_cast<std::size_t>(twin - m_candidates.begin());
    }
    if (m_own == m_candidates.size()) {
        Candidate own;
        own.suggestion = *m_options.own;
        own.title = networkTitle(own.suggestion.network, own.suggestion.training);
        own.parameters = parameterCount(own.suggestion.network, m_facts.inputs);
        own.isLinear = own.suggestion.network.layers.size() == 1;
        m_candidates.push_back(std::move(own));
    }
    for (const Candidate& candidate : m_candidates)
        m_tried.push_back(candidate.suggestion);
}

/// Fewer rows, then fewer candidates, until the budget is kept. All by counting: no clock is asked.
void Measurement::fitBudget()
{
    m_rows = m_split.train;
    const auto total = [&](Index rows) {
        double work = 0;
        for (std::size_t i = 0; i < m_candidates.size(); ++i)
            work += workOf(i, rows * (kFolds - 1) / kFolds);
        // All on the first folds, about half of them on the others.
        return work * (kFirstFolds + 0.5 * (kFolds - kFirstFolds));
    };
    const auto dropLast = [&] {
        const bool spared = m_own && *m_own + 1 == m_candidates.size();
        m_candidates.erase(m_candidates.end() - (spared ? 2 : 1));
        m_tried.erase(m_tried.end() - (spared ? 2 : 1));
        if (spared)
            --*m_own;
    };
    const std::size_t fewest = kFewestCandidates + (m_own && *m_own >= kFewestCandidates ? 1 : 0);
    const auto enough = [&] { return m_candidates.size() <= fewest; };
    const auto count = static_cast<Index>(m_rows.size());
    // Half of the rows say nearly as much about the order of networks, half of the networks do not.
    constexpr Index kUsefulRows = 2000;
    Index rows = count;
    while (total(rows) > m_options.budget && rows > kUsefulRows)
        rows = std::max(kUsefulRows, rows * 3 / 4);
    while (total(rows) > m_options.budget && !enough())
        dropLast();
    while (total(rows) > m_options.budget && rows > 200)
        rows = std::max<Index>(200, rows * 3 / 4);
    m_planned = std::max({total(rows), m_options.budget, 1e-9});
    if (rows == count)
        return;
    m_rows = someOf(std::move(m_rows), rows, m_config.seed, "measured rows");
    // What is tried is the rule "this many times its brake", which for fewer rows is another brake and other steps.
    TableFacts fewer = m_facts;
    fewer.rows = rows;
    std::vector<Candidate> tried = candidateNetworks(fewer, static_cast<Index>(m_split.validation.size()), m_current);
    for (std::size_t i = 0; i < m_tried.size() && i < tried.size(); ++i)
        if (tried[i].parameters == m_candidates[i].parameters)
            m_tried[i] = std::move(tried[i].suggestion);
}

/// Another division of the rows into folds, behind those that are there.
void Measurement::addFolds(std::uint64_t round)
{
    SplitConfig config = m_config;
    config.seed += round;
    config.validation = 0;
    config.test = 0;
    const auto k = std::min<Index>(kFolds, static_cast<Index>(m_rows.size()));
    const std::vector<Split> splits =
        netloom::makeFolds(k, config, m_table, m_rows, stratifyBy(m_table, m_recipe), false);
    const std::vector<Index> watched = someOf(m_split.validation, kMostWatched, m_config.seed, "watched rows");
    for (const Split& split : splits) {
        if (m_stop.stop_requested())
            throw Cancelled();
        const FittedRecipe fitted = FittedRecipe::fit(m_recipe, m_table, split.train);
        Fold fold;
        fold.data.train = std::make_shared<const Dataset>(fitted.transform(m_table, split.train));
        fold.data.validation = std::make_shared<const Dataset>(fitted.transform(m_table, watched));
        fold.held = fitted.transform(m_table, split.test);
        fold.heldRows = split.test;
        fold.heldWeights = trainingWeights(fold.held, m_candidates.front().suggestion.training.classWeights);
        m_folds.push_back(std::move(fold));
    }
}

void Measurement::tryOn(Answers& answers, std::size_t candidate, const Fold& fold, Index number) const
{
    NetworkSpec network = m_tried[candidate].network;
    network.setInputs(fold.data.train->x.rows()); // a fold may see fewer categories
    TrainingConfig training = m_tried[candidate].training;
    training.threads = 1;
    training.seed = m_current.seed + static_cast<std::uint64_t>(number);
    training.metrics.clear();
    Trainer trainer(network, training, fold.data, std::nullopt);
    int batches = 0;
    for (Trainer::Event event = Trainer::Event::Batch; event != Trainer::Event::Done;) {
        if (++batches % 16 == 0 && m_stop.stop_requested())
            throw Cancelled();
        event = trainer.step();
    }
    const Matrix prediction = predict(network, trainer.weights(), fold.held.x);
    const TaskScore score = taskScore(m_task, prediction, fold.held.y);
    answers.score.key = score.key;
    answers.score.rows.insert(answers.score.rows.end(), score.rows.begin(), score.rows.end());
    for (Index row = 0; row < fold.held.samples(); ++row) {
        double loss = rowLoss(m_task, prediction, fold.held.y, row);
        if (!std::isfinite(loss))
            loss = 1e6; // it diverged: last in every comparison
        answers.losses.push_back(loss);
        answers.rows.push_back(fold.heldRows[static_cast<std::size_t>(row)]);
        answers.weights.push_back(fold.heldWeights.size() > 0 ? static_cast<double>(fold.heldWeights[row]) : 1.0);
    }
    ++answers.folds;
}

/// Trains the candidates on the folds [first, last), on several threads; which thread does what changes nothing.
void Measurement::measure(const std::vector<std::size_t>& candidates, Index firstFold, Index lastFold)
{
    struct Task {
        std::size_t candidate;
        Index fold;
        Answers answers;
    };
    std::vector<Task> tasks;
    for (const std::size_t candidate : candidates)
        for (Index fold = firstFold; fold < lastFold; ++fold)
            tasks.push_back({candidate, fold, {}});
    std::vector<std::size_t> order = upTo(tasks.size());
    // The longest first, so that no thread is left alone with it at the end.
    const auto workOfTask = [&](const Task& task) {
        return workOf(task.candidate, m_folds[static_cast<std::size_t>(task.fold)].data.train->samples());
    };
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return workOfTask(tasks[a]) > workOfTask(tasks[b]); });

    std::atomic<std::size_t> next{0};
    std::mutex mutex;
    std::exception_ptr failure;
    double done = m_work;
    const auto help = [&] {
        const FlushDenormals flush;
        for (std::size_t place = next++; place < order.size(); place = next++) {
            Task& task = tasks[order[place]];
            try {
                tryOn(task.answers, task.candidate, m_folds[static_cast<std::size_t>(task.fold)], task.fold);
            } catch (...) {
                const std::lock_guard lock(mutex);
                if (!failure)
                    failure = std::current_exception();
                next = order.size();
            }
            const std::lock_guard lock(mutex);
            done += workOfTask(task);
            if (m_progress && !failure)
                m_progress(std::min(done / m_planned, 0.99));
        }
    };
    const auto cores = std::max(1u, std::thread::hardware_concurrency());
    const auto threads = static_cast<std::size_t>(m_options.threads > 0 ? static_cast<unsigned>(m_options.threads)
                                                                        : std::min(cores, 16u));
    {
        std::vector<std::jthread> helpers;
        for (std::size_t i = 1; i < std::min(threads, tasks.size()); ++i)
            helpers.emplace_back(help);
        help();
    }
    if (failure)
        std::rethrow_exception(failure);
    for (Task& task : tasks) {
        m_work += workOfTask(task);
        Answers& sum = m_answers[task.candidate];
        sum.losses.insert(sum.losses.end(), task.answers.losses.begin(), task.answers.losses.end());
        sum.weights.insert(sum.weights.end(), task.answers.weights.begin(), task.answers.weights.end());
        sum.rows.insert(sum.rows.end(), task.answers.rows.begin(), task.answers.rows.end());
        sum.score.key = task.answers.score.key;
        sum.score.rows.insert(sum.score.rows.end(), task.answers.score.rows.begin(), task.answers.score.rows.end());
        sum.folds += task.answers.folds;
    }
}

double Measurement::lossOf(std::size_t candidate) const
{
    const Answers& answers = m_answers[candidate];
    return mean(answers.losses, answers.weights);
}

std::size_t Measurement::best(const std::vector<std::size_t>& among) const
{
    return *std::min_element(among.begin(), among.end(),
                             [&](std::size_t a, std::size_t b) { return lossOf(a) < lossOf(b); });
}

bool Measurement::isAlwaysKept(std::size_t candidate) const
{
    return m_candidates[candidate].isRule || m_own == candidate;
}

/// After a round: the rule's, the one that was there, and those that may yet be chosen.
std::vector<std::size_t> Measurement::contenders(const std::vector<std::size_t>& among) const
{
    const std::size_t top = best(among);
    std::vector<std::size_t> kept;
    for (const std::size_t i : among) {
        const Estimate behind = excess(m_answers[i], m_answers[top]);
        if (isAlwaysKept(i) || !behind.isClear())
            kept.push_back(i);
    }
    return kept;
}

/// After the first folds: the rule's, the one that was there, the best linear one, and the better half of the others.
std::vector<std::size_t> Measurement::survivors() const
{
    std::vector<std::size_t> order = upTo(m_candidates.size());
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return lossOf(a) < lossOf(b); });
    std::vector<std::size_t> kept;
    bool linear = false;
    for (std::size_t place = 0; place < order.size(); ++place) {
        const std::size_t i = order[place];
        const bool always = isAlwaysKept(i) || (m_candidates[i].isLinear && !linear);
        linear = linear || m_candidates[i].isLinear;
        if (always || place < (order.size() + 1) / 2)
            kept.push_back(i);
    }
    std::sort(kept.begin(), kept.end());
    return kept;
}

MeasuredChoice Measurement::run()
{
    const FlushDenormals flush;
    if (static_cast<Index>(m_split.train.size()) < kFewRows)
        throw Error("There are too few training rows to compare networks", {},
                    "At least " + std::to_string(kFewRows) + " are needed; the suggested network is as good as any.");
    const FittedRecipe fitted =
        FittedRecipe::fit(m_recipe, m_table, someOf(m_split.train, kMostPrepared, m_config.seed, "prepared rows"));
    m_task = fitted.target().task;
    if (m_task == Task::None)
        throw Error("There is no column to predict", {}, "Choose a target column first.");
    m_facts = tableFacts(m_table, fitted, m_split);
    makeCandidates();
    fitBudget();
    for (std::size_t i = 0; i < m_candidates.size(); ++i) {
        Suggestion& suggestion = m_candidates[i].suggestion;
        followTarget(suggestion.network, suggestion.training, fitted.target());
        followTarget(m_tried[i].network, m_tried[i].training, fitted.target());
    }
    addFolds(0);
    m_answers.resize(m_candidates.size());
    const auto folds = static_cast<Index>(m_folds.size());
    const Index first = std::min(kFirstFolds, folds);
    measure(upTo(m_candidates.size()), 0, first);
    std::vector<std::size_t> kept = survivors();
    measure(kept, first, folds);
    // What is left of the budget makes the choice steadier.
    for (Index round = 1; round < kMostRounds; ++round) {
        const std::vector<std::size_t> close = contenders(kept);
        double work = 0;
        for (const std::size_t i : close)
            for (Index fold = 0; fold < folds; ++fold)
                work += workOf(i, m_folds[static_cast<std::size_t>(fold)].data.train->samples());
        if (m_work + work > m_options.budget)
            break;
        kept = close;
        addFolds(static_cast<std::uint64_t>(round));
        measure(kept, round * folds, (round + 1) * folds);
    }
    if (m_progress)
        m_progress(1);
    return result(kept);
}

MeasuredChoice Measurement::result(const std::vector<std::size_t>& complete) const
{
    const std::size_t top = best(complete);
    std::size_t chosen = top;
    for (const std::size_t i : complete) {
        const Estimate behind = excess(m_answers[i], m_answers[top]);
        const Index more = m_candidates[i].parameters - m_candidates[chosen].parameters;
        if (behind.value <= behind.error && (more < 0 || (more == 0 && lossOf(i) < lossOf(chosen))))
            chosen = i;
    }
    MeasuredChoice choice;
    choice.rows = static_cast<Index>(m_rows.size());
    choice.allRows = static_cast<Index>(m_split.train.size());
    choice.folds = m_answers[top].folds;
    choice.work = m_work;
    std::vector<std::size_t> order = upTo(m_candidates.size());
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return m_answers[a].folds != m_answers[b].folds ? m_answers[a].folds > m_answers[b].folds
                                                        : lossOf(a) < lossOf(b);
    });
    for (const std::size_t i : order) {
        const Answers& answers = m_answers[i];
        const Candidate& candidate = m_candidates[i];
        Trial trial;
        trial.title = candidate.title;
        trial.suggestion = candidate.suggestion;
        trial.parameters = candidate.parameters;
        trial.folds = answers.folds;
        trial.loss = lossOf(i);
        trial.lossError = overRows(answers.losses, answers, true).error;
        trial.isRule = candidate.isRule;
        trial.isLinear = candidate.isLinear;
        trial.isOwn = m_own == i;
        const Estimate score = overRows(answers.score.rows, answers, false);
        trial.score = score.value;
        trial.error = score.error;
        if (i == chosen)
            choice.chosen = choice.trials.size();
        choice.scoreKey = answers.score.key;
        choice.trials.push_back(std::move(trial));
    }
    choice.summary = summary(choice);
    choice.trials[choice.chosen].suggestion.summary = choice.summary;
    return choice;
}

std::string Measurement::summary(const MeasuredChoice& choice) const
{
    const Trial& chosen = choice.choice();
    const bool isBest = choice.chosen == 0;
    std::string text = std::to_string(choice.trials.size()) + " networks were tried on ";
    text += choice.rows == choice.allRows
                ? "the training rows"
                : std::to_string(choice.rows) + " of the " + std::to_string(choice.allRows) + " training rows";
    text += ", each row predicted by networks that had not seen it. ";
    if (isBest)
        text += chosen.title + " does best";
    else
        text += chosen.title + " is the smallest of those that do as well as the best, " + choice.trials.front().title +
                ", within one standard error";
    text += chosen.isRule ? ": it is the suggested one." : ".";
    return text;
}

} // namespace

bool isSameChoice(const Suggestion& suggestion, const NetworkSpec& network, const TrainingConfig& training)
{
    return suggestion.network.layers == network.layers && suggestion.training.optimizer == training.optimizer &&
           suggestion.training.schedule == training.schedule && suggestion.training.epochs == training.epochs &&
           suggestion.training.batchSize == training.batchSize;
}

MeasuredChoice measureNetworks(const Table& table, const Recipe& recipe, const SplitConfig& config, const Split& split,
                               const TrainingConfig& current, const ChoiceOptions& options, const std::stop_token& stop,
                               const std::function<void(double)>& progress)
{
    return Measurement(table, recipe, config, split, current, options, stop, progress).run();
}

} // namespace netloom
