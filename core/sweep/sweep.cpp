// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sweep/sweep.h"

#include "core/base/cancelled.h"
#include "core/base/error.h"
#include "core/base/flush_denormals.h"
#include "core/base/sha256.h"
#include "core/evaluation/candidates.h"
#include "core/evaluation/task_score.h"
#include "core/preparation/recipe_guess.h"
#include "core/project/follow_target.h"
#include "core/project/project_json.h"
#include "core/project/validate.h"
#include "core/sweep/trial_settings.h"
#include "core/training/evaluate.h"
#include "core/training/trainer.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <map>
#include <mutex>
#include <new>
#include <thread>

namespace netloom {

namespace {

constexpr std::size_t kEta = 3;                ///< one in so many trials goes on
constexpr Index kRungs = 3;                    ///< looks at a trial, the last one at its end
constexpr double kMostKept = double(1u << 30); ///< bytes of half-trained trials in memory; beyond it they begin anew
constexpr double kSampleOverhead = 700;        ///< of a row in a batch, in weights
constexpr std::chrono::milliseconds kBetweenLooks{120};
constexpr double kWorkPerSecond = 4000e6; ///< weights × rows × epochs on one core

/// Rows to train on, and those that a trial is judged by.
struct Part {
    TrainingData data;
    std::shared_ptr<const Dataset> held;
};

/// What one part said of a trial.
struct PartAnswer {
    std::string scoreKey;
    std::vector<double> scores; ///< row by row
    std::vector<double> losses;
    Index epochs = 0;
    std::string remark;
    bool failed = false;
};

struct ReadyTrial {
    NetworkSpec network;
    TrainingConfig training;
};

/// The network and training of a trial. @throws Error where they cannot work
ReadyTrial readyTrial(const SweepBase& base, const TrialSettings& settings)
{
    ReadyTrial ready{base.network, base.training};
    applyTrial(settings, ready.network, ready.training);
    const TargetInfo& target = base.data->fitted.target();
    followTarget(ready.network, ready.training, target);
    for (const Fault& fault : validate(ready.network, ready.training, ready.network.inputs(), &target))
        if (fault.severity == Fault::Severity::Error)
            throw Error(fault.text,
                        fault.layer < 0
                            ? std::string()
                            : "layer " +
                                  netloom::quoted(ready.network.layers[static_cast<std::size_t>(fault.layer)].name));
    return ready;
}

/// Metrics take time and change nothing, unless a callback looks at them.
bool callbacksNeedMetrics(const TrainingConfig& config)
{
    return std::any_of(config.callbacks.begin(), config.callbacks.end(), [](const CallbackSpec& spec) {
        const FieldValue* monitor = spec.enabled ? spec.fields.find("monitor") : nullptr;
        const std::string* key = monitor ? std::get_if<std::string>(monitor) : nullptr;
        return key && *key != "val_loss" && *key != "loss";
    });
}

std::vector<Part> makeParts(const SweepBase& base, Index folds)
{
    const PreparedData& data = *base.data;
    if (folds == 0)
        return {{data.data, data.data.validation}};
    SplitConfig config = base.split;
    config.validation = 0;
    config.test = 0;
    const std::vector<Split> splits =
        makeFolds(folds, config, *data.table, data.split.train, stratifyBy(*data.table, base.recipe), false);
    std::vector<Part> parts;
    for (const Split& split : splits) {
        const FittedRecipe fitted = FittedRecipe::fit(base.recipe, *data.table, split.train);
        Part part;
        part.data.train = std::make_shared<const Dataset>(fitted.transform(*data.table, split.train));
        part.data.validation = std::make_shared<const Dataset>(fitted.transform(*data.table, data.split.validation));
        part.held = std::make_shared<const Dataset>(fitted.transform(*data.table, split.test));
        parts.push_back(std::move(part));
    }
    return parts;
}

/// Epochs after which a trial is looked at for the n-th time.
Index rungEpochs(Index epochs, Index rung)
{
    Index divisor = 1;
    for (Index i = rung + 1; i < kRungs; ++i)
        divisor *= static_cast<Index>(kEta);
    return std::max<Index>(1, (epochs + divisor - 1) / divisor);
}

TrialScore scoreOf(const std::vector<PartAnswer>& answers)
{
    std::vector<double> scores;
    double loss = 0;
    double rows = 0;
    for (const PartAnswer& answer : answers) {
        scores.insert(scores.end(), answer.scores.begin(), answer.scores.end());
        for (const double one : answer.losses)
            loss += one;
        rows += static_cast<double>(answer.losses.size());
    }
    const Estimate score = estimate(scores);
    return {score.value, score.error, rows > 0 ? loss / rows : std::nan("")};
}

class Runner
{
public:
    Runner(const SweepBase& base, SweepResults results, const SweepOptions& options, const std::stop_token& stop,
           const std::function<void(const SweepTrial&)>& told)
        : m_base(base), m_results(std::move(results)), m_options(options), m_stop(stop), m_told(told)
    {
        m_threads = options.threads > 0 ? static_cast<std::size_t>(options.threads)
                                        : std::min<std::size_t>(std::max(1u, std::thread::hardware_concurrency()), 16);
    }

    SweepResults run()
    {
        m_parts = makeParts(m_base, m_results.plan.folds);
        m_task = m_base.data->fitted.target().task;
        if (!m_results.plan.halving) {
            measure(waiting(), kRungs - 1);
            return std::move(m_results);
        }
        for (Index rung = 0; rung < kRungs && !m_stop.stop_requested(); ++rung) {
            measure(waiting(), rung);
            if (rung + 1 < kRungs && !m_stop.stop_requested())
                dropWorst(rung);
        }
        return std::move(m_results);
    }

private:
    struct Piece {
        std::size_t trial;
        std::size_t part;
    };
    struct Going {
        std::optional<ReadyTrial> ready;
        std::vector<PartAnswer> answers;
        std::size_t left = 0; ///< parts that have not answered
    };

    std::vector<std::size_t> waiting() const
    {
        std::vector<std::size_t> trials;
        for (std::size_t i = 0; i < m_results.trials.size(); ++i) {
            const SweepTrial& trial = m_results.trials[i];
            const bool wanted =
                !m_options.only || (trial.number >= m_options.only->first && trial.number <= m_options.only->second);
            if (wanted && trial.state == TrialState::Waiting)
                trials.push_back(i);
        }
        return trials;
    }

    void tell(const SweepTrial& trial) const
    {
        if (m_told)
            m_told(trial);
    }

    void fail(SweepTrial& trial, std::string sentence)
    {
        trial.state = TrialState::Failed;
        trial.remark = std::move(sentence);
        tell(trial);
    }

    /// Trains the trials up to a rung and measures them there. Which thread does what changes nothing.
    void measure(const std::vector<std::size_t>& trials, Index rung)
    {
        m_going.clear();
        std::vector<Piece> tasks;
        double kept = 0;
        for (const std::size_t i : trials) {
            SweepTrial& trial = m_results.trials[i];
            if (m_results.plan.halving && static_cast<Index>(trial.rungs.size()) > rung)
                continue; // measured before an interruption
            Going& going = m_going[i];
            try {
                going.ready = readyTrial(m_base, trial.settings);
            } catch (const Error& error) {
                m_going.erase(i);
                fail(trial, error.message());
                continue;
            }
            trial.parameters = parameterCount(going.ready->network, m_base.network.inputs());
            going.answers.resize(m_parts.size());
            going.left = m_parts.size();
            kept += 16.0 * static_cast<double>(trial.parameters) * static_cast<double>(m_parts.size());
            for (std::size_t part = 0; part < m_parts.size(); ++part)
                tasks.push_back({i, part});
        }
        m_keeps = m_results.plan.halving && rung + 1 < kRungs && kept <= kMostKept;
        m_threadsEach =
            static_cast<Index>(std::max<std::size_t>(1, m_threads / std::max<std::size_t>(1, tasks.size())));
        std::atomic<std::size_t> next{0};
        const auto help = [&] {
            const FlushDenormals flush;
            for (std::size_t place = next++; place < tasks.size() && !m_stop.stop_requested(); place = next++)
                work(tasks[place], rung);
        };
        std::vector<std::jthread> helpers;
        for (std::size_t i = 1; i < std::min(m_threads, tasks.size()); ++i)
            helpers.emplace_back(help);
        help();
    }

    void work(const Piece& task, Index rung)
    {
        Going& going = m_going.at(task.trial); // the map itself is not changed now
        PartAnswer answer;
        try {
            answer = tryOn(task, *going.ready, rung);
        } catch (const Cancelled&) {
            return;
        } catch (const Error& error) {
            answer.failed = true;
            answer.remark = error.message();
        } catch (const std::bad_alloc&) {
            answer.failed = true;
            answer.remark = "There is not enough memory for this network.";
        }
        const std::lock_guard lock(m_mutex);
        going.answers[task.part] = std::move(answer);
        if (--going.left == 0)
            finish(task.trial, going, rung);
    }

    PartAnswer tryOn(const Piece& task, const ReadyTrial& ready, Index rung)
    {
        const Part& part = m_parts[task.part];
        NetworkSpec network = ready.network;
        network.setInputs(part.data.train->x.rows()); // a fold may see fewer categories
        TrainingConfig training = ready.training;
        training.threads = m_threadsEach;
        if (!callbacksNeedMetrics(training))
            training.metrics.clear();
        std::optional<Checkpoint> from;
        if (m_results.plan.halving) {
            const std::lock_guard lock(m_mutex);
            if (const auto stored = m_stored.find({task.trial, task.part}); stored != m_stored.end()) {
                from = std::move(stored->second);
                m_stored.erase(stored);
            }
        }
        const Index epochs = rungEpochs(training.epochs, rung);
        Trainer trainer(network, training, part.data, from);
        const bool drawn = m_options.curve && task.part == 0;
        auto told = std::chrono::steady_clock::now();
        std::size_t known = trainer.history().epochs();
        int batches = 0;
        while (!trainer.done() && trainer.epoch() < epochs) {
            if (++batches % 16 == 0 && m_stop.stop_requested())
                throw Cancelled();
            if (trainer.step() != Trainer::Event::Epoch || !drawn)
                continue;
            if (const auto now = std::chrono::steady_clock::now(); now - told > kBetweenLooks) {
                told = now;
                tellCurve(task.trial, trainer.history(), known);
            }
        }
        if (drawn)
            tellCurve(task.trial, trainer.history(), known);
        PartAnswer answer;
        answer.epochs = trainer.epoch();
        answer.failed = trainer.reason() == StopReason::NotFinite || trainer.reason() == StopReason::Failure;
        answer.remark = trainer.message();
        if (answer.failed)
            return answer;
        const Matrix prediction = predict(network, trainer.weights(), part.held->x);
        TaskScore score = taskScore(m_task, prediction, part.held->y);
        answer.scoreKey = score.key;
        answer.scores = std::move(score.rows);
        for (Index row = 0; row < part.held->samples(); ++row)
            answer.losses.push_back(rowLoss(m_task, prediction, part.held->y, row));
        if (m_keeps && !trainer.done()) {
            Checkpoint checkpoint = trainer.checkpoint();
            const std::lock_guard lock(m_mutex);
            m_stored[{task.trial, task.part}] = std::move(checkpoint);
        }
        return answer;
    }

    /// The epochs from `known` on, which then are known.
    void tellCurve(std::size_t place, const History& history, std::size_t& known) const
    {
        const HistoryColumn* all = history.find("val_loss");
        if (!all)
            all = history.find("loss");
        TrialCurve curve{m_results.trials[place].number, known, {}};
        curve.losses.assign(all->begin() + static_cast<std::ptrdiff_t>(known), all->end());
        known = all->size();
        m_options.curve(std::move(curve));
    }

    /// All parts of a trial have answered.
    void finish(std::size_t place, const Going& going, Index rung)
    {
        SweepTrial& trial = m_results.trials[place];
        trial.epochs = 0;
        for (const PartAnswer& answer : going.answers)
            trial.epochs += answer.epochs;
        for (std::size_t part = 0; part < going.answers.size(); ++part) {
            const PartAnswer& answer = going.answers[part];
            if (!answer.failed)
                continue;
            fail(trial, (going.answers.size() > 1 ? "Fold " + std::to_string(part + 1) + ": " : "") + answer.remark);
            return;
        }
        trial.result = scoreOf(going.answers);
        m_results.scoreKey = going.answers.front().scoreKey;
        if (m_results.plan.halving)
            trial.rungs.push_back(trial.result);
        if (rung + 1 == kRungs) {
            trial.state = TrialState::Done;
            trial.remark = going.answers.front().remark;
        }
        tell(trial);
    }

    /// After a rung: the better third goes on. Looks at all that were ever measured there, so that it says the same
    /// again after an interruption.
    void dropWorst(Index rung)
    {
        std::vector<std::size_t> order;
        for (std::size_t i = 0; i < m_results.trials.size(); ++i)
            if (static_cast<Index>(m_results.trials[i].rungs.size()) > rung)
                order.push_back(i);
        const auto at = [&](std::size_t i) -> const TrialScore& {
            return m_results.trials[i].rungs[static_cast<std::size_t>(rung)];
        };
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return isBetter(at(a), at(b)); });
        const std::size_t goOn = (order.size() + kEta - 1) / kEta;
        for (std::size_t place = goOn; place < order.size(); ++place) {
            SweepTrial& trial = m_results.trials[order[place]];
            if (trial.state != TrialState::Waiting)
                continue;
            trial.state = TrialState::Dropped;
            trial.remark = "Not among the best " + std::to_string(goOn) + " of " + std::to_string(order.size()) +
                           " trials after " + (rung == 0 ? "a ninth" : "a third") + " of the epochs.";
            for (std::size_t part = 0; part < m_parts.size(); ++part)
                m_stored.erase({order[place], part});
            tell(trial);
        }
    }

    const SweepBase& m_base;
    SweepResults m_results;
    const SweepOptions& m_options;
    const std::stop_token& m_stop;
    const std::function<void(const SweepTrial&)>& m_told;
    std::size_t m_threads;
    Index m_threadsEach = 1;
    Task m_task = Task::None;
    std::vector<Part> m_parts;
    std::map<std::size_t, Going> m_going;
    bool m_keeps = false;
    std::mutex m_mutex; ///< of results and of what follows, while helpers work
    std::map<std::pair<std::size_t, std::size_t>, Checkpoint> m_stored; ///< half-trained, by trial and part
};

} // namespace

SweepBase sweepBase(const Project& project, std::shared_ptr<const PreparedData> data)
{
    const Run& run = project.run();
    SweepBase base{std::move(data), project.data, project.recipe, run.split, run.network, run.training};
    base.network.setInputs(static_cast<Index>(base.data->fitted.features().size()));
    followTarget(base.network, base.training, base.data->fitted.target());
    return base;
}

namespace {

/// Where the file lies and on how many threads a training runs changes no result.
std::string digestOf(const SweepBase& base)
{
    ProjectHeader header;
    header.project.data = base.reference;
    header.project.data.path.clear();
    header.project.data.relativePath.clear();
    header.project.recipe = base.recipe;
    Run& run = header.project.run();
    run.split = base.split;
    run.network = base.network;
    run.training = base.training;
    run.training.threads = 0;
    header.arrays.emplace_back();
    return sha256(projectHeaderText(header));
}

} // namespace

SweepResults beginSweep(const SweepBase& base, SweepPlan plan)
{
    if (base.data->fitted.target().task == Task::None)
        throw Error("There is no column to predict", {}, "Choose a target column first.");
    if (plan.folds == 0 && base.data->split.validation.empty())
        throw Error("There are no validation rows to judge the trials by", {},
                    "Give the validation part a share, or judge by cross-validation.");
    if (plan.folds == 1 || plan.folds > static_cast<Index>(base.data->split.train.size()))
        throw Error("Cross-validation needs from 2 folds to as many as there are training rows");
    for (const SweepAxis& axis : plan.axes)
        requireSweepable(axis.key);
    SweepResults results;
    results.base = digestOf(base);
    Index number = 0;
    for (TrialSettings& settings :
         plan.random > 0 ? randomTrials(plan.axes, plan.random, plan.seed) : gridTrials(plan.axes)) {
        SweepTrial trial;
        trial.number = ++number;
        trial.settings = std::move(settings);
        results.trials.push_back(std::move(trial));
    }
    results.plan = std::move(plan);
    std::exception_ptr first;
    for (const SweepTrial& trial : results.trials) {
        try {
            readyTrial(base, trial.settings);
            return results;
        } catch (const Error&) {
            if (!first)
                first = std::current_exception();
        }
    }
    std::rethrow_exception(first);
}

void requireTrainable(const SweepBase& base, const TrialSettings& settings)
{
    readyTrial(base, settings);
}

void requireSameBase(const SweepResults& results, const SweepBase& base, const std::string& where)
{
    if (results.base != digestOf(base))
        throw Error("these are results for other data, another network or other settings", where,
                    "Go on with the project that they were made with, or begin a new file.");
}

SweepResults runSweep(const SweepBase& base, SweepResults results, const SweepOptions& options,
                      const std::stop_token& stop, const std::function<void(const SweepTrial&)>& told)
{
    if (options.only && results.plan.halving)
        throw Error("single trials cannot be run with halving, which compares all of them");
    const FlushDenormals flush;
    return Runner(base, std::move(results), options, stop, told).run();
}

double sweepSeconds(const SweepBase& base, const SweepResults& results)
{
    constexpr std::size_t kMostLookedAt = 200;
    std::vector<const SweepTrial*> waiting;
    for (const SweepTrial& trial : results.trials)
        if (trial.state == TrialState::Waiting)
            waiting.push_back(&trial);
    const std::size_t step = std::max<std::size_t>(1, waiting.size() / kMostLookedAt);
    double work = 0;
    double lookedAt = 0;
    for (std::size_t i = 0; i < waiting.size(); i += step) {
        ++lookedAt;
        try {
            const ReadyTrial ready = readyTrial(base, waiting[i]->settings);
            work += (static_cast<double>(parameterCount(ready.network, base.network.inputs())) + kSampleOverhead) *
                    static_cast<double>(ready.training.epochs);
        } catch (const Error&) {
            continue; // it will fail at once
        }
    }
    if (lookedAt == 0)
        return 0;
    const auto rows = static_cast<double>(base.data->split.train.size());
    const auto folds = static_cast<double>(results.plan.folds);
    // Of nine epochs: one of all trials, two of a third, six of a ninth.
    const double share = results.plan.halving ? (1 + 2.0 / 3 + 6.0 / 9) / 9 : 1;
    return work / lookedAt * static_cast<double>(waiting.size()) * rows * (folds > 0 ? folds - 1 : 1) * share /
           kWorkPerSecond;
}

Run trainTrial(const SweepBase& base, const SweepTrial& trial, const std::stop_token& stop)
{
    const FlushDenormals flush;
    ReadyTrial ready = readyTrial(base, trial.settings);
    Trainer trainer(ready.network, ready.training, base.data->data, std::nullopt);
    while (!trainer.done()) {
        if (stop.stop_requested())
            throw Cancelled();
        trainer.step();
    }
    if (trainer.reason() == StopReason::NotFinite || trainer.reason() == StopReason::Failure)
        throw Error(trainer.message());
    Run run;
    run.name = "trial " + std::to_string(trial.number) + ": " + settingsText(trial.settings);
    run.split = base.split;
    run.network = std::move(ready.network);
    run.training = std::move(ready.training);
    run.fitted = base.data->fitted;
    run.checkpoint = trainer.checkpoint();
    return run;
}

} // namespace netloom
