// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/toolkit/number_box.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QStyle>
#include <QStyleOptionSpinBox>
#include <QWheelEvent>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

namespace netloom {

namespace {

double asReal(const FieldValue& value)
{
    if (const auto* number = std::get_if<std::int64_t>(&value))
        return static_cast<double>(*number);
    if (const auto* number = std::get_if<double>(&value))
        return *number;
    return 0;
}

QString sentence(const std::string& complaint)
{
    QString text = QString::fromStdString(complaint);
    if (text.isEmpty())
        return text;
    text[0] = text[0].toUpper();
    return text.endsWith(QLatin1Char('.')) ? text : text + QLatin1Char('.');
}

// One step in the last decimal that matters: 0.2 goes by 0.02, 0.001 by a factor, 5 by one.
double stepOf(const FieldInfo& field, double value)
{
    if (field.step > 0)
        return field.step;
    if (field.type == FieldType::Integer)
        return 1;
    if (value == 0)
        return field.max <= 1 ? 0.05 : 0.1;
    return std::pow(10.0, std::floor(std::log10(std::abs(value)) + 1e-9)) / (std::abs(value) < 0.1 ? 1 : 10);
}

} // namespace

NumberBox::NumberBox(const FieldInfo& field, QWidget* parent)
    : QAbstractSpinBox(parent), m_field(field), m_value(field.initial)
{
    setButtonSymbols(NoButtons);
    setFocusPolicy(Qt::StrongFocus);
    setKeyboardTracking(false);
    lineEdit()->setMaxLength(40);
    if (field.type == FieldType::Integer && !std::holds_alternative<std::int64_t>(m_value))
        m_value = static_cast<std::int64_t>(asReal(m_value));
    lineEdit()->setText(display(m_value, locale()));
    connect(this, &QAbstractSpinBox::editingFinished, this, &NumberBox::commit);
}

void NumberBox::setValue(const FieldValue& value)
{
    if (value == m_value)
        return; // what is being typed stays, and so does what was refused, with its reason
    m_value = value;
    refuse({});
    lineEdit()->setText(display(m_value, locale()));
}

std::optional<FieldValue> NumberBox::parse(const FieldInfo& field, const QString& text, const QLocale& locale,
                                           QString& reason)
{
    QString plain = text.trimmed();
    if (plain.isEmpty()) {
        reason = tr("A number is missing here.");
        return {};
    }
    const QString mark = locale.decimalPoint();
    if (mark != QLatin1String(".") && plain.count(mark) == 1 && !plain.contains(QLatin1Char('.')))
        plain.replace(mark, QLatin1String("."));
    if (plain.startsWith(QLatin1Char('+')))
        plain.remove(0, 1);
    plain.replace(QChar(0x2212), QLatin1Char('-'));
    const QByteArray bytes = plain.toUtf8();
    const char* const end = bytes.constData() + bytes.size();
    FieldValue value;
    if (field.type == FieldType::Integer) {
        std::int64_t number = 0;
        const auto [stopped, error] = std::from_chars(bytes.constData(), end, number);
        if (error == std::errc::result_out_of_range) {
            reason = tr("This number is too large.");
            return {};
        }
        if (error != std::errc() || stopped != end) {
            reason = tr("“%1” is not a whole number.").arg(text.trimmed().left(20));
            return {};
        }
        value = number;
    } else {
        double number = 0;
        const auto [stopped, error] = std::from_chars(bytes.constData(), end, number);
        if (error == std::errc::result_out_of_range) {
            reason = tr("This number is too large or too small.");
            return {};
        }
        if (error != std::errc() || stopped != end || !std::isfinite(number)) {
            reason = tr("“%1” is not a number.").arg(text.trimmed().left(20));
            return {};
        }
        value = number;
    }
    reason = sentence(checkField(field, value));
    if (!reason.isEmpty())
        return {};
    return value;
}

QString NumberBox::display(const FieldValue& value, const QLocale& locale)
{
    QLocale plain = locale;
    plain.setNumberOptions(QLocale::OmitGroupSeparator);
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        return plain.toString(static_cast<qlonglong>(*whole));
    const double number = asReal(value);
    const double size = std::abs(number);
    const bool usual = number == 0 || (size >= 1e-5 && size < 1e9);
    return plain.toString(number, usual ? 'f' : 'e', QLocale::FloatingPointShortest);
}

void NumberBox::stepBy(int steps)
{
    QString reason;
    const FieldValue from = typed(reason).value_or(m_value);
    const double start = asReal(from);
    const double step = stepOf(m_field, start);
    // By decimal text: sums like 0.1 + 0.2 would be shown with all their digits.
    const QString sum = QString::number(std::clamp(start + steps * step, m_field.min, m_field.max), 'g', 12);
    const double target = QLocale::c().toDouble(sum);
    FieldValue value = target;
    if (m_field.type == FieldType::Integer)
        value = static_cast<std::int64_t>(std::llround(target));
    if (!checkField(m_field, value).empty())
        return;
    lineEdit()->setText(display(value, locale()));
    commit();
    selectAll();
}

QValidator::State NumberBox::validate(QString&, int&) const
{
    return QValidator::Acceptable; // judged in commit(), where the reason can be shown
}

QSize NumberBox::sizeHint() const
{
    QStyleOptionSpinBox option;
    initStyleOption(&option);
    const int width = fontMetrics().horizontalAdvance(QStringLiteral("000000")) + 20;
    const int height = lineEdit()->sizeHint().height();
    return style()->sizeFromContents(QStyle::CT_SpinBox, &option, QSize(width, height), this);
}

QSize NumberBox::minimumSizeHint() const
{
    return sizeHint();
}

QAbstractSpinBox::StepEnabled NumberBox::stepEnabled() const
{
    return StepUpEnabled | StepDownEnabled;
}

/// A line edit keeps Ctrl+Z for what is typed into it; once that is an edit of the project, it is the project's undo.
/// The focus, and with it the key, is the box's own: the line edit is only asked by the box.
bool NumberBox::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && !lineEdit()->isModified()) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
            event->ignore();
            return true;
        }
    }
    return QAbstractSpinBox::event(event);
}

void NumberBox::wheelEvent(QWheelEvent* event)
{
    if (hasFocus())
        QAbstractSpinBox::wheelEvent(event);
    else
        event->ignore();
}

void NumberBox::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && (!m_refusal.isEmpty() || lineEdit()->isModified())) {
        lineEdit()->setText(display(m_value, locale()));
        refuse({});
        selectAll();
        event->accept();
        return;
    }
    QAbstractSpinBox::keyPressEvent(event);
}

/// With the decimal mark that is shown, or that of the system.
std::optional<FieldValue> NumberBox::typed(QString& reason) const
{
    const QString text = lineEdit()->text();
    const QLocale system = QLocale::system();
    const bool asSystem = text.contains(system.decimalPoint()) && !text.contains(locale().decimalPoint());
    return parse(m_field, text, asSystem ? system : locale(), reason);
}

void NumberBox::commit()
{
    const QString shown = display(m_value, locale());
    const QString text = lineEdit()->text();
    if (text == shown) {
        refuse({});
        return;
    }
    QString reason;
    const std::optional<FieldValue> value = typed(reason);
    if (!value) {
        refuse(tr("%1 Until then it stays %2.").arg(reason, shown));
        return;
    }
    refuse({});
    lineEdit()->setText(display(*value, locale()));
    if (*value == m_value)
        return;
    m_value = *value;
    emit edited(m_value);
}

void NumberBox::refuse(const QString& reason)
{
    if (reason == m_refusal)
        return;
    m_refusal = reason;
    setProperty("refused", !reason.isEmpty());
    setAccessibleDescription(reason);
    style()->unpolish(this);
    style()->polish(this);
    emit refused(reason);
}

} // namespace netloom
