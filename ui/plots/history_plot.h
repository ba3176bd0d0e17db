// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/history.h"
#include "ui/toolkit/theme.h"

#include <QWidget>

#include <memory>
#include <vector>

class QCPPainter;

namespace netloom {

/// One plot of a history: curves against epochs (the first is 1), the best epoch marked, live. A curve belongs to the
/// left or the right axis of values; the right one is there as soon as a curve is its.
///
/// Wheel zooms at the cursor (over an axis: that axis alone), drag zooms to a box, Shift-drag moves, double click fits;
/// keys: + − 0 and arrows. While fitted, new epochs stay in view. A click on a curve's name hides it, or shows it
/// again. What happened while it was trained stands as fine lines, whose words the cursor's read-out says.
class HistoryPlot final : public QWidget
{
    Q_OBJECT
public:
    enum class Role { Training, Validation, After };
    enum class Side { Left, Right };
    struct Curve {
        std::string key; ///< of the history
        QString name;    ///< in the legend
        Role role = Role::Training;
        QColor color{}; ///< where several quantities share a plot; else its role has one
        Side side = Side::Left;
        bool seen = true; ///< else there is room for its values only, so that a plot beside this one has the same scale
        bool operator==(const Curve&) const = default;
    };
    struct Axes {
        QString left, right;   ///< what their values are; empty: goes without saying
        QString epochs;        ///< empty: "epoch"
        bool fromZero = false; ///< the epochs, however few
        bool named = true;     ///< the curves have names above them; else as much room as these take beside this plot
        bool operator==(const Axes&) const = default;
    };

    explicit HistoryPlot(QWidget* parent = nullptr);
    ~HistoryPlot() override;

    void setCurves(std::vector<Curve> curves);
    void setAxes(const Axes& axes);
    /// Shows a history; only what is new since the last call is looked at. It must live until another is shown.
    /// @param epochs  how far the epoch axis reaches at least
    void show(const History& history, int epochs);
    /// A line across at a value, with its name: what a linear model or the simplest answer reaches.
    struct Level {
        double value = 0;
        QString name;
        std::string key = {}; ///< of the curve that is compared with it
        bool awaited = false; ///< not measured yet, the value is a usual one: room for its name, no line
        bool operator==(const Level&) const = default;
    };
    void setLevels(std::vector<Level> levels);
    /// Another run, whose same curves stand faint behind.
    struct OtherRun {
        History history;
        QString name;   ///< in a picture, where it has a colour
        QColor color{}; ///< invalid: grey
        bool operator==(const OtherRun&) const = default;
    };
    void setGhosts(std::vector<OtherRun> runs);
    void setLogarithmic(bool on, Side side = Side::Left);
    void setEmptyText(const QString& text); ///< shown while there is no point
    void setTheme(const Theme& theme);
    void setMarkedEpoch(int epoch);        ///< a line where so many epochs are done; −1: none
    QRectF bestName() const;               ///< where the name of the best epoch stands, in pixels; null: nowhere
    void setEvidence(int first, int last); ///< a band over these epochs, 1 …; 0: none
    QRectF evidence() const;               ///< the band in pixels of the plot; empty: none
    void
    setSmoothing(double share); ///< of the value before, in a moving average, with the raw curve faint behind; 0: none
    void setEpochsLogarithmic(bool on);

    void fit();
    void zoomEpochs(double lower, double upper);                         ///< of the plot beside this one; emits nothing
    void zoomValues(double lower, double upper, Side side = Side::Left); ///< emits nothing
    void fitEpochs();
    bool isHidden(int curve) const;
    std::vector<std::string> hidden() const; ///< keys of the curves that are
    void setHidden(const std::vector<std::string>& keys);
    double smoothing() const;
    bool isFitted() const;
    void redraw();                                     ///< at once; otherwise drawing waits for the event loop
    int pointCount(int curve) const;                   ///< points drawn, after thinning
    int hiddenOnLog() const;                           ///< values that a logarithmic axis cannot show
    QString hiddenOnLogText() const;                   ///< says so; empty: there are none
    int hoveredEpoch() const;                          ///< 0-based; −1: none
    QRectF visibleRange(Side side = Side::Left) const; ///< epochs and values in view
    QRectF axesArea() const;                           ///< what they enclose, in pixels
    QString readoutText() const;                       ///< what the cursor read-out says, line by line
    QString summary(const History& history) const;     ///< newest value of each curve in words
    void setHoveredEpoch(int epoch);                   ///< from the plot beside this one; emits nothing
    /// What the names above the curves take in a picture, which has all of them, beyond two lines.
    int moreForNames(const QSize& size);
    /// As fitted, for a picture; at the painter's origin. What happened stands beside its line, where there is room.
    void paint(QCPPainter& painter, const QSize& size);

    QSize sizeHint() const override { return {420, 220}; }
    QSize minimumSizeHint() const override { return {160, 90}; }

signals:
    void hovered(int epoch); ///< 0-based; −1: the cursor left
    void fittedChanged(bool fitted);
    void fitted();                                                                  ///< by the user
    void epochsZoomed(double lower, double upper);                                  ///< by the user
    void valuesZoomed(double lower, double upper, netloom::HistoryPlot::Side side); ///< by the user
    void hiddenChanged();                                                           ///< by the user

protected:
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace netloom
