// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/threshold_choice.h"

#include <QWidget>

class QLabel;
class QSlider;
class QToolButton;

namespace netloom {

class NumberBox;

/// The threshold of two classes: a slider, its number, and a menu of rules that choose it.
class ThresholdRow final : public QWidget
{
    Q_OBJECT
public:
    explicit ThresholdRow(QWidget* parent = nullptr);

    double threshold() const { return m_threshold; }
    /// Shows it; emits nothing. The words say how it was chosen.
    void setThreshold(double threshold, const QString& words = {});

signals:
    void moved(double threshold);                        ///< by hand
    void ruleChosen(const netloom::ThresholdRule& rule); ///< to be applied by who has the rows
    void resetRequested();                               ///< back to ½

private:
    void askForCosts();

    double m_threshold = 0.5;
    QSlider* m_slider;
    NumberBox* m_number;
    QToolButton* m_rules;
    QLabel* m_words;
};

} // namespace netloom
