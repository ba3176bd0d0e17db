// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/explain/explanation_source.h"
#include "ui/toolkit/job.h"

#include <QWidget>

#include <limits>
#include <vector>

namespace netloom {

class XyPlot;

/// How what the network says of the training rows is spread, with the prediction of one row marked in it: numbers in
/// their units, the probability of the positive of two classes. Nothing for other targets.
class PredictionDistribution final : public QWidget
{
    Q_OBJECT
public:
    explicit PredictionDistribution(QWidget* parent = nullptr);

    void setSource(const ExplanationSource& source); ///< counted anew where it is another
    void setPrediction(double value, const QString& text);

private:
    struct Bins {
        std::vector<double> middles, counts;
        Index rows = 0;
    };
    void draw();

    ExplanationSource m_source;
    Bins m_bins;
    double m_value = std::numeric_limits<double>::quiet_NaN();
    QString m_text;
    XyPlot* m_plot;
    Job<Bins> m_job;
};

} // namespace netloom
