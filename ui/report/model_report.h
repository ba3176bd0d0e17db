// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/report/report_figures.h"

#include <QByteArray>
#include <QHash>
#include <QString>

namespace netloom {

/// A report that a stranger can read: what was predicted from what, how well, for whom, why, and how to make it again.
/// After model cards (Mitchell et al. 2019), datasheets (Gebru et al. 2021) and TRIPOD+AI (Collins et al. 2024). What
/// nobody has stated says so.
class ModelReport
{
public:
    /// Paints its pictures: needs a QApplication (offscreen will do) and its thread.
    explicit ModelReport(const ReportFigures& figures);

    QByteArray html() const; ///< one file, pictures inside
    QByteArray pdf() const;  ///< A4

private:
    class Writer;
    QString m_body;                    ///< pictures named "netloom:NAME"
    QHash<QString, QByteArray> m_pngs; ///< by these names
    QString m_title;
};

} // namespace netloom
