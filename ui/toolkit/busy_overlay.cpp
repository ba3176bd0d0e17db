// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/toolkit/busy_overlay.h"

#include "ui/toolkit/theme.h"

#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace netloom {

BusyOverlay::BusyOverlay(QWidget* parent) : QWidget(parent), m_text(nullptr), m_bar(nullptr)
{
    hide();
    setFocusPolicy(Qt::StrongFocus);
    auto* box = new QFrame(this);
    box->setObjectName(QStringLiteral("card"));
    box->setFixedWidth(380);
    auto* inside = new QVBoxLayout(box);
    inside->setContentsMargins(24, 20, 24, 18);
    inside->setSpacing(14);
    m_text = new QLabel(box);
    m_text->setObjectName(QStringLiteral("heading"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_bar = new QProgressBar(box);
    m_bar->setRange(0, 1000);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Share loaded"));
    auto* cancel = new QPushButton(tr("Cancel"), box);
    cancel->setObjectName(QStringLiteral("cancelLoading"));
    connect(cancel, &QPushButton::clicked, this, &BusyOverlay::cancelled);
    inside->addWidget(m_text);
    inside->addWidget(m_bar);
    inside->addWidget(cancel, 0, Qt::AlignRight);
    auto* centre = new QVBoxLayout(this);
    centre->addWidget(box, 0, Qt::AlignCenter);

    m_delay.setSingleShot(true);
    m_delay.setInterval(500);
    connect(&m_delay, &QTimer::timeout, this, [this, cancel] {
        setGeometry(parentWidget()->rect());
        update();
        show();
        raise();
        cancel->setFocus();
        m_refresh.start(50);
    });
    connect(&m_refresh, &QTimer::timeout, this, &BusyOverlay::update);
    parent->installEventFilter(this);
}

void BusyOverlay::start(const QString& text, std::function<double()> progress)
{
    m_text->setText(text);
    m_progress = std::move(progress);
    m_delay.start();
}

void BusyOverlay::stop()
{
    m_delay.stop();
    m_refresh.stop();
    hide();
}

void BusyOverlay::update()
{
    const double share = m_progress ? m_progress() : 0;
    m_bar->setValue(static_cast<int>(1000 * share));
}

void BusyOverlay::paintEvent(QPaintEvent*)
{
    QColor veil = Theme::current().canvas;
    veil.setAlphaF(0.72F);
    QPainter(this).fillRect(rect(), veil);
}

void BusyOverlay::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        emit cancelled();
    else
        event->accept(); // nothing below is reached while this is up
}

bool BusyOverlay::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize && isVisible())
        setGeometry(parentWidget()->rect());
    return QWidget::eventFilter(watched, event);
}

} // namespace netloom
