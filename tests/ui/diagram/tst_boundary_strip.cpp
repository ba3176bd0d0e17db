// SPDX-License-Identifier: GPL-3.0-or-later
// "How it came about": the small maps of a run below the boundary.
#include "tests/support/trained_document.h"
#include "ui/diagram/boundary_page.h"
#include "ui/diagram/boundary_strip.h"
#include "ui/diagram/diagram_panel.h"
#include "ui/document/current_model.h"
#include "ui/toolkit/theme.h"

#include <QAction>
#include <QMouseEvent>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace netloom;
using netloom::testing::openSample;

namespace {

std::vector<StripMap> plainMaps(std::size_t count)
{
    std::vector<StripMap> maps;
    for (std::size_t i = 0; i < count; ++i) {
        StripMap map{static_cast<Index>(10 * i), QStringLiteral("loss 0.5"), QImage(62, 62, QImage::Format_RGB32)};
        map.image.fill(Qt::gray);
        maps.push_back(map);
    }
    return maps;
}

} // namespace

class TestBoundaryStrip : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { applyTheme(ThemeChoice::Light); }

    void unitMapsAreOfferedWhereTheyHaveRoom()
    {
        ProjectDocument document;
        BoundaryPage page(document);
        page.resize(500, 400);
        page.show();
        auto* maps = page.findChild<QAction*>("unitMaps");
        QVERIFY(maps);
        QVERIFY(!maps->isEnabled());
        page.resize(900, 400);
        QTRY_VERIFY(maps->isEnabled());
    }

    void mapsAreOfStoredEpochs()
    {
        ProjectDocument document;
        TrainingController training(document);
        openSample(document, training, "spiral", "", 40);
        const Checkpoint& checkpoint = document.project().run().checkpoint;
        const auto maps = stripMaps(*document.currentModel().model(), *document.sharedPrepared(), checkpoint.timeline,
                                    *checkpoint.history.find("loss"), {}, 62, false);
        QCOMPARE(maps.size(), mostStripMaps);
        QCOMPARE(maps.front().epoch, Index(0));
        QCOMPARE(maps.front().loss, QString("at the start"));
        QCOMPARE(maps.back().epoch, Index(40));
        QVERIFY(maps.back().loss.startsWith("loss "));
        for (std::size_t i = 0; i < maps.size(); ++i) {
            QCOMPARE(maps[i].image.size(), QSize(62, 62));
            QVERIFY(checkpoint.timeline.find(maps[i].epoch));
            QVERIFY(i == 0 || maps[i].epoch > maps[i - 1].epoch);
            const auto decimals = [&](std::size_t map) { return maps[map].loss.section('.', 1).size(); };
            QVERIFY(i == 0 || decimals(i) == decimals(1));
        }
        QVERIFY(maps.front().image != maps.back().image);
        training.shutdown();
    }

    void asManyAsThereIsRoomFor()
    {
        BoundaryStrip strip;
        strip.setMaps(plainMaps(17));
        strip.resize(2 * 14 + 5 * 62 + 4 * 12, strip.sizeHint().height());
        int shown = 0;
        for (std::size_t i = 0; i < 17; ++i)
            shown += strip.mapRect(i).isNull() ? 0 : 1;
        QCOMPARE(shown, 5);
        QVERIFY(!strip.mapRect(0).isNull() && !strip.mapRect(16).isNull());
        for (std::size_t i = 0; i < 17; ++i)
            QVERIFY(strip.mapRect(i).isNull() || strip.rect().contains(strip.mapRect(i)));
    }

    void clicksDragsAndKeysGoToEpochs()
    {
        BoundaryStrip strip;
        strip.setMaps(plainMaps(5));
        strip.setEpoch(40);
        strip.resize(500, strip.sizeHint().height());
        strip.show();
        QVERIFY(QTest::qWaitForWindowExposed(&strip));
        QSignalSpy wanted(&strip, &BoundaryStrip::epochWanted);
        const auto last = [&] { return wanted.isEmpty() ? Index(-1) : wanted.last().front().value<Index>(); };
        QTest::mouseClick(&strip, Qt::LeftButton, {}, strip.mapRect(2).center());
        QCOMPARE(last(), Index(20));
        // From the middle of one map to that of the next lie the epochs between.
        QTest::mousePress(&strip, Qt::LeftButton, {}, strip.mapRect(0).center());
        QCOMPARE(last(), Index(0));
        const QPoint half = (strip.mapRect(0).center() + strip.mapRect(1).center()) / 2;
        QMouseEvent move(QEvent::MouseMove, half, strip.mapToGlobal(half), Qt::NoButton, Qt::LeftButton, {});
        QApplication::sendEvent(&strip, &move);
        QCOMPARE(last(), Index(5));
        QTest::mouseRelease(&strip, Qt::LeftButton, {}, half);
        strip.setFocus();
        strip.setEpoch(30);
        QTest::keyClick(&strip, Qt::Key_Right);
        QCOMPARE(last(), Index(40));
        QTest::keyClick(&strip, Qt::Key_Left);
        QCOMPARE(last(), Index(30));
    }

    void thePanelShowsItBelowTheBoundary()
    {
        ProjectDocument document;
        TrainingController training(document);
        DiagramPanel panel(document, training);
        panel.resize(900, 640);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        openSample(document, training, "spiral", "", 20);
        auto* strip = panel.findChild<BoundaryStrip*>();
        QVERIFY(strip && !strip->isVisible());
        QTest::mouseClick(panel.findChild<QToolButton*>("kindBoundaryButton"), Qt::LeftButton);
        QTRY_VERIFY(strip->isVisible());
        QVERIFY(strip->maps().size() > 5);
        QSignalSpy wanted(&panel, &DiagramPanel::epochWanted);
        QTest::mouseClick(strip, Qt::LeftButton, {}, strip->mapRect(0).center());
        QCOMPARE(wanted.size(), 1);
        QTest::mouseClick(panel.findChild<QToolButton*>("kindNeuronsButton"), Qt::LeftButton);
        QVERIFY(!strip->isVisible());
        training.shutdown();
    }
};

QTEST_MAIN(TestBoundaryStrip)
#include "tst_boundary_strip.moc"
