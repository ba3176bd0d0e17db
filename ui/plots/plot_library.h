// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// QCustomPlot, for the sources of this folder only.
///
/// Its header takes in every header of Qt through the one of the module QtPrintSupport, and needs few of them. With
/// that one passed over, a source compiles in a third of the time.
#define QT_QTPRINTSUPPORT_MODULE_H
#include <QtPrintSupport/qprinter.h>
#include <qcustomplot.h>
