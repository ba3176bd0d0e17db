// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/field.h"
#include "core/data/table.h"
#include "ui/toolkit/text.h"

#include <QString>

#include <string>
#include <string_view>

namespace netloom {

/// A number of a column as people read it: at most four significant digits in the user's locale; times as a date.
QString valueText(ColumnKind kind, double value);
/// A word of a file on one line, cut where it is very long.
QString valueLabel(const std::string& word);
/// A stored value of a field as its form shows it: "AdamW" for adamw, "on" for true.
QString fieldText(const FieldInfo& field, const std::string& stored);
/// At most so many characters, an ellipsis among them.
QString shortened(const QString& text, qsizetype most);

/// A message of core's without the options of the command line that it names: the window has fields for them.
QString withoutOptions(std::string_view message);

} // namespace netloom
