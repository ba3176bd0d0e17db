// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/diagram_columns.h"

#include "core/activations/registry.h"
#include "core/layers/registry.h"
#include "ui/shell/theme.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace netloom
{

namespace
{

/// Longer names are cut when drawn anyway; this bounds the work on hostile ones.
constexpr qsizetype nameLimit = 200;

QString chosenActivation(const FieldValues& fields)
{
    for (const char* key : {"activation", "function"})
        if (const FieldValue* value = fields.find(key))
            if (const auto* text = std::get_if<std::string>(value))
                return drawable(QString::fromStdString(*text));
    return {};
}

/// What a one-to-one layer does, in two words: its rate, its noise, its function.
QString oneToOneSetting(const LayerSpec& layer, const FieldValues& fields, const QString& kind)
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
    const QString activation = chosenActivation(fields);
    if (!activation.isEmpty())
        return activation;
    return kind.compare(QString::fromStdString(layer.type), Qt::CaseInsensitive) == 0 ? QString() : kind.toLower();
}

bool hasBias(const FieldValues& fields)
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

QString drawable(const QString& text)
{
    QString safe;
    const qsizetype length = std::min(text.size(), nameLimit);
    safe.reserve(length);
    for (qsizetype i = 0; i < length; ++i) {
        const QChar c = text.at(i);
        if (c.isHighSurrogate()) {
            if (i + 1 < text.size() && text.at(i + 1).isLowSurrogate()) {
                safe += c;
                safe += text.at(++i);
                continue;
            }
            safe += QChar(QChar::ReplacementCharacter);
        } else if (c == QLatin1Char('\n') || c == QLatin1Char('\r') || c == QLatin1Char('\t')) {
            safe += QLatin1Char(' ');
        } else if (c.isLowSurrogate() || c.unicode() < 0x20 || (c.unicode() >= 0x7f && c.unicode() < 0xa0) ||
                   c.unicode() >= 0xfffe) {
            safe += QChar(QChar::ReplacementCharacter);
        } else {
            safe += c;
        }
    }
    if (length < text.size())
        safe += QChar(0x2026);
    return safe;
}

QString settingNumber(double value)
{
    const QLocale locale;
    const double hundredths = value * 100;
    if (std::abs(hundredths - std::round(hundredths)) < 1e-9 && std::abs(value) < 1e6)
        return locale.toString(value, 'f', 2);
    return locale.toString(value, 'g', 4);
}

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
        const FieldValues fields = info ? withDefaults(info->fields, layer.fields) : layer.fields;
        DiagramColumn column;
        column.layer = static_cast<int>(i);
        column.name = drawable(QString::fromStdString(layer.name));
        column.kind = drawable(QString::fromStdString(info ? info->title : layer.type));
        column.inputs = columns.back().units;
        column.units = column.inputs;
        if (i < scene.shapes.size()) {
            column.units = std::max<Index>(scene.shapes[i].outputs, 0);
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
            column.setting = oneToOneSetting(layer, fields, column.kind);
        }
        columns.push_back(std::move(column));
    }
    // Whatever stands behind the last Dense layer, the classes stand beside the last circles.
    if (columns.size() > 1)
        columns.back().names = namesFor(scene.outputNames, columns.back().units);
    return columns;
}

QStringList columnDescription(const DiagramColumn& column, bool narrow)
{
    const QLocale locale;
    const QString units = locale.toString(qlonglong(column.units));
    switch (column.role) {
    case DiagramRole::Input:
        return {column.setting};
    case DiagramRole::OneToOne: {
        QStringList lines;
        if (!column.setting.isEmpty())
            lines.append(column.setting);
        lines.append(QStringLiteral("→ %1 out").arg(units));
        return lines;
    }
    case DiagramRole::Hidden:
    case DiagramRole::Output:
        break;
    }
    const QString sum =
        QStringLiteral("Σ %1 [x·w]%2")
            .arg(locale.toString(qlonglong(column.inputs)), column.bias ? QStringLiteral(" + b") : QString());
    const QString out = QStringLiteral("→ %1 %2").arg(
        units, column.role == DiagramRole::Output ? QStringLiteral("y") : QStringLiteral("out"));
    if (narrow)
        return {QStringLiteral("%1 (").arg(column.setting), sum, QStringLiteral(") %1").arg(out)};
    return {QStringLiteral("%1 ( %2 )").arg(column.setting, sum), out};
}

QString unitLabel(const DiagramColumn& column, Index unit)
{
    if (column.symbol.isEmpty())
        return {};
    if (column.role == DiagramRole::Output && column.units == 1)
        return QStringLiteral("ŷ");
    return column.symbol + QString::number(qlonglong(unit + 1));
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
