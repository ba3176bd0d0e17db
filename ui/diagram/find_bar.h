// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace netloom {

/// Over the diagram while a unit is looked for: the words, what was found, and ways from one to the next.
class FindBar final : public QWidget
{
    Q_OBJECT
public:
    explicit FindBar(QWidget* parent = nullptr);

    void open(); ///< all of the words are selected
    QString words() const;
    void say(const QString& found, bool isProblem = false);
    void setMany(bool many); ///< there is a next one

signals:
    void edited();
    void stepped(int by); ///< 1: the next one, -1: the one before
    void closed();

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QLineEdit* m_words;
    QLabel* m_found;
    QToolButton* m_before;
    QToolButton* m_next;
};

} // namespace netloom
