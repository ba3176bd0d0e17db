// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/film/film.h"

#include <QByteArray>

#include <memory>
#include <span>
#include <string>

namespace netloom {

/// Images one after the other as one file. Used by one thread.
class FilmFile
{
public:
    virtual ~FilmFile() = default;
    virtual void add(const QImage& image, int milliseconds) = 0; ///< @throws Error
    virtual QByteArray finish() = 0;                             ///< @throws Error where there is no image
};

/// A kind of film that can be made.
struct FilmFormat {
    std::string ending; ///< "webp"
    QString title;
    QString help;
    /// All images are so large. @throws Error where the format has no such size
    std::unique_ptr<FilmFile> (*make)(const QSize& size);
};
std::span<const FilmFormat> filmFormats();
const FilmFormat* findFilmFormat(std::string_view ending);

/// A film as a file. @throws Error as makeFilm(), and where the file cannot be written; Cancelled
void writeFilm(const std::string& path, const FilmFormat& format, const Run& run, const PreparedData* data,
               const FilmOptions& options, const std::stop_token& stop = {}, const ProgressFunction& progress = {});
/// Its images as frame-00000.png, frame-00001.png … in a folder that is there.
void writeFilmImages(const std::string& folder, const Run& run, const PreparedData* data, const FilmOptions& options,
                     const std::stop_token& stop = {}, const ProgressFunction& progress = {});

} // namespace netloom
