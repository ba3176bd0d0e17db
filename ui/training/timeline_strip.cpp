// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/timeline_strip.h"

#include "ui/toolkit/icons.h"
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/theme.h"
#include "ui/training/playhead.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QSignalBlocker>
#include <QSlider>
#include <QStackedLayout>
#include <QStyle>
#include <QToolButton>

#include <algorithm>

namespace netloom {

namespace {

/// Every stop is one step of the slider.
class StopSlider final : public QSlider
{
public:
    StopSlider(Playhead& playhead, QWidget* parent) : QSlider(Qt::Horizontal, parent), m_playhead(playhead)
    {
        setObjectName(QStringLiteral("timelineSlider"));
        setAccessibleName(TimelineStrip::tr("Epoch that is looked at"));
        setToolTip(
            TimelineStrip::tr("Look at an earlier epoch: diagram, figures and predictions follow (arrow keys: step)"));
    }

protected:
    /// A click goes where it points, and drags from there.
    void mousePressEvent(QMouseEvent* event) override
    {
        constexpr int kHandle = 14;
        if (event->button() == Qt::LeftButton)
            setValue(QStyle::sliderValueFromPosition(minimum(), maximum(),
                                                     event->position().toPoint().x() - kHandle / 2, width() - kHandle));
        QSlider::mousePressEvent(event);
    }

    void keyPressEvent(QKeyEvent* event) override
    {
        switch (event->key()) {
        case Qt::Key_Space:
            m_playhead.play(m_playhead.direction() == 0 ? 1 : 0);
            break;
        default:
            QSlider::keyPressEvent(event);
        }
    }

private:
    Playhead& m_playhead;
};

} // namespace

QToolButton* TimelineStrip::makeButton(const QString& name, const QString& icon, const QString& help)
{
    auto* button = new QToolButton(this);
    button->setObjectName(name);
    button->setIcon(themedIcon(icon));
    button->setIconSize(QSize(14, 14));
    button->setProperty("flat", true);
    button->setToolTip(help);
    button->setAccessibleName(help);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

TimelineStrip::TimelineStrip(Playhead& playhead, QWidget* parent)
    : QWidget(parent),
      m_playhead(playhead),
      m_backwards(makeButton(QStringLiteral("playBackwards"), QStringLiteral("media-playback-backwards"),
                             tr("Play backwards"))),
      m_forwards(makeButton(QStringLiteral("playForwards"), QStringLiteral("media-playback-start"),
                            tr("Play what was learned"))),
      m_slider(new StopSlider(playhead, this)),
      m_epoch(new QLabel(this)),
      m_chip(new QLabel(this)),
      m_place(new QStackedLayout),
      m_newest(new QToolButton(this)),
      m_branch(new QToolButton(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(10, 2, 10, 4);
    row->setSpacing(6);
    row->setSizeConstraint(QLayout::SetNoConstraint);
    m_epoch->setObjectName(QStringLiteral("timelineEpoch"));
    m_epoch->setTextFormat(Qt::PlainText);
    m_epoch->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_chip->setObjectName(QStringLiteral("rewoundChip"));
    m_chip->setTextFormat(Qt::PlainText);
    m_chip->setAlignment(Qt::AlignCenter);
    m_newest->setObjectName(QStringLiteral("toNewest"));
    m_newest->setText(tr("Newest"));
    m_newest->setToolTip(tr("Show the weights at the end of the training again"));
    m_branch->setObjectName(QStringLiteral("branchHere"));
    m_branch->setText(tr("Branch from here"));
    for (QToolButton* button : {m_newest, m_branch}) {
        button->setProperty("flat", true);
        button->setFocusPolicy(Qt::TabFocus);
    }
    constexpr int kShortestSlider = 80;
    m_slider->setMinimumWidth(kShortestSlider);
    row->addWidget(m_backwards);
    row->addWidget(m_forwards);
    row->addWidget(m_slider, 1);
    m_place->addWidget(m_epoch);
    m_place->addWidget(m_chip);
    row->addLayout(m_place);
    row->addWidget(m_newest);
    row->addWidget(m_branch);

    connect(m_backwards, &QToolButton::clicked, this, [this] { m_playhead.play(m_playhead.direction() < 0 ? 0 : -1); });
    connect(m_forwards, &QToolButton::clicked, this, [this] { m_playhead.play(m_playhead.direction() > 0 ? 0 : 1); });
    connect(m_slider, &QSlider::valueChanged, &playhead, &Playhead::setPlace);
    connect(m_newest, &QToolButton::clicked, &playhead, &Playhead::toNewest);
    connect(m_branch, &QToolButton::clicked, &playhead, &Playhead::branch);
    connect(&playhead, &Playhead::changed, this, [this] { update(); });
    update();
}

void TimelineStrip::update()
{
    const bool any = m_playhead.stops().size() > 1;
    const bool rewound = m_playhead.isRewound();
    for (QWidget* each :
         {static_cast<QWidget*>(m_backwards), static_cast<QWidget*>(m_forwards), static_cast<QWidget*>(m_slider)})
        each->setEnabled(any);
    {
        const QSignalBlocker block(m_slider);
        m_slider->setRange(0, std::max(0, static_cast<int>(m_playhead.stops().size()) - 1));
        m_slider->setPageStep(std::max(1, static_cast<int>(m_playhead.stops().size()) / 10));
        m_slider->setValue(std::max(0, m_playhead.place()));
    }
    const QString pause = QStringLiteral("media-playback-pause");
    m_backwards->setIcon(themedIcon(m_playhead.direction() < 0 ? pause : QStringLiteral("media-playback-backwards")));
    m_forwards->setIcon(themedIcon(m_playhead.direction() > 0 ? pause : QStringLiteral("media-playback-start")));
    const QString newest = wholeNumber(m_playhead.newest());
    m_slider->setAccessibleDescription(any ? tr("epoch %1 of %2").arg(wholeNumber(m_playhead.shownEpoch()), newest)
                                           : QString());
    m_place->setCurrentIndex(rewound ? 1 : 0);
    m_newest->setEnabled(rewound);
    fitWords();
    m_branch->setEnabled(any);
    m_branch->setToolTip(m_playhead.branchesExactly()
                             ? tr("A new run that goes on as if the training had been stopped at epoch %1")
                                   .arg(wholeNumber(m_playhead.epoch()))
                             : tr("A new run with the weights of epoch %1; the optimizer begins anew")
                                   .arg(wholeNumber(m_playhead.epoch())));
}

QSize TimelineStrip::minimumSizeHint() const
{
    constexpr int kLeast = 330;
    return {kLeast, QWidget::minimumSizeHint().height()};
}

void TimelineStrip::fitWords()
{
    constexpr int kNarrow = 600;
    m_branch->setText(width() < kNarrow ? tr("Branch") : tr("Branch from here"));
    const QMargins margins = layout()->contentsMargins();
    int room = width() - margins.left() - margins.right() - 5 * layout()->spacing() - m_slider->minimumWidth();
    for (const QWidget* each : {m_backwards, m_forwards, m_newest, m_branch})
        room -= each->sizeHint().width();
    const auto withEpochs = [newest = wholeNumber(m_playhead.newest())](QString words, Index epoch) {
        return words.replace(QLatin1String("%1"), wholeNumber(epoch)).replace(QLatin1String("%2"), newest);
    };
    QString shown;
    if (m_playhead.stops().size() > 1)
        for (const QString& words : {tr("epoch %1 of %2"), tr("%1 of %2"), tr("epoch %1"), tr("%1")}) {
            shown = withEpochs(words, m_playhead.shownEpoch());
            if (m_epoch->fontMetrics().horizontalAdvance(withEpochs(words, m_playhead.newest())) <= room)
                break;
        }
    m_epoch->setText(shown);
    for (const QString& words :
         {tr("Rewound to epoch %1 of %2"), tr("Rewound: %1 of %2"), tr("%1 of %2"), tr("Rewound to %1"), tr("%1")}) {
        // Nothing moves under a hand that drags the slider.
        const int width =
            m_chip->fontMetrics().horizontalAdvance(withEpochs(words, m_playhead.newest())) * 11 / 10 + 18;
        m_chip->setText(withEpochs(words, m_playhead.epoch()));
        m_chip->setMinimumWidth(width);
        if (width <= room)
            break;
    }
}

void TimelineStrip::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitWords();
}

void TimelineStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), Theme::current().panel);
}

} // namespace netloom
