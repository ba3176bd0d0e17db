// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/film/film.h"

#include "core/base/cancelled.h"
#include "core/base/error.h"
#include "ui/diagram/boundary_painter.h"
#include "ui/diagram/diagram_colors.h"
#include "ui/diagram/diagram_facts.h"
#include "ui/diagram/diagram_picture.h"
#include "ui/diagram/paint_options.h"
#include "ui/toolkit/theme.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

constexpr int captionHeight = 34;
constexpr double shape = 0.58;  ///< height by width
constexpr int lastStays = 1500; ///< ms
constexpr int cells = 160;      ///< of the boundary's map

using Frames = std::vector<std::shared_ptr<const TimelineFrame>>;

/// As many as the film is long, evenly; the first and the last among them.
Frames chosen(const Timeline& timeline, const FilmOptions& options)
{
    const Frames& all = timeline.frames();
    const auto most = static_cast<std::size_t>(std::max(2.0, options.seconds * static_cast<double>(options.perSecond)));
    if (all.size() <= most)
        return all;
    Frames some;
    for (std::size_t i = 0; i < most; ++i)
        some.push_back(all[i * (all.size() - 1) / (most - 1)]);
    return some;
}

QString captionOf(const Run& run, Index epoch)
{
    const QLocale locale;
    const History& history = run.checkpoint.history;
    QString text = QStringLiteral("Epoch %1").arg(locale.toString(qlonglong(epoch)));
    if (epoch < 1)
        return text + QStringLiteral(" · starting weights");
    for (const auto& [key, name] : {std::pair("loss", "loss"), std::pair("val_loss", "validation")})
        if (const auto* values = history.find(key); values && epoch <= static_cast<Index>(values->size()))
            text +=
                QStringLiteral(" · %1 %2")
                    .arg(QLatin1String(name), locale.toString((*values)[static_cast<std::size_t>(epoch - 1)], 'g', 3));
    return text;
}

/// Paints what is below the caption.
class Stage
{
public:
    virtual ~Stage() = default;
    virtual void paint(QPainter& painter, const TimelineFrame& frame) = 0;
};

class DiagramStage final : public Stage
{
public:
    DiagramStage(const Run& run, const PreparedData* data, const FilmOptions& options, QSizeF area) : m_area(area)
    {
        const FittedRecipe* fitted = run.fitted ? &*run.fitted : nullptr;
        const Index inputs = fitted ? static_cast<Index>(fitted->features().size()) : run.network.inputs();
        DiagramScene scene = diagramScene(run.network, inputs, fitted, run.checkpoint.weights.pointer());
        setFacts(scene,
                 diagramFacts(run.network, run.training, inputs, scene.weights, data ? data->data.train : nullptr));
        scene.activity = nullptr; // of the end alone: no unit is dead before its time
        DiagramStyle style;
        style.coloring = findColoring("weights");
        style.dark = options.dark;
        m_picture = makePicture(scene, style, area, FontMeasure());
        m_scales.assign(m_picture.gaps.size(), 0.0);
        for (const auto& frame : run.checkpoint.timeline.frames()) {
            m_picture.scene.weights = frame->weights.pointer();
            updateLinks(m_picture);
            for (std::size_t gap = 0; gap < m_scales.size(); ++gap)
                m_scales[gap] = std::max(m_scales[gap], m_picture.gaps[gap].largest);
        }
    }

    void paint(QPainter& painter, const TimelineFrame& frame) override
    {
        m_picture.scene.weights = frame.weights.pointer();
        updateLinks(m_picture);
        scaleLinks(m_picture.gaps, m_scales);
        const QSizeF size = m_picture.size();
        const double factor = std::min({1.0, m_area.width() / size.width(), m_area.height() / size.height()});
        painter.translate((m_area.width() - size.width() * factor) / 2, (m_area.height() - size.height() * factor) / 2);
        painter.scale(factor, factor);
        paintContents(painter, m_picture, PaintOptions());
    }

private:
    QSizeF m_area;
    DiagramPicture m_picture;
    std::vector<double> m_scales;
};

class BoundaryStage final : public Stage
{
public:
    BoundaryStage(const Run& run, const PreparedData& data, const FilmOptions& options, QSizeF area)
        : m_data(data),
          m_model(modelWith(run.network, run.checkpoint.weights, *run.fitted)),
          m_area(area),
          m_dark(options.dark)
    {
        // The sides of the last map hold for all.
        const BoundaryScene last = boundaryScene(m_model, data, {}, 2);
        m_choice.across = QString::fromStdString(last.map.across.name);
        m_choice.up = QString::fromStdString(last.map.up.name);
    }

    void paint(QPainter& painter, const TimelineFrame& frame) override
    {
        Model model = m_model;
        model.weights = frame.weights;
        paintBoundary(painter,
                      makeBoundary(boundaryScene(model, m_data, m_choice, cells), m_area, m_dark, FontMeasure()));
    }

private:
    const PreparedData& m_data;
    Model m_model;
    BoundaryChoice m_choice;
    QSizeF m_area;
    bool m_dark;
};

} // namespace

QSize filmSize(const FilmOptions& options)
{
    return {static_cast<int>(options.width), static_cast<int>(std::lround(static_cast<double>(options.width) * shape))};
}

void makeFilm(const Run& run, const PreparedData* data, const FilmOptions& options, const FilmImage& take,
              const std::stop_token& stop, const ProgressFunction& progress)
{
    if (run.checkpoint.timeline.empty())
        throw Error("There are no stored epochs of this training to make a film of", "", "Train the network.");
    if (options.boundary && (!data || !run.fitted))
        throw Error("A film of the boundary needs the data", "", "Name them with --data.");
    const Frames frames = chosen(run.checkpoint.timeline, options);
    const QSize size = filmSize(options);
    const QSizeF area(size.width(), size.height() - captionHeight);
    std::unique_ptr<Stage> stage;
    if (options.boundary)
        stage = std::make_unique<BoundaryStage>(run, *data, options, area);
    else
        stage = std::make_unique<DiagramStage>(run, data, options, area);
    const Theme theme = options.dark ? Theme::darkTheme() : Theme::light();
    for (std::size_t i = 0; i < frames.size(); ++i) {
        if (stop.stop_requested())
            throw Cancelled();
        QImage image(size, QImage::Format_RGB32);
        image.fill(theme.canvas);
        QPainter painter(&image);
        painter.setClipRect(image.rect());
        painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
        painter.setFont(diagramFont(TextRole::Title));
        painter.setPen(theme.text);
        painter.drawText(QRectF(20, 4, size.width() - 40, captionHeight - 4), Qt::AlignLeft | Qt::AlignVCenter,
                         captionOf(run, frames[i]->epoch));
        painter.translate(0, captionHeight);
        stage->paint(painter, *frames[i]);
        painter.end();
        take(image,
             i + 1 == frames.size() ? lastStays : static_cast<int>(1000 / std::max<Index>(1, options.perSecond)));
        if (progress)
            progress(static_cast<double>(i + 1) / static_cast<double>(frames.size()));
    }
}

} // namespace netloom
