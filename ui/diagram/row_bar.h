// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QSpinBox;
class QToolButton;

namespace netloom {

class ElidedLabel;
struct PathConductance;
struct RowActivity;

/// Below the diagram's bar while one row is looked at: which row, its part, what is true and what is predicted, and
/// the way to the next one.
class RowBar final : public QWidget
{
    Q_OBJECT
public:
    explicit RowBar(QWidget* parent = nullptr);

    void setRows(Index rows); ///< of the table
    /// @param part  "test"  @param activity  null: it could not be prepared, see `problem`
    void show(Index row, const QString& part, const RowActivity* activity, const QString& problem = {});
    void showPath(const PathConductance* path); ///< whose links are lit; null: all that flows
    void stop();                                ///< playing

    QSize minimumSizeHint() const override;

signals:
    void rowChosen(netloom::Index row);
    void nextWrongWanted();
    void allPathsWanted(); ///< no longer those of one column

protected:
    void resizeEvent(QResizeEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void step(int by);
    void fit();
    void play(bool on);

    QSpinBox* m_row;
    QLabel* m_of;
    QLabel* m_part;
    ElidedLabel* m_words;
    QLabel* m_verdict;
    QToolButton* m_path; ///< shown while the links of one column are lit
    QToolButton* m_nextWrong;
    QToolButton* m_play;
    QTimer m_timer;
    Index m_rows = 0;
};

} // namespace netloom
