// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QStringList>

namespace netloom {

/// A line of plain text that is cut with an ellipsis where it does not fit; the tool tip has it whole.
class ElidedLabel final : public QLabel
{
    Q_OBJECT
public:
    /// @param least  characters that stay readable however narrow it gets; with none a mere beginning of a word is not
    ///               shown either
    explicit ElidedLabel(int least, QWidget* parent = nullptr);

    /// Shown instead where the text does not fit, the first of them that does; with an empty one nothing is.
    void setShorter(const QStringList& texts);

    /// Of names, which often begin alike and differ at their end.
    void keepBothEnds() { m_mode = Qt::ElideMiddle; }

    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    QString fitting() const;

    int m_least;
    Qt::TextElideMode m_mode = Qt::ElideRight;
    QStringList m_shorter;
};

} // namespace netloom
