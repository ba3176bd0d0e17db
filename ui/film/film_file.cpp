// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/film/film_file.h"

#include "core/files/checked_file.h"
#include "ui/film/gif_film.h"
#include "ui/film/webp_film.h"
#include "ui/toolkit/picture_bytes.h"

#include <QCoreApplication>

#include <filesystem>

namespace netloom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("FilmFile", text);
}

void write(const std::string& path, const QByteArray& bytes)
{
    writeCheckedFile(path, std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

} // namespace

std::span<const FilmFormat> filmFormats()
{
    static const FilmFormat list[] = {
        {"webp", tr("Animated WebP"), tr("Small and in all colours; browsers and slides play it"),
         [](const QSize& size) -> std::unique_ptr<FilmFile> { return std::make_unique<WebpFilm>(size); }},
        {"gif", tr("Animated GIF"), tr("Larger and in 256 colours for each image; everything plays it"),
         [](const QSize& size) -> std::unique_ptr<FilmFile> { return std::make_unique<GifFilm>(size); }},
    };
    return list;
}

const FilmFormat* findFilmFormat(std::string_view ending)
{
    for (const FilmFormat& format : filmFormats())
        if (format.ending == ending)
            return &format;
    return nullptr;
}

void writeFilm(const std::string& path, const FilmFormat& format, const Run& run, const PreparedData* data,
               const FilmOptions& options, const std::stop_token& stop, const ProgressFunction& progress)
{
    std::unique_ptr<FilmFile> film;
    makeFilm(
        run, data, options,
        [&](const QImage& image, int milliseconds) {
            if (!film)
                film = format.make(image.size());
            film->add(image, milliseconds);
        },
        stop, progress);
    write(path, film->finish());
}

void writeFilmImages(const std::string& folder, const Run& run, const PreparedData* data, const FilmOptions& options,
                     const std::stop_token& stop, const ProgressFunction& progress)
{
    int number = 0;
    makeFilm(
        run, data, options,
        [&](const QImage& image, int) {
            const QString name = QStringLiteral("frame-%1.png").arg(number++, 5, 10, QLatin1Char('0'));
            write((std::filesystem::path(folder) / name.toStdString()).string(), pngBytes(image));
        },
        stop, progress);
}

} // namespace netloom
