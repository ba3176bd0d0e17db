// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/toolkit/choice_box.h"

#include "ui/toolkit/elided_apart.h"
#include "ui/toolkit/short_term.h"

#include <QChildEvent>
#include <QFrame>
#include <QStylePainter>
#include <QWheelEvent>

namespace netloom {

namespace {

/// The list has a frame of its own; the popup around it needs none. A new style brings the popup's back, so it is taken
/// off whenever it opens.
class PopupFrameFilter final : public QObject
{
public:
    using QObject::QObject;
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::ChildPolished) {
            QObject* child = static_cast<QChildEvent*>(event)->child();
            if (qobject_cast<QFrame*>(child))
                child->installEventFilter(this);
        } else if (event->type() == QEvent::Show && watched != parent()) {
            if (auto* frame = qobject_cast<QFrame*>(watched))
                frame->setFrameShape(QFrame::NoFrame);
        }
        return QObject::eventFilter(watched, event);
    }
};

} // namespace

ChoiceBox::ChoiceBox(QWidget* parent) : QComboBox(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(6);
    setMaxVisibleItems(16);
    installEventFilter(new PopupFrameFilter(this));
}

void ChoiceBox::paintEvent(QPaintEvent*)
{
    QStylePainter painter(this);
    QStyleOptionComboBox option;
    initStyleOption(&option);
    painter.drawComplexControl(QStyle::CC_ComboBox, option);
    const QRect room = style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this);
    const QFontMetrics metrics = fontMetrics();
    if (metrics.horizontalAdvance(option.currentText) > room.width()) {
        const auto width = [&](const QString& text) { return metrics.horizontalAdvance(text); };
        QString shorter = shorterText();
        if (width(shorter) > room.width())
            shorter = shortestTerm(currentText());
        QStringList others;
        for (int i = 0; i < count(); ++i)
            others << (shorter.isEmpty() ? itemText(i) : shortTerm(itemText(i)));
        option.currentText = elidedApart(shorter.isEmpty() ? option.currentText : shorter, others, room.width(), width);
    }
    painter.drawControl(QStyle::CE_ComboBoxLabel, option);
}

QString ChoiceBox::shorterText() const
{
    const QString term = shortTerm(currentText());
    for (int i = 0; i < count(); ++i)
        if (i != currentIndex() && shortTerm(itemText(i)) == term)
            return {};
    return term;
}

void ChoiceBox::wheelEvent(QWheelEvent* event)
{
    if (hasFocus())
        QComboBox::wheelEvent(event);
    else
        event->ignore();
}

} // namespace netloom
