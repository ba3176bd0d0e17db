// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inspect_command.h"

#include "app/common_arguments.h"
#include "app/exit_status.h"
#include "app/output.h"
#include "core/base/error.h"
#include "core/csv/inspect.h"
#include "core/formats/recognize.h"

#include <new>

namespace netloom {

namespace {

class InspectCommand final : public Command
{
public:
    void declare(Arguments& arguments) override;
    int run() override;

private:
    int refuse(const CsvError& error) const;
    std::string sentence(const CsvError& error) const;

    std::string m_file;
    CsvOptions m_csv;
    Index m_cells = 0; ///< rows whose cells are shown
    bool m_json = false;
};

void InspectCommand::declare(Arguments& arguments)
{
    arguments.text("DATA", m_file, "", "CSV file").required = true;
    arguments.number<Index>("--cells", m_cells, 0, kMostRows, "also show the cells of the first N rows");
    addJson(arguments, m_json);
    addCsvOptions(arguments, m_csv);
}

int InspectCommand::refuse(const CsvError& error) const
{
    // The refusal is what was asked for, so it is the answer where a program listens.
    if (m_json)
        answer(inspectErrorJson(error));
    else
        tell(sentence(error));
    return kFailed;
}

/// What the file is, where the list of formats knows it; otherwise why it is no table.
std::string InspectCommand::sentence(const CsvError& error) const
{
    try {
        requireTable(m_file);
    } catch (const Error& other) {
        return other.message();
    }
    return error.message();
}

int InspectCommand::run()
{
    std::string text;
    try {
        const CsvResult result = readCsv(m_file, m_csv);
        text = m_json ? inspectJson(result, m_cells) : inspectText(result, m_cells);
    } catch (const CsvError& error) {
        return refuse(error);
    } catch (const std::bad_alloc&) {
        return refuse(CsvError("too_large", "There is not enough memory for this file.", 0, 0));
    }
    answer(text);
    return kGood;
}

} // namespace

const CommandInfo& inspectCommand()
{
    static const CommandInfo info{"inspect", "How a CSV file is understood, or why it is refused",
                                  makeCommand<InspectCommand>};
    return info;
}

} // namespace netloom
