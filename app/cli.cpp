// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli.h"

#include "app/exit_status.h"
#include "app/number_argument.h"
#include "app/settings_help.h"
#include "core/base/error.h"
#include "core/suggestion/network_template.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <functional>
#include <memory>

namespace netloom {

namespace {

constexpr Index kMostEpochs = 1'000'000'000;
constexpr Index kMostThreads = 64;
constexpr Index kMostRows = 1'000'000'000;

void addImportOptions(CLI::App& app, CsvOptions& csv)
{
    for (const CsvOptionInfo& info : csvOptionInfos()) {
        const std::string name(info.name);
        app.add_option_function<std::vector<std::string>>(
               "--" + name,
               [&csv, name](const std::vector<std::string>& values) {
                   try {
                       for (const std::string& value : values)
                           setCsvOption(csv, name, value);
                   } catch (const Error& error) {
                       throw CLI::ValidationError(error.message());
                   }
               },
               std::string(info.help))
            ->type_name(std::string(info.values))
            ->expected(1)
            ->take_all()
            ->group("How the CSV is read (what is not given is found out)");
    }
}

void addSettings(CLI::App& app, Settings& settings)
{
    app.add_option_function<std::vector<std::string>>(
           "--set",
           [&settings](const std::vector<std::string>& values) {
               for (const std::string& value : values) {
                   const std::size_t equals = value.find('=');
                   if (equals == std::string::npos || equals == 0)
                       throw CLI::ValidationError("--set", "KEY=VALUE is needed, not " + netloom::quoted(value));
                   settings.emplace_back(value.substr(0, equals), value.substr(equals + 1));
               }
           },
           "a setting by its key, see \"netloom new --help\"; may be repeated")
        ->type_name("KEY=VALUE")
        ->expected(1)
        ->take_all();
}

/// A choice between words, each standing for a value.
template<typename Value, typename Target>
void addChoice(CLI::App& app, const std::string& name, Target& target,
               const std::vector<std::pair<std::string, Value>>& choices, const std::string& help)
{
    std::string words;
    for (const auto& choice : choices)
        words += (words.empty() ? "" : "|") + choice.first;
    app.add_option_function<std::string>(
           name,
           [&target, choices, name, words](const std::string& text) {
               const auto found = std::find_if(choices.begin(), choices.end(),
                                               [&](const auto& choice) { return choice.first == text; });
               if (found == choices.end())
                   throw CLI::ValidationError(name, words + " is needed, not " + netloom::quoted(text));
               target = found->second;
           },
           help)
        ->type_name(words);
}

void addText(CLI::App& app, const std::string& name, std::string& target, const std::string& word,
             const std::string& help, bool required = false)
{
    app.add_option_function<std::string>(
           name,
           [&target, name](const std::string& text) {
               if (text.empty())
                   throw CLI::ValidationError(name, "a name is needed, not an empty text");
               target = text;
           },
           help)
        ->type_name(word)
        ->required(required);
}

void addProject(CLI::App& app, std::string& project)
{
    addText(app, "PROJECT", project, "", "project file (*.netloom)", true);
}

void addWeights(CLI::App& app, Weights& weights)
{
    addChoice<Weights>(app, "--weights", weights, {{"last", Weights::Last}, {"best", Weights::Best}},
                       "the trained weights (default), or those of the best epoch");
}

void addJson(CLI::App& app, bool& json, const std::string& help = "answer with one JSON object")
{
    app.add_flag("--json", json, help);
}

void addInspect(CLI::App& app, InspectArguments& a)
{
    addText(app, "DATA", a.file, "", "CSV file", true);
    addNumber<Index>(app, "--cells", a.cells, 0, kMostRows, "also show the cells of the first N rows");
    addJson(app, a.json);
    addImportOptions(app, a.csv);
}

/// What is learned, and from which table; without the option or argument that names a CSV.
void addTask(CLI::App& app, NewArguments& a)
{
    std::string keys;
    for (const SampleInfo& sample : samples())
        keys += (keys.empty() ? "" : ", ") + sample.key;
    addText(app, "--sample", a.sample, "KEY", "a bundled data set instead: " + keys + ", function");
    addText(app, "--target", a.target, "COLUMN", "the column to predict, or several: \"a,b\"; guessed when not given");
    addText(app, "--positive", a.positive, "CLASS", "which of two classes counts as positive");
    addText(app, "--classes", a.classes, "LIST", "the order of the classes, such as \"low,middle,high\"");
}

void addGenerator(CLI::App& app, NewArguments& a)
{
    const std::string group = "Generated samples";
    addNumber<Index>(app, "--points", a.generator.points, 1, 1'000'000, "how many points")->group(group);
    addNumber<double>(app, "--noise", a.generator.noise, 0, 0.5, "share of noise, 0 to 0.5")->group(group);
    addNumber<std::uint64_t>(app, "--points-seed", a.generator.seed, 0, UINT64_MAX, "which points")->group(group);
    app.add_option("--formula", a.generator.formula, "for --sample function, such as \"y > 3*sin(x)\"")
        ->type_name("TEXT")
        ->group(group);
}

void addSuggest(CLI::App& app, SuggestArguments& a)
{
    addText(app, "DATA", a.project.data, "", "CSV file", false);
    addTask(app, a.project);
    addNumber<double>(app, "--budget", a.budget, 1, 1e9,
                      "work to spend on trying networks, in millions of weights × rows × epochs; the choice depends on "
                      "it, not on the speed of the machine (default 12000, about 2 s on two cores)");
    addNumber<Index>(app, "--threads", a.threads, 1, kMostThreads, "threads to use; the choice is the same");
    addSettings(app, a.project.settings);
    addText(app, "-o,--output", a.project.output, "PROJECT", "also write a project with the chosen network");
    addJson(app, a.project.json);
    addImportOptions(app, a.project.csv);
    addGenerator(app, a.project);
}

void addNew(CLI::App& app, NewArguments& a)
{
    addText(app, "--data", a.data, "CSV", "the table to learn from");
    addTask(app, a);
    app.add_option_function<std::string>(
           "--layers", [&a](const std::string& text) { a.layers = text; },
           "hidden layers, such as \"dense 16 tanh, dropout 0.2\"; an output layer that fits the target is added "
           "unless the last layer is one; \"\" for none. Trained by plain settings; without it the rule suggests both")
        ->type_name("LAYERS");
    std::string templates;
    for (const NetworkTemplate* kind : networkTemplates())
        templates += (templates.empty() ? "" : ", ") + kind->key;
    addText(app, "--template", a.networkTemplate, "KEY", "network and training of a template: " + templates);
    app.add_flag("--measured", a.measured, "try some tens of networks on the training rows and take the choice");
    addSettings(app, a.settings);
    addText(app, "-o,--output", a.output, "PROJECT", "project file to write", true);
    addJson(app, a.json);
    addImportOptions(app, a.csv);
    addGenerator(app, a);
}

void addTrain(CLI::App& app, TrainArguments& a)
{
    addProject(app, a.project);
    addText(app, "-o,--output", a.output, "PROJECT", "write the trained project there instead of over the old one");
    addNumber<Index>(app, "--epochs", a.epochs, 1, kMostEpochs, "train until so many epochs are done in all");
    addNumber<std::uint64_t>(app, "--seed", a.seed, 0, UINT64_MAX,
                             "of first weights, order of rows and dropout; the same seed gives the same weights");
    addNumber<Index>(app, "--threads", a.threads, 1, kMostThreads, "threads to use; the result is the same");
    addSettings(app, a.settings);
    app.add_flag("--fresh", a.fresh, "start from new weights instead of going on with the stored training");
    addText(app, "--history", a.history, "CSV", "also write the values of every epoch as CSV");
    addJson(app, a.json, "answer with a JSON object per epoch and a last one for the result, one per line");
    app.add_flag("--quiet", a.quiet, "no progress");
}

void addEvaluate(CLI::App& app, EvaluateArguments& a)
{
    addProject(app, a.project);
    addChoice<Part>(app, "--on", a.part,
                    {{"train", Part::Train}, {"validation", Part::Validation}, {"test", Part::Test}},
                    "the part of the project's data (default: test)");
    addText(app, "--data", a.data, "CSV", "all rows of another table with the same columns instead");
    addWeights(app, a.weights);
    addNumber<Index>(app, "--folds", a.folds, 2, kMostRows,
                     "cross-validation instead: train anew for each of N folds and answer with mean and deviation");
    addNumber<Index>(app, "--threads", a.threads, 1, kMostThreads, "with --folds: threads to use");
    addSettings(app, a.settings);
    addJson(app, a.json);
    addImportOptions(app, a.csv);
}

void addPredict(CLI::App& app, PredictArguments& a)
{
    addProject(app, a.project);
    addText(app, "DATA", a.data, "", "CSV file with the columns that the network was trained with", true);
    addText(app, "-o,--output", a.output, "CSV", "the same rows with predictions; stdout when not given");
    addWeights(app, a.weights);
    app.add_flag("--quiet", a.quiet, "no remarks on the data");
    addImportOptions(app, a.csv);
}

void addDiagram(CLI::App& app, DiagramArguments& a)
{
    addProject(app, a.project);
    addText(app, "-o,--output", a.output, "PICTURE", "file to write: *.png, *.svg or *.pdf", true);
    addChoice<bool>(app, "--view", a.blocks, {{"neurons", false}, {"blocks", true}}, "what is drawn");
    addChoice<bool>(app, "--color", a.colorWeights, {{"structure", false}, {"weights", true}},
                    "what the links' colours mean");
    app.add_flag("--descriptions", a.descriptions, "name, activation and formula over each layer");
    app.add_flag("--preparation", a.preparation, "the columns of the data and what is done to them, before the inputs");
    addNumber<double>(app, "--width", a.width, 16, 20000, "width in logical pixels (default 1200)");
    addNumber<double>(app, "--scale", a.scale, 0.1, 20, "PNG: pixels per logical pixel (default 1)");
    app.add_flag("--dark", a.dark, "light on dark");
    app.add_flag("--transparent", a.transparent, "no background");
}

void addCurves(CLI::App& app, CurvesArguments& a)
{
    addProject(app, a.project);
    addText(app, "-o,--output", a.output, "FILE", "file to write: *.png, *.svg, *.pdf or *.csv", true);
    addNumber<Index>(app, "--width", a.width, 200, 20000, "width in logical pixels (default 1200)");
    addNumber<double>(app, "--scale", a.scale, 0.1, 20, "PNG: pixels per logical pixel (default 1)");
    app.add_flag("--dark", a.dark, "light on dark");
}

void addInfo(CLI::App& app, InfoArguments& a)
{
    addProject(app, a.project);
    addJson(app, a.json);
}

void addBench(CLI::App& app, BenchArguments& a)
{
    app.add_option("NAME", a.names, "T1, T2, T3, T4, T5, T6 or kernels; all when not given");
    addNumber<Index>(app, "--threads", a.threads, 1, 64, "threads to use; one and two when not given");
    addJson(app, a.json, "answer with a JSON object per line");
}

struct CommandInfo {
    const char* name;
    const char* help;
    /// Declares the options; returns a pointer to arguments that live as long as the app.
    std::function<std::shared_ptr<Command>(CLI::App&)> declare;
};

template<typename Arguments>
std::function<std::shared_ptr<Command>(CLI::App&)> declaring(void (*add)(CLI::App&, Arguments&))
{
    return [add](CLI::App& app) {
        auto command = std::make_shared<Command>(std::in_place_type<Arguments>);
        add(app, std::get<Arguments>(*command));
        return command;
    };
}

/// Every command, in the order of the help. Hand-written.
const std::vector<CommandInfo>& commands()
{
    static const std::vector<CommandInfo> list = {
        {"inspect", "How a CSV file is understood, or why it is refused", declaring(addInspect)},
        {"suggest", "Try networks on a table and name the one to take", declaring(addSuggest)},
        {"new", "Make a project: a table, a network, settings", declaring(addNew)},
        {"train", "Train a project's network", declaring(addTrain)},
        {"evaluate", "Loss and metrics of a trained network", declaring(addEvaluate)},
        {"predict", "Predict the rows of a CSV file", declaring(addPredict)},
        {"diagram", "Draw the network", declaring(addDiagram)},
        {"curves", "Draw or write loss and metrics against epochs", declaring(addCurves)},
        {"info", "What a project holds, and whether it is sound", declaring(addInfo)},
        {"bench", "How fast the engine is on this computer", declaring(addBench)},
    };
    return list;
}

/// Without a command: options are refused, everything else is a file to open.
ParsedCommandLine parseFiles(int argc, const char* const* argv)
{
    WindowArguments window;
    bool options = true;
    for (int i = 1; i < argc; ++i) {
        const std::string argument = argv[i];
        if (options && argument == "--") {
            options = false;
        } else if (options && argument.size() > 1 && argument[0] == '-') {
            return {{},
                    "netloom: there is no option " + netloom::quoted(argument) + ". See \"netloom --help\".",
                    kUsage,
                    true};
        } else {
            window.files.push_back(argument);
        }
    }
    return {std::move(window), {}, kGood, false};
}

} // namespace

ParsedCommandLine parseCommandLine(int argc, const char* const* argv)
{
    const std::string first = argc > 1 ? argv[1] : "";
    const auto chosen = std::find_if(commands().begin(), commands().end(),
                                     [&](const CommandInfo& command) { return first == command.name; });
    if (chosen == commands().end() && first != "--help" && first != "-h" && first != "--version")
        return parseFiles(argc, argv);

    CLI::App app(
        "Netloom: design a neural network, train it on a CSV, watch it learn.\n"
        "netloom [FILE...] opens the window, with the projects or CSV files given. A command needs no display.\n"
        "Exit status: 0 good, 1 failed, 2 wrong usage, 3 stopped by a signal.",
        "netloom");
    app.set_version_flag("--version", "netloom " NETLOOM_VERSION, "print the version");
    app.set_help_flag("-h,--help", "print this help");
    app.get_formatter()->column_width(34);
    app.get_formatter()->label("SUBCOMMAND", "COMMAND");
    app.get_formatter()->label("Subcommands", "Commands");
    app.get_formatter()->label("OPTIONS", "options");
    app.get_formatter()->label("Positionals", "Arguments");
    app.get_formatter()->label("REQUIRED", "(needed)");
    std::shared_ptr<Command> command;
    for (const CommandInfo& info : commands()) {
        CLI::App* sub = app.add_subcommand(info.name, info.help)->group("Commands");
        if (first != info.name)
            continue;
        sub->set_help_flag("-h,--help", "print this help");
        command = info.declare(*sub);
        if (first == "new")
            sub->footer([] { return settingsHelp(); });
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        return {{}, app.help(), kGood, true};
    } catch (const CLI::CallForVersion&) {
        return {{}, "netloom " NETLOOM_VERSION "\n", kGood, true};
    } catch (const CLI::ParseError& error) {
        const std::string name = chosen == commands().end() ? "netloom" : "netloom " + first;
        std::string problem = error.what();
        while (!problem.empty() && (problem.back() == '.' || problem.back() == '\n'))
            problem.pop_back();
        return {{}, name + ": " + problem + ". See \"" + name + " --help\".", kUsage, true};
    }
    if (!command)
        return {{}, app.help(), kGood, true};
    return {std::move(*command), {}, kGood, false};
}

} // namespace netloom
