// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/diagram_columns.h"

#include "core/activations/registry.h"
#include "core/layers/registry.h"
#include "ui/diagram/column_text.h"
#include "ui/toolkit/theme.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <string_view>

namespace netloom {

namespace {

/// What is set for a layer, else its type's own. Nothing is copied: there may be a thousand layers.
struct LayerFields {
    const FieldValue* find(std::string_view key) const
    {
        if (const FieldValue* set = layer.fields.find(key))
            return set;
        if (info)
            for (const FieldInfo& field : info->fields)
                if (field.key == key)
                    return &field.initial;
        return nullptr;
    }

    const LayerSpec& layer;
    const LayerInfo* info; ///< null: a type that is not known
};

QString chosenActivation(const LayerFields& fields)
{
    for (const char* key : {"activation", "function"})
        if (const FieldValue* value = fields.find(key))
            if (const auto* text = std::get_if<std::string>(value))
                return drawable(QString::fromStdString(*text));
    return {};
}

/// What a one-to-one layer does, in two words: its rate, its noise, its function; empty where its kind says all.
QString oneToOneSetting(const LayerFields& fields)
{
    for (const char* key : {"rate", "stddev"}) {
        const FieldValue* value = fields.find(key);
        if (!value)
            continue;
        double number = 0;
        if (const auto* real = std::get_if<double>(value))
            number = *real;
        else if (const auto* whole = std::get_if<std::int64_t>(value))
            number = static_cast<double>(*whole);
        return QStringLiteral("%1 %2").arg(QString::fromLatin1(key), settingNumber(number));
    }
    return chosenActivation(fields);
}

/// Whether a layer without weights into its units makes each of them from all.
bool mixesUnits(const std::string& type, const QString& setting)
{
    const ActivationInfo* activation = findActivation(setting.toStdString());
    if (!activation)
        activation = findActivation(type);
    return type == "layer_normalization" || (activation && activation->ofOneUnit);
}

bool hasBias(const LayerFields& fields)
{
    const FieldValue* value = fields.find("use_bias");
    const bool* flag = value ? std::get_if<bool>(value) : nullptr;
    return !flag || *flag;
}

QStringList namesFor(const QStringList& names, Index units)
{
    QStringList safe;
    if (names.size() != units)
        return safe;
    safe.reserve(names.size());
    for (const QString& name : names)
        safe.append(drawable(name));
    return safe;
}

} // namespace

std::vector<DiagramColumn> diagramColumns(const DiagramScene& scene)
{
    std::vector<DiagramColumn> columns;
    columns.reserve(scene.network.layers.size() + 1);
    const int output = outputLayer(scene.network);

    DiagramColumn input;
    input.role = DiagramRole::Input;
    input.name = QStringLiteral("input");
    input.kind = QStringLiteral("Input");
    input.units = std::max<Index>(scene.inputs, 0);
    input.symbol = QStringLiteral("x");
    input.setting = input.units == 1 ? QStringLiteral("1 feature")
                                     : QStringLiteral("%1 features").arg(QLocale().toString(qlonglong(input.units)));
    input.names = namesFor(scene.featureNames, input.units);
    columns.push_back(std::move(input));

    for (std::size_t i = 0; i < scene.network.layers.size(); ++i) {
        const LayerSpec& layer = scene.network.layers[i];
        const LayerInfo* info = findLayerType(layer.type);
        const LayerFields fields{layer, info};
        DiagramColumn column;
        column.layer = static_cast<int>(i);
        column.name = drawable(QString::fromStdString(layer.name));
        column.kind = drawable(QString::fromStdString(info ? info->title : layer.type));
        column.inputs = columns.back().units;
        column.units = column.inputs;
        if (i < scene.shapes.size()) {
            column.units = std::max<Index>(scene.shapes[i].outputs(), 0);
            column.parameters = scene.shapes[i].parameters;
        }
        if (info && info->role == LayerRole::Units) {
            column.role = column.layer == output ? DiagramRole::Output : DiagramRole::Hidden;
            column.setting = chosenActivation(fields);
            if (column.setting.isEmpty())
                column.setting = QStringLiteral("linear");
            column.bias = hasBias(fields);
            column.symbol = column.role == DiagramRole::Output ? QStringLiteral("y") : QStringLiteral("h");
        } else {
            column.role = DiagramRole::OneToOne;
            column.setting = oneToOneSetting(fields);
            column.mixes = mixesUnits(layer.type, column.setting);
        }
        columns.push_back(std::move(column));
    }
    // Whatever stands behind the last Dense layer, the classes stand beside the last circles.
    if (columns.size() > 1)
        columns.back().names = namesFor(scene.outputNames, columns.back().units);
    return columns;
}

QColor roleColor(DiagramRole role, const Theme& theme)
{
    switch (role) {
    case DiagramRole::Input:
    case DiagramRole::Output:
        return theme.inputOutput;
    case DiagramRole::OneToOne:
        return theme.oneToOne;
    case DiagramRole::Hidden:
        break;
    }
    return theme.hidden;
}

} // namespace netloom
