// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/status_line.h"

#include "core/metrics/metric_keys.h"
#include "core/project/weights_epoch.h"
#include "ui/document/current_model.h"
#include "ui/document/project_document.h"
#include "ui/toolkit/elided_label.h"
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/theme.h"

#include <QEvent>
#include <QHBoxLayout>

#include <algorithm>

namespace netloom {

namespace {

QLabel* plainLabel(QWidget* parent, const QString& accessibleName)
{
    auto* label = new QLabel(parent);
    label->setObjectName(QStringLiteral("muted"));
    label->setTextFormat(Qt::PlainText);
    label->setAccessibleName(accessibleName);
    return label;
}

} // namespace

StatusLine::StatusLine(ProjectDocument& document, QWidget* parent)
    : QWidget(parent),
      m_document(document),
      m_dot(new QLabel(QStringLiteral("●"), this)),
      m_state(plainLabel(this, tr("State"))),
      m_loss(plainLabel(this, tr("Loss"))),
      m_metric(plainLabel(this, tr("Metric"))),
      m_standing(new ElidedLabel(24, this)),
      m_message(new ElidedLabel(0, this)),
      m_savedLabel(plainLabel(this, tr("Saved")))
{
    m_dot->setObjectName(QStringLiteral("stateDot"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 0, 8, 0);
    row->setSpacing(18);
    auto* state = new QHBoxLayout;
    state->setSpacing(6);
    state->addWidget(m_dot);
    state->addWidget(m_state);
    row->addLayout(state);
    row->addWidget(m_loss);
    row->addWidget(m_metric);
    m_standing->setObjectName(QStringLiteral("muted"));
    m_standing->setAccessibleName(tr("Network and yardsticks"));
    m_standing->hide();
    row->addWidget(m_standing, 2);
    row->addWidget(m_message, 1);
    row->addWidget(m_savedLabel);
    m_message->setObjectName(QStringLiteral("muted"));
    m_message->setAccessibleName(tr("Message"));
    m_message->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_message->setIndent(0);

    m_messageTimer.setSingleShot(true);
    m_messageTimer.setInterval(8000);
    connect(&m_messageTimer, &QTimer::timeout, this, &StatusLine::endMessage);
    connect(document.undoStack(), &QUndoStack::indexChanged, this, [this](int steps) {
        if (steps < m_step)
            endMessage();
    });
    m_savedTimer.setInterval(10'000);
    connect(&m_savedTimer, &QTimer::timeout, this, &StatusLine::updateSaved);
    m_savedTimer.start();
    connect(&document, &ProjectDocument::changed, this, [this](Changes what) {
        if (what.testFlag(Change::Everything))
            m_saved = {};
        updateState();
        updateSaved();
        if (what.testFlag(Change::Weights))
            updateLoss();
    });
    connect(&document.currentModel(), &CurrentModel::whichChanged, this, &StatusLine::updateLoss);
    connect(&document, &ProjectDocument::modifiedChanged, this, &StatusLine::updateSaved);
    connect(&document, &ProjectDocument::saved, this, [this] {
        m_saved = QDateTime::currentDateTime();
        updateSaved();
    });
    updateState();
    updateSaved();
}

void StatusLine::setProgress(const Progress& progress)
{
    const bool changed = progress.state != m_progress.state;
    m_progress = progress;
    if (changed) {
        updateState();
        chooseFigures();
    }
    if (changed || progress.state == SessionState::Running)
        updateLoss();
}

void StatusLine::setHistory(const History& history)
{
    m_history = history;
    if (m_progress.state !=
        SessionState::Running) // else as often as progress is told: layout and words cost more than plots
        updateLoss();
}

void StatusLine::updateLoss()
{
    const History& history = m_history;
    if (history.epochs() == 0) {
        m_loss->clear();
        m_metric->clear();
        return;
    }
    const bool busy = m_progress.state == SessionState::Running || m_progress.state == SessionState::Paused;
    const int best = history.bestEpoch;
    const bool ofBest = !busy && best >= 0 && best < static_cast<int>(history.epochs()) && m_document.isOpen() &&
                        areOfBestEpoch(m_document.project().run(), m_document.currentModel().which());
    const std::size_t epoch = ofBest ? static_cast<std::size_t>(best) : history.epochs() - 1;
    const auto last = [&](const std::string& key) -> const double* {
        const HistoryColumn* values = history.find(key);
        return values && epoch < values->size() ? values->begin() + epoch : nullptr;
    };
    const auto both = [&](const std::string& key, const QString& name, auto&& text) {
        const double* value = last(key);
        if (!value)
            return QString();
        QString result = QStringLiteral("%1 %2").arg(name, text(*value));
        if (const double* validation = last("val_" + key))
            result += tr(" · val %1").arg(text(*validation));
        return result;
    };
    m_loss->setText(both("loss", ofBest ? tr("best, epoch %1: loss").arg(wholeNumber(Index(best) + 1)) : tr("loss"),
                         [](double value) { return shortNumber(value); }));
    const auto metric = std::find_if(history.keys.begin(), history.keys.end(), isMetricKey);
    m_metric->setText(metric == history.keys.end() ? QString() : both(*metric, metricName(*metric), [&](double value) {
        return metricText(*metric, value);
    }));
    fitWords();
}

/// What a training that failed began with is compared with nothing: there is something graver to read.
void StatusLine::chooseFigures()
{
    const bool shown = m_compared && m_progress.state != SessionState::Failed;
    m_standing->setVisible(shown);
    m_metric->setVisible(!shown);
}

void StatusLine::setStanding(const Standing* standing, const Yardsticks* yardsticks)
{
    m_compared = standing && yardsticks;
    chooseFigures();
    if (!m_compared) {
        fitWords();
        return;
    }
    const auto text = [&](const TaskScore& score) { return metricText(standing->network.key, score.value); };
    const QString rows = standing->part == "validation" ? tr("validation") : tr("training");
    const QString own = QStringLiteral("%1 %2").arg(metricName(standing->network.key), text(standing->network));
    const QString network = QStringLiteral("%1 %2").arg(rows, own);
    const QString linear =
        QStringLiteral("%1 %2").arg(QString::fromStdString(yardsticks->linearName()), text(standing->linear));
    const QString constant =
        QStringLiteral("%1 %2").arg(QString::fromStdString(yardsticks->constantName()), text(standing->constant));
    const QString mark = QStringLiteral(" · ");
    m_standing->setText(network + mark + linear + mark + constant);
    m_standing->setShorter({network + mark + linear, network, own});
    fitWords();
}

void StatusLine::showMessage(const QString& text)
{
    m_text = text;
    m_message->setText(m_tip.isEmpty() ? text : m_tip);
    m_message->setToolTip(text.toHtmlEscaped());
    m_messageTimer.start();
    fitWords();
    // Counted later: what is said by an undo is shown before its step is taken off.
    m_step = -1;
    QTimer::singleShot(0, this, [this] { m_step = m_document.undoStack()->index(); });
}

void StatusLine::endMessage()
{
    m_step = -1;
    m_messageTimer.stop();
    m_text.clear();
    m_message->setText(m_tip);
    m_message->setToolTip({});
    fitWords();
}

void StatusLine::showTip(const QString& text)
{
    m_tip = text;
    m_message->setText(m_tip.isEmpty() ? m_text : m_tip);
    fitWords();
}

void StatusLine::fitWords()
{
    int most = QWIDGETSIZE_MAX;
    if (!m_message->text().isEmpty()) {
        const QMargins margins = layout()->contentsMargins();
        int taken = m_message->fontMetrics().horizontalAdvance(m_message->text()) + margins.left() + margins.right();
        for (const QWidget* each : {static_cast<QWidget*>(m_dot), static_cast<QWidget*>(m_state),
                                    static_cast<QWidget*>(m_loss), static_cast<QWidget*>(m_savedLabel)})
            taken += each->sizeHint().width() + layout()->spacing();
        most = std::max(m_standing->minimumSizeHint().width(), width() - taken - layout()->spacing());
    }
    m_standing->setMaximumWidth(most);
}

void StatusLine::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitWords();
}

void StatusLine::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    // The dot's colour is the theme's. Later, because the style sheet gives widgets back the palette they began with.
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        QTimer::singleShot(0, this, &StatusLine::updateState);
}

void StatusLine::updateState()
{
    const Theme theme = Theme::current();
    QString text;
    QColor color = theme.textMuted;
    switch (m_progress.state) {
    case SessionState::Idle:
        if (m_document.project().run().checkpoint.empty()) {
            text = tr("Ready");
        } else if (!unfinishedText(m_document.project().run()).empty()) {
            text = tr("Not trained for one epoch");
        } else {
            text = tr("Trained");
            color = theme.inputOutput;
        }
        break;
    case SessionState::Running:
        text = tr("Training");
        color = theme.accent;
        break;
    case SessionState::Paused:
        text = tr("Paused");
        color = theme.warning;
        break;
    case SessionState::Finished:
        text = tr("Trained");
        color = theme.inputOutput;
        break;
    case SessionState::Stopped:
        text = tr("Stopped");
        break;
    case SessionState::Failed:
        text = tr("Failed");
        color = theme.error;
        break;
    }
    const bool busy = m_progress.state == SessionState::Running || m_progress.state == SessionState::Paused;
    if (m_document.isOpen() && !busy && !m_document.canTrain()) {
        // A network that is only drawn, or data that are on their way, are no faults.
        color = !m_document.table() || m_document.isPreparing() ? theme.textMuted : theme.error;
        text = !m_document.table()                   ? tr("No data")
               : m_document.isPreparing()            ? tr("Preparing the data")
               : !m_document.dataProblem().isEmpty() ? tr("The data cannot be used")
                                                     : tr("The network cannot be trained yet");
    }
    m_state->setText(text);
    QPalette colors = m_dot->palette();
    colors.setColor(QPalette::WindowText, color);
    m_dot->setPalette(colors);
}

void StatusLine::updateSaved()
{
    if (!m_document.isOpen()) {
        m_savedLabel->clear();
        return;
    }
    if (m_document.isModified() || m_document.path().isEmpty()) {
        m_savedLabel->setText(m_document.path().isEmpty() ? tr("Not saved yet") : tr("Unsaved changes"));
        return;
    }
    if (!m_saved.isValid()) {
        m_savedLabel->setText(tr("Saved"));
        return;
    }
    const qint64 seconds = m_saved.secsTo(QDateTime::currentDateTime());
    m_savedLabel->setText(seconds < 10     ? tr("Saved just now")
                          : seconds < 60   ? tr("Saved %1 s ago").arg(seconds / 10 * 10)
                          : seconds < 3600 ? tr("Saved %1 min ago").arg(seconds / 60)
                                           : tr("Saved %1 h ago").arg(seconds / 3600));
}

} // namespace netloom
