// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/field.h"

#include <QAbstractSpinBox>

#include <optional>

namespace netloom {

/// A spin box for a field of whole or real numbers.
///
/// Anything may be typed; it is read when Return is pressed or the focus leaves. The decimal mark is the point or the
/// locale's. A refused text stays in the box, marked, with the reason in refused(), until it is mended or Escape brings
/// the value back. The wheel turns it only while it has the focus.
class NumberBox final : public QAbstractSpinBox
{
    Q_OBJECT
public:
    explicit NumberBox(const FieldInfo& field, QWidget* parent = nullptr);

    void setValue(const FieldValue& value); ///< shows it; emits nothing
    const FieldValue& value() const { return m_value; }
    QString refusal() const { return m_refusal; }

    /// Number in the field's type from what a person typed. Empty result: `reason` says why in a sentence.
    static std::optional<FieldValue> parse(const FieldInfo& field, const QString& text, const QLocale& locale,
                                           QString& reason);
    /// As shown to a person: locale's decimal mark, no group marks, shortest form.
    static QString display(const FieldValue& value, const QLocale& locale);

    void stepBy(int steps) override;
    QValidator::State validate(QString& text, int& position) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void edited(const netloom::FieldValue& value);
    void refused(const QString& reason); ///< empty: the text is fine again

protected:
    StepEnabled stepEnabled() const override;
    bool event(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void commit();
    std::optional<FieldValue> typed(QString& reason) const;
    void refuse(const QString& reason);

    FieldInfo m_field;
    FieldValue m_value;
    QString m_refusal;
};

} // namespace netloom
