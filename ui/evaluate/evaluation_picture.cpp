// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/evaluate/evaluation_picture.h"

#include "core/base/error.h"
#include "ui/plots/matrix_plot.h"
#include "ui/toolkit/text.h"
#include "ui/toolkit/theme.h"

#include <QCoreApplication>

#include <algorithm>

namespace netloom {

namespace {

constexpr const char* kConfusion = "confusion";

std::string listed(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : ", ") + word;
    return text;
}

} // namespace

NamedConfusion confusionOf(const PartEvaluation& part, std::size_t output)
{
    if (part.multiclass)
        return {part.multiclass->confusion, outputNames(part)};
    if (output >= part.binary.size())
        return {};
    const BinaryEvaluation& each = part.binary[output];
    const QString positive = fromUtf8(each.positive);
    return {each.counts.matrix(),
            {each.negative.empty() ? QCoreApplication::translate("EvaluationPicture", "not %1").arg(positive)
                                   : fromUtf8(each.negative),
             positive}};
}

std::vector<std::string> evaluationPictureKeys(const PartEvaluation& part)
{
    const bool classes = part.numbers.empty();
    std::vector<std::string> keys;
    if (classes)
        keys.emplace_back(kConfusion);
    for (const EvaluationPlot& each : evaluationPlots())
        if (each.ofClasses == classes)
            keys.emplace_back(each.key);
    return keys;
}

QByteArray evaluationPicture(const std::string& key, const PlotWish& wish, const PlotFile& file)
{
    const std::vector<std::string> known = evaluationPictureKeys(wish.part);
    if (std::find(known.begin(), known.end(), key) == known.end())
        throw Error("There is no plot " + netloom::quoted(key) + " for this target", {},
                    "Choose one of: " + listed(known) + ".");
    if (key == kConfusion) {
        const NamedConfusion confusion = confusionOf(wish.part, wish.output);
        MatrixPlot plot;
        plot.setMatrix(confusion.matrix, confusion.classes);
        return plotBytes(plot, file);
    }
    const auto plots = evaluationPlots();
    const auto found =
        std::find_if(plots.begin(), plots.end(), [&](const EvaluationPlot& each) { return key == each.key; });
    PlotContent content = found->make(wish);
    if (content.series.empty())
        throw Error("There is nothing to draw", {}, content.empty.toStdString());
    XyPlot plot;
    plot.setTheme(Theme::light());
    plot.setContent(std::move(content.series), std::move(content.axes));
    return plotBytes(plot, file, file.width * 2 / 3);
}

} // namespace netloom
