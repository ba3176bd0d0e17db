// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace netloom {

/// Plain text in lines as long as there is room. A word that is longer, such as a column's name, is broken where it
/// must be and never makes a page wider than it is seen.
class WrappedLabel : public QLabel
{
    Q_OBJECT
public:
    explicit WrappedLabel(QWidget* parent = nullptr);

    QSize minimumSizeHint() const override;
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    bool wordsFit(int width) const;
};

} // namespace netloom
