// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/part_evaluation.h"
#include "ui/document/project_document.h"
#include "ui/toolkit/job.h"

#include <QObject>

#include <memory>
#include <vector>

namespace netloom {

/// All figures of the current model, beside the window: first without intervals, at once, then with them.
class EvaluationJob final : public QObject
{
    Q_OBJECT
public:
    explicit EvaluationJob(ProjectDocument& document, QObject* parent = nullptr);

    /// Training, validation, test, then a table of its own where one was given. Null: nothing is known yet.
    const std::vector<PartEvaluation>* parts() const { return m_parts.get(); }
    /// The table that part's rows are of; the last one may be of its own.
    std::shared_ptr<const Table> tableOf(std::size_t part) const;
    bool isRunning() const { return m_job.isRunning(); }
    bool hasIntervals() const { return m_intervals; }
    double progress() const { return m_job.progress(); }
    QString problem() const { return m_problem; } ///< why there are no figures, in a sentence

    /// Another table to be evaluated too; read as the training data were. Null: none any more,
    /// from the next start() on.
    void setOwnTable(std::shared_ptr<const Table> table, const QString& name, const QStringList& reading = {});
    void start(); ///< nothing where the figures there are, or are being computed, are of this model and these data
    void setThreshold(double threshold); ///< of all parts; only what depends on it is read anew

signals:
    void changed();          ///< other figures, or none any more
    void thresholdChanged(); ///< the same predictions, read at another threshold
    void ownTableRefused(const QString& name, const QString& sentence); ///< it is given up, the parts stay

private:
    void run(bool intervals);

    ProjectDocument& m_document;
    std::unique_ptr<std::vector<PartEvaluation>> m_parts;
    std::shared_ptr<const Model> m_model; ///< what the figures are of
    std::shared_ptr<const PreparedData> m_data;
    std::shared_ptr<const Yardsticks> m_yardsticks; ///< of m_data; null: not fitted yet
    std::shared_ptr<const Table> m_table;
    std::shared_ptr<const Table> m_ownTable;
    QString m_ownName;
    QStringList m_ownReading; ///< what is to be said of how it was read
    QString m_problem;
    double m_threshold = 0.5;
    bool m_intervals = false;
    struct Result {
        std::vector<PartEvaluation> parts;
        std::shared_ptr<const Yardsticks> yardsticks;
        QString refused; ///< why there are no figures of the other table
    };
    Job<std::shared_ptr<Result>> m_job;
};

} // namespace netloom
