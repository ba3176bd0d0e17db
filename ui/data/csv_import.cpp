// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/csv_import.h"

#include "core/base/error.h"
#include "core/preparation/recipe_guess.h"
#include "core/project/prepared_data.h"
#include "ui/toolkit/value_text.h"

#include <QFileInfo>
#include <QLocale>

#include <algorithm>
#include <set>

namespace netloom {

namespace {

constexpr Index kPreviewRows = 200;
constexpr std::size_t kPlaces = 100; ///< lines far down that are shown

template<typename T>
void keepDifference(std::optional<T>& wish, const std::optional<T>& guess)
{
    if (wish == guess)
        wish.reset();
}

template<typename Entries>
void dropGuessed(Entries& wishes, const Entries& guesses)
{
    std::erase_if(wishes,
                  [&](const auto& wish) { return std::find(guesses.begin(), guesses.end(), wish) != guesses.end(); });
}

/// Of complete options those that a look at the file would not find by itself.
CsvOptions wishesIn(CsvOptions stored, const CsvPreview& guessed)
{
    const CsvOptions& guess = guessed.options;
    keepDifference(stored.delimiter, guess.delimiter);
    keepDifference(stored.quote, guess.quote);
    keepDifference(stored.decimal, guess.decimal);
    keepDifference(stored.thousands, guess.thousands);
    keepDifference(stored.encoding, guess.encoding);
    keepDifference(stored.header, guess.header);
    keepDifference(stored.skipLines, guess.skipLines);
    keepDifference(stored.units, guess.units);
    keepDifference(stored.comment, guess.comment);
    keepDifference(stored.missingWords, guess.missingWords);
    dropGuessed(stored.dates, guess.dates);
    dropGuessed(stored.clocks, guess.clocks);
    if (stored.marks && guess.marks)
        dropGuessed(*stored.marks, *guess.marks);
    if (stored.marks && stored.marks->empty())
        stored.marks.reset();
    if (stored.ragged == RaggedRows::Refuse)
        stored.ragged.reset();
    std::erase_if(stored.kinds, [&](const auto& wish) {
        const auto at = std::find(guessed.names.begin(), guessed.names.end(), wish.first);
        return at == guessed.names.end() ||
               guessed.kinds[static_cast<std::size_t>(at - guessed.names.begin())] == wish.second;
    });
    return stored;
}

Index distinctNumbers(const Column& column)
{
    std::set<double> seen;
    for (const double value : column.numbers)
        if (value == value && seen.size() <= 100)
            seen.insert(value);
    return static_cast<Index>(seen.size());
}

/// Of the columns of the file: that of the project where they are the same, else a guess; either way with the roles
/// that were chosen.
Recipe recipeFor(const Table& table, const Recipe& base, const std::vector<std::pair<std::string, ColumnRole>>& chosen)
{
    Recipe recipe = base;
    std::erase_if(recipe.columns, [](const ColumnRecipe& column) { return !column.formula.empty(); });
    const bool same =
        std::equal(recipe.columns.begin(), recipe.columns.end(), table.columns.begin(), table.columns.end(),
                   [](const ColumnRecipe& a, const Column& b) { return a.column == b.name; });
    if (!same)
        recipe = guessRecipe(table);
    for (const auto& [name, role] : chosen) {
        for (ColumnRecipe& column : recipe.columns) {
            if (column.column == name) {
                column.role = role;
                column.reason.clear();
            } else if (role == ColumnRole::Target && column.role == ColumnRole::Target && !column.reason.empty()) {
                column.role = ColumnRole::Input; // a guess gives way to a choice
                column.reason.clear();
            }
        }
    }
    return recipe;
}

} // namespace

CsvImport::CsvImport(const QString& path, QObject* parent) : QObject(parent), m_path(path) {}

CsvImport::~CsvImport() = default;

void CsvImport::continueFrom(const DataReference& reference, const Recipe& recipe, const SplitConfig& split)
{
    m_stored = reference.csv;
    m_base = recipe;
    m_split = split;
    m_orderChosen = true;
}

void CsvImport::start()
{
    if (!m_stored) {
        setWishes(m_wishes);
        return;
    }
    const std::string file = m_path.toStdString();
    m_wishesJob.start(
        [file, stored = *m_stored](const std::stop_token& stop, const auto&) {
            return wishesIn(stored, previewCsv(file, {}, {}, kPreviewRows, stop));
        },
        [this](const CsvOptions& wishes) {
            m_stored.reset();
            setWishes(wishes);
        },
        [this](const QString&) { setWishes(*std::exchange(m_stored, std::nullopt)); });
}

QString CsvImport::name() const
{
    return QFileInfo(m_path).fileName();
}

int CsvImport::columns() const
{
    // A last column without name and values is looked at, but not read.
    const std::size_t most = m_table ? m_table->columns.size() : m_preview.names.size();
    return static_cast<int>(std::min(most, m_preview.names.size()));
}

CsvOptions CsvImport::effective() const
{
    return m_table ? m_reference.csv : m_preview.options;
}

QString CsvImport::arguments() const
{
    return fromUtf8(csvOptionsToArguments(m_wishes));
}

QString CsvImport::columnName(std::size_t column) const
{
    const auto& names = m_preview.names;
    return column < names.size() ? fromUtf8(names[column]) : QString();
}

ColumnKind CsvImport::kind(int column) const
{
    const auto c = static_cast<std::size_t>(column);
    if (m_table && c < m_table->columns.size())
        return m_table->columns[c].kind;
    return c < m_preview.kinds.size() ? m_preview.kinds[c] : ColumnKind::Empty;
}

bool CsvImport::hasChosenKind(int column) const
{
    const auto c = static_cast<std::size_t>(column);
    return std::any_of(m_wishes.kinds.begin(), m_wishes.kinds.end(),
                       [&](const auto& wish) { return wish.first == m_preview.names[c]; });
}

std::optional<ColumnRole> CsvImport::role(int column) const
{
    const auto c = static_cast<std::size_t>(column);
    return c < m_recipe.columns.size() ? std::optional(m_recipe.columns[c].role) : std::nullopt;
}

QString CsvImport::reason(int column) const
{
    const auto c = static_cast<std::size_t>(column);
    return c < m_recipe.columns.size() ? fromUtf8(m_recipe.columns[c].reason) : QString();
}

int CsvImport::target() const
{
    int found = -1;
    for (std::size_t c = 0; c < m_recipe.columns.size(); ++c)
        if (m_recipe.columns[c].role == ColumnRole::Target) {
            if (found >= 0)
                return -1;
            found = static_cast<int>(c);
        }
    return found;
}

QString CsvImport::severalTargets() const
{
    int twoValued = 0;
    int words = 0;
    int count = 0;
    for (std::size_t c = 0; c < m_recipe.columns.size(); ++c) {
        if (m_recipe.columns[c].role != ColumnRole::Target)
            continue;
        const Column& column = m_table->columns[c];
        ++count;
        words += column.kind == ColumnKind::Text;
        const Index values =
            column.kind == ColumnKind::Text ? static_cast<Index>(column.dictionary.size()) : distinctNumbers(column);
        twoValued += readsAsClasses(column) && values == 2;
    }
    if (twoValued == count)
        return tr("%1 times two classes").arg(count);
    return words == 0 ? tr("%1 numbers").arg(count) : tr("%1 targets that do not go together").arg(count);
}

QString CsvImport::task() const
{
    if (!m_table)
        return {};
    const auto targets = std::count_if(m_recipe.columns.begin(), m_recipe.columns.end(),
                                       [](const ColumnRecipe& c) { return c.role == ColumnRole::Target; });
    if (targets == 0)
        return {};
    if (targets > 1)
        return severalTargets();
    const Column& column = m_table->columns[static_cast<std::size_t>(target())];
    if (!readsAsClasses(column))
        return column.kind == ColumnKind::Empty ? tr("nothing: it is empty") : tr("a number");
    const Index classes = column.kind == ColumnKind::Text      ? static_cast<Index>(column.dictionary.size())
                          : column.kind == ColumnKind::Boolean ? 2
                                                               : distinctNumbers(column);
    return classes == 1 ? tr("1 class only")
                        : tr("%1 classes").arg(QLocale().toString(static_cast<qlonglong>(classes)));
}

QStringList CsvImport::remarks() const
{
    QStringList list;
    for (const CsvWarning& warning : m_warnings) {
        QString text = withoutOptions(warning.text);
        if (warning.line > 0)
            text = tr("line %1: %2").arg(QLocale().toString(static_cast<qlonglong>(warning.line)), text);
        list.append(text);
    }
    if (!m_table)
        return list;
    Index numbers = 0;
    Index withoutTarget = 0;
    QStringList ignored;
    for (std::size_t c = 0; c < m_recipe.columns.size(); ++c) {
        const ColumnRecipe& recipe = m_recipe.columns[c];
        const Column& column = m_table->columns[c];
        if (recipe.role == ColumnRole::Input && column.kind == ColumnKind::Number)
            numbers += column.missing;
        if (recipe.role == ColumnRole::Target)
            withoutTarget = std::max(withoutTarget, column.missing);
        if (recipe.role == ColumnRole::Ignore && !recipe.reason.empty())
            ignored.append(tr("%1 is ignored: %2").arg(fromUtf8(recipe.column), fromUtf8(recipe.reason)));
    }
    const QLocale locale;
    if (withoutTarget > 0)
        list.append(withoutTarget == 1 ? tr("1 row without a target is left out")
                                       : tr("%1 rows without a target are left out")
                                             .arg(locale.toString(static_cast<qlonglong>(withoutTarget))));
    if (numbers > 0)
        list.append(numbers == 1 ? tr("1 missing number is filled with the median of its column")
                                 : tr("%1 missing numbers are filled with the median of their column")
                                       .arg(locale.toString(static_cast<qlonglong>(numbers))));
    return list + ignored;
}

void CsvImport::setWishes(CsvOptions wishes)
{
    m_wishesJob.cancel();
    m_wishes = std::move(wishes);
    m_table.reset();
    m_recipe = {};
    m_warnings.clear();
    m_problem.clear();
    m_rowsThatFit = 0;
    m_state = State::Reading;
    look(m_wishes, {});
    read();
    emit stateChanged();
}

void CsvImport::setKind(int column, std::optional<ColumnKind> kind)
{
    CsvOptions wishes = m_wishes;
    const std::string& name = m_preview.names[static_cast<std::size_t>(column)];
    std::erase_if(wishes.kinds, [&](const auto& wish) { return wish.first == name; });
    if (kind)
        wishes.kinds.emplace_back(name, *kind);
    if (wishes != m_wishes)
        setWishes(std::move(wishes));
}

void CsvImport::setRole(int column, ColumnRole role)
{
    const auto c = static_cast<std::size_t>(column);
    if (c >= m_recipe.columns.size() || m_recipe.columns[c].role == role)
        return;
    ColumnRecipe& recipe = m_recipe.columns[c];
    if (recipe.role == ColumnRole::Split && m_split.order == recipe.column)
        m_split.order = SplitConfig().order;
    if (role == ColumnRole::Split)
        m_split.order = recipe.column;
    recipe.role = role;
    recipe.reason.clear();
    std::erase_if(m_chosenRoles, [&](const auto& chosen) { return chosen.first == recipe.column; });
    m_chosenRoles.emplace_back(recipe.column, role);
    emit rolesChanged();
}

void CsvImport::setTarget(int column)
{
    for (std::size_t c = 0; c < m_recipe.columns.size(); ++c)
        if (m_recipe.columns[c].role == ColumnRole::Target && static_cast<int>(c) != column)
            setRole(static_cast<int>(c), ColumnRole::Input);
    setRole(column, ColumnRole::Target);
}

void CsvImport::setSplit(const SplitConfig& split)
{
    if (split == m_split)
        return;
    m_orderChosen = m_orderChosen || split.order != m_split.order;
    m_split = split;
    emit rolesChanged();
}

void CsvImport::look(const CsvOptions& options, std::vector<Index> lines)
{
    std::sort(lines.begin(), lines.end());
    if (lines.size() > kPlaces)
        lines.resize(kPlaces);
    const std::string file = m_path.toStdString();
    // Where it fails, reading will say it better.
    m_lookJob.start(
        [file, options, lines](const std::stop_token& stop, const auto&) {
            return previewCsv(file, options, lines, kPreviewRows, stop);
        },
        [this](CsvPreview preview) {
            m_preview = std::move(preview);
            emit previewChanged();
        });
}

void CsvImport::read()
{
    DataReference reference;
    reference.source = DataReference::Source::File;
    reference.path = m_path.toStdString();
    reference.csv = m_wishes;
    m_readJob.setNoMemoryText(tr("There is not enough memory for %1.").arg(name()));
    m_readJob.start(
        [reference, base = m_base, chosen = m_chosenRoles](const std::stop_token& stop,
                                                           const ProgressFunction& progress) {
            Reading reading;
            reading.reference = reference;
            try {
                reading.table = loadTable(reading.reference, {}, &reading.warnings, stop, progress);
            } catch (const CsvError& error) {
                reading.refusal = error;
                return reading;
            }
            reading.recipe = recipeFor(*reading.table, base, chosen);
            return reading;
        },
        [this](Reading reading) { take(std::move(reading)); },
        [this](const QString& sentence) { refuse(sentence, 0); });
}

void CsvImport::take(Reading reading)
{
    if (reading.refusal) {
        m_rowsThatFit = reading.refusal->rowsThatFit;
        refuse(withoutOptions(reading.refusal->what()), reading.refusal->line);
        return;
    }
    m_reference = std::move(reading.reference);
    m_table = std::move(reading.table);
    m_recipe = std::move(reading.recipe);
    followSplitColumn();
    m_warnings = std::move(reading.warnings);
    m_state = State::Ready;
    std::vector<Index> lines;
    for (const CsvWarning& warning : m_warnings)
        if (warning.line > 0)
            lines.push_back(warning.line);
    look(m_reference.csv, std::move(lines));
    emit stateChanged();
}

void CsvImport::followSplitColumn()
{
    const bool known = std::any_of(m_recipe.columns.begin(), m_recipe.columns.end(), [this](const ColumnRecipe& c) {
        return c.role == ColumnRole::Split && c.column == m_split.order;
    });
    if (known)
        return;
    const bool byColumn = m_split.order != "stratified" && m_split.order != "shuffled" && m_split.order != "file";
    const bool named = byColumn && m_recipe.find(m_split.order);
    for (const ColumnRecipe& column : m_recipe.columns)
        if (column.role == ColumnRole::Split && (!m_orderChosen || (byColumn && !named)))
            m_split.order = column.column;
    if (byColumn && !m_recipe.find(m_split.order))
        m_split.order = SplitConfig().order;
}

void CsvImport::refuse(const QString& problem, Index line)
{
    m_state = State::Refused;
    m_problem = problem;
    look(m_wishes, line > 0 ? std::vector<Index>{line} : std::vector<Index>());
    emit stateChanged();
}

} // namespace netloom
