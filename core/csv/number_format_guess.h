// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"
#include "core/data/number_text.h"

#include <string_view>

namespace netloom {

/// Finds out which marks a file uses in its numbers, from the cells that hold one.
class NumberFormatGuess
{
public:
    void add(std::string_view cell);

    /// The format that explains most cells. `delimiter` decides where "1,234" alone could be both: the mark of a file
    /// with semicolons is a decimal comma.
    NumberFormat format(char delimiter) const;
    /// Whether only cells like "1,234" or "1.234" tell the thousands mark from the decimal mark.
    bool ambiguous() const;
    /// Whether only cells like "1.234" tell the decimal point from a thousands mark.
    bool ambiguousPoints() const;
    /// Cells that can only be numbers with a decimal comma.
    Index decimalCommas() const { return m_commaDecimal; }

private:
    Index m_commaDecimal = 0;
    Index m_pointDecimal = 0;
    Index m_commaGroups = 0;
    Index m_pointGroups = 0;
    Index m_blankGroups = 0;
    Index m_apostropheGroups = 0;
    Index m_commaEither = 0;
    Index m_pointEither = 0;
};

} // namespace netloom
