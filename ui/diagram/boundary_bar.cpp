// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/boundary_bar.h"

#include "ui/toolkit/choice_box.h"
#include "ui/toolkit/menu_button.h"
#include "ui/toolkit/menu_heading.h"

#include <QActionGroup>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>

namespace netloom {

BoundaryBar::BoundaryBar(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("boundaryBar"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 4, 12, 6);
    layout->setSpacing(6);
    const auto box = [&](const char* name, const QString& label, const QString& accessible) {
        auto* made = new ChoiceBox(this);
        made->setObjectName(QString::fromLatin1(name));
        made->setAccessibleName(accessible);
        made->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        made->setMinimumWidth(64);
        made->setMaximumWidth(260);
        if (!label.isEmpty()) {
            auto* text = new QLabel(label, this);
            text->setProperty("muted", true);
            layout->addWidget(text);
        }
        layout->addWidget(made);
        connect(made, &QComboBox::activated, this, &BoundaryBar::changed);
        return made;
    };
    m_across = box("mapAcross", tr("across"), tr("Column from left to right"));
    m_up = box("mapUp", tr("up"), tr("Column from bottom to top"));
    m_others = box("mapOthers", QString(), tr("The other columns"));
    m_others->addItems({tr("others at median"), tr("others as in the row")});
    m_others->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed); // names of columns give way, these words do not
    m_others->setToolTip(tr("Where the columns that the map does not show are held: at their median or most frequent "
                            "value, or as in the row that is looked at"));
    m_target = box("mapTarget", QString(), tr("Target that the map shows"));
    m_target->setToolTip(tr("The target that the colours of the map show"));
    m_target->hide();
    m_decision = new QCheckBox(tr("Decision only"), this);
    m_decision->setObjectName(QStringLiteral("decisionOnly"));
    m_decision->setToolTip(tr("The predicted class alone, without how sure the network is"));
    connect(m_decision, &QCheckBox::toggled, this, &BoundaryBar::changed);
    layout->addWidget(m_decision);
    layout->addStretch(1);
    layout->addWidget(mapButton());
}

QToolButton* BoundaryBar::mapButton()
{
    auto* button = new QToolButton(this);
    button->setObjectName(QStringLiteral("mapMenu"));
    button->setProperty("boxed", true);
    button->setText(tr("Map"));
    button->setAccessibleName(tr("What the map shows"));
    button->setToolTip(tr("What is drawn on the map and beside it, and how far it goes"));
    button->setPopupMode(QToolButton::InstantPopup);
    button->setFocusPolicy(Qt::TabFocus);
    auto* menu = new QMenu(button);
    button->setMenu(menu);
    unlightAfterMenu(*button);
    const auto add = [&](const QString& text, const char* name, bool on) {
        QAction* action = menu->addAction(text);
        action->setObjectName(QString::fromLatin1(name));
        action->setCheckable(true);
        action->setChecked(on);
        return action;
    };
    m_unitMaps = add(tr("Units as maps"), "unitMaps", true);
    menu->addSeparator();
    addMenuHeading(*menu, tr("Points"));
    m_training = add(tr("Training rows"), "trainingPoints", true);
    m_validation = add(tr("Validation rows"), "validationPoints", true);
    menu->addSeparator();
    addMenuHeading(*menu, tr("Range"));
    m_beyond = new QActionGroup(this);
    const auto addRange = [&](const QString& text, const char* name, double beyond) {
        QAction* action = add(text, name, beyond == BoundaryChoice().beyond);
        action->setData(beyond);
        m_beyond->addAction(action);
    };
    addRange(tr("The data and a tenth more on every side"), "beyondTenth", 0.1);
    addRange(tr("Half as much more"), "beyondHalf", 0.5);
    addRange(tr("As much again"), "beyondWhole", 1.0);
    connect(menu, &QMenu::triggered, this, &BoundaryBar::changed);
    return button;
}

void BoundaryBar::setColumns(const QStringList& columns, const QString& across, const QString& up)
{
    for (ChoiceBox* box : {m_across, m_up}) {
        QStringList there;
        for (int i = 0; i < box->count(); ++i)
            there << box->itemText(i);
        if (there != columns) {
            box->clear();
            box->addItems(columns);
        }
        box->setCurrentIndex(box->findText(box == m_across ? across : up));
    }
}

void BoundaryBar::setTargets(const QStringList& targets, int shown)
{
    QStringList there;
    for (int i = 0; i < m_target->count(); ++i)
        there << m_target->itemText(i);
    if (there != targets) {
        m_target->clear();
        m_target->addItems(targets);
    }
    m_target->setCurrentIndex(shown);
    m_target->setVisible(targets.size() > 1);
}

void BoundaryBar::setExact(bool exact)
{
    m_others->setVisible(!exact);
    m_unitMaps->setVisible(exact);
}

void BoundaryBar::setWide(bool wide)
{
    m_unitMaps->setEnabled(wide);
    m_unitMaps->setText(wide ? tr("Units as maps") : tr("Units as maps (in a wider picture)"));
}

void BoundaryBar::setDecides(bool decides)
{
    m_decision->setVisible(decides);
}

BoundaryChoice BoundaryBar::choice() const
{
    BoundaryChoice choice;
    choice.across = m_across->currentText();
    choice.up = m_up->currentText();
    choice.othersAtRow = m_others->currentIndex() == 1;
    choice.target = m_target->currentText();
    choice.decisionOnly = m_decision->isChecked();
    choice.unitMaps = m_unitMaps->isChecked();
    choice.training = m_training->isChecked();
    choice.validation = m_validation->isChecked();
    choice.beyond = m_beyond->checkedAction()->data().toDouble();
    return choice;
}

} // namespace netloom
