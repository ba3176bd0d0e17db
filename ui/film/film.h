// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/project/prepared_data.h"
#include "core/project/run.h"

#include <QImage>

#include <functional>
#include <stop_token>

namespace netloom {

struct FilmOptions {
    Index width = 960;    ///< px
    double seconds = 6;   ///< at most; fewer stored epochs make a shorter film
    Index perSecond = 20; ///< images
    bool boundary = false;
    bool dark = false;
};

/// Of its images.
QSize filmSize(const FilmOptions& options);

/// One image and how long it is seen.
using FilmImage = std::function<void(const QImage& image, int milliseconds)>;

/// A training as a film: from its stored epochs the weights in the diagram (lines as wide as in the whole film's
/// largest, so that growth is seen as growth) or the boundary, with epoch and loss above. The last image stays for a
/// second and a half. The same run, the same images.
/// @param data  may be null for the diagram  @throws Error where the run has no stored epochs, Cancelled
void makeFilm(const Run& run, const PreparedData* data, const FilmOptions& options, const FilmImage& take,
              const std::stop_token& stop = {}, const ProgressFunction& progress = {});

} // namespace netloom
