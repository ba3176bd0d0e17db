// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/explanation/unit_report.h"
#include "core/network/network_spec.h"
#include "core/network/parameters.h"

#include <QString>
#include <QStringList>

namespace netloom {

/// What a unit does over the rows, in a sentence or two: "Dead: 0 on every row.", "On for 100 % of malignant and 35 %
/// of benign rows."
QString activityWords(const UnitReport& report, const QStringList& classes);

/// What a unit of a layer without neurons does, and the numbers that it has learned.
QString oneToOneWords(const LayerSpec& layer, const QString& name, const ParameterSet& weights, Index unit);

/// A number of the arithmetic: a sign, three digits behind the point.
QString signedNumber(double value);
/// shortNumber() with the sign that signedNumber() has.
QString shortSigned(double value);

} // namespace netloom
