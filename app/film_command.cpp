// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/film_command.h"

#include "app/common_arguments.h"
#include "app/exit_status.h"
#include "app/offscreen.h"
#include "app/output.h"
#include "app/output_file.h"
#include "app/picture_format.h"
#include "app/project_access.h"
#include "app/usage_error.h"
#include "core/base/error.h"
#include "ui/film/film_file.h"

#include <filesystem>
#include <optional>

namespace netloom {

namespace {

class FilmCommand final : public Command
{
public:
    void declare(Arguments& arguments) override;
    int run() override;

private:
    std::string m_project;
    std::string m_run;
    std::string m_output;
    FilmOptions m_options;
};

void FilmCommand::declare(Arguments& arguments)
{
    addProject(arguments, m_project);
    addRun(arguments, m_run);
    arguments
        .text("-o,--output", m_output, "FILM", "file to write: *.webp or *.gif; or an existing folder for PNG pictures")
        .required = true;
    arguments.choice<bool>("--view", m_options.boundary, {{"neurons", false}, {"boundary", true}}, "what is seen");
    arguments.number<Index>("--width", m_options.width, 200, 4000, "width in pixels (default 960)");
    arguments.number<double>("--seconds", m_options.seconds, 0.5, 600, "length at most (default 6)");
    arguments.number<Index>("--per-second", m_options.perSecond, 1, 60, "pictures a second (default 20)");
    arguments.flag("--dark", m_options.dark, "light on dark");
}

int FilmCommand::run()
{
    const Offscreen offscreen(Offscreen::Use::Painting);
    std::error_code ignored;
    const bool folder = std::filesystem::is_directory(m_output, ignored);
    Project project = openProject(m_project, m_run);
    std::string format;
    if (!folder && !std::filesystem::path(m_output).has_extension())
        throw UsageError("there is no folder " + netloom::quoted(m_output, 255) +
                         "; make it first for PNG pictures, or name a file that ends in .webp or .gif");
    if (!folder) {
        std::vector<std::string> endings;
        for (const FilmFormat& each : filmFormats())
            endings.push_back(each.ending);
        format = outputFormat(m_output, endings);
        std::vector<InputFile> read = dataFilesOf(project, m_project);
        read.push_back({m_project, "project"});
        requireOutput(m_output, outputKind(format), read);
    }
    std::optional<PreparedData> data;
    if (project.data.source != DataReference::Source::None)
        data = prepare(loadProjectTable(project, m_project), project.recipe, project.run().split);
    if (folder)
        writeFilmImages(m_output, project.run(), data ? &*data : nullptr, m_options);
    else
        writeFilm(m_output, *findFilmFormat(format), project.run(), data ? &*data : nullptr, m_options);
    tell("Written: " + m_output);
    return kGood;
}

} // namespace

const CommandInfo& filmCommand()
{
    static const CommandInfo info{"film", "A training as a film", makeCommand<FilmCommand>};
    return info;
}

} // namespace netloom
