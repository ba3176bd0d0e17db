// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <memory>

namespace netloom {

class ProjectDocument;
class TrainingController;

/// Right dock "Train": optimizer, objective, loop. Forms come from the components' fields.
class TrainingPanel final : public QWidget
{
    Q_OBJECT
public:
    TrainingPanel(ProjectDocument& document, TrainingController& training, QWidget* parent = nullptr);
    ~TrainingPanel() override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace netloom
