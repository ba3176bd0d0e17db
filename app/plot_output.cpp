// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/plot_output.h"

#include "app/output.h"
#include "app/picture_format.h"
#include "app/usage_error.h"
#include "core/files/checked_file.h"

namespace netloom {

void PlotOutput::declare(Arguments& arguments, const std::string& plots)
{
    arguments.text("-o,--output", m_file, "FILE", "write a plot too: *.png, *.svg, *.pdf, or its numbers: *.csv");
    arguments.text("--plot", m_plot, "KEY", "with -o: which one: " + plots);
    arguments.number<Index>("--width", m_width, 200, 20000, "with -o: width in logical pixels (default 640)");
    arguments.number<double>("--picture-scale", m_scale, 0.1, 20, "PNG: pixels per logical pixel (default 2)");
}

PlotFile PlotOutput::file() const
{
    return {QByteArray::fromStdString(m_format), static_cast<int>(m_width), m_scale};
}

void PlotOutput::refuseContradictions() const
{
    if (!isWanted() && !m_plot.empty())
        throw UsageError("--plot goes with -o FILE");
}

void PlotOutput::check(const std::vector<InputFile>& inputs)
{
    if (!isWanted())
        return;
    m_format = outputFormat(m_file, {"png", "svg", "pdf", "csv"});
    requireOutput(m_file, outputKind(m_format), inputs);
}

void PlotOutput::write(std::string_view bytes) const
{
    writeCheckedFile(m_file, bytes);
    tell("Written: " + m_file);
}

} // namespace netloom
