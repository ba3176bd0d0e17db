// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/row_bar.h"

#include "core/explanation/path_conductance.h"
#include "ui/diagram/row_activity.h"
#include "ui/toolkit/elided_label.h"
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QShortcut>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QStyle>
#include <QToolButton>

#include <array>
#include <limits>

namespace netloom {

namespace {

constexpr int playPace = 700; ///< ms a row

QToolButton* button(const QString& text, const QString& name, const QString& help)
{
    auto* made = new QToolButton;
    made->setText(text);
    made->setObjectName(name);
    made->setToolTip(help);
    made->setAccessibleName(help);
    made->setProperty("boxed", true);
    made->setFocusPolicy(Qt::TabFocus);
    return made;
}

QLabel* plainLabel(const char* name)
{
    auto* label = new QLabel;
    label->setObjectName(QString::fromLatin1(name));
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

RowBar::RowBar(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("rowBar"));
    auto* back = button(QStringLiteral("‹"), QStringLiteral("previousRow"), tr("Previous row"));
    auto* forth = button(QStringLiteral("›"), QStringLiteral("nextRow"), tr("Next row"));
    m_row = new QSpinBox;
    m_row->setObjectName(QStringLiteral("rowNumber"));
    m_row->setPrefix(tr("Row "));
    m_row->setAccessibleName(tr("Row of the table"));
    m_row->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_row->setKeyboardTracking(false);
    m_of = plainLabel("rowCount");
    m_of->setProperty("muted", true);
    m_part = plainLabel("rowPart");
    m_part->setProperty("muted", true);
    m_words = new ElidedLabel(8);
    m_words->setObjectName(QStringLiteral("rowWords"));
    m_verdict = plainLabel("rowVerdict");
    m_verdict->setAlignment(Qt::AlignCenter);
    m_path = button({}, QStringLiteral("explainedPath"), tr("Show all that flows again"));
    m_path->hide();
    m_nextWrong =
        button(tr("Next wrong"), QStringLiteral("nextWrong"), tr("The next row that is predicted wrongly (W)"));
    m_play = button(tr("Play rows"), QStringLiteral("playRows"), tr("One row after the other"));
    m_play->setCheckable(true);

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 4, 12, 6);
    layout->setSpacing(6);
    layout->setSizeConstraint(QLayout::SetNoConstraint);
    layout->addWidget(back);
    layout->addWidget(m_row);
    layout->addWidget(forth);
    layout->addWidget(m_of);
    layout->addWidget(m_part);
    layout->addSpacing(6);
    layout->addWidget(m_words, 1);
    layout->addWidget(m_path);
    layout->addWidget(m_verdict);
    layout->addWidget(m_nextWrong);
    layout->addWidget(m_play);

    connect(back, &QToolButton::clicked, this, [this] { step(-1); });
    connect(forth, &QToolButton::clicked, this, [this] { step(1); });
    connect(m_row, &QSpinBox::valueChanged, this, [this](int row) { emit rowChosen(row - 1); });
    connect(m_path, &QToolButton::clicked, this, &RowBar::allPathsWanted);
    connect(m_nextWrong, &QToolButton::clicked, this, &RowBar::nextWrongWanted);
    connect(m_play, &QToolButton::toggled, this, &RowBar::play);
    auto* key = new QShortcut(QKeySequence(Qt::Key_W), parent ? parent : this);
    key->setContext(Qt::WidgetWithChildrenShortcut);
    connect(key, &QShortcut::activated, this, [this] {
        if (isVisible() && m_nextWrong->isEnabled())
            emit nextWrongWanted();
    });
    m_timer.setInterval(playPace);
    connect(&m_timer, &QTimer::timeout, this, [this] { step(1); });
}

void RowBar::setRows(Index rows)
{
    m_rows = rows;
    const QSignalBlocker quiet(m_row);
    m_row->setRange(1, static_cast<int>(std::clamp<Index>(rows, 1, std::numeric_limits<int>::max())));
    m_of->setText(tr("of %1").arg(QLocale().toString(qlonglong(rows))));
}

void RowBar::show(Index row, const QString& part, const RowActivity* activity, const QString& problem)
{
    {
        const QSignalBlocker quiet(m_row);
        m_row->setValue(static_cast<int>(row) + 1);
    }
    m_part->setText(part.isEmpty() ? QString() : QStringLiteral("· %1").arg(part));
    QString words = problem;
    QStringList shorter;
    if (activity) {
        const QString sure = activity->classes
                                 ? QStringLiteral(" (%1 %)").arg(QLocale().toString(100 * activity->certainty, 'f', 0))
                                 : QString();
        words = activity->actual.isEmpty()
                    ? tr("predicted %1%2").arg(activity->predicted, sure)
                    : tr("actual %1 · predicted %2%3").arg(activity->actual, activity->predicted, sure);
        // A prediction that is right tells what is true as well.
        if (activity->classes && activity->wrong)
            shorter = {tr("%1 · predicted %2").arg(activity->actual, activity->predicted),
                       tr("%1, not %2").arg(activity->actual, activity->predicted)};
        else if (activity->classes)
            shorter = {tr("predicted %1%2").arg(activity->predicted, sure), activity->predicted + sure,
                       activity->predicted};
    }
    m_words->setText(words);
    m_words->setShorter(shorter);
    const bool judged = activity && activity->classes && !activity->actual.isEmpty();
    m_verdict->setVisible(judged);
    m_verdict->setText(judged && activity->wrong ? tr("✕ wrong") : tr("✓ right"));
    m_verdict->setProperty("verdict", judged && activity->wrong ? QStringLiteral("wrong") : QStringLiteral("right"));
    m_verdict->style()->unpolish(m_verdict);
    m_verdict->style()->polish(m_verdict);
    m_verdict->setMinimumWidth(m_verdict->fontMetrics().horizontalAdvance(m_verdict->text()) + 28);
    m_nextWrong->setEnabled(activity && activity->classes);
    fit();
}

void RowBar::showPath(const PathConductance* path)
{
    m_path->setVisible(path != nullptr);
    if (!path)
        return;
    const QString name = fontMetrics().elidedText(fromUtf8(path->column), Qt::ElideMiddle, 120);
    const QString carried =
        QStringLiteral("%1%2").arg(path->carried < 0 ? QString() : QStringLiteral("+"), shortNumber(path->carried));
    m_path->setText(tr("%1 carries %2  ✕").arg(name, carried));
    m_path->setToolTip(
        QStringLiteral("<p>%1</p>")
            .arg(tr("What flows through the links because of %1, against the mean of the training rows: %2 %3 for %4, "
                    "the "
                    "same sum in every layer. Click: all that flows again.")
                     .arg(fromUtf8(path->column), carried, fromUtf8(path->scale), fromUtf8(path->outputName))
                     .toHtmlEscaped()));
    fit();
}

void RowBar::step(int by)
{
    if (m_rows < 1)
        return;
    const Index row = (m_row->value() - 1 + by + m_rows) % m_rows;
    {
        const QSignalBlocker quiet(m_row);
        m_row->setValue(static_cast<int>(row) + 1);
    }
    emit rowChosen(row);
}

void RowBar::play(bool on)
{
    m_play->setText(on ? tr("Stop") : tr("Play rows"));
    if (on)
        m_timer.start();
    else
        m_timer.stop();
}

void RowBar::stop()
{
    m_play->setChecked(false);
}

QSize RowBar::minimumSizeHint() const
{
    constexpr int least = 330; // with what resizeEvent() leaves
    return {least, layout()->minimumSize().height()};
}

void RowBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fit();
}

/// What can be done without gives way where the bar is narrow, the last of these first.
void RowBar::fit()
{
    const std::array<QWidget*, 3> optional{m_part, m_of, m_play};
    // What is true and what is predicted comes first.
    int room =
        width() - layout()->minimumSize().width() - m_words->sizeHint().width() + m_words->minimumSizeHint().width();
    for (QWidget* widget : optional)
        room += widget->isHidden() ? 0 : widget->minimumSizeHint().width() + layout()->spacing();
    for (QWidget* widget : optional) {
        const int needed = widget->minimumSizeHint().width() + layout()->spacing();
        const bool fits = needed <= room;
        widget->setVisible(fits);
        room -= fits ? needed : room;
    }
}

void RowBar::hideEvent(QHideEvent* event)
{
    stop();
    QWidget::hideEvent(event);
}

} // namespace netloom
