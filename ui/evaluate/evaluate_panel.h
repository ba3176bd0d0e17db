// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"

#include <QWidget>

#include <memory>
#include <vector>

namespace netloom {

class ProjectDocument;
class TrainingController;

/// Right dock "Evaluate": how well the current weights do on training, validation and test rows, or on another table:
/// figures with intervals beside the yardsticks, confusion matrix, threshold, plots, classes and subgroups. Computes
/// while it is seen, and when training rests.
class EvaluatePanel final : public QWidget
{
    Q_OBJECT
public:
    EvaluatePanel(ProjectDocument& document, TrainingController& training, QWidget* parent = nullptr);
    ~EvaluatePanel() override;

signals:
    void openDataRequested();
    void crossValidationRequested();
    void rowsRequested(const QString& title, const std::vector<netloom::Index>& rows); ///< to be shown in the table

protected:
    void showEvent(QShowEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace netloom
