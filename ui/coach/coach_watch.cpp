// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/coach/coach_watch.h"

#include "ui/document/current_model.h"
#include "ui/document/project_document.h"
#include "ui/toolkit/text.h"
#include "ui/training/training_controller.h"

#include <algorithm>

namespace netloom {

namespace {

constexpr qint64 kBetween = 4000; ///< ms from one look at a running training to the next
constexpr qint64 kLongest = 30'000;
/// At least so many times what the last look took: it takes its cores from the training.
constexpr qint64 kRest = 200;

} // namespace

CoachWatch::CoachWatch(ProjectDocument& document, TrainingController& training, QObject* parent)
    : QObject(parent), m_document(document), m_training(training)
{
    connect(&training, &TrainingController::ended, this, &CoachWatch::ended);
    connect(&training, &TrainingController::progressChanged, this, &CoachWatch::looked);
    connect(&training, &TrainingController::filmChanged, this, &CoachWatch::changed);
    connect(&document, &ProjectDocument::changed, this, &CoachWatch::documentChanged);
}

CoachWatch::~CoachWatch()
{
    m_job.cancel();
}

CoachInput CoachWatch::input() const
{
    CoachInput input;
    input.network = m_document.network();
    input.training = m_document.training();
    input.recipe = m_document.project().recipe;
    input.history = m_training.history();
    input.data = m_document.sharedPrepared();
    if (const std::shared_ptr<const Model>& model = m_document.currentModel().model())
        input.weights = model->weights;
    return input;
}

bool CoachWatch::isOfDocument() const
{
    return m_document.isOpen() && m_of.data && m_document.sharedPrepared() == m_of.data &&
           m_document.project().run().id == m_run && m_document.network() == m_of.network &&
           m_document.training() == m_of.training;
}

std::vector<CoachRemark> CoachWatch::remarks() const
{
    std::vector<CoachRemark> shown;
    if (m_training.isFilm() || !isOfDocument())
        return shown;
    for (const CoachRemark& remark : m_remarks)
        if (!m_dismissed.contains(remark.key) && shown.size() < kMostRemarks)
            shown.push_back(remark);
    return shown;
}

void CoachWatch::ask(CoachInput input, bool graveOnly)
{
    if (!input.data)
        return;
    m_of = input;
    m_run = m_document.project().run().id;
    m_job.start(
        [input = std::move(input), graveOnly](const std::stop_token& stop, const ProgressFunction&) {
            return std::make_shared<const std::vector<CoachRemark>>(graveOnly ? graveRemarks(input, stop)
                                                                              : coach(input, stop));
        },
        [this, graveOnly](const std::shared_ptr<const std::vector<CoachRemark>>& remarks) {
            m_took = graveOnly && m_since.isValid() ? m_since.elapsed() : 0;
            m_remarks = *remarks;
            emit changed();
        });
}

void CoachWatch::ended(const Progress& progress)
{
    m_since.invalidate();
    m_dismissed.clear();
    if (progress.reason == StopReason::Failure) // its own message says why
        return;
    CoachInput asked = input();
    asked.reason = progress.reason;
    asked.message = progress.message;
    // The document has what the training ended with; a film shows it later.
    asked.history = m_document.project().run().checkpoint.history;
    if (const std::optional<Model> model = modelOf(m_document.project().run()))
        asked.weights = model->weights;
    ask(std::move(asked), false);
}

void CoachWatch::looked(const Progress& progress)
{
    if (progress.state != SessionState::Running) {
        m_since.invalidate();
        return;
    }
    if (!m_since.isValid()) { // a training begins
        m_since.start();
        m_took = 0;
        m_dismissed.clear();
        m_job.cancel();
        if (!m_remarks.empty()) {
            m_remarks.clear();
            emit changed();
        }
        return;
    }
    if (m_since.elapsed() < std::clamp(kRest * m_took, kBetween, kLongest) || m_job.isRunning())
        return;
    m_since.restart();
    ask(input(), true);
}

void CoachWatch::dismiss(const std::string& key)
{
    m_dismissed.insert(key);
    emit changed();
}

void CoachWatch::apply(const CoachRemark& remark)
{
    if (!remark.remedy)
        return;
    const CoachRemedy remedy = *remark.remedy; // the edit may take the remark away
    const QString text = fromUtf8(remedy.title);
    if (remedy.recipe) {
        m_document.setRecipe(*remedy.recipe, text);
    } else if (remedy.network && remedy.training) {
        Suggestion suggestion;
        suggestion.network = *remedy.network;
        suggestion.training = *remedy.training;
        m_document.applySuggestion(suggestion, text);
    } else if (remedy.network) {
        m_document.setNetwork(*remedy.network, text);
    } else if (remedy.training) {
        m_document.setTraining(*remedy.training, text);
    }
}

void CoachWatch::documentChanged(Changes what)
{
    if (what.testFlag(Change::Everything)) {
        m_job.cancel();
        m_remarks.clear();
        m_dismissed.clear();
        m_of = {};
    }
    emit changed();
}

} // namespace netloom
