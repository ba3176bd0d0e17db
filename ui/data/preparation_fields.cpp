// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/preparation_fields.h"

#include "core/preparation/recipe_guess.h"

namespace netloom {

namespace {

constexpr double kUsualLimit = 3;

std::vector<FieldChoice> imputeNumber()
{
    return {{"auto", "Median (automatic)"},           {"mean", "Mean"},           {"median", "Median"},
            {"most_frequent", "Most frequent value"}, {"constant", "A constant"}, {"drop_row", "Leave the row out"}};
}

std::vector<FieldChoice> imputeBoolean()
{
    return {{"auto", "Most frequent (automatic)"},
            {"most_frequent", "Most frequent value"},
            {"mean", "Mean"},
            {"constant", "A constant"},
            {"drop_row", "Leave the row out"}};
}

std::vector<FieldChoice> imputeText()
{
    return {{"auto", "Own category (automatic)"},
            {"most_frequent", "Most frequent value"},
            {"drop_row", "Leave the row out"}};
}

std::vector<FieldChoice> encodeNumber()
{
    return {{"auto", "Number (automatic)"}, {"number", "Number"}, {"one_hot", "One-hot"}, {"ordinal", "Ordinal"}};
}

std::vector<FieldChoice> encodeText()
{
    return {{"auto", "One-hot (automatic)"}, {"one_hot", "One-hot"}, {"ordinal", "Ordinal"}, {"number", "Number"}};
}

std::vector<FieldChoice> encodeClassTarget()
{
    return {{"auto", "Classes (automatic)"}, {"one_hot", "Classes"}, {"number", "Number"}};
}

std::vector<FieldChoice> encodeNumberTarget()
{
    return {{"auto", "Number (automatic)"}, {"number", "Number"}, {"one_hot", "Classes"}};
}

std::vector<FieldChoice> scaleChoices()
{
    return {{"auto", "Standard (automatic)"},
            {"standard", "Standard"},
            {"min_max", "Min–max"},
            {"robust", "Robust"},
            {"none", "None"}};
}

std::vector<FieldChoice> scaleBoolean()
{
    return {{"auto", "None (automatic)"},
            {"standard", "Standard"},
            {"min_max", "Min–max"},
            {"robust", "Robust"},
            {"none", "None"}};
}

FieldInfo choice(const char* key, const char* title, const char* help, std::vector<FieldChoice> (*choices)(),
                 std::string shownFor = {})
{
    FieldInfo field;
    field.key = key;
    field.title = title;
    field.help = help;
    field.type = FieldType::Choice;
    field.initial = std::string("auto");
    field.choices = choices;
    field.shownFor = std::move(shownFor);
    return field;
}

FieldInfo flag(const char* key, const char* title, const char* help, const std::string& shownFor)
{
    FieldInfo field;
    field.key = key;
    field.title = title;
    field.help = help;
    field.type = FieldType::Boolean;
    field.initial = false;
    field.shownFor = shownFor;
    return field;
}

FieldInfo scaleField(std::vector<FieldChoice> (*choices)(), const std::string& shownFor)
{
    return choice("scale", "Scale",
                  "Standard: mean 0, deviation 1. Min–max: from 0 to 1. Robust: by median and quartiles, for data with "
                  "outliers.",
                  choices, shownFor);
}

FieldInfo logField(const std::string& shownFor)
{
    return flag("log", "Logarithm",
                "log(1 + x) before scaling, for amounts with a long tail; values must be greater than -1.", shownFor);
}

void addInputFields(const Column& column, std::vector<FieldInfo>& fields)
{
    const bool text = column.kind == ColumnKind::Text;
    const bool boolean = column.kind == ColumnKind::Boolean;
    fields.push_back(choice("impute", "Missing cells", "What stands in for a missing cell; found on training rows.",
                            text      ? imputeText
                            : boolean ? imputeBoolean
                                      : imputeNumber));
    if (!text) {
        FieldInfo constant;
        constant.key = "constant";
        constant.title = "Constant";
        constant.help = "The number that stands in for a missing cell.";
        constant.type = FieldType::Real;
        constant.initial = 0.0;
        constant.min = -1e12;
        constant.max = 1e12;
        constant.shownFor = "impute=constant";
        fields.push_back(std::move(constant));
    }
    fields.push_back(choice("encode", "Encoding",
                            "Number: as it is. One-hot: an input of its own for each value. Ordinal: the place of the "
                            "value in their order.",
                            text ? encodeText : encodeNumber));
    const std::string numbers = text ? "encode=number|ordinal" : "encode=auto|number|ordinal";
    fields.push_back(logField(numbers));
    fields.push_back(scaleField(boolean ? scaleBoolean : scaleChoices, numbers));
    fields.push_back(flag("clip", "Clip", "Values far out are drawn in to a limit, after scaling.", numbers));
    FieldInfo limit;
    limit.key = "clip_limit";
    limit.title = "Limit ±";
    limit.help = "The largest distance from 0 after scaling.";
    limit.type = FieldType::Real;
    limit.initial = kUsualLimit;
    limit.min = 0;
    limit.minOpen = true;
    limit.max = 1e6;
    limit.step = 0.5;
    limit.shownFor = "clip=true";
    fields.push_back(std::move(limit));
}

} // namespace

bool isClassTarget(const Column& column, const ColumnRecipe& recipe)
{
    return recipe.role == ColumnRole::Target && recipe.encode != "number" &&
           (recipe.encode != "auto" || readsAsClasses(column));
}

std::vector<FieldInfo> preparationFields(const Column& column, const ColumnRecipe& recipe)
{
    std::vector<FieldInfo> fields;
    if (column.kind == ColumnKind::Empty)
        return fields;
    if (recipe.role == ColumnRole::Input) {
        addInputFields(column, fields);
    } else if (recipe.role == ColumnRole::Target) {
        const bool numeric = column.kind != ColumnKind::Text;
        const bool classes = readsAsClasses(column);
        if (numeric)
            fields.push_back(choice("encode", "Predicted as", "One of several classes, or a number.",
                                    classes ? encodeClassTarget : encodeNumberTarget));
        if (numeric && !isClassTarget(column, recipe)) {
            fields.push_back(logField({}));
            fields.push_back(scaleField(scaleChoices, {}));
        }
    }
    return fields;
}

FieldValues preparationValues(const ColumnRecipe& recipe)
{
    FieldValues values{{"impute", recipe.impute}, {"constant", recipe.imputeConstant},
                       {"encode", recipe.encode}, {"scale", recipe.scale},
                       {"log", recipe.log},       {"clip", recipe.clip.has_value()}};
    if (recipe.clip)
        values.set("clip_limit", *recipe.clip);
    return values;
}

void setPreparation(ColumnRecipe& recipe, std::string_view key, const FieldValue& value)
{
    if (key == "impute")
        recipe.impute = std::get<std::string>(value);
    else if (key == "constant")
        recipe.imputeConstant = std::get<double>(value);
    else if (key == "encode")
        recipe.encode = std::get<std::string>(value);
    else if (key == "scale")
        recipe.scale = std::get<std::string>(value);
    else if (key == "log")
        recipe.log = std::get<bool>(value);
    else if (key == "clip")
        recipe.clip = std::get<bool>(value) ? std::optional(kUsualLimit) : std::nullopt;
    else if (key == "clip_limit")
        recipe.clip = std::get<double>(value);
}

} // namespace netloom
