// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/report/report_document.h"
#include "ui/report/report_figures.h"

namespace netloom {

/// A report that a stranger can read: what was predicted from what, how well, for whom, why, and how to make it again.
/// After model cards (Mitchell et al. 2019), datasheets (Gebru et al. 2021) and TRIPOD+AI (Collins et al. 2024). What
/// nobody has stated says so. Paints its pictures: needs a QApplication (offscreen will do) and its thread.
ReportDocument modelReport(const ReportFigures& figures);

} // namespace netloom
