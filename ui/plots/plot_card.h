// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/history.h"

#include <QFrame>

class QAction;
class QHBoxLayout;
class QToolButton;

namespace netloom {

class ElidedLabel;
class HistoryPlot;

/// A plot with its heading: title, note, tools, and a button that brings a zoomed plot back.
class PlotCard final : public QFrame
{
    Q_OBJECT
public:
    PlotCard(const QString& title, QWidget* parent);

    void setTitle(const QString& title);
    HistoryPlot* plot() const { return m_plot; }
    void addTool(QWidget* tool); ///< at the right end of the heading
    /// Beside the heading, in plain text; where it does not fit the first shorter one that does, and where none does
    /// nothing. The help is at the heading too.
    void setNote(const QString& note, const QStringList& shorter = {}, const QString& help = {});
    void setMenuActions(const QList<QAction*>& actions); ///< of the context menu, after Fit
    void describe(const History& history);               ///< the newest values in words, for those who cannot see them

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    HistoryPlot* m_plot;
    QHBoxLayout* m_head;
    QLabel* m_heading;
    ElidedLabel* m_note;
    QToolButton* m_fit;
};

} // namespace netloom
