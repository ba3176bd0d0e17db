// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <vector>

namespace netloom {

class ProjectDocument;
class TrainingController;

/// The epoch of the current run that the window looks at: the newest, or a stored one, moved by hand or played forwards
/// and backwards. The current model follows (ui/document/current_model.h); training, an edit or another run brings the
/// newest back. Of a film it shows where it is. Lives on the GUI thread.
class Playhead final : public QObject
{
    Q_OBJECT
public:
    Playhead(ProjectDocument& document, TrainingController& training, QObject* parent);

    const std::vector<Index>& stops() const { return m_stops; } ///< stored epochs, in order; empty: nothing to look at
    int place() const { return m_place; }                       ///< among the stops; -1: there are none
    Index epoch() const;                                        ///< the stop
    Index shownEpoch() const; ///< that is seen: of a film where it is, which may be between two stops
    Index newest() const { return m_stops.empty() ? 0 : m_stops.back(); }
    bool isRewound() const;
    int direction() const { return m_timer.isActive() ? m_direction : 0; } ///< it plays: 1 forwards, -1 backwards
    bool branchesExactly() const;

public slots:
    void setPlace(int place);
    void setEpoch(Index epoch); ///< the stored one that is nearest
    void step(int stops);
    void play(int direction); ///< from where it stands, or from the other end; 0: stands still
    void toNewest();
    void branch(); ///< a new run that begins with the epoch looked at

signals:
    void changed();
    void message(const QString& text);

private:
    void refresh();
    void followFilm();
    void moveTo(int place);
    void tick();

    ProjectDocument& m_document;
    TrainingController& m_training;
    std::vector<Index> m_stops;
    int m_place = -1;
    Index m_filmEpoch = 0; ///< last told
    int m_direction = 1;
    int m_from = 0; ///< where the playing began
    QTimer m_timer;
    QTimer m_settle;
    QElapsedTimer m_clock;
};

} // namespace netloom
