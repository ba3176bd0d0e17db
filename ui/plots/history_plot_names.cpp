// SPDX-License-Identifier: GPL-3.0-or-later
// The words around the plot: names of curves above it, of its axes, and those in their place while it is empty.
#include "ui/plots/history_plot_private.h"

#include <algorithm>
#include <utility>

namespace netloom {

/// Hides the curves of a name, or shows them again where none of them is seen.
/// @returns whether it is a name of curves
bool HistoryPlot::Private::toggle(const QCPAbstractPlottable* named)
{
    const auto name =
        std::find_if(shownNames.begin(), shownNames.end(), [&](const Name& each) { return each.sample == named; });
    if (name == shownNames.end())
        return false;
    const bool hide =
        std::any_of(name->lines.begin(), name->lines.end(), [&](std::size_t i) { return !lines[i].hidden; });
    std::vector<bool> hidden;
    for (const Line& line : lines)
        hidden.push_back(line.hidden);
    for (const std::size_t i : name->lines)
        hidden[i] = hide;
    setHidden(hidden);
    return true;
}

void HistoryPlot::Private::setHidden(const std::vector<bool>& hidden)
{
    for (std::size_t i = 0; i < lines.size(); ++i)
        lines[i].hidden = hidden[i];
    if (fitted)
        fitRanges();
    fill();
    placeBest();
    placeReadout();
    plot->replot(QCustomPlot::rpQueuedReplot);
}

bool HistoryPlot::Private::isLow() const
{
    constexpr int least = 100;
    return height() < least;
}

int HistoryPlot::Private::height() const
{
    return exporting ? plot->viewport().height() : q.height();
}

/// Where several quantities have a hue each, they are named once, and the parts, which share these hues, once for all.
std::vector<HistoryPlot::Private::Name> HistoryPlot::Private::curveNames() const
{
    const auto isNamed = [&](const Line& line) {
        return !line.thinned.isEmpty() && (line.curve.seen || (!axes.named && line.curve.role == Role::After));
    };
    const auto partner = [&](const Line& line) {
        const auto found = std::find_if(lines.begin(), lines.end(), [&](const Line& other) {
            return other.curve.key == "val_" + line.curve.key && other.curve.color.isValid() && isNamed(other);
        });
        return static_cast<std::size_t>(found - lines.begin());
    };
    std::vector<Name> found;
    std::vector<Name> ofParts{{parts[0], {}, true}, {parts[1], {}, true}};
    std::vector<bool> isPaired(lines.size(), false);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (!isNamed(lines[i]) || isPaired[i])
            continue;
        Name name{lines[i].graph, {i}};
        if (const std::size_t other = lines[i].curve.color.isValid() ? partner(lines[i]) : lines.size();
            other < lines.size()) {
            isPaired[other] = true;
            name.lines.push_back(other);
            ofParts[0].lines.push_back(i);
            ofParts[1].lines.push_back(other);
        }
        found.push_back(std::move(name));
    }
    if (!ofParts[1].lines.empty())
        found.insert(found.begin(), ofParts.begin(), ofParts.end());
    return found;
}

/// Names in lines above the curves, where no curve crosses them; a curve without values has none. Where more than a
/// quarter of the height would go for them (in a picture, which has no read-out, two fifths), the last levels are left
/// out, name and line; beyond two fifths those of the parts, beyond a half the last curves': the read-out has them.
/// A low plot has one line of them, and beside its line the name of a level that has no room there.
void HistoryPlot::Private::arrangeLegend()
{
    constexpr int kForNames = 70;
    const QSize size = exporting ? plot->viewport().size() : q.size();
    const bool low = isLow();
    const int line = QFontMetrics(plot->legend->font()).height() + 1;
    const auto linesIn = [&](double share) {
        return low ? 1 : std::max(1, static_cast<int>(share * size.height()) / line);
    };
    nameLevels(names->room(size.width()));
    shownNames = curveNames();
    NamesAbove::Group ofParts, ofCurves, beside;
    for (const Name& name : shownNames)
        (name.isPart ? ofParts : ofCurves).push_back(name.sample);
    const auto linesWith = [&](const NamesAbove::Group& last) {
        return names->lines({ofParts, ofCurves, last}, size.width());
    };
    beside.assign(levelGraphs.begin(), levelGraphs.end());
    if (nothingOnLog)
        beside.clear();
    while (!beside.empty() && linesWith(beside) > linesIn(exporting ? 0.4 : 0.25))
        beside.pop_back();
    if (!exporting && linesWith(beside) > linesIn(0.4))
        ofParts.clear();
    while (!exporting && ofCurves.size() > 1 && linesWith(beside) > linesIn(0.5))
        ofCurves.pop_back();
    if (height() < kForNames || (low && exporting))
        for (NamesAbove::Group* group : {&ofParts, &ofCurves, &beside})
            group->clear();
    const std::size_t levelsShown = low ? std::min<std::size_t>(1, levelGraphs.size()) : beside.size();
    for (std::size_t i = 0; i < levelGraphs.size(); ++i)
        levelGraphs[i]->setVisible(i < levelsShown && !emptyText->visible());
    if (levelsShown != std::exchange(levelsNamed, levelsShown) && fitted)
        fitRanges();
    // Those of other runs where they need no line of their own; in a picture, which has no read-out, all of them.
    if (!ofCurves.empty() || exporting)
        for (QCPAbstractPlottable* ghost : nameGhosts(names->room(size.width()))) {
            NamesAbove::Group more = beside;
            more.push_back(ghost);
            const auto fits = [&] { return exporting || linesWith(more) <= linesWith(beside); };
            if (!fits())
                ghost->setName(HistoryPlot::tr("other run")); // a grey curve without a name says nothing
            if (fits())
                beside = std::move(more);
        }
    names->show({ofParts, ofCurves, beside}, axes.named);
    for (const QCPGraph* graph : levelGraphs)
        if (auto* item = plot->legend->itemWithPlottable(graph))
            item->setVisible(graph->dataCount() > 0);
    for (const Name& name : shownNames)
        if (auto* item = plot->legend->itemWithPlottable(name.sample)) {
            const bool hidden =
                std::all_of(name.lines.begin(), name.lines.end(), [this](std::size_t i) { return lines[i].hidden; });
            QFont font = plot->legend->font();
            font.setStrikeOut(hidden);
            item->setFont(font);
            item->setTextColor(hidden ? theme.textMuted : theme.text);
        }
    nameAxes();
    countTicks();
}

void HistoryPlot::Private::nameAxes()
{
    const bool low = isLow();
    const QString epochsName = axes.epochs.isEmpty() ? HistoryPlot::tr("epoch") : axes.epochs;
    constexpr int kForLabel = 125; // the timeline below says what is counted, too
    plot->xAxis->setLabel(height() < kForLabel ? QString() : epochsName);
    plot->yAxis->setLabel(low ? QString() : axes.left);
    plot->yAxis2->setLabel(low ? QString() : axes.right);
    plot->yAxis->setLabelColor(theme.text);
    plot->yAxis2->setLabelColor(theme.training);
}

void HistoryPlot::Private::wrapEmptyText()
{
    const QFontMetrics metrics(emptyText->font());
    const int room = std::max((exporting ? plot->viewport().width() : q.width()) - 24, 40);
    QStringList broken;
    const QString words =
        nothingOnLog ? HistoryPlot::tr("No value is above 0.\nA logarithmic axis has none to show.") : emptyWords;
    for (const QString& paragraph : words.split(QLatin1Char('\n'))) {
        QString line;
        for (const QString& word : paragraph.split(QLatin1Char(' '))) {
            const QString longer = line.isEmpty() ? word : line + QLatin1Char(' ') + word;
            if (!line.isEmpty() && metrics.horizontalAdvance(longer) > room) {
                broken.append(line);
                line = word;
            } else {
                line = longer;
            }
        }
        broken.append(line);
    }
    emptyText->setText(broken.join(QLatin1Char('\n')));
}

} // namespace netloom
