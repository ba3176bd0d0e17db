// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/history.h"

#include <QByteArray>
#include <QWidget>

#include <memory>

namespace netloom {

class ProjectDocument;
class TrainingController;

/// Below the diagram: loss plot and metric plot side by side, live, training and validation in each.
class PlotsPanel final : public QWidget
{
    Q_OBJECT
public:
    PlotsPanel(ProjectDocument& document, TrainingController& training, QWidget* parent = nullptr);
    ~PlotsPanel() override;

    QList<QAction*> exportActions() const; ///< curves as PNG, SVG, PDF, CSV

signals:
    void message(const QString& text);

protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

/// Both plots as one picture, light unless `dark`; format "png", "svg" or "pdf". Needs a QApplication (offscreen will
/// do). `lossTitle` as under the plot's heading, e.g. "binary crossentropy". @throws Error
QByteArray curvesPicture(const History& history, const QString& lossTitle, const QByteArray& format, int width,
                         double scale, bool dark = false);
/// History as CSV: epoch, then one column per key; numbers in full, locale-free.
QByteArray curvesCsv(const History& history);

} // namespace netloom
