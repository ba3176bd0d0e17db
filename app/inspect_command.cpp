// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inspect_command.h"

#include "app/exit_status.h"
#include "app/output.h"
#include "core/csv/inspect.h"

#include <new>

namespace netloom {

namespace {

int refuse(const InspectArguments& arguments, const CsvError& error)
{
    // The refusal is what was asked for, so it is the answer where a program listens.
    if (arguments.json)
        answer(inspectErrorJson(error));
    else
        tell(error.message());
    return kFailed;
}

} // namespace

int runInspect(const InspectArguments& arguments)
{
    std::string text;
    try {
        const CsvResult result = readCsv(arguments.file, arguments.csv);
        text = arguments.json ? inspectJson(result, arguments.cells) : inspectText(result, arguments.cells);
    } catch (const CsvError& error) {
        return refuse(arguments, error);
    } catch (const std::bad_alloc&) {
        return refuse(arguments, CsvError("too_large", "There is not enough memory for this file.", 0, 0));
    }
    answer(text);
    return kGood;
}

} // namespace netloom
