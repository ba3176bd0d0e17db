// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/data_panel.h"
#include "ui/evaluate/evaluate_panel.h"
#include "ui/explain/explain_panel.h"
#include "ui/layers/layers_panel.h"
#include "ui/predict/predict_panel.h"
#include "ui/runs/runs_panel.h"
#include "ui/shell/main_window.h"
#include "ui/shell/panel.h"
#include "ui/training/training_controller.h"
#include "ui/training/training_panel.h"
#include "ui/unit/unit_panel.h"

#include <algorithm>
#include <type_traits>
#include <vector>

namespace netloom {

namespace {

template<class Panel>
QWidget* make(const PanelContext& context)
{
    if constexpr (std::is_constructible_v<Panel, ProjectDocument&, TrainingController&>)
        return new Panel(context.document, context.training);
    else
        return new Panel(context.document);
}

std::vector<PanelInfo> everyPanel()
{
    std::vector<PanelInfo> list = {
        {"layersDock", MainWindow::tr("Layers"), QStringLiteral("panel-layers"), Qt::LeftDockWidgetArea, 10,
         make<LayersPanel>},
        {"dataDock", MainWindow::tr("Data"), QStringLiteral("panel-data"), Qt::LeftDockWidgetArea, 20, make<DataPanel>},
        {"runsDock", MainWindow::tr("Runs"), QStringLiteral("panel-runs"), Qt::LeftDockWidgetArea, 25, make<RunsPanel>},
        {"trainDock", MainWindow::tr("Train"), QStringLiteral("panel-train"), Qt::RightDockWidgetArea, 30,
         make<TrainingPanel>},
        {"evaluateDock", MainWindow::tr("Evaluate"), QStringLiteral("panel-evaluate"), Qt::RightDockWidgetArea, 40,
         make<EvaluatePanel>},
        {"explainDock", MainWindow::tr("Explain"), QStringLiteral("panel-explain"), Qt::RightDockWidgetArea, 50,
         make<ExplainPanel>},
        {"predictDock", MainWindow::tr("Predict"), QStringLiteral("panel-predict"), Qt::RightDockWidgetArea, 60,
         make<PredictPanel>},
        {"unitDock", MainWindow::tr("Unit"), QStringLiteral("panel-unit"), Qt::RightDockWidgetArea, 70,
         make<UnitPanel>},
    };
    std::ranges::stable_sort(list, {}, &PanelInfo::order);
    return list;
}

} // namespace

std::span<const PanelInfo> panels()
{
    static const std::vector<PanelInfo> list = everyPanel();
    return list;
}

} // namespace netloom
