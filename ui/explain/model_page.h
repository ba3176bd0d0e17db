// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <memory>

namespace netloom {

class ProjectDocument;
class TrainingController;

/// The model as a whole: which columns matter (by permutation, or by Shapley values row by row), and what the
/// prediction does along a column.
class ModelPage final : public QWidget
{
    Q_OBJECT
public:
    ModelPage(ProjectDocument& document, TrainingController& training, QWidget* parent = nullptr);
    ~ModelPage() override;

signals:
    void openDataRequested();

protected:
    void showEvent(QShowEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace netloom
