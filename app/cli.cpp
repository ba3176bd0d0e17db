// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli.h"

#include "app/commands.h"
#include "app/exit_status.h"
#include "app/output.h"
#include "app/stop_signal.h"
#include "app/usage_error.h"
#include "app/window.h"
#include "core/base/error.h"

#include <CLI/CLI.hpp>

#include <exception>
#include <new>
#include <optional>

namespace netloom {

namespace {

/// Gives one option or argument to the parser. The texts go where `argument`, which outlives it, takes them.
void declare(CLI::App& app, const Argument& argument)
{
    const auto takeAll = [&argument](const std::vector<std::string>& values) {
        for (const std::string& value : values)
            argument.take(value);
    };
    switch (argument.values) {
    case Argument::Values::None:
        app.add_flag_callback(
            argument.name, [&argument] { argument.take({}); }, argument.help);
        return;
    case Argument::Values::List:
        app.add_option_function<std::vector<std::string>>(argument.name, takeAll, argument.help);
        return;
    case Argument::Values::One:
    case Argument::Values::Repeated:
        break;
    }
    CLI::Option* option = argument.values == Argument::Values::Repeated
                              ? app.add_option_function<std::vector<std::string>>(argument.name, takeAll, argument.help)
                                    ->expected(1)
                                    ->take_all()
                              : app.add_option_function<std::string>(argument.name, argument.take, argument.help);
    option->type_name(argument.word)->required(argument.required);
    if (!argument.group.empty())
        option->group(argument.group);
}

/// Without a command: options are refused, everything else is a file to open.
int runWindow(int argc, char** argv)
{
    std::vector<std::string> files;
    bool options = true;
    for (int i = 1; i < argc; ++i) {
        const std::string argument = argv[i];
        if (options && argument == "--")
            options = false;
        else if (options && argument.size() > 1 && argument[0] == '-')
            throw UsageError("there is no option " + netloom::quoted(argument) + ". See \"netloom --help\".");
        else
            files.push_back(argument);
    }
    return openWindow(files, argc, argv);
}

/// Reads the command line for a command, or for none where only help or the version is wanted. Declares the options of
/// the chosen command alone, as others' would only take time.
/// @returns the exit status where there is nothing to run any more
std::optional<int> parse(int argc, char** argv, const CommandInfo* chosen, const Arguments& arguments)
{
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
    for (const CommandInfo* info : commands()) {
        CLI::App* sub = app.add_subcommand(info->name, info->help)->group("Commands");
        if (info != chosen)
            continue;
        sub->set_help_flag("-h,--help", "print this help");
        for (const Argument& argument : arguments.all())
            declare(*sub, argument);
        if (info->footer)
            sub->footer(info->footer);
    }
    std::string problem;
    try {
        app.parse(argc, argv);
        if (chosen)
            return std::nullopt;
        answer(app.help());
        return kGood;
    } catch (const CLI::CallForHelp&) {
        answer(app.help());
        return kGood;
    } catch (const CLI::CallForVersion&) {
        answer("netloom " NETLOOM_VERSION "\n");
        return kGood;
    } catch (const CLI::ParseError& error) {
        problem = error.what();
    } catch (const UsageError& error) {
        problem = error.what();
    }
    while (!problem.empty() && (problem.back() == '.' || problem.back() == '\n'))
        problem.pop_back();
    const std::string name = chosen ? "netloom " + chosen->name : "netloom";
    tell(name + ": " + problem + ". See \"" + name + " --help\".");
    return kUsage;
}

int runCommand(int argc, char** argv, const CommandInfo* chosen)
{
    ignoreWriteSignals();
    Arguments arguments;
    std::unique_ptr<Command> command;
    if (chosen) {
        command = chosen->make();
        command->declare(arguments);
    }
    const std::optional<int> status = parse(argc, argv, chosen, arguments);
    return status ? *status : command->run();
}

} // namespace

int runCommandLine(int argc, char** argv)
{
    try {
        const std::string first = argc > 1 ? argv[1] : "";
        const CommandInfo* chosen = findCommand(first);
        if (!chosen && first != "--help" && first != "-h" && first != "--version")
            return runWindow(argc, argv);
        return runCommand(argc, argv, chosen);
    } catch (const UsageError& error) {
        tell(std::string("netloom: ") + error.what());
        return kUsage;
    } catch (const std::bad_alloc&) {
        tell("netloom: there is not enough memory for this. Close other programs, or use fewer rows or units.");
    } catch (const std::exception& error) {
        tell(std::string("netloom: ") + error.what());
    }
    return kFailed;
}

} // namespace netloom
