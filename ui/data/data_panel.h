// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <memory>

namespace netloom {

class ProjectDocument;

/// Left dock "Data": the generator's settings for generated samples, how the rows are divided, the columns with their
/// roles.
class DataPanel final : public QWidget
{
    Q_OBJECT
public:
    explicit DataPanel(ProjectDocument& document, QWidget* parent = nullptr);
    ~DataPanel() override;

signals:
    void readingOptionsRequested();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace netloom
