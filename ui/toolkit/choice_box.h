// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

namespace netloom {

/// A combo box that the wheel turns only while it has the focus. Where the chosen text does not fit its shorter one is
/// shown, and where that does not fit either it is elided.
class ChoiceBox : public QComboBox
{
    Q_OBJECT
public:
    explicit ChoiceBox(QWidget* parent = nullptr);

protected:
    /// Here the field's short term for what is chosen, unless another choice has the same.
    virtual QString shorterText() const;
    void paintEvent(QPaintEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
};

} // namespace netloom
