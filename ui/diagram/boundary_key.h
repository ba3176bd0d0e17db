// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/boundary_scene.h"

#include <QPointF>
#include <QString>

#include <functional>
#include <vector>

class QPainter;

namespace netloom {

struct Theme;

/// What the marks and colours of a map mean, in as many lines as they need. Refers to its scene.
class BoundaryKey
{
public:
    /// @param network  it is drawn beside the map
    BoundaryKey(const BoundaryScene& scene, double width, bool network);

    double height() const;
    void paint(QPainter& painter, const Theme& theme, QPointF topLeft) const;

private:
    struct Entry {
        double sample; ///< width of the mark
        QString text;
        std::function<void(QPainter&, const Theme&, QPointF)> draw;
        QPointF at = {}; ///< left upper corner, counted from the key's
        double indent() const { return sample > 0 ? sample + 6 : 0; }
    };

    void addEntries();
    void addScale();
    void place();

    const BoundaryScene& m_scene;
    double m_width;
    bool m_network;
    std::vector<Entry> m_entries;
};

} // namespace netloom
