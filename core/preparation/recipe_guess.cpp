// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preparation/recipe_guess.h"
#include "core/base/error.h"
#include "core/data/column_values.h"
#include "core/data/number_summary.h"
#include "core/preparation/recipe.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_set>

namespace netloom {

namespace {

using Words = std::vector<std::string>;

/// What guessing needs to know of a column.
struct Traits {
    Index present = 0;
    Index distinct = 0; ///< different values; numbers with decimals: 1000 stands for more
    double min = 0;     ///< numbers
    double max = 0;
    bool ascendsByOne = false; ///< each row one more than the row before
};

Traits traitsOf(const Column& column, Index rows)
{
    Traits traits;
    if (column.kind == ColumnKind::Text) {
        std::vector<bool> seen(column.dictionary.size(), false);
        for (const std::int32_t code : column.codes) {
            if (code < 0)
                continue;
            ++traits.present;
            if (!seen[static_cast<std::size_t>(code)]) {
                seen[static_cast<std::size_t>(code)] = true;
                ++traits.distinct;
            }
        }
        return traits;
    }
    std::vector<double> values;
    values.reserve(column.numbers.size());
    traits.ascendsByOne = rows > 1;
    double before = 0;
    for (std::size_t i = 0; i < column.numbers.size(); ++i) {
        const double value = column.numbers[i];
        if (std::isnan(value)) {
            traits.ascendsByOne = false;
            continue;
        }
        if (i > 0 && value != before + 1)
            traits.ascendsByOne = false;
        before = value;
        traits.min = values.empty() ? value : std::min(traits.min, value);
        traits.max = values.empty() ? value : std::max(traits.max, value);
        values.push_back(value);
    }
    traits.present = static_cast<Index>(values.size());
    // Only whole numbers can be ids, for which the exact count matters.
    traits.distinct = static_cast<Index>(countDistinct(values, column.integers));
    return traits;
}

/// Lower-case words of a name: "petalLength_cm" → petal, length, cm.
Words wordsOf(std::string_view name)
{
    Words words;
    std::string word;
    bool lowerBefore = false;
    const auto finish = [&] {
        if (!word.empty())
            words.push_back(lowerCase(word));
        word.clear();
    };
    for (const char c : name) {
        const bool upper = c >= 'A' && c <= 'Z';
        const bool lower = (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
        const bool digit = c >= '0' && c <= '9';
        if ((upper && lowerBefore) || !(upper || lower || digit))
            finish();
        if (upper || lower || digit)
            word += c;
        lowerBefore = lower;
    }
    finish();
    return words;
}

bool hasWord(const Words& words, std::initializer_list<std::string_view> wanted)
{
    return std::any_of(words.begin(), words.end(), [&](const std::string& w) {
        return std::find(wanted.begin(), wanted.end(), w) != wanted.end();
    });
}

std::string lastWord(const Words& words)
{
    return words.empty() ? std::string() : words.back();
}

std::string percent(Index part, Index whole)
{
    return numberLabel(std::round(100.0 * static_cast<double>(part) / static_cast<double>(whole))) + " %";
}

/// Names that say "target" outright, the surest first.
constexpr std::array kTargetNames{"target",  "label",       "class",  "outcome",  "diagnosis", "species",  "cultivar",
                                  "variety", "survived",    "churn",  "digit",    "quality",   "response", "output",
                                  "result",  "progression", "income", "default",  "fraud",     "is_fraud", "spam",
                                  "is_spam", "medv",        "tissue", "approved", "exited",    "y"};

class Guess
{
public:
    Guess(const Table& table, std::string_view target) : m_table(table)
    {
        m_recipe.columns.reserve(table.columns.size());
        for (const Column& column : table.columns) {
            m_traits.push_back(traitsOf(column, table.rows));
            ColumnRecipe recipe;
            recipe.column = column.name;
            m_recipe.columns.push_back(std::move(recipe));
        }
        for (std::size_t i = 0; i < size(); ++i)
            ignore(i, uselessness(i));
        chooseTarget(target);
        for (std::size_t i = 0; i < size(); ++i)
            chooseSpecialRole(i);
    }

    Recipe take() { return std::move(m_recipe); }

private:
    std::size_t size() const { return m_table.columns.size(); }
    ColumnRecipe& recipe(std::size_t i) { return m_recipe.columns[i]; }

    void ignore(std::size_t i, const std::string& reason)
    {
        if (reason.empty())
            return;
        recipe(i).role = ColumnRole::Ignore;
        recipe(i).reason = reason;
    }

    /// Why a column cannot be an input, or an empty text.
    std::string uselessness(std::size_t i) const
    {
        const Column& column = m_table.columns[i];
        const Traits& traits = m_traits[i];
        const Index rows = m_table.rows;
        if (traits.present == 0)
            return "no values";
        if (rows >= 10 && (rows - traits.present) * 5 > rows * 4)
            return percent(rows - traits.present, rows) + " of the cells are missing";
        const bool text = column.kind == ColumnKind::Text;
        if (traits.distinct == 1 && !(text && traits.present < rows) && !isPixel(i))
            return "always the same value";
        const std::string values = numberLabel(static_cast<double>(traits.distinct)) + " different values in " +
                                   numberLabel(static_cast<double>(traits.present)) + " rows";
        if (text) {
            if (rows >= 10 && traits.distinct == traits.present)
                return "looks like an id: every value is different";
            if (hasWord(wordsOf(column.name), {"id", "uuid", "guid"}) && traits.distinct > 20)
                return "looks like an id: " + values;
            if (traits.distinct > 20 && traits.distinct * 2 > traits.present)
                return "free text: " + values;
            if (traits.distinct > 100 || (traits.distinct > 30 && traits.distinct * 10 > traits.present))
                return "too many categories: " + values;
        }
        if (column.kind == ColumnKind::DateTime)
            return "a date; use it as an input only if time itself matters";
        if (column.kind == ColumnKind::Number && column.integers)
            return numberId(i);
        return {};
    }

    std::string numberId(std::size_t i) const
    {
        const Column& column = m_table.columns[i];
        const Traits& traits = m_traits[i];
        const Words words = wordsOf(column.name);
        const bool allDifferent = traits.present >= 10 && traits.distinct == traits.present;
        if (allDifferent && hasWord(words, {"id", "index", "idx", "no", "nr", "number", "num", "row", "rownum", "rowid",
                                            "key", "code", "uuid", "unnamed", "serial", "passengerid", "customerid"}))
            return "looks like an id: every value is different";
        const bool gapless = traits.distinct > 50 && (traits.min == 0 || traits.min == 1) &&
                             traits.max - traits.min + 1 == static_cast<double>(traits.distinct);
        if (gapless && hasWord(words, {"id", "index", "idx", "no", "nr", "number", "num", "row", "key", "serial"}))
            return "looks like an id: numbered without gaps";
        const bool time = hasWord(words, {"x", "t", "time", "year", "month", "week", "day", "age", "date"});
        if (i == 0 && size() > 2 && traits.present >= 10 && traits.ascendsByOne && !time)
            return "looks like a row number";
        return {};
    }

    /// One of many whole-number columns of one name and a running number, as pictures have: a border that is always
    /// empty still belongs to the picture.
    bool isPixel(std::size_t i) const
    {
        const auto stem = [](const std::string& name) {
            std::size_t end = name.size();
            while (end > 0 && name[end - 1] >= '0' && name[end - 1] <= '9')
                --end;
            return std::pair(name.substr(0, end), end < name.size());
        };
        const auto own = stem(m_table.columns[i].name); // the name without its number, and whether it had one
        if (!own.second || !m_table.columns[i].integers)
            return false;
        return std::count_if(m_table.columns.begin(), m_table.columns.end(), [&](const Column& column) {
                   return column.kind == ColumnKind::Number && column.integers && stem(column.name) == own;
               }) >= 16;
    }

    bool usable(std::size_t i) const
    {
        const Column& column = m_table.columns[i];
        return m_recipe.columns[i].role == ColumnRole::Input && m_traits[i].distinct >= 2 &&
               column.kind != ColumnKind::DateTime;
    }

    void chooseTarget(std::string_view wanted)
    {
        if (!wanted.empty()) {
            for (const std::size_t place : columnsNamed(m_table, wanted)) {
                recipe(place).role = ColumnRole::Target;
                recipe(place).reason.clear();
            }
            return;
        }
        if (size() < 2)
            return;
        const auto place = guessTarget();
        if (!place)
            return;
        recipe(*place).role = ColumnRole::Target;
    }

    std::optional<std::size_t> guessTarget()
    {
        std::optional<std::size_t> last;
        for (std::size_t i = 0; i < size(); ++i)
            if (usable(i))
                last = i;
        if (!last)
            return {};
        for (const std::string_view name : kTargetNames) {
            for (std::size_t i = size(); i-- > 0;) {
                if (!usable(i) || lowerCase(m_table.columns[i].name) != name)
                    continue;
                if (name == "y" && i != *last && m_table.find("x") >= 0)
                    continue; // a coordinate
                recipe(i).reason = "its name says so";
                return i;
            }
        }
        // "Median house value", "Rented bike count": an amount beside categories at the end of the table.
        const bool lastIsCategory = m_table.columns[*last].kind != ColumnKind::Number;
        if (lastIsCategory) {
            Index categories = 0;
            for (std::size_t i = 0; i < size(); ++i)
                categories += usable(i) && m_table.columns[i].kind != ColumnKind::Number ? 1 : 0;
            for (std::size_t i = size(); i-- > 0;) {
                if (!usable(i) || m_table.columns[i].kind != ColumnKind::Number || m_traits[i].distinct <= 20)
                    continue;
                const std::string word = lastWord(wordsOf(m_table.columns[i].name));
                const bool money = word == "value" || word == "price" || word == "demand" || word == "sales" ||
                                   word == "revenue" || word == "salary" || word == "charges";
                const bool counted = (word == "count" || word == "cnt") && categories > 2;
                if (money || counted) {
                    recipe(i).reason = "its name says so";
                    return i;
                }
            }
        }
        recipe(*last).reason = "the last column";
        return last;
    }

    void chooseSpecialRole(std::size_t i)
    {
        if (recipe(i).role != ColumnRole::Input)
            return;
        const Column& column = m_table.columns[i];
        const std::string name = lowerCase(column.name);
        if (column.kind == ColumnKind::Number && column.integers && m_traits[i].distinct <= 24 &&
            m_traits[i].distinct > 2 &&
            hasWord(wordsOf(column.name), {"hour", "hr", "weekday", "dayofweek", "month", "mnth"})) {
            // The last value is next to the first one, which a number cannot say.
            recipe(i).encode = "one_hot";
            recipe(i).reason = "comes round again, so each value is a category";
        }
        if (column.kind == ColumnKind::Number && m_traits[i].min >= 0 && column.missing == 0 &&
            (name == "sample_weight" || name == "case_weight" || name == "instance_weight")) {
            recipe(i).role = ColumnRole::Weight;
            recipe(i).reason = "its name says so";
        }
        if (column.kind == ColumnKind::Text && column.missing == 0 && m_traits[i].distinct <= 3 &&
            std::all_of(column.dictionary.begin(), column.dictionary.end(), [](const std::string& word) {
                const std::string lower = lowerCase(word);
                return lower == "train" || lower == "training" || lower == "test" || lower == "testing" ||
                       lower == "validation" || lower == "valid" || lower == "val";
            })) {
            recipe(i).role = ColumnRole::Split;
            recipe(i).reason = "names the part of each row";
        }
    }

    const Table& m_table;
    Recipe m_recipe;
    std::vector<Traits> m_traits;
};

} // namespace

bool readsAsClasses(const Column& column)
{
    if (column.kind == ColumnKind::Text || column.kind == ColumnKind::Boolean)
        return true;
    if (column.kind != ColumnKind::Number)
        return false;
    const bool named = hasWord(wordsOf(column.name), {"class", "label", "digit", "category", "cluster", "letter",
                                                      "type", "species", "cultivar", "diagnosis"});
    const std::size_t most = named ? 30 : 10;
    std::unordered_set<double> seen;
    double min = 0;
    double max = 0;
    for (const double value : column.numbers) {
        if (std::isnan(value))
            continue;
        min = seen.empty() ? value : std::min(min, value);
        max = seen.empty() ? value : std::max(max, value);
        seen.insert(value);
        if (seen.size() > most)
            return false;
    }
    if (seen.size() == 2)
        return true;
    // Numbers of classes may have gaps where the name says what they are.
    return seen.size() > 2 && column.integers &&
           (named || ((min == 0 || min == 1) && max - min + 1 == static_cast<double>(seen.size())));
}

const Column* stratifyBy(const Table& table, const Recipe& recipe)
{
    const Column* target = nullptr;
    for (const ColumnRecipe& column : recipe.columns) {
        if (column.role != ColumnRole::Target)
            continue;
        const Index place = table.find(column.column);
        if (target || place < 0)
            return nullptr; // several targets have no classes in common
        target = &table.columns[static_cast<std::size_t>(place)];
        if (column.encode == "number" || (column.encode == "auto" && !readsAsClasses(*target)))
            return nullptr;
    }
    return target;
}

Recipe guessRecipe(const Table& table, std::string_view target)
{
    return Guess(table, target).take();
}

} // namespace netloom
