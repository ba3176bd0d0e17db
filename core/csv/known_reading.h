// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/csv/column_evidence.h"
#include "core/csv/csv_dialect.h"
#include "core/csv/csv_sniffer.h"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace netloom {

/// What of a reading is known beforehand: what was chosen, and how other data (those of training) were read. It is
/// taken over where the cells looked at can be read so; where they contradict it the reading stays as it was found, and
/// a note says so. Part of sniffCsv(); refers to its arguments.
class KnownReading
{
public:
    /// @param rows  from the start of the text, the header first  @param far  from further down
    KnownReading(CsvSniff& sniff, const CsvOptions& wishes, const std::vector<CsvRow>& rows,
                 const std::vector<CsvRow>& far)
        : m_sniff(sniff), m_wishes(wishes), m_rows(rows), m_far(far)
    {
    }

    /// Puts the marks of the other data's numbers in place of `format`, which were found, unless some number can only
    /// be read by these.
    bool takesNumbers(NumberFormat& format);
    /// Of dates, and of times of day. @param firstData  the first of the rows below the header
    using EvidenceOf = std::function<ColumnEvidence(std::size_t column)>;
    void takeOrders(std::size_t firstData, const EvidenceOf& evidenceOf);
    /// Signs and units of numbers.
    void takeMarks(std::size_t firstData);
    /// Whether the order of a column's dates was taken over.
    bool hasOrderOf(std::size_t column) const;

private:
    void contradict(const std::string& what, const std::string& remedy, std::size_t at, Index column);

    CsvSniff& m_sniff;
    const CsvOptions& m_wishes;
    const std::vector<CsvRow>& m_rows;
    const std::vector<CsvRow>& m_far;
    std::vector<std::size_t> m_dates; ///< columns of which the order of dates is known
};

} // namespace netloom
