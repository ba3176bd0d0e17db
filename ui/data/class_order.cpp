// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/class_order.h"

#include "ui/toolkit/choice_box.h"
#include "ui/toolkit/value_text.h"

#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace netloom {

namespace {

constexpr int kLinesShown = 6;

} // namespace

ClassOrder::ClassOrder(QWidget* parent)
    : QWidget(parent),
      m_positiveLabel(new QLabel(tr("Positive class"), this)),
      m_positive(new ChoiceBox(this)),
      m_orderBox(new QWidget(this)),
      m_list(new QListWidget(m_orderBox)),
      m_up(new QPushButton(tr("Up"), m_orderBox)),
      m_down(new QPushButton(tr("Down"), m_orderBox)),
      m_sort(new QPushButton(tr("Sort"), m_orderBox))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto* row = new QHBoxLayout;
    row->setSpacing(12);
    m_positiveLabel->setObjectName(QStringLiteral("fieldLabel"));
    m_positiveLabel->setBuddy(m_positive);
    m_positive->setObjectName(QStringLiteral("positive"));
    m_positive->setAccessibleName(m_positiveLabel->text());
    m_positive->setToolTip(
        tr("The class whose probability the network gives, and which precision and recall speak of"));
    row->addWidget(m_positiveLabel, 3);
    row->addWidget(m_positive, 5);
    column->addLayout(row);

    auto* order = new QVBoxLayout(m_orderBox);
    order->setContentsMargins(0, 0, 0, 0);
    order->setSpacing(6);
    auto* label = new QLabel(tr("Order of the classes"), m_orderBox);
    label->setObjectName(QStringLiteral("fieldLabel"));
    label->setBuddy(m_list);
    order->addWidget(label);
    m_list->setObjectName(QStringLiteral("classes"));
    m_list->setAccessibleName(label->text());
    m_list->setToolTip(tr("The order of the outputs; Alt+Up and Alt+Down move a class"));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->setSpacing(1);
    m_list->installEventFilter(this);
    order->addWidget(m_list);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(6);
    for (QPushButton* button : {m_up, m_down, m_sort}) {
        button->setAutoDefault(false);
        buttons->addWidget(button);
    }
    m_up->setObjectName(QStringLiteral("classUp"));
    m_down->setObjectName(QStringLiteral("classDown"));
    m_sort->setObjectName(QStringLiteral("classSort"));
    m_up->setToolTip(tr("Moves the class one output up (Alt+Up)"));
    m_down->setToolTip(tr("Moves the class one output down (Alt+Down)"));
    m_sort->setToolTip(tr("Back to the order of the words or numbers"));
    buttons->addStretch(1);
    order->addLayout(buttons);
    column->addWidget(m_orderBox);

    connect(m_positive, &QComboBox::activated, this,
            [this](int index) { emit positiveChosen(m_positive->itemData(index).toString()); });
    connect(m_list, &QListWidget::currentRowChanged, this, &ClassOrder::updateButtons);
    connect(m_up, &QPushButton::clicked, this, [this] { move(-1); });
    connect(m_down, &QPushButton::clicked, this, [this] { move(1); });
    connect(m_sort, &QPushButton::clicked, this, [this] { emit orderChosen({}); });
}

void ClassOrder::setClasses(const QStringList& classes, const ColumnRecipe& recipe)
{
    const bool two = classes.size() == 2;
    setVisible(classes.size() >= 2);
    m_positiveLabel->setVisible(two);
    m_positive->setVisible(two);
    m_orderBox->setVisible(classes.size() > 2);
    m_positive->clear();
    if (two) {
        m_positive->addItem(recipe.positive.empty() ? tr("%1 (automatic)").arg(classes[1]) : tr("Automatic"),
                            QString());
        QStringList sorted = classes;
        std::sort(sorted.begin(), sorted.end());
        for (const QString& label : sorted)
            m_positive->addItem(label, label);
        m_positive->setCurrentIndex(std::max(0, m_positive->findData(fromUtf8(recipe.positive))));
        return;
    }
    const QString current = m_list->currentItem() ? m_list->currentItem()->text() : QString();
    m_list->clear();
    m_list->addItems(classes);
    for (int i = 0; i < m_list->count(); ++i)
        m_list->item(i)->setToolTip(QStringLiteral("<p>%1</p>").arg(classes[i].toHtmlEscaped()));
    m_list->setCurrentRow(static_cast<int>(std::max<qsizetype>(0, classes.indexOf(current))));
    const int lines = std::min<int>(kLinesShown, static_cast<int>(classes.size()));
    m_list->setFixedHeight(lines * std::max(m_list->sizeHintForRow(0) + 2, fontMetrics().height()) + 6);
    m_sort->setVisible(!recipe.order.empty());
    updateButtons();
}

void ClassOrder::updateButtons()
{
    m_up->setEnabled(m_list->currentRow() > 0);
    m_down->setEnabled(m_list->currentRow() >= 0 && m_list->currentRow() + 1 < m_list->count());
}

void ClassOrder::move(int by)
{
    const int from = m_list->currentRow();
    const int to = from + by;
    if (from < 0 || to < 0 || to >= m_list->count())
        return;
    QStringList order;
    for (int i = 0; i < m_list->count(); ++i)
        order.append(m_list->item(i)->text());
    order.swapItemsAt(from, to);
    emit orderChosen(order);
}

bool ClassOrder::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->modifiers().testFlag(Qt::AltModifier) && (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down)) {
            move(key->key() == Qt::Key_Up ? -1 : 1);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace netloom
