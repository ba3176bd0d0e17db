// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/epoch_line.h"
#include "ui/plots/history_plot.h"
#include "ui/plots/history_readout.h"
#include "ui/plots/names_above.h"
#include "ui/plots/thinned_curve.h"

#include <array>
#include <optional>
#include <span>
#include <string_view>

namespace netloom {

class HistoryPlot::Private
{
public:
    explicit Private(HistoryPlot& owner) : q(owner) {}

    struct Scale {
        QCPAxis* axis = nullptr;
        bool logarithmic = false;
    };
    struct Line {
        Curve curve;
        ThinnedCurve thinned;
        double firstValue = 0; ///< to notice that the history is another one
        double lastValue = 0;
        QCPGraph* graph = nullptr;
        QCPItemTracer* dot = nullptr;
        bool hidden = false;
        // Of the moving average, where there is one.
        std::vector<double> smooth;
        ThinnedCurve thinnedSmooth;
        QCPGraph* raw = nullptr; ///< faint behind it
    };

    /// Above the axes, of curves that one click on it hides.
    struct Name {
        QCPGraph* sample = nullptr;     ///< whose pen and name are shown
        std::vector<std::size_t> lines; ///< among `lines`
        bool isPart = false;            ///< "train" or "validation", of all quantities
    };

    void build();
    void connectMouse();
    void zoom(const QRect& box);
    void useTicker(const Scale& scale);
    void take(Line& line, const HistoryColumn* values) const;
    const HistoryColumn* values(const Line& line) const;
    void fill();
    void fillGhosts();
    void refineGhosts();
    void keepClearOfWords();
    std::vector<QCPAbstractPlottable*> nameGhosts(int room);
    void placeLevels();
    void spanLevels();
    void nameLevels(int room); ///< in so many pixels
    void placeLevelName();
    void fitRanges();
    void fitValues(const Scale& scale);
    const Scale& scaleOf(const Line& line) const { return scales[line.curve.side == Side::Right ? 1 : 0]; }
    const Scale& scaleOf(const Level& level) const;
    bool hasRight() const;
    bool hasNothingOnLog() const;
    void nameAxes();
    void keepInBounds();
    void countTicks();
    int reach() const;    ///< the last epoch that has room on the axis
    void wrapEmptyText(); ///< breaks it where the plot is narrow
    void placeBest();
    static double placeOf(const HistoryEvent& event);
    void placeEvents();
    void placeMark();
    void arrangeLegend();
    bool isLow() const;
    int height() const; ///< of the plot, in the window or in the picture that is being made
    /// Between two epochs and two heights, which are shares of the axis from its upper end.
    struct Area {
        double first = 0;
        double last = 0;
        double top = 0;
        double bottom = 0;
    };
    int crossings(const Area& area) const;
    int ghostCrossings(const Area& area) const;
    int eventLinesIn(const Area& area) const;
    static int crossings(const Area& area, std::span<const double> all, const Scale& scale);
    static bool isPassed(const Area& area, double from, double to);
    static double shareOf(const Scale& scale, double value);
    double beside(double place, double pixels, double width) const;
    bool isOnWords(const Area& area) const;
    void nameEvents();
    void smoothen(Line& line, const HistoryColumn* values) const;
    void smoothen(std::span<const double> values, std::vector<double>& smooth) const;
    void fillGraph(QCPGraph& graph, std::span<const double> all, const ThinnedCurve& thinned, bool logarithmic);
    std::vector<Name> curveNames() const;
    bool toggle(const QCPAbstractPlottable* named);
    void setHidden(const std::vector<bool>& hidden);
    double lowestEpoch() const; ///< of the axis
    void placeReadout();
    QString readoutText(bool withLevels) const;
    void setFitted(bool on);
    void zoom(double factor);
    void move(double share);
    QPen penOf(const Line& line, int points) const;
    static QString valueText(std::string_view key, double value);

    HistoryPlot& q;
    QCustomPlot* plot = nullptr;
    std::array<Scale, 2> scales; ///< left and right
    Axes axes;
    std::optional<NamesAbove> names;
    std::vector<Name> shownNames;
    std::array<QCPGraph*, 2> parts{}; ///< without values: the pens of training and validation for their names
    EpochLine* bestLine = nullptr;
    QCPItemText* bestText = nullptr;
    QCPItemText* levelText = nullptr; ///< of the first level, where no name has room above
    QRect bestArea;                   ///< of the axes for which it was placed
    std::optional<HistoryReadout> readout;
    QCPItemText* emptyText = nullptr;
    EpochLine* markLine = nullptr;
    QCPItemRect* evidence = nullptr;
    std::vector<EpochLine*> eventLines;
    std::vector<HistoryEvent> events;     ///< that have a line
    std::vector<QCPItemText*> eventTexts; ///< of those that have room, in a picture
    int marked = -1;
    double smoothing = 0;
    bool epochsLogarithmic = false;
    QString emptyWords;        ///< its text, before it is broken into lines
    bool nothingOnLog = false; ///< there are values, and none above 0
    std::vector<Line> lines;
    struct Ghost {
        ThinnedCurve thinned;
        QCPGraph* graph = nullptr; ///< none of a curve that is not seen
        const HistoryColumn* raw = nullptr;
        std::vector<double> smooth; ///< where curves are
        std::span<const double> values() const { return smooth.empty() ? std::span<const double>(*raw) : smooth; }
        std::size_t run = 0; ///< among `otherRuns`
        const Scale* scale = nullptr;
    };
    std::vector<OtherRun> otherRuns;
    std::vector<Ghost> ghosts; ///< of each curve of each of them
    QCPRange ghostsFor;        ///< the epochs in view when their points were chosen
    std::vector<Level> levels;
    std::vector<QCPGraph*> levelGraphs;
    int levelReach = 0;          ///< of the axis for which they are there
    std::size_t levelsNamed = 2; ///< the first ones, whose names have room; the others have no line
    const History* history = nullptr;
    Theme theme;
    std::vector<ThinnedCurve::Point> points; ///< kept between updates: no allocation per frame
    int epochs = 0;                          ///< the axis reaches at least so far
    int count = 0;                           ///< epochs of the history
    int cursor = -1;
    bool fitted = true;
    bool ownRange = false; ///< the range is being set from here
    bool exporting = false;
};

} // namespace netloom
