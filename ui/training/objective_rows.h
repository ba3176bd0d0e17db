// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <string>

class QComboBox;
class QGridLayout;
class QLabel;
class QMenu;
class QToolButton;

namespace netloom {

class ChoiceBox;
class ProjectDocument;

/// Below the loss in the Objective section: what follows the target, the metrics to tick, the class weights.
class ObjectiveRows final : public QWidget
{
    Q_OBJECT
public:
    explicit ObjectiveRows(ProjectDocument& document, QWidget* parent = nullptr);

    void update(); ///< from the document
    int titleWidth() const;
    void setTitleWidth(int width); ///< as the forms around it have it

private:
    void fillMetricMenu();
    void toggleMetric(const std::string& type, bool on);
    void follow(bool loss);
    void commitWeights();

    ProjectDocument& m_document;
    QGridLayout* m_grid;
    QLabel* m_metricsLabel;
    ChoiceBox* m_metrics;
    QMenu* m_metricMenu;
    QLabel* m_weightsLabel;
    QComboBox* m_weights;
    QLabel* m_weightsRemark;
    QString m_weightsRefusal;    ///< why what is typed was not taken; empty: it was
    std::string m_refusedBeside; ///< the weights in use when it was refused
    QLabel* m_state;             ///< "Loss and metrics follow the target"
    QToolButton* m_lossFollow;
    QToolButton* m_metricFollow;
};

} // namespace netloom
