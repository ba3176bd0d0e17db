// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/coach/coach_rule.h"

#include <QWidget>

class QVBoxLayout;

namespace netloom {

class CoachWatch;

/// What the coach has to say, above the work area: a slim card for each remark with its sentence, Why?, a button for
/// the remedy where there is one, and a way to close it. Hidden while there is nothing.
class CoachCards final : public QWidget
{
    Q_OBJECT
public:
    explicit CoachCards(CoachWatch& watch, QWidget* parent = nullptr);

signals:
    void remedied(const QString& text); ///< what was done, for the status bar
    void layerMeant(int layer);         ///< where to look in the diagram
    void unitMeant(int layer, netloom::Index unit);
    void spoke(bool anything, bool grave);   ///< whether there is a remark now, and one that is grave
    void evidenceMeant(int first, int last); ///< epochs, 1 …, of the remark that is looked at; 0: none

protected:
    void moveEvent(QMoveEvent* event) override;

private:
    friend class CoachCard;
    void update();
    void fold();
    void show(const CoachRemark& remark);
    void lookAt(const CoachRemark* remark);

    CoachWatch& m_watch;
    QVBoxLayout* m_column;
    QStringList m_shown;    ///< keys and texts of the cards
    CoachRemark m_chosen;   ///< whose evidence stays marked; without a key: none
    std::size_t m_next = 0; ///< of its units
};

} // namespace netloom
