// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/explanation/unit_report.h"

#include <QStringList>
#include <QWidget>

#include <optional>

namespace netloom {

/// Outputs of a unit over the rows: of two classes one upwards and filled, the other downwards and hollow; of more one
/// line each; the looked-at row as a line. Heights are square roots of counts, so that few rows are seen beside many.
class UnitHistogramView final : public QWidget
{
    Q_OBJECT
public:
    explicit UnitHistogramView(QWidget* parent = nullptr);

    /// @param classes  one per group of counts; empty: all rows together
    void setContent(UnitHistogram histogram, QStringList classes, std::optional<double> marked);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::size_t lines() const;

    UnitHistogram m_histogram;
    QStringList m_classes;
    std::optional<double> m_marked;
};

} // namespace netloom
