// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/suggestion/suggestion.h"

#include <QFrame>
#include <QTimer>

class QLabel;
class QProgressBar;
class QPushButton;
class QScrollArea;

namespace netloom {

class CandidatesDialog;
class ProjectDocument;
class SuggestionController;

/// Above the layers: why the network is as it is, in two sentences, each choice with its reason on request; what came
/// of trying others, and a button to take it. Closed by its cross, opened again by showWhy().
class SuggestionCard final : public QFrame
{
    Q_OBJECT
public:
    SuggestionCard(ProjectDocument& document, SuggestionController& controller, QWidget* parent = nullptr);
    ~SuggestionCard() override;

    void showWhy();    ///< opens the card with all reasons
    void findBetter(); ///< tries others, with the table of candidates in sight
    void compare();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void update();
    void fitReasons();
    void updateReasons(Suggestion rule, bool followsRule);
    void updateMeasured(bool followsRule);
    QString measuredText(bool followsRule) const;

    ProjectDocument& m_document;
    SuggestionController& m_controller;
    QLabel* m_title;
    QLabel* m_summary;
    QPushButton* m_why;
    QWidget* m_reasons;
    QScrollArea* m_reasonsArea; ///< so high that the layers' cards below stay in sight
    QLabel* m_measured;
    QProgressBar* m_bar;
    QPushButton* m_use;
    QPushButton* m_compare;
    CandidatesDialog* m_dialog = nullptr;
    QTimer m_tick;
    bool m_closed = false;
};

} // namespace netloom
