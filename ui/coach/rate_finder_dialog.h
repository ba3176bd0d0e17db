// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/coach/rate_range_test.h"
#include "ui/toolkit/job.h"

#include <QDialog>

#include <memory>

class QLabel;
class QProgressBar;
class QPushButton;

namespace netloom {

class ProjectDocument;
class XyPlot;

/// Train ▸ Find a learning rate…: fresh weights are trained while the rate rises, the loss is drawn against it, and the
/// suggested rate is marked, which can be moved. Nothing is changed until Use this rate, which is one undo step.
class RateFinderDialog final : public QDialog
{
    Q_OBJECT
public:
    explicit RateFinderDialog(ProjectDocument& document, QWidget* parent = nullptr);
    ~RateFinderDialog() override;

protected:
    void showEvent(QShowEvent* event) override;

private:
    void start();
    void draw(const RateRange& range);
    void mark(double place);

    ProjectDocument& m_document;
    Job<std::shared_ptr<const RateRange>> m_job;
    double m_rate = 0; ///< marked; 0: none
    QLabel* m_words;
    QProgressBar* m_bar;
    XyPlot* m_plot;
    QLabel* m_drag; ///< what can be done with the mark, while there is one
    QPushButton* m_use;
    QPushButton* m_again;
};

} // namespace netloom
