// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/recent_files.h"

#include <QAbstractButton>

namespace netloom {

/// One line of the recent list: name, and below it when and what. Grey where the file is gone.
class RecentRow final : public QAbstractButton
{
    Q_OBJECT
public:
    explicit RecentRow(const RecentFile& file, QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    RecentFile m_file;
    QString m_second;
};

} // namespace netloom
