// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/cross_validation.h"
#include "ui/toolkit/job.h"

#include <QDialog>
#include <QElapsedTimer>

class QLabel;
class QProgressBar;
class QPushButton;
class QTableWidget;

namespace netloom {

class NumberBox;
class ProjectDocument;

/// Tries the project's network by cross-validation: so many folds, each metric with its spread over them, and the
/// confusion matrix of all rows. Works beside the window on copies; the project stays as it is. Not modal.
class CrossValidationDialog final : public QDialog
{
    Q_OBJECT
public:
    explicit CrossValidationDialog(ProjectDocument& document, QWidget* parent = nullptr);
    ~CrossValidationDialog() override; ///< stops

    bool isRunning() const { return m_job.isRunning(); }
    const CrossValidation* result() const { return m_result.get(); } ///< null: none yet

public slots:
    void start();
    void stop();

signals:
    void resultChanged(); ///< of the table that is open

private:
    void build();
    void update();
    void showPlan();
    void showProgress();
    void showResult(std::shared_ptr<const CrossValidation> result);
    void showMetrics();
    void showConfusion();
    void fail(const QString& sentence);
    void copy() const;

    ProjectDocument& m_document;
    NumberBox* m_folds = nullptr;
    QPushButton* m_start = nullptr;
    QPushButton* m_stop = nullptr;
    QPushButton* m_copy = nullptr;
    QProgressBar* m_bar = nullptr;
    QLabel* m_state = nullptr;
    QLabel* m_plan = nullptr;
    QLabel* m_problem = nullptr;
    QLabel* m_remarks = nullptr; ///< how trainings ended
    QTableWidget* m_metrics = nullptr;
    QLabel* m_confusionTitle = nullptr;
    QTableWidget* m_confusion = nullptr;
    QTimer m_tick;
    QElapsedTimer m_running;
    Index m_foldsAtWork = 0;
    std::shared_ptr<const Table> m_source; ///< what the folds at work are made of
    std::shared_ptr<const CrossValidation> m_result;
    Job<std::shared_ptr<const CrossValidation>, CrossValidationProgress> m_job;
};

} // namespace netloom
