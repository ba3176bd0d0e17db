// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preparation/recipe_json.h"

#include "core/base/error.h"
#include "core/files/json.h"
#include "core/preparation/fitted_recipe.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace netloom {

namespace {

constexpr std::size_t kMostColumns = 1000000;
constexpr int kFormat = 1;

constexpr std::array kRoles{ColumnRole::Input, ColumnRole::Target, ColumnRole::Weight, ColumnRole::Ignore,
                            ColumnRole::Split};
constexpr std::array kKinds{ColumnKind::Number, ColumnKind::Text, ColumnKind::Boolean, ColumnKind::DateTime,
                            ColumnKind::Empty};
constexpr std::array<std::string_view, 5> kTasks{"none", "binary", "multiclass", "regression", "multi_binary"};
constexpr std::array<std::string_view, 6> kCodings{"unused", "number", "one_hot", "ordinal", "classes", "weight"};

[[noreturn]] void bad(const std::string& path, const std::string& problem)
{
    throw Error(problem, path, "The stored preparation is damaged; train again from the data.");
}

const JsonValue& required(const JsonValue& object, std::string_view key, const std::string& path)
{
    const JsonValue* value = object.find(key);
    if (!value)
        bad(path, "the member " + netloom::quoted(key) + " is missing");
    return *value;
}

std::string asText(const JsonValue& value, const std::string& path)
{
    if (!value.text())
        bad(path, "a text is expected");
    return *value.text();
}

double asNumber(const JsonValue& value, const std::string& path)
{
    if (value.real())
        return *value.real();
    if (value.integer())
        return static_cast<double>(*value.integer());
    if (value.largeInteger())
        return static_cast<double>(*value.largeInteger());
    bad(path, "a number is expected");
}

bool asBoolean(const JsonValue& value, const std::string& path)
{
    if (!value.boolean())
        bad(path, "true or false is expected");
    return *value.boolean();
}

std::vector<std::string> asTexts(const JsonValue& value, const std::string& path)
{
    const JsonValue::List* items = value.items();
    if (!items)
        bad(path, "a list is expected");
    std::vector<std::string> texts;
    std::set<std::string> seen;
    for (std::size_t i = 0; i < items->size(); ++i) {
        const std::string place = path + "[" + std::to_string(i) + "]";
        texts.push_back(asText((*items)[i], place));
        if (!seen.insert(texts.back()).second)
            bad(place, netloom::quoted(texts.back()) + " is in the list twice");
    }
    return texts;
}

std::string asChoice(const JsonValue& value, const std::string& path, std::initializer_list<std::string_view> choices)
{
    std::string text = asText(value, path);
    if (std::find(choices.begin(), choices.end(), text) == choices.end())
        bad(path, netloom::quoted(text) + " is not known");
    return text;
}

template<typename Names>
std::size_t placeIn(const Names& names, const JsonValue& value, const std::string& path)
{
    const std::string text = asText(value, path);
    const auto found = std::find(names.begin(), names.end(), text);
    if (found == names.end())
        bad(path, netloom::quoted(text) + " is not known");
    return static_cast<std::size_t>(found - names.begin());
}

template<typename Enum, std::size_t N>
Enum asEnum(const std::array<Enum, N>& all, std::string_view (*name)(Enum), const JsonValue& value,
            const std::string& path)
{
    const std::string text = asText(value, path);
    for (const Enum e : all)
        if (name(e) == text)
            return e;
    bad(path, netloom::quoted(text) + " is not known");
}

JsonValue columnToJson(const ColumnRecipe& column)
{
    JsonValue json;
    json["column"] = column.column;
    if (!column.formula.empty())
        json["formula"] = column.formula;
    json["role"] = roleName(column.role);
    json["reason"] = column.reason;
    json["impute"] = column.impute;
    json["impute_constant"] = column.imputeConstant;
    json["encode"] = column.encode;
    json["scale"] = column.scale;
    json["log"] = column.log;
    if (column.clip)
        json["clip"] = *column.clip;
    json["positive"] = column.positive;
    json["order"] = column.order;
    return json;
}

ColumnRecipe columnFromJson(const JsonValue& json, const std::string& path)
{
    if (!json.members())
        bad(path, "an object is expected");
    ColumnRecipe column;
    column.column = asText(required(json, "column", path), path + ".column");
    if (const JsonValue* value = json.find("formula"))
        column.formula = asText(*value, path + ".formula");
    column.role = asEnum(kRoles, roleName, required(json, "role", path), path + ".role");
    if (const JsonValue* value = json.find("reason"))
        column.reason = asText(*value, path + ".reason");
    if (const JsonValue* value = json.find("impute"))
        column.impute =
            asChoice(*value, path + ".impute", {"auto", "mean", "median", "most_frequent", "constant", "drop_row"});
    if (const JsonValue* value = json.find("impute_constant"))
        column.imputeConstant = asNumber(*value, path + ".impute_constant");
    if (const JsonValue* value = json.find("encode"))
        column.encode = asChoice(*value, path + ".encode", {"auto", "number", "one_hot", "ordinal"});
    if (const JsonValue* value = json.find("scale"))
        column.scale = asChoice(*value, path + ".scale", {"auto", "standard", "min_max", "robust", "none"});
    if (const JsonValue* value = json.find("log"))
        column.log = asBoolean(*value, path + ".log");
    if (const JsonValue* value = json.find("clip")) {
        column.clip = asNumber(*value, path + ".clip");
        if (!(*column.clip > 0))
            bad(path + ".clip", "the limit must be greater than 0");
    }
    if (const JsonValue* value = json.find("positive"))
        column.positive = asText(*value, path + ".positive");
    if (const JsonValue* value = json.find("order"))
        column.order = asTexts(*value, path + ".order");
    return column;
}

JsonValue recipeJson(const Recipe& recipe)
{
    JsonValue list = JsonValue::list();
    for (const ColumnRecipe& column : recipe.columns)
        list.append(columnToJson(column));
    return list;
}

Recipe recipeFrom(const JsonValue& list, const std::string& path)
{
    const JsonValue::List* items = list.items();
    if (!items || items->size() > kMostColumns)
        bad(path, "a list of columns is expected");
    Recipe recipe;
    std::set<std::string> names;
    for (std::size_t i = 0; i < items->size(); ++i) {
        const std::string place = path + "[" + std::to_string(i) + "]";
        recipe.columns.push_back(columnFromJson((*items)[i], place));
        if (!names.insert(recipe.columns.back().column).second)
            bad(place, "the column " + netloom::quoted(recipe.columns.back().column) + " is in the list twice");
    }
    return recipe;
}

} // namespace

/// Access to the private parts of a fitted recipe.
struct FittedRecipe::Json {
    static JsonValue column(const FittedColumn& fitted)
    {
        JsonValue json;
        json["coding"] = kCodings[static_cast<std::size_t>(fitted.coding)];
        json["kind"] = kindName(fitted.kind);
        json["fill"] = fitted.fill;
        json["shift"] = fitted.shift;
        json["scale"] = fitted.scale;
        json["missing_category"] = fitted.missingCategory;
        json["fill_category"] = fitted.fillCategory;
        json["categories"] = fitted.categories;
        return json;
    }

    static FittedColumn column(const JsonValue& json, const std::string& path)
    {
        if (!json.members())
            bad(path, "an object is expected");
        FittedColumn fitted;
        fitted.coding = static_cast<Coding>(placeIn(kCodings, required(json, "coding", path), path + ".coding"));
        fitted.kind = asEnum(kKinds, kindName, required(json, "kind", path), path + ".kind");
        fitted.fill = asNumber(required(json, "fill", path), path + ".fill");
        fitted.shift = asNumber(required(json, "shift", path), path + ".shift");
        fitted.scale = asNumber(required(json, "scale", path), path + ".scale");
        if (fitted.scale < 0)
            bad(path + ".scale", "the scale must not be negative");
        fitted.missingCategory = asBoolean(required(json, "missing_category", path), path + ".missing_category");
        fitted.fillCategory = asText(required(json, "fill_category", path), path + ".fill_category");
        fitted.categories = asTexts(required(json, "categories", path), path + ".categories");
        return fitted;
    }

    /// What describe() and transform() rely on.
    static void check(const FittedRecipe& recipe, Task task)
    {
        std::size_t targets = 0;
        for (std::size_t i = 0; i < recipe.m_fitted.size(); ++i) {
            const FittedColumn& fitted = recipe.m_fitted[i];
            const std::string path = "fitted[" + std::to_string(i) + "]";
            const auto allow = [&](std::initializer_list<Coding> codings) {
                if (std::find(codings.begin(), codings.end(), fitted.coding) == codings.end())
                    bad(path + ".coding", "this does not fit the role of the column");
            };
            switch (recipe.m_recipe.columns[i].role) {
            case ColumnRole::Input:
                allow({Coding::Number, Coding::OneHot, Coding::Ordinal});
                break;
            case ColumnRole::Target:
                ++targets;
                allow({task == Task::Regression ? Coding::Number : Coding::Classes});
                if (task != Task::Regression && fitted.categories.size() < 2)
                    bad(path + ".categories", "at least two classes are expected");
                if ((task == Task::Binary || task == Task::MultiBinary) && fitted.categories.size() != 2)
                    bad(path + ".categories", "two classes are expected");
                if (task == Task::Regression && fitted.scale == 0)
                    bad(path + ".scale", "the scale of a target must be greater than 0");
                break;
            case ColumnRole::Weight:
                allow({Coding::Weight});
                break;
            case ColumnRole::Ignore:
            case ColumnRole::Split:
                allow({Coding::Unused});
                break;
            }
        }
        const bool fits = task == Task::None          ? targets == 0
                          : task == Task::Regression  ? targets >= 1
                          : task == Task::MultiBinary ? targets >= 2
                                                      : targets == 1;
        if (!fits)
            bad("task", "the task does not fit the number of target columns");
    }
};

std::string recipeToJson(const Recipe& recipe)
{
    return jsonLine(recipeJson(recipe));
}

Recipe recipeFromJson(std::string_view json)
{
    return recipeFrom(parseJson(json, "recipe"), "recipe");
}

std::string FittedRecipe::toJson() const
{
    JsonValue json;
    json["format"] = kFormat;
    json["task"] = kTasks[static_cast<std::size_t>(m_target.task)];
    json["recipe"] = recipeJson(m_recipe);
    json["fitted"] = JsonValue::list();
    for (const FittedColumn& fitted : m_fitted)
        json["fitted"].append(Json::column(fitted));
    return jsonLine(json);
}

FittedRecipe FittedRecipe::fromJson(std::string_view text)
{
    const JsonValue json = parseJson(text, "recipe");
    if (!json.members())
        bad("recipe", "an object is expected");
    const JsonValue& format = required(json, "format", "recipe");
    const bool whole = format.integer() ? *format.integer() >= 1 : format.largeInteger() != nullptr;
    if (!whole)
        bad("format", "a whole number is expected");
    if (format.largeInteger() || *format.integer() > kFormat)
        throw Error("The preparation was stored by a newer version of Netloom", "format", "Use that version.");
    FittedRecipe result;
    const auto task = static_cast<Task>(placeIn(kTasks, required(json, "task", "recipe"), "task"));
    result.m_recipe = recipeFrom(required(json, "recipe", "recipe"), "recipe");
    const JsonValue::List* fitted = required(json, "fitted", "recipe").items();
    if (!fitted || fitted->size() != result.m_recipe.columns.size())
        bad("fitted", "one entry per column of the recipe is expected");
    for (std::size_t i = 0; i < fitted->size(); ++i)
        result.m_fitted.push_back(Json::column((*fitted)[i], "fitted[" + std::to_string(i) + "]"));
    Json::check(result, task);
    result.describe(task);
    return result;
}

} // namespace netloom
