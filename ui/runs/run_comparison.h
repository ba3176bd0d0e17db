// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/model_comparison.h"
#include "core/project/prepared_data.h"
#include "core/project/run.h"
#include "ui/toolkit/job.h"

#include <QWidget>

#include <memory>

class QLabel;
class QTableWidget;

namespace netloom {

class ProjectDocument;

/// What is shown of a run: its name, or its id where it has none.
QString runName(const Run& run);
/// "32-16 SiLU".
QString briefNetwork(const Run& run);

/// The current run beside another one: the settings that differ, and the figures on the same rows with what lies
/// between them.
class RunComparison final : public QWidget
{
public:
    explicit RunComparison(const ProjectDocument& document, QWidget* parent = nullptr);

    /// Hidden for the current run, or where there is none at that place.
    void compareWith(int place);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void showSettings(const Run& chosen);
    void showFigures();
    void layOutFigures();
    bool isWide() const;

    const ProjectDocument& m_document;
    Job<std::shared_ptr<const ModelComparison>> m_job;
    QLabel* m_title;
    QTableWidget* m_settings;
    QTableWidget* m_figures;
    QLabel* m_words;
    /// What `m_figures` compares, or will: a bootstrap is not repeated for the same weights on the same data.
    SharedParameters m_a, m_b;
    std::shared_ptr<const ModelComparison> m_found;
    bool m_wide = false; ///< as it is filled
    int m_laidOutWidth = 0;
    std::shared_ptr<const PreparedData> m_on;
};

} // namespace netloom
