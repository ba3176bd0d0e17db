// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/rebuild_commands.h"

#include "core/base/error.h"
#include "core/base/shell_quoted.h"
#include "core/preparation/preparation_text.h"
#include "core/preparation/recipe_guess.h"
#include "core/project/settings.h"
#include "core/training/resume.h"

#include <algorithm>

namespace netloom {

namespace {

/// A line of options that is continued.
class ShellCommand
{
public:
    explicit ShellCommand(std::string begin) : m_text(std::move(begin)) {}

    void add(const std::string& option, const std::string& value)
    {
        m_text += " \\\n    " + option + ' ' + shellQuoted(value);
    }
    /// On the line before, where it fits there.
    void addShort(const std::string& option, const std::string& value)
    {
        constexpr std::size_t kWidth = 88;
        const std::string words = ' ' + option + ' ' + shellQuoted(value);
        if (m_text.size() - (m_text.rfind('\n') + 1) + words.size() > kWidth)
            add(option, value);
        else
            m_text += words;
    }
    void add(const std::string& flag) { m_text += " \\\n    " + flag; }
    const std::string& text() const { return m_text; }

private:
    std::string m_text;
};

/// A list as splitList() reads it.
std::string listOf(const std::vector<std::string>& words)
{
    if (words.size() == 1)
        return words.front();
    std::string list;
    for (const std::string& word : words) {
        list += list.empty() ? "" : ",";
        if (word.find_first_of(",\"") == std::string::npos && word.find_first_of(" \t") != 0) {
            list += word;
            continue;
        }
        list += '"';
        for (const char c : word)
            list += c == '"' ? std::string("\"\"") : std::string(1, c);
        list += '"';
    }
    return list;
}

std::vector<std::string> targetsOf(const Recipe& recipe)
{
    std::vector<std::string> names;
    for (const ColumnRecipe& column : recipe.columns)
        if (column.role == ColumnRole::Target)
            names.push_back(column.column);
    return names;
}

/// What "netloom new" would make of the table's columns by itself.
Recipe guessedRecipe(const Recipe& recipe, const Table& table, const std::string& target)
{
    const auto isComputed = [&](const std::string& name) {
        const ColumnRecipe* column = recipe.find(name);
        return column && !column->formula.empty();
    };
    if (std::none_of(table.columns.begin(), table.columns.end(),
                     [&](const Column& column) { return isComputed(column.name); }))
        return guessRecipe(table, target);
    Table file;
    file.rows = table.rows;
    for (const Column& column : table.columns)
        if (!isComputed(column.name))
            file.columns.push_back(column);
    return guessRecipe(file, target);
}

void addData(ShellCommand& command, const DataReference& data, const std::string& dataFile)
{
    if (data.source != DataReference::Source::Sample) {
        CsvOptions options = data.csv;
        const auto usual = defaultMissingWords();
        if (options.missingWords &&
            std::equal(options.missingWords->begin(), options.missingWords->end(), usual.begin(), usual.end()))
            options.missingWords.reset();
        if (options.marks && options.marks->empty())
            options.marks.reset();
        if (options.ragged == RaggedRows::Refuse)
            options.ragged.reset();
        command.add("--data", dataFile);
        for (const auto& [name, value] : csvOptionsToText(options))
            command.addShort("--" + name, value);
        return;
    }
    command.add("--sample", data.sample);
    const SampleInfo* sample = findSample(data.sample);
    if (!sample || !sample->generated)
        return;
    const GeneratorOptions& made = data.generator;
    command.add("--points", std::to_string(data.sample == "random" ? made.rows : made.points));
    command.add("--noise", formatField(made.noise));
    command.add("--points-seed", std::to_string(made.seed));
    if (!made.formula.empty())
        command.add("--formula", made.formula);
}

void addColumns(ShellCommand& command, const Recipe& recipe, const Table& table)
{
    const std::vector<std::string> targets = targetsOf(recipe);
    const std::string target = listOf(targets);
    if (!target.empty())
        command.add("--target", target);
    const Recipe guessed = guessedRecipe(recipe, table, target);
    for (const ColumnRecipe& column : recipe.columns)
        if (!column.formula.empty())
            command.add("--compute", column.column + " = " + column.formula);
    for (const ColumnRecipe& column : recipe.columns) {
        const ColumnRecipe plain;
        const ColumnRecipe* known = guessed.find(column.column);
        const ColumnRecipe& before = known ? *known : plain;
        if (column.role != before.role)
            command.add("--role", column.column + '=' + std::string(roleName(column.role)));
        if (const std::string text = preparationText(column); text != preparationText(before))
            command.add("--prepare", column.column + '=' + text);
        if (column.role != ColumnRole::Target)
            continue;
        if (!column.order.empty() && column.column == targets.front())
            command.add("--classes", listOf(column.order));
        if (!column.positive.empty() && column.column == targets.front())
            command.add("--positive", column.positive);
    }
}

/// Whether it is found anew from the target, or changes no result.
bool isImplied(const TrainingConfig& training, const std::string& key)
{
    return key == "threads" ||
           (key == "loss" && training.lossFollowsTarget && training.loss.fields.entries().empty()) ||
           (key == "metrics" && training.metricsFollowTarget);
}

/// Those that are not as they are where one's own layers are given.
void addSettings(ShellCommand& command, const Run& run)
{
    TrainingConfig training = run.training;
    if (const auto done = static_cast<Index>(run.checkpoint.history.epochs());
        done > 0 && storedEnd(run.checkpoint, training).reason == StopReason::None)
        training.epochs = done; // stopped by hand
    TrainingConfig plain;
    SplitConfig division;
    for (const FieldInfo& field : settingFields(training, run.split)) {
        if (isImplied(training, field.key))
            continue;
        const std::string text = settingText(training, run.split, field.key);
        const std::vector<FieldInfo> known = settingFields(plain, division);
        const bool isKnown =
            std::any_of(known.begin(), known.end(), [&](const FieldInfo& each) { return each.key == field.key; });
        if (isKnown && !field.key.starts_with("split.") && settingText(plain, division, field.key) == text)
            continue;
        command.add("--set", field.key + '=' + text);
        try {
            setSetting(plain, division, field.key, text);
        } catch (const Error&) {
            continue; // not without the data, such as a column that divides the rows
        }
    }
}

} // namespace

std::string rebuildCommands(const Project& project, const Table& table, const std::string& dataFile,
                            const std::string& made)
{
    const Run& run = project.run();
    ShellCommand command("netloom new");
    addData(command, project.data, dataFile);
    addColumns(command, project.recipe, table);
    command.add("--layers", formatLayers(run.network.layers));
    if (!run.network.outputFollowsTarget)
        command.add("--no-output");
    addSettings(command, run);
    command.add("-o", made);
    return command.text() + "\nnetloom train " + shellQuoted(made) + '\n';
}

bool editedWhileTrained(const Run& run)
{
    const std::vector<HistoryEvent>& events = run.checkpoint.history.events;
    return std::any_of(events.begin(), events.end(),
                       [](const HistoryEvent& event) { return event.kind == HistoryEvent::Kind::Edit; });
}

} // namespace netloom
