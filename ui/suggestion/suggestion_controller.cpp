// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/suggestion/suggestion_controller.h"

#include "ui/document/project_document.h"

namespace netloom {

SuggestionController::SuggestionController(ProjectDocument& document, QObject* parent)
    : QObject(parent), m_document(document)
{
    connect(&document, &ProjectDocument::changed, this, &SuggestionController::documentChanged);
}

SuggestionController::~SuggestionController()
{
    m_job.cancel();
}

void SuggestionController::measure()
{
    start(true);
}

void SuggestionController::start(bool asked)
{
    const std::shared_ptr<const Table> table = m_document.sharedTable();
    const std::shared_ptr<const PreparedData> prepared = m_document.sharedPrepared();
    if (!table || !prepared)
        return;
    m_asked = asked;
    m_problem.clear();
    m_choice.reset();
    ChoiceOptions options;
    const Project& project = m_document.project();
    if (asked && m_document.canTrain() && !m_document.followsRule()) {
        options.own.emplace();
        options.own->network = project.run().network;
        options.own->training = project.run().training;
    }
    m_job.setNoMemoryText(tr("There is not enough memory to compare networks."));
    m_job.start(
        [table, options = std::move(options), recipe = project.recipe, config = project.run().split, prepared,
         training = project.run().training](const std::stop_token& stop, const ProgressFunction& progress) {
            return std::make_shared<const MeasuredChoice>(
                measureNetworks(*table, recipe, config, prepared->split, training, options, stop, progress));
        },
        [this](std::shared_ptr<const MeasuredChoice> choice) { m_choice = std::move(choice); },
        [this](const QString& sentence) { m_problem = sentence; });
    connect(&m_job, &BackgroundJob::finished, this, &SuggestionController::changed, Qt::UniqueConnection);
    emit changed();
}

void SuggestionController::cancel()
{
    if (!m_job.isRunning())
        return;
    m_job.cancel();
    emit changed();
}

void SuggestionController::take(std::size_t trial)
{
    if (!m_choice || trial >= m_choice->trials.size() || isTaken(trial))
        return;
    const Trial& taken = m_choice->trials[trial];
    Suggestion suggestion = taken.suggestion;
    // Whatever is no part of the choice stays as it is now.
    suggestion.training.seed = m_document.training().seed;
    suggestion.training.threads = m_document.training().threads;
    m_document.applySuggestion(suggestion, tr("Use %1").arg(QString::fromStdString(taken.title)));
    emit changed();
}

bool SuggestionController::isTaken(std::size_t trial) const
{
    if (!m_choice || trial >= m_choice->trials.size())
        return false;
    return isSameChoice(m_choice->trials[trial].suggestion, m_document.network(), m_document.training());
}

void SuggestionController::forget()
{
    m_job.cancel();
    m_choice.reset();
    m_problem.clear();
    emit changed();
}

void SuggestionController::documentChanged(Changes what)
{
    const bool opened = what.testFlag(Change::Everything);
    const bool data = what & (Changes(Change::Data) | Change::Recipe | Change::Split);
    if (opened || data)
        forget();
    if (opened)
        m_awaited = m_document.isOpen() && m_document.table() && m_document.path().isEmpty() &&
                    m_document.project().run().checkpoint.empty();
    else if (data && m_document.followsRule())
        m_awaited = true; // another target, say, for a network that nobody has touched yet
    if (m_awaited && m_document.prepared()) {
        m_awaited = false;
        start(false);
    } else {
        emit changed();
    }
}

} // namespace netloom
