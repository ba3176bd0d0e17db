// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/film/film_file.h"

namespace netloom {

/// Images one after the other as an animated WebP, which browsers and slides play. By libwebp.
class WebpFilm final : public FilmFile
{
public:
    /// All images are so large. @throws Error where WebP has no such size
    explicit WebpFilm(const QSize& size);
    ~WebpFilm() override;

    void add(const QImage& image, int milliseconds) override;
    QByteArray finish() override;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace netloom
