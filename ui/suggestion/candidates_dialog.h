// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QTimer>

class QLabel;
class QProgressBar;
class QPushButton;
class QTableWidget;

namespace netloom {

struct MeasuredChoice;
struct Trial;
class SuggestionController;

/// "0.956 ± 0.021", in the manner of the metric.
QString trialScore(const MeasuredChoice& choice, const Trial& trial);

/// The networks that were tried: score with its standard error, loss, parameters; the chosen one marked. Any of them
/// can be taken.
class CandidatesDialog final : public QDialog
{
    Q_OBJECT
public:
    explicit CandidatesDialog(SuggestionController& controller, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void update();
    void fill();
    void updateButtons();

    SuggestionController& m_controller;
    QLabel* m_summary;
    QProgressBar* m_bar;
    QTableWidget* m_table;
    QLabel* m_nothing; ///< in the table while it is empty
    QPushButton* m_use;
    QPushButton* m_again;
    QLabel* m_inUse;
    QTimer m_tick;
    const MeasuredChoice* m_shown = nullptr; ///< only compared, never followed
};

} // namespace netloom
