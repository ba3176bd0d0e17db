// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/film/film_file.h"

namespace netloom {

/// Images one after the other as an animated GIF, which begins again at its end. Each image has a palette of its own
/// (median cut, by libimagequant) and holds only the rectangle that has changed. By giflib.
class GifFilm final : public FilmFile
{
public:
    /// @throws Error where GIF has no such size
    explicit GifFilm(const QSize& size);
    ~GifFilm() override;

    void add(const QImage& image, int milliseconds) override;
    QByteArray finish() override;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace netloom
