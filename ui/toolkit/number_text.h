// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"

#include <QString>

#include <string_view>

namespace netloom {

/// A metric's key as people write it: "r2_score" gives "R²", "f1_score" gives "F1", "mean_absolute_error" gives "mean
/// absolute error".
QString metricName(std::string_view key);
/// A value as people read it: shares in percent ("97.2 %"), others with four significant digits.
QString metricText(std::string_view key, double value);
/// "0.0912", "12.34", "1.2×10⁻⁶": four significant digits in the user's locale.
QString shortNumber(double value);
/// A number as the locale writes it, with a minus sign in place of the hyphen. For what is read, never for files.
QString withMinus(QString number);
/// The same with a power of ten in place of an exponent: "7×10⁻¹¹" of "7e-11".
QString withPower(QString number);
/// "12,345": a count in the user's locale.
QString wholeNumber(Index value);

} // namespace netloom
