// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace netloom {

/// A line of plain text that is cut with an ellipsis where it does not fit; the tool tip has it whole.
class ElidedLabel final : public QLabel
{
    Q_OBJECT
public:
    /// @param least  characters that stay readable however narrow it gets
    explicit ElidedLabel(int least, QWidget* parent = nullptr);

    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    int m_least;
};

} // namespace netloom
