// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common_arguments.h"

#include "app/usage_error.h"
#include "core/base/error.h"

namespace netloom {

void addProject(Arguments& arguments, std::string& project)
{
    arguments.text("PROJECT", project, "", "project file (*.netloom)").required = true;
}

void addRun(Arguments& arguments, std::string& run)
{
    arguments.text("--run", run, "RUN", "a run of the project by its id or name (default: the current one)");
}

void addWeights(Arguments& arguments, WhichWeights& weights)
{
    arguments.choice<WhichWeights>("--weights", weights, {{"last", WhichWeights::Last}, {"best", WhichWeights::Best}},
                                   "the trained weights (default), or those of the best epoch");
}

void addSettings(Arguments& arguments, SettingTexts& settings)
{
    const auto take = [&settings](const std::string& value) {
        const std::size_t equals = value.find('=');
        if (equals == std::string::npos || equals == 0)
            throw UsageError("--set: KEY=VALUE is needed, not " + netloom::quoted(value));
        settings.emplace_back(value.substr(0, equals), value.substr(equals + 1));
    };
    arguments.add({"--set",
                   "a setting by its key, see \"netloom new --help\"; may be repeated",
                   "KEY=VALUE",
                   {},
                   Argument::Values::Repeated,
                   false,
                   take});
}

void addJson(Arguments& arguments, bool& json, const std::string& help)
{
    arguments.flag("--json", json, help);
}

void addCsvOptions(Arguments& arguments, CsvOptions& csv)
{
    for (const CsvOptionInfo& info : csvOptionInfos()) {
        const std::string name(info.name);
        const auto take = [&csv, name](const std::string& value) {
            try {
                setCsvOption(csv, name, value);
            } catch (const Error& error) {
                throw UsageError(error.message());
            }
        };
        arguments.add({"--" + name, std::string(info.help), std::string(info.values),
                       "How the CSV is read (what is not given is found out)", Argument::Values::Repeated, false,
                       take});
    }
}

} // namespace netloom
