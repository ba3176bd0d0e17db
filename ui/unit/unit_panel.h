// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <memory>

namespace netloom {

class ProjectDocument;
class TrainingController;

/// Right dock "Unit": the unit chosen in the diagram. How its output for the looked-at row comes about, what it listens
/// to, what it does over all rows, what changes without it; a weight can be set and the unit switched off, as undo
/// steps.
class UnitPanel final : public QWidget
{
    Q_OBJECT
public:
    UnitPanel(ProjectDocument& document, TrainingController& training, QWidget* parent = nullptr);
    ~UnitPanel() override;

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace netloom
