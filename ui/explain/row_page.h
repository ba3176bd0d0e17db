// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <memory>

namespace netloom {

class ProjectDocument;
class TrainingController;

/// One prediction explained: what each column added to it, as a waterfall or a decision plot in the file's own units,
/// in words, what would have to change, and the nearest training rows. Follows the selected row.
class RowPage final : public QWidget
{
    Q_OBJECT
public:
    RowPage(ProjectDocument& document, TrainingController& training, QWidget* parent = nullptr);
    ~RowPage() override;

signals:
    void openDataRequested();

protected:
    void showEvent(QShowEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace netloom
