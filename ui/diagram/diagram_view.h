// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/bias_marks.h"
#include "ui/diagram/diagram_hit.h"
#include "ui/diagram/picture_source.h"
#include "ui/diagram/unit_partners.h"

#include <QAbstractScrollArea>
#include <QElapsedTimer>
#include <QImage>

#include <memory>
#include <utility>

class QMenu;

namespace netloom {

class FindBar;

/// Shows a diagram: zoom at the cursor, drag to pan, hover, select.
///
/// Drawing is cached in two pictures, links and circles, for what is seen and a little around it; hover and pan only
/// copy. New weights redraw the links and the marks of biases that look otherwise. At zoom 1 everything fits; above
/// that circles grow and folded columns unfold.
class DiagramView final : public QAbstractScrollArea
{
    Q_OBJECT
public:
    explicit DiagramView(QWidget* parent = nullptr);
    ~DiagramView() override;

    void setScene(DiagramScene scene);
    void setDiagramStyle(const DiagramStyle& style);
    /// Weights of a training that goes on. The widths of lines follow them, but shrink slowly, so that growth is seen
    /// as growth and not as everything else fading.
    void setWeights(std::shared_ptr<const ParameterSet> weights, std::shared_ptr<const ParameterSet> gradients = {});
    void setSelectedLayer(int layer); ///< index in NetworkSpec::layers, -1: none

    /// The chosen unit; column −1: none. It stays in the picture when others are folded.
    struct Unit {
        int column = -1;
        Index unit = -1;
        bool operator==(const Unit&) const = default;
    };
    Unit chosenUnit() const { return m_chosen; }
    void chooseUnit(Unit unit);    ///< emits unitChosen
    QString chosenInWords() const; ///< empty: none is
    /// Shows and chooses the next unit whose name, or layer and number, contains the words. @returns false: none
    bool find(const QString& words);

    const DiagramPicture& picture() const { return m_picture; }
    /// Of the unit below the pointer, else of the chosen one.
    const std::vector<UnitPartner>& partners() const { return m_partners; }
    /// Seconds of this thread that new weights and painting have taken since the last call.
    double takeCost() { return std::exchange(m_cost, 0.0); }
    QSizeF area() const { return m_area; }   ///< what the picture is laid out in; for an export of the same picture
    double zoom() const { return m_zoom; }   ///< 1: fits
    double scale() const { return m_scale; } ///< px per picture unit
    bool isFitted() const { return m_fitted; }
    /// Place of a picture point in the viewport.
    QPointF toViewport(QPointF point) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

public slots:
    void zoomIn();
    void zoomOut();
    void fit();
    void fitHeight(); ///< where texts keep the picture larger than the view, or it is wider than high
    /// Links or matrix: of the gap before the column, else before the chosen unit or selected layer, else of all wide
    /// gaps.
    void toggleMatrix(int column = -1);
    void openFinder(); ///< a bar to find units by their names

signals:
    /// The menu of a column or unit is about to open: whoever can edit the network adds to it. @param unit  −1: none
    void menuRequested(QMenu& menu, int column, Index unit);
    /// A heading was dragged to another place. @param from, to  layers, as ProjectDocument::moveLayer()
    void layerMoved(int from, int to);
    void unitChosen(int column, Index unit); ///< −1: none
    void unitActivated();                    ///< Enter on the chosen one
    void layerClicked(int layer);            ///< -1: the input
    void hovered(const QString& readout);    ///< empty: nothing below the pointer
    void zoomChanged();

protected:
    bool viewportEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    /// A drawn part of the picture.
    struct Cache {
        QImage image;
        QRect rect; ///< in scaled picture coordinates
        bool stale = true;
    };

    void rebuild(); ///< the scene or the style is another
    void layOut();  ///< the window or the zoom is another
    void setWords(HeadingWords words);
    void fitTo(QSizeF window); ///< lays the picture out so that it is shown as whole as it can be
    void zoomTo(double zoom, QPointF at);
    double largestZoom() const;
    double smallestZoom() const;
    void updateScrollBars();
    QPointF origin() const; ///< of the picture, in the viewport
    QPointF toPicture(QPointF viewportPoint) const;
    void ensureCaches();
    void ensureCache(Cache& cache, bool links, int margin);
    void moveCache(Cache& cache, const QRect& rect, bool links);
    void drawCache(Cache& cache, bool links);
    void paintEmpty(QPainter& painter);
    void paintSelection(QPainter& painter);
    void hover(QPointF viewportPoint);
    void clearHover();
    void selectBeside(int step);
    bool moveChosen(int key);
    void unfold(int column, Index units);
    void sayChosen();
    void showUnit(const Unit& unit);
    std::vector<Unit> named(const QString& words) const; ///< units whose name contains them
    void lookFor(const QString& words);
    void stepFound(int by);
    void sayFound();
    void closeFinder();
    void placeFinder();
    void updatePartners();
    QPoint placeOf(const Unit& unit) const; ///< of column and position in the picture; −1: folded away
    void holdScales();
    /// @param html  beside what is hovered
    void showCard(QPoint pointer, const QString& html);
    void paintOverview(QPainter& painter);
    QRect overview() const; ///< null: all is in view
    void panTo(QPoint overviewPoint);
    int headingAt(QPointF viewportPoint) const; ///< the column whose heading can be dragged; −1: none
    int dropPlace(QPointF viewportPoint) const; ///< the layer's place there, among the others; −1: where it was
    void paintDrag(QPainter& painter);

    DiagramScene m_scene;
    DiagramStyle m_style;
    DiagramPicture m_picture;
    std::unique_ptr<PictureSource> m_source;
    /// The picture that fits the window.
    struct Fitted {
        QSizeF window;
        QSizeF area;
        double scale = 1;
        double unfoldedExtent = 0;
        bool unfolds = false; ///< zoomed it has room for units that are folded
        bool wide = false;    ///< it does not fit from left to right
    };
    Fitted m_fit;
    bool m_showsFit = false;                  ///< m_picture is laid out as it fits
    bool m_low = false;                       ///< the window is too low for descriptions and legend
    HeadingWords m_words = HeadingWords::All; ///< that there is room for
    QSizeF m_area;
    double m_zoom = 1;
    double m_scale = 1;
    bool m_fitted = true;

    Cache m_links;
    QString m_numbers; ///< the legend's, of the links as they were drawn last
    Cache m_nodes;     ///< and the marks of biases over them
    BiasMarks m_biases;
    bool m_biased = false;      ///< the legend tells of biases
    bool m_otherBiases = false; ///< than those that are drawn
    double m_cost = 0;
    bool m_live = false;    ///< links are stale because of new weights, and soon will be again
    bool m_zooming = false; ///< all is stale because of a zoom, and soon will be again

    Unit m_chosen;
    FindBar* m_findBar;
    QString m_wanted;             ///< the words looked for last
    std::vector<Unit> m_found;    ///< in the order of the network
    QRect m_overviewHeld;         ///< while it is dragged it stays where it is; else null
    std::vector<double> m_scales; ///< widest line of each gap, while training
    QElapsedTimer m_scaleTime;

    DiagramHit m_hit;
    std::vector<UnitPartner> m_partners; ///< of the unit that is shown by itself
    QPoint m_partnersOf{-1, -1};         ///< its place
    QString m_readout;
    QPoint m_pointer;
    bool m_pointerInside = false;
    QPoint m_pressed;
    QPoint m_pressedScroll;
    Qt::MouseButton m_button = Qt::NoButton;
    bool m_panning = false;
    int m_heading = -1; ///< column whose heading was pressed
    bool m_draggingHeading = false;
    bool m_focusRing = false;
};

} // namespace netloom
