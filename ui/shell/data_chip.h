// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace netloom {

class ProjectDocument;

/// In the tool bar: which data, how large, what is predicted, how the rows are divided. A click shows the columns.
class DataChip final : public QAbstractButton
{
    Q_OBJECT
public:
    explicit DataChip(ProjectDocument& document, QWidget* parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void update();

    ProjectDocument& m_document;
    QString m_detail;
};

} // namespace netloom
