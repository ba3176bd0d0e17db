// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"
#include "ui/diagram/diagram_scene.h"

#include <QWidget>

#include <memory>

namespace netloom {

class ProjectDocument;
class TrainingController;

/// The centre of the window: bar (Neurons | Blocks, Structure | Live weights, Descriptions, Fit and zoom, Export
/// image…) and the diagram below it. Follows document and training by itself.
class DiagramPanel final : public QWidget
{
    Q_OBJECT
public:
    DiagramPanel(ProjectDocument& document, TrainingController& training, QWidget* parent = nullptr);
    ~DiagramPanel() override;

    QList<QAction*> viewActions() const;   ///< for the View menu: kinds, colours, descriptions, zoom, fit
    QList<QAction*> exportActions() const; ///< for the Export menu: PNG, SVG, PDF, copy to clipboard
    QByteArray thumbnail() const;          ///< PNG, at most 256 px wide

    void setShownEpoch(Index epoch); ///< of the run, that the window looks at

signals:
    void epochWanted(netloom::Index epoch); ///< the window is to look at the stored epoch nearest to it
    void unitActivated();                   ///< Enter on the chosen unit
    void message(const QString& text);      ///< for the status bar: hover read-outs, "Saved diagram.png"

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace netloom
