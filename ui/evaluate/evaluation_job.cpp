// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/evaluate/evaluation_job.h"

#include "core/base/cancelled.h"
#include "ui/document/current_model.h"

#include <algorithm>
#include <thread>

namespace netloom {

namespace {

constexpr Index kResamples = 2000;
constexpr Index kResamplesOfMany = 400; // where a resample takes long, and intervals are narrow anyway
constexpr Index kManyRows = 20'000;
constexpr Index kMostYardstickCells = 20'000'000;

} // namespace

EvaluationJob::EvaluationJob(ProjectDocument& document, QObject* parent) : QObject(parent), m_document(document)
{
    m_job.setNoMemoryText(tr("There is not enough memory to evaluate these data."));
}

std::shared_ptr<const Table> EvaluationJob::tableOf(std::size_t part) const
{
    return part < 3 ? m_table : m_ownTable;
}

void EvaluationJob::setOwnTable(std::shared_ptr<const Table> table, const QString& name, const QStringList& reading)
{
    m_ownTable = std::move(table);
    m_ownName = name;
    m_ownReading = reading;
    m_model.reset(); // the figures there are lack a part, or have one too many
    if (m_ownTable)
        start();
}

void EvaluationJob::start()
{
    const auto model = m_document.currentModel().model();
    const auto prepared = m_document.sharedPrepared();
    if (model && model == m_model && prepared == m_data)
        return;
    m_job.cancel();
    m_problem.clear();
    if (!model || !model->preparation || !prepared) {
        m_parts.reset();
        m_model.reset();
        m_problem = !m_document.table() ? tr("There are no data to evaluate the network on.")
                    : !model            ? tr("The network has not been trained yet. Press Train.")
                                        : m_document.dataProblem();
        emit changed();
        return;
    }
    if (prepared != m_data)
        m_yardsticks.reset();
    m_model = model;
    m_data = prepared;
    m_table = prepared->table;
    m_intervals = false;
    run(false);
}

void EvaluationJob::run(bool intervals)
{
    m_job.start(
        [model = m_model, prepared = m_data, yardsticks = m_yardsticks, intervals, own = m_ownTable,
         ownName = m_ownName.toStdString(), reading = m_ownReading,
         threshold = m_threshold](const std::stop_token& stop, const ProgressFunction& progress) {
            auto result = std::make_shared<Result>();
            result->yardsticks = yardsticks;
            const Dataset& train = *prepared->data.train;
            if (!yardsticks && train.samples() > 0 && train.x.size() * train.y.rows() <= kMostYardstickCells)
                result->yardsticks =
                    std::make_shared<const Yardsticks>(fitYardsticks(prepared->fitted.target().task, train, stop));
            const auto add = [&](const Table& table, const std::vector<Index>& rows, const std::string& name,
                                 double from) {
                EvaluationOptions options;
                options.threshold = threshold;
                options.threads = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
                options.resamples = !intervals                                    ? 0
                                    : static_cast<Index>(rows.size()) > kManyRows ? kResamplesOfMany
                                                                                  : kResamples;
                result->parts.push_back(evaluatePart(*model, targetRows(*model->preparation, table, rows), name,
                                                     result->yardsticks.get(), options, stop,
                                                     [&](double share) { progress(from + share / 4); }));
            };
            add(*prepared->table, prepared->split.train, "training", 0);
            add(*prepared->table, prepared->split.validation, "validation", 0.25);
            add(*prepared->table, prepared->split.test, "test", 0.5);
            if (own) {
                std::vector<Index> rows(static_cast<std::size_t>(own->rows));
                for (std::size_t i = 0; i < rows.size(); ++i)
                    rows[i] = static_cast<Index>(i);
                try {
                    add(*own, rows, ownName, 0.75);
                    for (const QString& each : reading)
                        result->parts.back().remarks.push_back(each.toStdString());
                } catch (const Cancelled&) {
                    throw;
                } catch (const std::exception&) {
                    result->refused = failureText(std::current_exception());
                }
            }
            return result;
        },
        [this, intervals](const std::shared_ptr<Result>& result) {
            m_parts = std::make_unique<std::vector<PartEvaluation>>(std::move(result->parts));
            m_yardsticks = result->yardsticks;
            m_intervals = intervals;
            for (PartEvaluation& part : *m_parts)
                if (part.threshold != m_threshold) // moved meanwhile
                    moveThreshold(part, m_threshold);
            if (!result->refused.isEmpty()) {
                m_ownTable.reset();
                emit ownTableRefused(m_ownName, result->refused);
            }
            emit changed();
            if (!intervals)
                run(true);
        },
        [this](const QString& sentence) {
            m_parts.reset();
            m_model.reset();
            m_problem = sentence;
            emit changed();
        });
}

void EvaluationJob::setThreshold(double threshold)
{
    m_threshold = threshold;
    if (!m_parts)
        return;
    for (PartEvaluation& part : *m_parts)
        moveThreshold(part, threshold);
    emit thresholdChanged();
}

} // namespace netloom
