// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"

#include <QByteArray>
#include <QWidget>

#include <memory>

namespace netloom {

struct Standing;
struct Yardsticks;
class ProjectDocument;
class TrainingController;

/// Below the diagram: loss and metrics, live, in the layout of plots that is chosen.
class PlotsPanel final : public QWidget
{
    Q_OBJECT
public:
    PlotsPanel(ProjectDocument& document, TrainingController& training, QWidget* parent = nullptr);
    ~PlotsPanel() override;

    /// What the metric of that key ("accuracy", "r2") is compared with in its plot; null: nothing is known.
    void setStanding(const Standing* standing, const Yardsticks* yardsticks);

    void showEpoch(Index epoch); ///< the window looks at the stored epoch nearest to it
    /// The epochs that show what the coach says, 1 …, as a band in both plots; 0: none.
    void showEvidence(int first, int last);

    QList<QAction*> exportActions() const; ///< curves as PNG, SVG, PDF, CSV

signals:
    void epochShown(netloom::Index epoch); ///< by whatever moved the timeline
    void message(const QString& text);

protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace netloom
