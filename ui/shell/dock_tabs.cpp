// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/dock_tabs.h"

#include "ui/shell/main_window.h"
#include "ui/shell/panel.h"
#include "ui/toolkit/icons.h"

#include <QCoreApplication>
#include <QEvent>
#include <QStyle>
#include <QTabBar>

#include <algorithm>

namespace netloom {

namespace {

// Left and right of a word, as in the style sheet.
constexpr int kRoomyPadding = 16;
constexpr int kTightPadding = 8;
constexpr int kTabIcon = 16;

int widthOfWords(const QTabBar& bar)
{
    QFont bold = bar.font(); // as the tab in front is written
    bold.setWeight(QFont::DemiBold);
    int plainWidth = 0;
    int boldMost = 0;
    for (int i = 0; i < bar.count(); ++i) {
        const int plain = bar.fontMetrics().horizontalAdvance(bar.tabText(i));
        plainWidth += plain;
        boldMost = std::max(boldMost, QFontMetrics(bold).horizontalAdvance(bar.tabText(i)) - plain);
    }
    return plainWidth + boldMost;
}

QIcon iconOf(const QString& title)
{
    const auto found = std::ranges::find(panels(), title, &PanelInfo::title);
    return found == panels().end() ? QIcon() : themedIcon(found->icon);
}

} // namespace

DockTabs::DockTabs(QTabBar* bar) : QObject(bar), m_bar(bar)
{
    bar->setExpanding(false);
    bar->setElideMode(Qt::ElideNone);
    bar->setFocusPolicy(Qt::TabFocus);
    bar->setIconSize(QSize(kTabIcon, kTabIcon));
    bar->setAccessibleName(MainWindow::tr("Panels"));
    bar->installEventFilter(this);
    connect(bar, &QTabBar::currentChanged, this, &DockTabs::fit);
}

void DockTabs::fit()
{
    m_bar->setDrawBase(false); // the window draws one again under a bar that it makes anew
    const int words = widthOfWords(*m_bar);
    const QString room = words + m_bar->count() * kRoomyPadding <= m_bar->width()   ? QString()
                         : words + m_bar->count() * kTightPadding <= m_bar->width() ? QStringLiteral("tight")
                                                                                    : QStringLiteral("least");
    const bool icons = room == QStringLiteral("least");
    for (int i = 0; i < m_bar->count(); ++i)
        if (const bool icon = icons && i != m_bar->currentIndex(); icon == m_bar->tabIcon(i).isNull())
            m_bar->setTabIcon(i, icon ? iconOf(m_bar->tabText(i)) : QIcon());
    if (m_bar->property("room").toString() == room)
        return;
    m_bar->setProperty("room", room);
    m_bar->style()->unpolish(m_bar);
    m_bar->style()->polish(m_bar);
    // Places of tabs are found anew only when the style is another.
    QEvent changed(QEvent::StyleChange);
    QCoreApplication::sendEvent(m_bar, &changed);
}

bool DockTabs::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::FontChange)
        fit();
    return QObject::eventFilter(watched, event);
}

} // namespace netloom
