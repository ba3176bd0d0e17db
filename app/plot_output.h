// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/arguments.h"
#include "app/output_file.h"
#include "ui/plots/plot_file.h"

#include <string>
#include <vector>

namespace netloom {

/// The file that a command draws a plot into, with its options: -o, --plot, --width, --picture-scale.
class PlotOutput
{
public:
    /// @param plots  their keys, for the help: "confusion, roc …"
    void declare(Arguments& arguments, const std::string& plots);

    bool isWanted() const { return !m_file.empty(); }
    bool isCsv() const { return m_format == "csv"; }
    const std::string& plot() const { return m_plot; } ///< empty: the usual one
    PlotFile file() const;
    void refuseContradictions() const; ///< @throws UsageError where options are given without a file
    /// Before anything else is done. @param inputs  files that it must not be
    /// @throws UsageError, Error as requireOutput()
    void check(const std::vector<InputFile>& inputs);
    void write(std::string_view bytes) const; ///< and tells so @throws Error

private:
    std::string m_file;
    std::string m_plot;
    std::string m_format;
    Index m_width = 640;
    double m_scale = 2;
};

} // namespace netloom
