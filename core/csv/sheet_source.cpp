// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv/sheet_source.h"

#include "core/base/error.h"
#include "core/csv/csv_error.h"

#include <algorithm>

namespace netloom {

namespace {

constexpr std::size_t kMostFileBytes = std::size_t{1} << 30;
constexpr std::size_t kNamesShown = 5;

} // namespace

SheetSource readSheetSource(const CsvFile& file, const CsvOptions& wishes, const std::stop_token& stop)
{
    if (file.size() > kMostFileBytes)
        throw CsvError("sheet", file.name() + ": the file is larger than 1 GB. Save its sheet as CSV and open that", 0,
                       0);
    SheetSource source;
    const TextBuffer bytes = file.readAll(1, stop);
    try {
        source.sheet = sheetAsText(bytes.view(), wishes.sheet.value_or(std::string()),
                                   wishes.range.value_or(std::string()), file.name());
    } catch (const Error& error) {
        throw CsvError("sheet", error.message(), 0, 0);
    }
    const SheetText& sheet = source.sheet;
    source.wishes = wishes;
    source.wishes.sheet = sheet.names[sheet.chosen];
    source.wishes.delimiter = ',';
    source.wishes.quote = '"';
    source.wishes.encoding = "utf-8";
    if (sheet.points && !wishes.decimal)
        source.wishes.decimal = '.';
    if (!wishes.sheet && sheet.names.size() > 1) {
        std::string others;
        for (std::size_t i = 1; i < std::min(sheet.names.size(), kNamesShown + 1); ++i)
            others += (i > 1 ? ", " : "") + quoted(sheet.names[i], 40);
        source.warnings.push_back({"the first of " + std::to_string(sheet.names.size()) + " sheets is read, " +
                                       quoted(sheet.names[0], 40) + "; the others are " + others +
                                       (sheet.names.size() > kNamesShown + 1 ? " …" : "") + " (--sheet)",
                                   0, 0, static_cast<Index>(sheet.names.size()) - 1});
    }
    if (sheet.filledDown > 0)
        source.warnings.push_back({std::to_string(sheet.filledDown) +
                                       (sheet.filledDown == 1 ? " cell has the value of the merged cell"
                                                              : " cells have the values of the merged cells") +
                                       " that it is part of",
                                   0, 0, static_cast<Index>(sheet.filledDown)});
    return source;
}

} // namespace netloom
