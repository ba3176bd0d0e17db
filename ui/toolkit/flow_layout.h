// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLayout>
#include <QList>

namespace netloom {

/// Widgets beside each other, from the left, in as many lines as they need; none is made narrower than it must be.
class FlowLayout final : public QLayout
{
public:
    /// @param across, down  between the widgets
    FlowLayout(int across, int down, QWidget* parent = nullptr);
    ~FlowLayout() override;

    void addItem(QLayoutItem* item) override;
    int count() const override;
    QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;
    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSize() const override;
    void setGeometry(const QRect& rect) override;

private:
    /// @returns the height; `place`: moves the widgets there, too
    int arrange(const QRect& rect, bool place) const;

    QList<QLayoutItem*> m_items;
    int m_across;
    int m_down;
};

} // namespace netloom
