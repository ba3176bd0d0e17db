// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace netloom {

class ProjectDocument;
class TrainingController;

/// Right dock "Explain": one prediction by Shapley values of the user's columns, or the model as a whole.
class ExplainPanel final : public QWidget
{
    Q_OBJECT
public:
    ExplainPanel(ProjectDocument& document, TrainingController& training, QWidget* parent = nullptr);

signals:
    void openDataRequested();
};

} // namespace netloom
