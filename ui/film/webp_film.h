// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QImage>

#include <memory>

namespace netloom {

/// Images one after the other as an animated WebP, which browsers and slides play. By libwebp.
class WebpFilm
{
public:
    /// All images are so large. @throws Error where WebP has no such size
    explicit WebpFilm(const QSize& size);
    ~WebpFilm();

    void add(const QImage& image, int milliseconds); ///< @throws Error
    QByteArray finish();                             ///< @throws Error where there is no image

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace netloom
