// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/film_command.h"

#include "app/common_arguments.h"
#include "app/exit_status.h"
#include "app/offscreen.h"
#include "app/output.h"
#include "app/output_file.h"
#include "app/picture_format.h"
#include "app/project_access.h"
#include "core/base/error.h"
#include "core/files/checked_file.h"
#include "ui/film/film.h"
#include "ui/film/webp_film.h"
#include "ui/toolkit/picture_bytes.h"

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
    void writeImages(const Run& run, const PreparedData* data) const;
    void writeFilm(const Run& run, const PreparedData* data) const;

    std::string m_project;
    std::string m_run;
    std::string m_output;
    FilmOptions m_options;
};

void FilmCommand::declare(Arguments& arguments)
{
    addProject(arguments, m_project);
    addRun(arguments, m_run);
    arguments.text("-o,--output", m_output, "FILM", "file to write: *.webp; or a folder for PNG pictures").required =
        true;
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
    if (!folder) {
        outputFormat(m_output, {"webp"});
        std::vector<InputFile> read = dataFilesOf(project, m_project);
        read.push_back({m_project, "project"});
        requireOutput(m_output, OutputKind::Webp, read);
    }
    std::optional<PreparedData> data;
    if (project.data.source != DataReference::Source::None)
        data = prepare(loadProjectTable(project, m_project), project.recipe, project.run().split);
    if (folder)
        writeImages(project.run(), data ? &*data : nullptr);
    else
        writeFilm(project.run(), data ? &*data : nullptr);
    tell("Written: " + m_output);
    return kGood;
}

void FilmCommand::writeImages(const Run& run, const PreparedData* data) const
{
    int number = 0;
    makeFilm(run, data, m_options, [&](const QImage& image, int) {
        const QByteArray bytes = pngBytes(image);
        const QString name = QStringLiteral("frame-%1.png").arg(number++, 5, 10, QLatin1Char('0'));
        writeCheckedFile((std::filesystem::path(m_output) / name.toStdString()).string(),
                         std::string_view(bytes.data(), static_cast<std::size_t>(bytes.size())));
    });
}

void FilmCommand::writeFilm(const Run& run, const PreparedData* data) const
{
    std::optional<WebpFilm> film;
    makeFilm(run, data, m_options, [&](const QImage& image, int milliseconds) {
        if (!film)
            film.emplace(image.size());
        film->add(image, milliseconds);
    });
    const QByteArray bytes = film->finish();
    writeCheckedFile(m_output, std::string_view(bytes.data(), static_cast<std::size_t>(bytes.size())));
}

} // namespace

const CommandInfo& filmCommand()
{
    static const CommandInfo info{"film", "A training as a film", makeCommand<FilmCommand>};
    return info;
}

} // namespace netloom
