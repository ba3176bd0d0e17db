// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <memory>

namespace netloom {

class ProjectDocument;
class TrainingController;

/// Right dock "Predict": a form with the columns of the data whose prediction moves with every change, or a CSV in and
/// a CSV with predictions out.
class PredictPanel final : public QWidget
{
    Q_OBJECT
public:
    PredictPanel(ProjectDocument& document, TrainingController& training, QWidget* parent = nullptr);
    ~PredictPanel() override;

signals:
    void openDataRequested();

protected:
    void showEvent(QShowEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace netloom
