// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"

#include <QWidget>

#include <memory>
#include <vector>

namespace netloom {

class ProjectDocument;

/// Left dock "Data": the generator's settings for generated samples, how the rows are divided, the columns with their
/// roles, and below what is known of the chosen column and done to it.
class DataPanel final : public QWidget
{
    Q_OBJECT
public:
    explicit DataPanel(ProjectDocument& document, QWidget* parent = nullptr);
    ~DataPanel() override;

public slots:
    void showColumns(); ///< in a window of their own
    void computeColumn();
    void showRows();
    void showChosenRows(const QString& title, const std::vector<netloom::Index>& rows); ///< in the window of the rows
    void showCrossValidation();

signals:
    void readingOptionsRequested();
    void openDataRequested();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace netloom
