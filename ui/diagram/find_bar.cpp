// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/find_bar.h"

#include "ui/toolkit/elided_label.h"
#include "ui/toolkit/icons.h"
#include "ui/toolkit/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QStyle>
#include <QToolButton>

namespace netloom {

FindBar::FindBar(QWidget* parent) : QWidget(parent), m_words(new QLineEdit), m_found(new ElidedLabel(12))
{
    setObjectName(QStringLiteral("findBar"));
    m_words->setObjectName(QStringLiteral("unitFinder"));
    m_words->setPlaceholderText(tr("Unit, column or layer"));
    m_words->setAccessibleName(tr("Find a unit, column or layer"));
    m_words->setClearButtonEnabled(true);
    m_words->setMinimumWidth(m_words->fontMetrics().horizontalAdvance(m_words->placeholderText()) + 32);
    m_words->setMaximumWidth(240);
    m_words->installEventFilter(this);
    m_found->setObjectName(QStringLiteral("findResult"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 4, 12, 4);
    layout->setSpacing(6);
    layout->addWidget(m_words, 2);
    const auto button = [&](const QString& icon, const QString& text) {
        auto* made = new QToolButton(this);
        made->setIcon(themedIcon(icon));
        made->setToolTip(text);
        made->setAccessibleName(text);
        made->setFocusPolicy(Qt::TabFocus);
        return made;
    };
    m_before = button(QStringLiteral("go-up"), tr("The one before (Shift+Enter)"));
    m_next = button(QStringLiteral("go-down"), tr("The next one (Enter)"));
    auto* close = button(QStringLiteral("window-close"), tr("Close (Esc)"));
    layout->addWidget(m_before);
    layout->addWidget(m_next);
    layout->addWidget(m_found, 3);
    layout->addWidget(close);
    connect(m_words, &QLineEdit::textChanged, this, &FindBar::edited);
    connect(m_before, &QToolButton::clicked, this, [this] { emit stepped(-1); });
    connect(m_next, &QToolButton::clicked, this, [this] { emit stepped(1); });
    connect(close, &QToolButton::clicked, this, &FindBar::closed);
    setMany(false);
}

void FindBar::open()
{
    show();
    raise();
    m_words->selectAll();
    m_words->setFocus(Qt::ShortcutFocusReason);
}

QString FindBar::words() const
{
    return m_words->text().trimmed();
}

void FindBar::say(const QString& found, bool isProblem)
{
    m_found->setText(found);
    m_found->setProperty("muted", !isProblem);
    m_found->style()->unpolish(m_found);
    m_found->style()->polish(m_found);
}

void FindBar::setMany(bool many)
{
    m_before->setEnabled(many);
    m_next->setEnabled(many);
}

void FindBar::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.fillRect(rect(), theme.panel);
    painter.setPen(theme.border);
    painter.drawLine(0, height() - 1, width(), height() - 1);
}

bool FindBar::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    switch (key->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        emit stepped(key->modifiers() & Qt::ShiftModifier ? -1 : 1);
        return true;
    case Qt::Key_Down:
        emit stepped(1);
        return true;
    case Qt::Key_Up:
        emit stepped(-1);
        return true;
    case Qt::Key_Escape:
        emit closed();
        return true;
    default:
        return QWidget::eventFilter(watched, event);
    }
}

} // namespace netloom
