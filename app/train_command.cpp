// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/train_command.h"

#include "app/common_arguments.h"
#include "app/exit_status.h"
#include "app/metrics_output.h"
#include "app/output.h"
#include "app/output_file.h"
#include "app/project_access.h"
#include "app/stop_signal.h"
#include "app/training_report.h"
#include "core/base/error.h"
#include "core/evaluation/yardsticks.h"
#include "core/files/checked_file.h"
#include "core/project/follow_target.h"
#include "core/project/project_file.h"
#include "core/project/weights_epoch.h"
#include "core/training/evaluate.h"
#include "core/training/resume.h"
#include "ui/document/recovery_folder.h"
#include "ui/plots/curves_csv.h"
#include "ui/training/trained_setup.h"

#include <QFileInfo>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <thread>

namespace netloom {

namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

/// What a power cut may cost.
constexpr auto kSaveInterval = 60s;

struct TrainArguments {
    std::string project;
    std::string run;    ///< empty: the current one
    std::string newRun; ///< name of a run to add; empty: none
    std::string data;   ///< empty: the project's own
    std::string output; ///< empty: the project itself
    std::optional<Index> epochs;
    std::optional<std::uint64_t> seed;
    Index threads = 0;
    SettingTexts settings;
    std::string history; ///< CSV; empty: none
    bool fresh = false;
    bool json = false;
    bool quiet = false;
};

using Parts = std::vector<std::pair<std::string, PartMetrics>>;

class Training
{
public:
    explicit Training(const TrainArguments& arguments) : m_arguments(arguments), m_report(arguments.quiet) {}

    int run();

private:
    void open();
    void prepareData();
    bool isComplete(const StoredEnd& end) const;
    void start();
    void train();
    void tellEpochs();
    void save();
    void saveMeanwhile();
    void saveResult();
    Parts measureParts();
    std::string remark() const;
    bool bestRestored() const;
    JsonValue resultJson(const Parts& parts) const;
    std::string resultText(const Parts& parts) const;

    const TrainArguments& m_arguments;
    TrainingReport m_report;
    Project m_project;
    TrainedSetup m_trainedWith; ///< as the project has it, before the settings that are given now
    std::string m_output;
    PreparedData m_prepared;
    Session m_session;
    Progress m_progress; ///< the last look
    History m_history;
    std::size_t m_epochsTold = 0;
    Yardsticks m_yardsticks;           ///< empty where fitting them would take longer than a person waits
    std::vector<Standing> m_standings; ///< of every part that has rows
    std::size_t m_firstEpoch = 0;      ///< epochs done before the history begins
};

int Training::run()
{
    open();
    prepareData();
    requireFinite(m_project.run().checkpoint.weights);
    if (const StoredEnd end = storedEnd(m_project.run().checkpoint, m_project.run().training); isComplete(end)) {
        m_progress.epoch = m_project.run().checkpoint.counters.integer("epoch");
        m_progress.reason = end.reason;
        m_progress.stoppedBy = end.stoppedBy;
        m_history = m_project.run().checkpoint.history;
        tell("The training of this project is complete (" + std::to_string(m_progress.epoch) +
             " epochs). Use --epochs N to go on to more, or --fresh to start anew.");
        if (!m_arguments.output.empty())
            save();
    } else {
        train();
    }
    if (m_progress.reason == StopReason::StopRequested)
        tell("Stopped by a signal; the state is saved in " + m_output + ". \"netloom train\" goes on from there.");
    else if (!m_progress.message.empty())
        tell(m_progress.message);
    if (!m_arguments.history.empty()) {
        const QByteArray csv = curvesCsv(m_history);
        writeCheckedFile(m_arguments.history, std::string_view(csv.data(), static_cast<std::size_t>(csv.size())));
    }
    const Parts parts = measureParts();
    answer(m_arguments.json ? jsonLine(resultJson(parts)) : resultText(parts));
    switch (m_progress.reason) {
    case StopReason::StopRequested:
        return kStopped;
    case StopReason::NotFinite:
        return kFailed;
    default:
        return kGood;
    }
}

void Training::open()
{
    m_project = openProject(m_arguments.project, m_arguments.run);
    if (!m_arguments.newRun.empty())
        m_project.addRun(m_arguments.newRun);
    m_output = m_arguments.output.empty() ? m_arguments.project : m_arguments.output;
    if (m_project.readOnly && m_arguments.output.empty())
        throw Error("the project was written by a newer version and is not changed", m_arguments.project,
                    "Give another file after -o.");
    std::vector<InputFile> inputs = dataFilesOf(m_project, m_arguments.project);
    requireOutput(m_output, OutputKind::Project, inputs);
    if (!m_arguments.history.empty()) {
        inputs.push_back({m_arguments.project, "project"});
        inputs.push_back({m_output, "trained project"});
        requireOutput(m_arguments.history, OutputKind::Csv, inputs);
    }
    const SplitConfig split = m_project.run().split;
    m_trainedWith = TrainedSetup::of(m_project);
    applySettings(m_project, m_arguments.settings);
    if (m_arguments.epochs)
        m_project.run().training.epochs = *m_arguments.epochs;
    if (m_arguments.seed)
        m_project.run().training.seed = *m_arguments.seed;
    if (m_arguments.fresh) {
        m_project.run().checkpoint = {};
        m_project.run().fitted.reset();
    }
    if (!m_project.run().checkpoint.empty() && m_project.run().split != split)
        throw Error("the stored training used other rows, as the split was changed", m_arguments.project,
                    "Add --fresh to start anew.");
}

void Training::prepareData()
{
    m_prepared = prepare(loadProjectTable(m_project, m_arguments.project, m_arguments.data), m_project.recipe,
                         m_project.run().split);
    tellWarnings(m_prepared.warnings);
    if (!m_arguments.quiet)
        tellLeftOut(m_project.recipe);
    const FittedRecipe& fitted = m_prepared.fitted;
    if (!m_project.run().checkpoint.empty() && m_project.run().fitted &&
        m_project.run().fitted->toJson() != fitted.toJson())
        throw Error("the data or their preparation changed since the stored training", m_arguments.project,
                    "Add --fresh to start anew.");
    followTarget(m_project.run().network, m_project.run().training, fitted.target());
    m_project.run().network.setInputs(static_cast<Index>(fitted.features().size()));
    refuseFaults(m_project, fitted.target());
    referFrom(m_project.data, m_output);
}

/// Settings that are given now may ask for more than a callback allowed.
bool Training::isComplete(const StoredEnd& end) const
{
    const bool asIs = !m_arguments.epochs && m_arguments.settings.empty();
    return end.reason == StopReason::AllEpochsDone || (end.reason == StopReason::Callback && asIs);
}

void Training::start()
{
    TrainingConfig config = m_project.run().training;
    if (m_arguments.threads > 0)
        config.threads = m_arguments.threads; // of this machine, so not stored
    std::optional<Checkpoint> from;
    if (!m_project.run().checkpoint.empty()) {
        from = continued(std::move(m_project.run().checkpoint), config, m_trainedWith.training).from;
        const auto epoch = static_cast<Index>(from->history.epochs());
        std::ranges::move(editsBetween(m_trainedWith, TrainedSetup::of(m_project), epoch),
                          std::back_inserter(from->history.events));
    }
    m_project.run().checkpoint = {};
    m_session.start(m_project.run().network, config, m_prepared.data, from, true);
    m_session.wait();
    m_progress = m_session.progress();
    m_session.updateHistory(m_history);
    m_epochsTold = m_history.epochs();
    // Other metrics than before begin a history of their own.
    m_firstEpoch = static_cast<std::size_t>(m_progress.epoch) - m_epochsTold;
    m_session.resume();
}

void Training::train()
{
    const StopSignal signal;
    start();
    Clock::time_point nextSave = Clock::now() + kSaveInterval;
    do {
        std::this_thread::sleep_for(20ms);
        if (signal.received())
            m_session.stop();
        tellEpochs();
        if (Clock::now() >= nextSave) {
            m_project.run().checkpoint = m_session.checkpoint();
            saveMeanwhile();
            nextSave = Clock::now() + kSaveInterval;
        }
    } while (m_progress.state == SessionState::Running || m_progress.state == SessionState::Paused);
    m_report.finish(m_progress, m_history);
    m_project.run().checkpoint = m_session.checkpoint();
    if (m_progress.reason == StopReason::Failure || m_project.run().checkpoint.empty())
        throw Error("the training failed: " + m_progress.message, m_arguments.project);
    saveResult();
}

/// A disk that is full for a while is no reason to give up what is being learned.
void Training::saveMeanwhile()
{
    try {
        save();
    } catch (const Error& error) {
        tell("warning: what has been learned so far could not be saved; training goes on. " + error.message());
    }
}

/// What was learned is not thrown away because it has no place: it is kept where the window offers it.
void Training::saveResult()
{
    try {
        save();
    } catch (const Error& error) {
        const RecoveryFolder::Place place{RecoveryFolder()};
        const std::string kept = place.file().toStdString();
        if (kept.empty())
            throw;
        const QFileInfo target(QString::fromStdString(m_output));
        RecoveryFolder::Place::describe({place.file(), target.absoluteFilePath(), target.fileName(), {}, {}, {}});
        writeProject(m_project, kept);
        throw Error(error.message(), {},
                    "What was trained is kept in " + kept +
                        "; the start page of the window offers it, and every command reads it.");
    }
}

void Training::tellEpochs()
{
    // The progress first: what is seen of a training that has ended is complete then.
    m_progress = m_session.progress();
    m_session.updateHistory(m_history);
    if (m_arguments.json) {
        std::string lines;
        for (; m_epochsTold < m_history.epochs(); ++m_epochsTold)
            lines += jsonLine(epochJson(m_history, m_epochsTold, m_firstEpoch));
        if (!lines.empty())
            answer(lines);
    }
    if (m_progress.state == SessionState::Running)
        m_report.update(m_progress, m_history);
}

void Training::save()
{
    m_project.run().fitted = m_prepared.fitted;
    writeProject(m_project, m_output);
}

Parts Training::measureParts()
{
    constexpr Index kMostCells = 20'000'000;
    const Dataset& train = *m_prepared.data.train;
    if (train.samples() > 0 && train.x.size() * train.y.rows() <= kMostCells)
        m_yardsticks = fitYardsticks(m_prepared.fitted.target().task, train);
    const Model model = modelWith(m_project.run().network, m_project.run().checkpoint.weights, m_prepared.fitted);
    Parts parts;
    const auto measure = [&](const char* name, const Dataset& data) {
        Matrix prediction;
        if (data.samples() > 0)
            prediction = predict(model.network, model.weights, data.x);
        parts.emplace_back(name, partMetrics(model, m_project.run().training, data, prediction));
        if (data.samples() > 0 && !m_yardsticks.isEmpty())
            m_standings.push_back(standing(m_yardsticks, name, prediction, data));
    };
    measure("train", train);
    measure("validation", *m_prepared.data.validation);
    measure("test", *m_prepared.test);
    return parts;
}

std::string Training::remark() const
{
    if (m_standings.empty())
        return {};
    return remarkOn(m_standings.back(), m_yardsticks, m_project.run().network);
}

bool Training::bestRestored() const
{
    return m_project.run().training.restoresBest() && areOfBestEpoch(m_project.run(), WhichWeights::Last);
}

JsonValue Training::resultJson(const Parts& parts) const
{
    JsonValue json;
    json["seed"] = m_project.run().training.seed;
    json["stop_reason"] = stopReasonName(m_progress.reason, m_progress.stoppedBy);
    json["message"] = m_progress.message;
    json["epochs"] = m_progress.epoch;
    json["best_epoch"] =
        m_history.bestEpoch >= 0 ? JsonValue(static_cast<std::size_t>(m_history.bestEpoch) + 1) : JsonValue();
    json["weights"] = bestRestored() ? "best" : "last";
    json["seconds"] = m_progress.seconds;
    json["samples_per_second"] = m_progress.samplesPerSecond;
    for (const auto& [name, metrics] : parts)
        json[name] = metricsJson(metrics);
    if (m_standings.empty())
        return json;
    JsonValue& yardsticks = json["yardsticks"];
    yardsticks["metric"] = m_standings.front().network.key;
    const auto add = [&](const char* key, const std::string& name, const TaskScore Standing::*score) {
        yardsticks[key]["name"] = name;
        for (const Standing& part : m_standings)
            yardsticks[key][part.part] = (part.*score).value;
    };
    add("network", "network", &Standing::network);
    add("constant", m_yardsticks.constantName(), &Standing::constant);
    add("linear", m_yardsticks.linearName(), &Standing::linear);
    yardsticks["remark"] = remark();
    return json;
}

std::string Training::resultText(const Parts& parts) const
{
    std::string text =
        "Epochs: " + std::to_string(m_progress.epoch) + ", seed " + std::to_string(m_project.run().training.seed);
    if (m_progress.seconds > 0)
        text += ", " + shortNumberText(m_progress.seconds) + " s";
    if (m_history.bestEpoch >= 0)
        text += "; best epoch " + std::to_string(m_history.bestEpoch + 1);
    text += bestRestored() ? "\nMetrics of the weights of the best epoch, which early stopping restored:\n"
                           : "\nMetrics of the weights after the last epoch:\n";
    text += metricsTable(parts);
    if (m_standings.empty())
        return text;
    std::vector<std::vector<std::string>> rows{{"yardsticks, " + m_standings.front().network.key}};
    const auto add = [&](const std::string& name, const TaskScore Standing::*score) {
        rows.push_back({name});
        for (const Standing& part : m_standings)
            rows.back().push_back(shortNumberText((part.*score).value));
    };
    for (const Standing& part : m_standings)
        rows.front().push_back(part.part);
    add("network", &Standing::network);
    add(m_yardsticks.linearName(), &Standing::linear);
    add(m_yardsticks.constantName(), &Standing::constant);
    text += '\n' + alignedTable(rows);
    if (const std::string sentence = remark(); !sentence.empty())
        text += sentence + '\n';
    return text;
}

class TrainCommand final : public Command
{
public:
    void declare(Arguments& arguments) override;
    int run() override { return Training(m_arguments).run(); }

private:
    TrainArguments m_arguments;
};

void TrainCommand::declare(Arguments& arguments)
{
    constexpr Index kMostEpochs = 1'000'000'000;
    TrainArguments& a = m_arguments;
    addProject(arguments, a.project);
    addRun(arguments, a.run);
    arguments.text("--new-run", a.newRun, "NAME",
                   "train a new run that begins with the network and settings of that one, which is kept");
    arguments.text("--data", a.data, "CSV",
                   "the table to train on, where it has moved or lies outside the project's folder");
    arguments.text("-o,--output", a.output, "PROJECT", "write the trained project there instead of over the old one");
    arguments.number<Index>("--epochs", a.epochs, 1, kMostEpochs, "train until so many epochs are done in all");
    arguments.number<std::uint64_t>(
        "--seed", a.seed, 0, UINT64_MAX,
        "of first weights, order of rows and dropout; the same seed gives the same weights");
    arguments.number<Index>("--threads", a.threads, 1, kMostThreads, "threads to use; the result is the same");
    addSettings(arguments, a.settings);
    arguments.flag("--fresh", a.fresh, "start from new weights instead of going on with the stored training");
    arguments.text("--history", a.history, "CSV", "also write the values of every epoch as CSV");
    addJson(arguments, a.json, "answer with a JSON object per epoch and a last one for the result, one per line");
    arguments.flag("--quiet", a.quiet, "no progress");
}

} // namespace

const CommandInfo& trainCommand()
{
    static const CommandInfo info{"train", "Train a project's network", makeCommand<TrainCommand>};
    return info;
}

} // namespace netloom
