// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/axes_menu.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>
#include <QSettings>

namespace netloom {

namespace {

constexpr auto kLayoutSetting = "plots/layout";

} // namespace

AxesMenu::AxesMenu(QWidget* parent)
    : QToolButton(parent), m_layout(curvesLayoutNamed(QSettings().value(kLayoutSetting).toString()))
{
    setObjectName(QStringLiteral("axesButton"));
    setText(tr("Axes"));
    setProperty("flat", true);
    setPopupMode(QToolButton::InstantPopup);
    setFocusPolicy(Qt::TabFocus);
    setToolTip(tr("Which curves share a plot, smoothing and axes"));
    auto* menu = new QMenu(this);
    menu->setToolTipsVisible(true);
    addLayouts(*menu);
    menu->addSeparator();
    const auto add = [&](const QString& text, const QString& name, const QString& help) {
        QAction* action = menu->addAction(text);
        action->setObjectName(name);
        action->setCheckable(true);
        action->setToolTip(help);
        return action;
    };
    m_smooth = add(tr("&Smooth curves"), QStringLiteral("smoothCurves"),
                   tr("A moving average, with the measured curve faint behind it"));
    m_epochsLog = add(tr("Logarithmic &epochs"), QStringLiteral("logEpochs"), tr("Gives the first epochs more room"));
    m_metricLog = add(tr("Logarithmic &metric"), QStringLiteral("logMetric"),
                      tr("For errors and learning rates over several powers of ten"));
    menu->addSeparator();
    m_measureLoss = add(tr("&Loss after each epoch"), QStringLiteral("measureLoss"), {});
    m_measureNorms = add(tr("&Norms of gradient and weights"), QStringLiteral("measureNorms"),
                         tr("Measured after each epoch from now on: a gradient that vanishes or explodes, weights that "
                            "grow without end"));
    setMenu(menu);
}

void AxesMenu::addLayouts(QMenu& menu)
{
    auto* group = new QActionGroup(&menu);
    for (const CurvesLayout each : curvesLayouts()) {
        QAction* action = menu.addAction(curvesLayoutTitle(each));
        action->setObjectName(QStringLiteral("layout/") + QLatin1String(curvesLayoutName(each)));
        action->setCheckable(true);
        action->setChecked(each == m_layout);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, each] {
            if (each == m_layout)
                return;
            m_layout = each;
            QSettings().setValue(kLayoutSetting, QString::fromLatin1(curvesLayoutName(each)));
            emit layoutChosen();
        });
    }
}

} // namespace netloom
