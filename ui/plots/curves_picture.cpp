// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/curves_picture.h"

#include "core/base/error.h"
#include "ui/plots/plot_library.h"
#include "ui/plots/plot_picture.h"
#include "ui/toolkit/number_text.h"

#include <QCoreApplication>

#include <cmath>

namespace netloom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("CurvesPicture", text);
}

struct Plot {
    QString title;
    QString subtitle;
    std::unique_ptr<HistoryPlot> widget;
};

std::vector<Plot> makePlots(const History& history, const QString& lossTitle, const CurvesLook& look,
                            const Theme& theme)
{
    std::vector<Plot> plots;
    const auto add = [&](const QString& title, const QString& subtitle, const std::string& key) {
        auto widget = std::make_unique<HistoryPlot>();
        widget->setTheme(theme);
        widget->setCurves(curvesOf(key));
        widget->show(history, 0);
        plots.push_back({title, subtitle, std::move(widget)});
    };
    add(tr("Loss"), lossTitle, "loss");
    plots.back().widget->setLogarithmic(look.logarithmicLoss);
    std::string metric = look.metric;
    if (const std::vector<std::string> keys = metricKeys(history); metric.empty() && !keys.empty())
        metric = keys.front();
    if (!metric.empty() && history.find(metric)) {
        add(tr("Metric"), metricName(metric), metric);
        plots.back().widget->setLegendBelow(true);
    }
    return plots;
}

/// Both plots side by side with their titles, in logical pixels from (0, 0).
void paintPlots(QCPPainter& painter, const std::vector<Plot>& plots, const QSize& size, const Theme& theme)
{
    painter.fillRect(QRect(QPoint(), size), theme.panel);
    const int gap = 12;
    const int head = 30;
    const int width = (size.width() - gap * (static_cast<int>(plots.size()) + 1)) / static_cast<int>(plots.size());
    QFont bold = painter.font();
    bold.setWeight(QFont::DemiBold);
    const QFont plain = painter.font();
    int x = gap;
    for (const Plot& plot : plots) {
        const QRect line(x + 4, 8, width - 8, head - 8);
        painter.setFont(bold);
        painter.setPen(theme.text);
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, plot.title);
        const int used = QFontMetrics(bold).horizontalAdvance(plot.title) + 16;
        painter.setFont(plain);
        painter.setPen(theme.textMuted);
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter,
                         QFontMetrics(plain).elidedText(plot.subtitle, Qt::ElideRight, line.width() - used));
        painter.save();
        painter.translate(x, head);
        plot.widget->paint(painter, QSize(width, size.height() - head - 4));
        painter.restore();
        x += width + gap;
    }
}

} // namespace

std::vector<std::string> metricKeys(const History& history)
{
    std::vector<std::string> keys;
    for (const std::string& key : history.keys)
        if (key != "loss" && key != "learning_rate" && !key.starts_with("val_"))
            keys.push_back(key);
    return keys;
}

std::vector<HistoryPlot::Curve> curvesOf(const std::string& key)
{
    if (key == "learning_rate")
        return {{key, metricName(key), HistoryPlot::Role::Training}};
    return {{key, tr("train"), HistoryPlot::Role::Training},
            {"val_" + key, tr("validation"), HistoryPlot::Role::Validation}};
}

QByteArray curvesPicture(const History& history, const QString& lossTitle, const CurvesLook& look,
                         const QByteArray& format, int width, double scale)
{
    if (history.epochs() == 0)
        throw Error("There are no curves yet", "", "Train the network first");
    if (width < 200 || width > 20000)
        throw Error("The picture cannot be " + QString::number(width).toStdString() + " px wide", "",
                    "Choose a width from 200 to 20000 px");
    if (!(scale > 0) || !std::isfinite(scale))
        throw Error("The scale of the picture must be greater than 0", "", "Choose a scale such as 1, 2 or 3");
    const Theme theme = look.dark ? Theme::darkTheme() : Theme::light();
    const std::vector<Plot> plots = makePlots(history, lossTitle, look, theme);
    const QSize size(width, std::max(120, static_cast<int>(std::lround(width * (plots.size() > 1 ? 0.32 : 0.56)))));
    return plotPicture(format, size, scale, tr("Training curves"),
                       [&](QCPPainter& painter) { paintPlots(painter, plots, size, theme); });
}

QByteArray curvesPicture(const History& history, const QString& lossTitle, const QByteArray& format, int width,
                         double scale, bool dark)
{
    return curvesPicture(history, lossTitle, CurvesLook{dark, false, {}}, format, width, scale);
}

} // namespace netloom
