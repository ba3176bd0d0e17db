// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/playhead.h"

#include "core/training/resume.h"
#include "ui/document/current_model.h"
#include "ui/document/project_document.h"
#include "ui/toolkit/number_text.h"
#include "ui/training/training_controller.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace netloom {

namespace {

using namespace std::chrono_literals;
constexpr auto kFrame = 16ms;
constexpr auto kSettle = 150ms; // panels that take longer than a frame wait until it stands still
constexpr double kWholeSeconds = 4;

} // namespace

Playhead::Playhead(ProjectDocument& document, TrainingController& training, QObject* parent)
    : QObject(parent), m_document(document), m_training(training)
{
    m_timer.setInterval(kFrame);
    m_settle.setInterval(kSettle);
    m_settle.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Playhead::tick);
    connect(&m_settle, &QTimer::timeout, this, [this] { m_document.currentModel().settle(); });
    connect(&document, &ProjectDocument::changed, this, [this](Changes what) {
        if (what & (Changes(Change::Weights) | Change::Network | Change::Data | Change::Recipe | Change::Split))
            refresh();
    });
    connect(&training, &TrainingController::ended, this, &Playhead::refresh);
    connect(&training, &TrainingController::filmChanged, this, &Playhead::refresh);
    connect(&training, &TrainingController::progressChanged, this, [this] {
        if (m_training.isRunning() != m_stops.empty())
            refresh();
        if (m_training.isFilm())
            followFilm();
    });
    connect(&document.currentModel(), &CurrentModel::changed, this, [this] {
        // Somebody has told another model: a training that runs, the choice of the best weights.
        if (isRewound() && !m_document.currentModel().isRewound())
            refresh();
    });
    refresh();
}

Index Playhead::epoch() const
{
    return m_place < 0 ? 0 : m_stops[static_cast<std::size_t>(m_place)];
}

Index Playhead::shownEpoch() const
{
    return m_training.isFilm() ? m_training.progress().epoch : epoch();
}

bool Playhead::isRewound() const
{
    return m_place >= 0 && m_place + 1 < static_cast<int>(m_stops.size()) && !m_training.isFilm();
}

void Playhead::followFilm()
{
    const auto after = std::upper_bound(m_stops.begin(), m_stops.end(), m_training.progress().epoch);
    const int place = std::max(0, static_cast<int>(after - m_stops.begin()) - 1);
    const Index epoch = m_training.progress().epoch;
    if (m_stops.empty() || (place == m_place && epoch == m_filmEpoch))
        return;
    m_place = place;
    m_filmEpoch = epoch;
    emit changed();
}

bool Playhead::branchesExactly() const
{
    return netloom::branchesExactly(m_document.project().run().checkpoint, epoch());
}

/// There are other weights: it stands at the newest.
void Playhead::refresh()
{
    std::vector<Index> stops;
    if (m_document.isOpen() && !m_training.isRunning())
        stops = storedEpochs(m_document.project().run().checkpoint);
    const bool same = stops == m_stops && m_place + 1 == static_cast<int>(stops.size());
    m_timer.stop();
    m_settle.stop();
    m_stops = std::move(stops);
    m_place = static_cast<int>(m_stops.size()) - 1;
    if (!same)
        emit changed();
}

void Playhead::moveTo(int place)
{
    if (m_stops.empty())
        return;
    m_training.skipFilm();
    place = std::clamp(place, 0, static_cast<int>(m_stops.size()) - 1);
    if (place == m_place)
        return;
    m_place = place;
    CurrentModel& model = m_document.currentModel();
    if (isRewound())
        model.setRewound(weightsAt(m_document.project().run().checkpoint, epoch()));
    else
        model.followDocument();
    if (direction() == 0)
        m_settle.start();
    emit changed();
}

void Playhead::setPlace(int place)
{
    m_timer.stop();
    moveTo(place);
}

void Playhead::setEpoch(Index epoch)
{
    const auto nearest = std::min_element(m_stops.begin(), m_stops.end(), [epoch](Index a, Index b) {
        return std::abs(a - epoch) < std::abs(b - epoch);
    });
    if (nearest != m_stops.end())
        setPlace(static_cast<int>(nearest - m_stops.begin()));
}

void Playhead::step(int stops)
{
    setPlace(m_place + stops);
}

void Playhead::play(int direction)
{
    const int last = static_cast<int>(m_stops.size()) - 1;
    m_timer.stop();
    if (direction == 0 || last < 1) {
        m_settle.start();
        emit changed();
        return;
    }
    m_training.skipFilm();
    m_direction = direction;
    m_from = direction > 0 ? (m_place == last ? 0 : m_place) : (m_place == 0 ? last : m_place);
    m_clock.start();
    m_timer.start();
    moveTo(m_from);
    emit changed();
}

void Playhead::tick()
{
    const int last = static_cast<int>(m_stops.size()) - 1;
    // At an even pace in epochs, not in stops, which are denser where a training began long ago.
    const double perSecond = static_cast<double>(std::max<Index>(newest() - m_stops.front(), 1)) / kWholeSeconds;
    const double at = static_cast<double>(m_stops[static_cast<std::size_t>(m_from)]) +
                      m_direction * perSecond * static_cast<double>(m_clock.elapsed()) / 1000;
    const auto after = std::upper_bound(m_stops.begin(), m_stops.end(), static_cast<Index>(std::floor(at)));
    const int place = std::clamp(static_cast<int>(after - m_stops.begin()) - 1, 0, last);
    const bool over =
        m_direction > 0 ? at >= static_cast<double>(newest()) : at <= static_cast<double>(m_stops.front());
    moveTo(place);
    if (over)
        play(0);
}

void Playhead::toNewest()
{
    setPlace(static_cast<int>(m_stops.size()) - 1);
}

void Playhead::branch()
{
    if (m_stops.empty())
        return;
    const Index from = epoch();
    const bool exactly = branchesExactly();
    Checkpoint state = branchAt(m_document.project().run().checkpoint, from);
    if (state.empty())
        return;
    m_training.shutdown();
    m_document.addRun(tr("From epoch %1").arg(wholeNumber(from)));
    m_document.setCheckpoint(std::move(state));
    emit message(exactly ? tr("A new run begins with epoch %1. Train goes on from there.").arg(wholeNumber(from))
                         : tr("A new run begins with the weights of epoch %1; of so large a network the optimizer's "
                              "memory is not kept for every epoch, so it begins anew.")
                               .arg(wholeNumber(from)));
}

} // namespace netloom
