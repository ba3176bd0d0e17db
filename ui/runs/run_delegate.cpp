// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/run_delegate.h"

#include "ui/toolkit/text_lines.h"
#include "ui/toolkit/theme.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

namespace netloom {

namespace {

const char* const kProblem = "problem"; ///< of the editor: why what is in it is refused

constexpr int kMargin = 6;
constexpr int kDot = 8;
constexpr int kGap = 8;

} // namespace

int RunDelegate::rowHeight(const QFont& font)
{
    return 2 * QFontMetrics(font).height() + 10;
}

void RunDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const Theme theme = Theme::current();
    painter->save();
    if (item.state.testFlag(QStyle::State_Selected))
        painter->fillRect(item.rect, item.palette.brush(QPalette::Highlight));
    const QFontMetrics metrics(item.font);
    const int line = metrics.height();
    const QRect text = item.rect.adjusted(kMargin + kDot + kGap, (item.rect.height() - 2 * line) / 2, -kMargin / 2, 0);
    painter->setRenderHint(QPainter::Antialiasing);
    const auto color = index.data(Color).value<QColor>();
    painter->setPen(QPen(color.isValid() ? color : theme.textMuted, 1.4));
    painter->setBrush(color.isValid() ? QBrush(color) : QBrush(Qt::NoBrush));
    painter->drawEllipse(
        QRectF(item.rect.left() + kMargin + 0.5, text.top() + (line - kDot) / 2.0, kDot - 1, kDot - 1));
    if (!item.state.testFlag(QStyle::State_Editing)) {
        painter->setFont(item.font);
        painter->setPen(item.palette.color(QPalette::Text));
        const bool fits = metrics.horizontalAdvance(item.text) <= text.width();
        painter->drawText(QRect(text.left(), text.top(), text.width(), 2 * line), Qt::AlignLeft | Qt::AlignTop,
                          inLines(item.text, metrics, text.width(), 2));
        QFont plain = item.font;
        plain.setWeight(QFont::Normal);
        painter->setFont(plain);
        painter->setPen(theme.textMuted);
        if (fits)
            painter->drawText(
                QRect(text.left(), text.top() + line, text.width(), line), Qt::AlignLeft | Qt::AlignVCenter,
                QFontMetrics(plain).elidedText(index.data(Network).toString(), Qt::ElideRight, text.width()));
    }
    painter->restore();
}

void RunDelegate::setNameCheck(std::function<QString(int row, const QString& name)> problem)
{
    m_nameProblem = std::move(problem);
}

QWidget* RunDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QWidget* editor = QStyledItemDelegate::createEditor(parent, option, index);
    auto* edit = qobject_cast<QLineEdit*>(editor);
    if (edit && m_nameProblem)
        connect(edit, &QLineEdit::textEdited, edit, [this, edit, row = index.row()](const QString& text) {
            const QString problem = m_nameProblem(row, text);
            edit->setProperty(kProblem, problem);
            edit->setProperty("faulty", !problem.isEmpty());
            edit->style()->unpolish(edit);
            edit->style()->polish(edit);
            if (problem.isEmpty())
                QToolTip::hideText();
        });
    return editor;
}

void RunDelegate::setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const
{
    if (editor->property(kProblem).toString().isEmpty())
        QStyledItemDelegate::setModelData(editor, model, index);
}

/// Return, Tab and a click elsewhere would end the editing; while the name is refused only Escape does.
bool RunDelegate::eventFilter(QObject* watched, QEvent* event)
{
    auto* edit = qobject_cast<QLineEdit*>(watched);
    const QString problem = edit ? edit->property(kProblem).toString() : QString();
    const int key = event->type() == QEvent::KeyPress ? static_cast<QKeyEvent*>(event)->key() : 0;
    const bool ends = event->type() == QEvent::FocusOut || key == Qt::Key_Return || key == Qt::Key_Enter ||
                      key == Qt::Key_Tab || key == Qt::Key_Backtab;
    if (problem.isEmpty() || !ends)
        return QStyledItemDelegate::eventFilter(watched, event);
    QToolTip::showText(edit->mapToGlobal(QPoint(0, edit->height())), problem, edit);
    return event->type() == QEvent::KeyPress;
}

void RunDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option, const QModelIndex&) const
{
    const int height = option.rect.height() - 4; // over both lines
    const int left = option.rect.left() + kMargin + kDot + 2;
    editor->setGeometry(left, option.rect.center().y() - height / 2, option.rect.right() - left, height);
}

} // namespace netloom
