// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/boundary_page.h"

#include "ui/diagram/boundary_bar.h"
#include "ui/diagram/boundary_view.h"
#include "ui/diagram/column_text.h"
#include "ui/document/current_model.h"
#include "ui/document/project_document.h"
#include "ui/toolkit/theme.h"

#include <QFrame>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace netloom {

namespace {

constexpr int liveCells = 120; ///< of the map, on either side, while training
constexpr int stillCells = 240;
constexpr int leastStripRoom = 400; ///< px of height, below which the map needs all

} // namespace

BoundaryPage::BoundaryPage(ProjectDocument& document, QWidget* parent)
    : QWidget(parent),
      m_document(document),
      m_bar(new BoundaryBar),
      m_view(new BoundaryView),
      m_strip(new BoundaryStrip)
{
    m_strip->hide();
    m_bar->hide(); // nothing can be chosen yet
    auto* line = new QFrame;
    line->setObjectName(QStringLiteral("line"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addWidget(line);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_strip);
    connect(m_view, &BoundaryView::unitClicked, this, &BoundaryPage::unitClicked);
    connect(m_view, &BoundaryView::hovered, this, &BoundaryPage::hovered);
    connect(m_strip, &BoundaryStrip::epochWanted, this, &BoundaryPage::epochWanted);
    connect(m_bar, &BoundaryBar::changed, this, [this] { draw(m_row); });
}

void BoundaryPage::forgetColumns()
{
    m_bar->setColumns({}, {}, {});
    m_bar->setTargets({}, -1);
}

void BoundaryPage::setDark(bool dark)
{
    m_view->setDark(dark);
}

void BoundaryPage::setEpoch(Index epoch)
{
    m_strip->setEpoch(epoch);
}

const BoundaryPicture& BoundaryPage::picture() const
{
    return m_view->picture();
}

void BoundaryPage::hideEvent(QHideEvent* event)
{
    m_strip->hide();
    m_stripOf.clear();
    QWidget::hideEvent(event);
}

void BoundaryPage::resizeEvent(QResizeEvent* event)
{
    m_bar->setWide(hasRoomForUnitMaps(width()));
    QWidget::resizeEvent(event);
}

void BoundaryPage::draw(Index row)
{
    m_row = row;
    if (!isVisible())
        return;
    const auto& model = m_document.currentModel().model();
    const std::shared_ptr<const PreparedData> prepared = m_document.sharedPrepared();
    if (!model || !prepared) {
        m_bar->hide();
        m_view->setProblem(!prepared ? tr("The map needs data: open a table or choose a sample.")
                                     : tr("The map appears as soon as the network has been trained."));
        return;
    }
    if (m_job.isRunning()) {
        m_stale = true;
        return;
    }
    m_stale = false;
    BoundaryChoice choice = m_bar->choice();
    choice.row = m_row;
    const std::vector<std::string>& targets = prepared->fitted.target().names;
    if (std::none_of(targets.begin(), targets.end(),
                     [&](const std::string& name) { return drawable(QString::fromStdString(name)) == choice.target; }))
        choice.target.clear(); // chosen before the targets became others
    const int cells = m_document.currentModel().isLive() ? liveCells : stillCells;
    m_job.start(
        [model, prepared, choice, cells](const std::stop_token& stop, const auto&) {
            return boundaryScene(*model, *prepared, choice, cells, stop);
        },
        [this](BoundaryScene made) {
            m_bar->setColumns(made.columns, drawable(QString::fromStdString(made.map.across.name)),
                              drawable(QString::fromStdString(made.map.up.name)));
            m_bar->setTargets(hasClasses(made.task) ? QStringList() : made.classes, made.target);
            m_bar->setExact(made.map.exact);
            m_bar->setDecides(hasClasses(made.task));
            m_bar->show();
            m_view->setScene(std::move(made));
            drawStrip();
            if (m_stale)
                QTimer::singleShot(0, this, [this] { draw(m_row); });
        },
        [this](const QString& sentence) {
            m_view->setProblem(sentence);
            if (m_stale)
                QTimer::singleShot(0, this, [this] { draw(m_row); });
        });
}

/// The maps of the run's stored epochs, once it stands still; made anew only where they would be others.
void BoundaryPage::drawStrip()
{
    const auto& model = m_document.currentModel().model();
    const std::shared_ptr<const PreparedData> prepared = m_document.sharedPrepared();
    const Checkpoint& checkpoint = m_document.project().run().checkpoint;
    const bool possible = isVisible() && model && prepared && checkpoint.timeline.frames().size() >= 2 &&
                          !m_document.currentModel().isLive() && height() >= leastStripRoom;
    if (!possible) {
        m_strip->hide();
        m_stripOf.clear();
        return;
    }
    const BoundaryMap& map = m_view->picture().scene.map;
    BoundaryChoice choice = m_bar->choice();
    choice.across = QString::fromStdString(map.across.name);
    choice.up = QString::fromStdString(map.up.name);
    choice.row = m_row;
    const bool dark = Theme::current().dark;
    const auto& last = checkpoint.timeline.frames().back();
    const QStringList wanted{QString::number(reinterpret_cast<quintptr>(last.get())),
                             QString::number(checkpoint.timeline.frames().size()),
                             choice.across,
                             choice.up,
                             choice.othersAtRow ? QString::number(choice.row) : QString(),
                             choice.target,
                             choice.decisionOnly ? QStringLiteral("decision") : QString(),
                             QString::number(choice.beyond),
                             dark ? QStringLiteral("dark") : QString()};
    if (wanted == m_stripOf)
        return;
    m_stripOf = wanted;
    const auto* history = checkpoint.history.find("loss");
    const int side = static_cast<int>(BoundaryStrip::kSide * devicePixelRatioF());
    m_stripJob.start(
        [model = *model, prepared, timeline = checkpoint.timeline, choice, side, dark,
         loss = history ? *history : HistoryColumn()](const std::stop_token& stop, const auto&) {
            return stripMaps(model, *prepared, timeline, loss, choice, side, dark, stop);
        },
        [this](std::vector<StripMap> maps) {
            m_strip->setMaps(std::move(maps));
            m_strip->setVisible(!m_strip->maps().empty());
        },
        [this](const QString&) { m_strip->hide(); });
}

} // namespace netloom
