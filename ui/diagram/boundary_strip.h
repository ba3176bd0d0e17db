// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/history_column.h"
#include "core/training/timeline.h"
#include "ui/diagram/boundary_scene.h"

#include <QImage>
#include <QWidget>

#include <memory>
#include <stop_token>
#include <vector>

namespace netloom {

/// One small map of a run.
struct StripMap {
    Index epoch = 0;
    QString loss; ///< "loss 0.299", empty where it is not known
    QImage image;
};

/// At most so many maps.
inline constexpr std::size_t mostStripMaps = 17;

/// Maps of stored epochs, evenly over the run, the first and the last among them.
/// @param side  of a map, in pixels  @throws Error where there is nothing to be drawn, Cancelled
std::vector<StripMap> stripMaps(const Model& model, const PreparedData& data, const Timeline& timeline,
                                const HistoryColumn& loss, const BoundaryChoice& choice, int side, bool dark,
                                const std::stop_token& stop = {});

/// "How it came about": small maps of a run side by side. A click or the arrows go to an epoch, dragging plays.
class BoundaryStrip final : public QWidget
{
    Q_OBJECT
public:
    explicit BoundaryStrip(QWidget* parent = nullptr);

    void setMaps(std::vector<StripMap> maps);
    const std::vector<StripMap>& maps() const { return m_maps; }
    void setEpoch(Index epoch); ///< the one that the window looks at
    /// Where a map is drawn; null: there is no room for it.
    QRect mapRect(std::size_t map) const;
    static constexpr int kSide = 62; ///< of a map

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void epochWanted(netloom::Index epoch);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    std::vector<std::size_t> shown() const; ///< as many as there is room for, the last one among them
    double step(std::size_t count) const;   ///< from a map to the next one
    Index epochAt(int x) const;
    std::size_t nearest() const; ///< to the epoch looked at, among the shown ones
    void want(Index epoch);

    std::vector<StripMap> m_maps;
    Index m_epoch = -1;
    bool m_focusRing = false;
};

} // namespace netloom
