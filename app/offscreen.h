// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

class QGuiApplication;

namespace netloom {

/// A Qt application without a display, for commands that paint. One at a time.
///
/// Whatever the display is, pictures are painted without it, so that they are the same everywhere.
class Offscreen
{
public:
    enum class Use { Painting, Widgets };

    explicit Offscreen(Use use);
    ~Offscreen();
    Offscreen(const Offscreen&) = delete;
    Offscreen& operator=(const Offscreen&) = delete;

private:
    std::unique_ptr<QGuiApplication> m_application;
};

} // namespace netloom
