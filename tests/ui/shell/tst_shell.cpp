// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/zip_archive.h"
#include "core/project/project_file.h"
#include "core/samples/samples.h"
#include "tests/support/answers.h"
#include "ui/data/columns_model.h"
#include "ui/shell/main_window.h"
#include "ui/shell/panel.h"
#include "ui/shell/preferences.h"
#include "ui/shell/recent_row.h"
#include "ui/shell/sample_card.h"
#include "ui/shell/start_page.h"
#include "ui/toolkit/icons.h"
#include "ui/toolkit/theme.h"
#include "ui/training/training_controller.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QApplication>
#include <QDir>
#include <QDockWidget>
#include <QDropEvent>
#include <QFile>
#include <QLabel>
#include <QMenuBar>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTabBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolBar>
#include <QUndoStack>

#include <algorithm>
#include <cmath>
#include <utility>

using namespace netloom;

namespace {

const char* const kCsv = "a,b,kind\n1,2,x\n2,1,y\n3,4,x\n4,2,y\n5,9,x\n6,1,y\n7,8,x\n8,0,y\n1,3,x\n2,2,y\n"
                         "3,3,x\n4,1,y\n5,7,x\n6,2,y\n7,9,x\n8,1,y\n2,5,x\n3,1,y\n4,6,x\n5,2,y\n";

} // namespace

class TestShell : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    testing::Answers m_answers;

    QString csv(const QString& name = QStringLiteral("small.csv")) const
    {
        const QString path = m_folder.filePath(name);
        QFile file(path);
        if (file.open(QIODevice::WriteOnly))
            file.write(kCsv);
        return path;
    }
    static QAction* action(MainWindow& window, const QString& text)
    {
        for (QAction* entry : window.findChildren<QAction*>())
            if (QString(entry->text()).remove('&') == text)
                return entry;
        return nullptr;
    }
    static QMenu* menu(MainWindow& window, const QString& title)
    {
        for (QAction* entry : window.menuBar()->actions())
            if (QString(entry->text()).remove('&') == title)
                return entry->menu();
        return nullptr;
    }
    static void drop(MainWindow& window, const QStringList& paths)
    {
        QMimeData data;
        QList<QUrl> urls;
        for (const QString& path : paths)
            urls.append(QUrl::fromLocalFile(path));
        data.setUrls(urls);
        QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&window, &enter);
        QDropEvent event(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&window, &event);
    }

private slots:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName("Netloom");
        QCoreApplication::setApplicationName("netloom");
        QSettings::setDefaultFormat(QSettings::IniFormat);
        applyTheme(ThemeChoice::Light);
    }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)")));
        QSettings().clear();
        QDir(RecoveryFolder::defaultFolder()).removeRecursively(); // windows of tests before end without closing
        m_answers = {};
        Dialogs::install(&m_answers);
    }
    void cleanup() { Dialogs::install(nullptr); }

    void manyDroppedFilesGetOneMessage()
    {
        MainWindow window;
        window.show();
        QStringList paths;
        for (int i = 0; i < 50; ++i)
            paths << csv(QStringLiteral("d%1.csv").arg(i));
        drop(window, paths);
        QTRY_COMPARE(m_answers.errors.size(), 1);
        QVERIFY2(m_answers.errors.first().contains("50 files"), qPrintable(m_answers.errors.first()));
        QVERIFY(!window.document().isOpen());
    }

    void aDroppedFolderIsRefusedInOneMessage()
    {
        MainWindow window;
        window.show();
        drop(window, {m_folder.path()});
        QTRY_COMPARE(m_answers.errors.size(), 1);
        QVERIFY2(m_answers.errors.first().contains("this is a folder"), qPrintable(m_answers.errors.first()));
        QVERIFY(!window.document().isOpen());
    }

    void theStartPageHasEverySample()
    {
        MainWindow window;
        window.show();
        for (const SampleInfo& sample : samples()) {
            auto* card = window.findChild<SampleCard*>("sample_" + QString::fromStdString(sample.key));
            QVERIFY2(card, sample.key.c_str());
            QVERIFY(!card->accessibleName().isEmpty());
        }
        QVERIFY(!window.findChild<QToolBar*>() || window.findChild<QToolBar*>()->isHidden());
    }

    void oneClickOnASampleIsReadyToTrain_data()
    {
        QTest::addColumn<QString>("key");
        for (const SampleInfo& sample : samples())
            QTest::newRow(sample.key.c_str()) << QString::fromStdString(sample.key);
    }

    void oneClickOnASampleIsReadyToTrain()
    {
        QFETCH(QString, key);
        MainWindow window;
        window.show();
        QTest::mouseClick(window.findChild<SampleCard*>("sample_" + key), Qt::LeftButton);
        QVERIFY(window.document().isOpen());
        QVERIFY2(window.document().canTrain(), qPrintable(window.document().dataProblem()));
        QVERIFY(!window.document().isModified());
        QVERIFY(window.findChild<QToolBar*>("toolBar")->isVisible());
        QVERIFY(window.findChild<QDockWidget*>("layersDock")->isVisible());
        QCOMPARE(m_answers.errors, QStringList());
        const SampleInfo* sample = findSample(key.toStdString());
        QStringList notes;
        for (const QFrame* strip : window.findChildren<QFrame*>("strip"))
            for (const QLabel* label : strip->findChildren<QLabel*>())
                if (!label->text().isEmpty())
                    notes.append(label->text());
        QCOMPARE(notes, sample->note.empty() ? QStringList() : QStringList(QString::fromStdString(sample->note)));
    }

    void aCsvOpensByDialogDropAndCommandLine_data()
    {
        QTest::addColumn<int>("way");
        QTest::newRow("dialog") << 0;
        QTest::newRow("drop") << 1;
        QTest::newRow("path") << 2;
    }

    void aCsvOpensByDialogDropAndCommandLine()
    {
        QFETCH(int, way);
        MainWindow window;
        window.show();
        const QString path = csv();
        if (way == 0) {
            m_answers.open = path;
            QTest::mouseClick(window.findChild<QPushButton*>("openCsv"), Qt::LeftButton);
        } else if (way == 1)
            drop(window, {path});
        else
            window.files().open(path);
        QTRY_VERIFY(window.document().isOpen());
        QCOMPARE(window.document().dataName(), QStringLiteral("small.csv"));
        QCOMPARE(window.document().inputs(), Index(2));
        QVERIFY(window.document().canTrain());
        QVERIFY(window.windowTitle().startsWith("small.csv"));
    }

    void aFileThatCannotBeReadIsExplained()
    {
        MainWindow window;
        window.show();
        window.files().open(m_folder.filePath("missing.csv"));
        QTRY_COMPARE(m_answers.errors.size(), 1);
        QVERIFY(!window.document().isOpen());
        QVERIFY(m_answers.errors.constFirst().contains("missing.csv"));
        window.files().open(m_folder.filePath("missing.netloom"));
        QTRY_COMPARE(m_answers.errors.size(), 2);
    }

    void anotherArchiveIsNoProject()
    {
        const auto write = [&](const QString& name, const std::string& bytes) {
            QFile file(m_folder.filePath(name));
            if (file.open(QIODevice::WriteOnly))
                file.write(bytes.data(), static_cast<qint64>(bytes.size()));
            return file.fileName();
        };
        MainWindow window;
        window.show();
        drop(window, {write("model.keras", zipBytes({{"metadata.json", "{}"}, {"config.json", "{}"}}))});
        QTRY_COMPARE(m_answers.errors.size(), 1);
        QCOMPARE(m_answers.errors.constLast(),
                 QStringLiteral("model.keras is a Keras model; Netloom does not read those "
                                "yet. Open a project (*.netloom) or a table."));
        window.files().open(write("text.docx", zipBytes({{"[Content_Types].xml", "<x/>"}})));
        QTRY_COMPARE(m_answers.errors.size(), 2);
        QCOMPARE(m_answers.errors.constLast(),
                 QStringLiteral("text.docx is an office document; Netloom does not read those yet. "
                                "Save the table in it as CSV and open that."));
        const std::string project = projectBytes(Project());
        window.files().open(write("damaged.netloom", project.substr(0, project.size() / 2)));
        QTRY_COMPARE(m_answers.errors.size(), 3);
        QVERIFY2(m_answers.errors.constLast().endsWith("The file is damaged; open another copy of it."),
                 qPrintable(m_answers.errors.constLast()));
        QVERIFY(!window.document().isOpen());
    }

    void savingAsksForANameOnceAndKeepsIt()
    {
        MainWindow window;
        window.show();
        window.files().openSample("iris");
        m_answers.save = m_folder.filePath("flowers");
        QVERIFY(window.files().save());
        QCOMPARE(m_answers.suggestedName, QStringLiteral("Iris.netloom"));
        QCOMPARE(window.document().path(), m_folder.filePath("flowers.netloom"));
        QVERIFY(QFile::exists(m_folder.filePath("flowers.netloom")));
        window.document().setSetting("epochs", "12");
        QVERIFY(window.isWindowModified());
        m_answers.save.clear();
        QVERIFY(window.files().save());
        QVERIFY(!window.isWindowModified());

        MainWindow second;
        second.show();
        second.files().open(m_folder.filePath("flowers.netloom"));
        QTRY_VERIFY(second.document().isOpen());
        QCOMPARE(second.document().training().epochs, Index(12));
        QVERIFY(second.document().canTrain());
        QCOMPARE(second.document().network(), window.document().network());
    }

    void savingOverAnotherKindOfFileIsNotDone()
    {
        MainWindow window;
        window.show();
        window.files().openSample("iris");
        const QString data = csv("precious.csv");
        m_answers.save = data;
        QVERIFY(window.files().saveAs());
        QCOMPARE(window.document().path(), data + ".netloom");
        QFile file(data);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray(kCsv));
        QVERIFY(!window.files().saveAs()); // now there is one of that name: asked, and "no"
        QCOMPARE(m_answers.confirmations.size(), 1);
    }

    void aSaveThatFailsSaysSoAndStaysModified()
    {
        MainWindow window;
        window.show();
        window.files().openSample("iris");
        window.document().setSetting("epochs", "12");
        m_answers.save = m_folder.filePath("no/such/folder/x.netloom");
        QVERIFY(!window.files().save());
        QCOMPARE(m_answers.errors.size(), 1);
        QVERIFY(window.document().isModified());
    }

    void unsavedChangesAreAskedForOnce()
    {
        MainWindow window;
        window.show();
        window.files().openSample("iris");
        window.document().setSetting("epochs", "12");
        m_answers.unsaved = Dialogs::SaveAnswer::Cancel;
        window.files().openSample("wine");
        QCOMPARE(m_answers.unsavedQuestions.size(), 1);
        QCOMPARE(m_answers.unsavedQuestions.constFirst(), QStringLiteral("Save this project?"));
        QCOMPARE(window.document().dataName(), QStringLiteral("Iris"));
        QVERIFY(!window.close());
        QCOMPARE(m_answers.unsavedQuestions.size(), 2);
        m_answers.unsaved = Dialogs::SaveAnswer::Save;
        m_answers.save.clear(); // cancelled in the file dialog: nothing is lost
        QVERIFY(!window.close());
        QCOMPARE(window.document().training().epochs, Index(12));
        m_answers.unsaved = Dialogs::SaveAnswer::Discard;
        window.files().openSample("wine");
        QCOMPARE(window.document().dataName(), QStringLiteral("Wine"));
        QCOMPARE(m_answers.unsavedQuestions.size(), 4);
        QVERIFY(window.close());
        QCOMPARE(m_answers.unsavedQuestions.size(), 4);
    }

    void closingTheProjectBringsTheStartPageBack()
    {
        MainWindow window;
        window.show();
        window.files().openSample("iris");
        window.files().closeProject();
        QVERIFY(!window.document().isOpen());
        QVERIFY(window.findChild<StartPage*>()->isVisible());
        QVERIFY(window.findChild<QDockWidget*>("layersDock")->isHidden());
        window.files().openSample("iris");
        QVERIFY(window.findChild<QDockWidget*>("layersDock")->isVisible());
    }

    void aNetworkWithoutDataCanBeDrawn()
    {
        MainWindow window;
        window.show();
        QTest::mouseClick(window.findChild<QPushButton*>("newNetwork"), Qt::LeftButton);
        QVERIFY(window.document().isOpen());
        QVERIFY(!window.document().canTrain());
        QVERIFY(!window.document().network().layers.empty());
    }

    void recentFilesAreListedAndMissingOnesGrey()
    {
        {
            RecentFiles recent;
            recent.add(m_folder.filePath("gone.netloom"), "4-3-1 · not trained");
            for (int i = 0; i < 12; ++i)
                recent.add(csv(QStringLiteral("r%1.csv").arg(i)), {});
            recent.add(csv("r5.csv"), {});
            QCOMPARE(recent.files().size(), 10);
            QCOMPARE(QFileInfo(recent.files().constFirst().path).fileName(), QStringLiteral("r5.csv"));
            recent.clear();
            recent.add(m_folder.filePath("gone.netloom"), {});
            recent.add(csv(), {});
        }
        MainWindow window;
        window.show();
        const auto rows = window.findChildren<RecentRow*>();
        QCOMPARE(rows.size(), 2);
        QVERIFY(rows[0]->isEnabled());
        QVERIFY(!rows[1]->isEnabled());
        QTest::mouseClick(rows[0], Qt::LeftButton);
        QTRY_VERIFY(window.document().isOpen());
    }

    void timesAreSaidAsPeopleSayThem()
    {
        QLocale::setDefault(QLocale("en_GB"));
        const QDateTime now(QDate(2026, 11, 14), QTime(15, 0));
        QCOMPARE(RecentFiles::when(QDateTime(QDate(2026, 11, 14), QTime(9, 12)), now), QStringLiteral("today 09:12"));
        QCOMPARE(RecentFiles::when(QDateTime(QDate(2026, 11, 13), QTime(9, 12)), now), QStringLiteral("yesterday"));
        QCOMPARE(RecentFiles::when(QDateTime(QDate(2026, 11, 2), QTime(9, 12)), now), QStringLiteral("2 Nov"));
        QCOMPARE(RecentFiles::when(QDateTime(QDate(2025, 3, 2), QTime(9, 12)), now), QStringLiteral("2 Mar 2025"));
        QLocale::setDefault(QLocale::c());
    }

    void docksAndThemeAreRemembered()
    {
        {
            MainWindow window;
            window.show();
            window.files().openSample("iris");
            window.findChild<QDockWidget*>("trainDock")->close();
            const QWidget* dot = window.findChild<QWidget*>("stateDot");
            action(window, "Dark")->trigger();
            QVERIFY(Theme::current().dark);
            QTRY_COMPARE(dot->palette().color(QPalette::WindowText), Theme::darkTheme().textMuted);
            QVERIFY(window.close());
        }
        QCOMPARE(preferences::theme(), ThemeChoice::Dark);
        MainWindow window;
        window.show();
        window.files().openSample("iris");
        QVERIFY(window.findChild<QDockWidget*>("trainDock")->isHidden());
        window.resetLayout();
        QVERIFY(window.findChild<QDockWidget*>("trainDock")->isVisible());
        action(window, "Light")->trigger();
        QVERIFY(!Theme::current().dark);
    }

    void everyPanelHasItsDockAndItsEntryInTheViewMenu()
    {
        QVERIFY(!panels().empty());
        QVERIFY(std::ranges::is_sorted(panels(), {}, &PanelInfo::order));
        MainWindow window;
        window.resize(1300, 800); // a narrow one has all of them in one place
        window.show();
        window.files().openSample("iris");
        QMenu* view = menu(window, "View");
        QVERIFY(view);
        QMap<Qt::DockWidgetArea, QDockWidget*> fronts;
        QList<QAction*> toggles;
        for (const PanelInfo& panel : panels()) {
            const auto docks = window.findChildren<QDockWidget*>(panel.key);
            QVERIFY2(docks.size() == 1, panel.key);
            QDockWidget* dock = docks.first();
            QCOMPARE(dock->windowTitle(), panel.title);
            QCOMPARE(window.dockWidgetArea(dock), panel.area);
            QVERIFY2(!dock->isHidden(), panel.key);
            if (QDockWidget* front = fronts.value(panel.area))
                QVERIFY2(window.tabifiedDockWidgets(front).contains(dock), panel.key);
            else
                fronts.insert(panel.area, dock);
            for (QAction* entry : view->actions())
                if (entry->text() == panel.title)
                    toggles.append(entry);
            QVERIFY2(toggles.size() == &panel - panels().data() + 1, panel.key);
            toggles.last()->trigger();
            QVERIFY2(dock->isHidden(), panel.key);
            toggles.last()->trigger();
            QVERIFY2(!dock->isHidden(), panel.key);
            QCOMPARE(window.dockWidgetArea(dock), panel.area);
        }
        const QList<QAction*> entries = view->actions();
        QVERIFY(std::ranges::is_sorted(toggles, {}, [&](QAction* entry) { return entries.indexOf(entry); }));
        window.resetLayout();
        for (QDockWidget* front : std::as_const(fronts))
            QVERIFY2(!front->visibleRegion().isEmpty(), qPrintable(front->objectName()));
    }

    void aNarrowWindowHasOnePlaceForAllPanels()
    {
        MainWindow window;
        window.resize(720, 480);
        window.show();
        window.files().openSample("iris");
        for (const PanelInfo& panel : panels())
            QCOMPARE(window.dockWidgetArea(window.findChild<QDockWidget*>(panel.key)), Qt::RightDockWidgetArea);
        // Every panel stays in sight there: all tabs fit, the one in front with its word, the others as icons.
        const auto bars = window.findChildren<QTabBar*>(QString(), Qt::FindDirectChildrenOnly);
        const auto bar = std::ranges::find_if(
            bars, [](const QTabBar* each) { return each->count() == static_cast<int>(panels().size()); });
        QVERIFY(bar != bars.end());
        for (int front : {0, 4, 7}) {
            (*bar)->setCurrentIndex(front);
            const int last = (*bar)->count() - 1;
            QTRY_VERIFY((*bar)->tabRect(last).right() < (*bar)->width() && (*bar)->tabRect(0).left() >= 0);
            for (int i = 0; i <= last; ++i) {
                QCOMPARE((*bar)->tabIcon(i).isNull(), i == front);
                QVERIFY(!(*bar)->tabToolTip(i).isEmpty());
                if (i != front)
                    QVERIFY((*bar)->tabRect(i).width() < (*bar)->tabRect(front).width());
            }
        }
        window.resize(1440, 800);
        window.resetLayout();
        for (QTabBar* each : window.findChildren<QTabBar*>(QString(), Qt::FindDirectChildrenOnly))
            for (int i = 0; i < each->count(); ++i)
                QTRY_VERIFY(each->tabIcon(i).isNull());
        auto* layers = window.findChild<QDockWidget*>("layersDock");
        QCOMPARE(window.dockWidgetArea(layers), Qt::LeftDockWidgetArea);
        window.resize(720, 480); // nothing is cut off there, and comes back with the room
        QTRY_COMPARE(window.dockWidgetArea(layers), Qt::RightDockWidgetArea);
        QTRY_VERIFY(window.layout()->minimumSize().width() <= 720);
        window.resize(1440, 800);
        QTRY_COMPARE(window.dockWidgetArea(layers), Qt::LeftDockWidgetArea);
        window.resize(720, 480);
        const auto* train = window.findChild<QWidget*>("trainButton");
        QTRY_VERIFY(train->isVisible() && train->mapTo(&window, QPoint(train->width(), 0)).x() <= window.width());
    }

    void aLayoutSavedBeforeAPanelCameStillHolds()
    {
        {
            QMainWindow old;
            for (const PanelInfo& panel : panels().first(panels().size() - 1)) {
                auto* dock = new QDockWidget(&old);
                dock->setObjectName(panel.key);
                old.addDockWidget(Qt::RightDockWidgetArea, dock);
            }
            preferences::setDockState(old.saveState(preferences::layoutVersion()));
        }
        MainWindow window;
        window.show();
        window.files().openSample("iris");
        for (const PanelInfo& panel : panels().first(panels().size() - 1))
            QCOMPARE(window.dockWidgetArea(window.findChild<QDockWidget*>(panel.key)), Qt::RightDockWidgetArea);
        auto* added = window.findChild<QDockWidget*>(panels().back().key);
        QCOMPARE(window.dockWidgetArea(added), panels().back().area);
        added->toggleViewAction()->trigger();
        QVERIFY(!added->isHidden());
        QVERIFY(!added->isFloating());
    }

    void rolesOfColumnsAreEditedInTheTable()
    {
        MainWindow window;
        window.show();
        window.files().openSample("iris");
        auto* view = window.findChild<QTableView*>("columns");
        QVERIFY(view);
        QAbstractItemModelTester tester(view->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QModelIndex role = view->model()->index(0, ColumnsModel::Role);
        QVERIFY(view->model()->setData(role, static_cast<int>(ColumnRole::Ignore)));
        QCOMPARE(window.document().inputs(), Index(3));
        QCOMPARE(window.document().undoStack()->count(), 1);
        window.document().undoStack()->undo();
        QCOMPARE(window.document().inputs(), Index(4));
        QCOMPARE(role.data().toString(), QStringLiteral("Input"));
        window.files().openSample("wine");
        QCOMPARE(view->model()->rowCount(), static_cast<int>(window.document().table()->columns.size()));
    }

    void generatedSamplesAreMadeAnew()
    {
        MainWindow window;
        window.show();
        window.files().openSample("moons");
        const Table before = *window.document().table();
        QTest::mouseClick(window.findChild<QPushButton*>("regenerate"), Qt::LeftButton);
        QCOMPARE(window.document().undoStack()->count(), 1);
        QVERIFY(window.document().table()->columns[0].numbers != before.columns[0].numbers);
        window.document().undoStack()->undo();
        QCOMPARE(window.document().table()->columns[0].numbers, before.columns[0].numbers);
    }

    void everyIconIsThereAndFollowsTheTheme()
    {
        for (const char* name : {"document-new", "document-open", "document-save", "edit-undo", "edit-redo",
                                 "media-playback-start", "media-playback-pause", "media-playback-stop",
                                 "media-skip-forward", "view-refresh", "list-add", "dialog-warning"}) {
            const QIcon icon = themedIcon(QString::fromLatin1(name));
            const QImage light = icon.pixmap(24).toImage();
            applyTheme(ThemeChoice::Dark);
            const QImage dark = icon.pixmap(24).toImage();
            applyTheme(ThemeChoice::Light);
            QVERIFY2(!light.isNull() && light != dark, name);
        }
    }

    void textHasContrastInBothThemes()
    {
        const auto luminance = [](const QColor& color) {
            const auto part = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
            return 0.2126 * part(color.redF()) + 0.7152 * part(color.greenF()) + 0.0722 * part(color.blueF());
        };
        const auto contrast = [&](const QColor& a, const QColor& b) {
            const double x = luminance(a) + 0.05;
            const double y = luminance(b) + 0.05;
            return std::max(x, y) / std::min(x, y);
        };
        for (const Theme& theme : {Theme::light(), Theme::darkTheme()}) {
            for (const QColor& ground : {theme.window, theme.panel, theme.canvas})
                for (const QColor& text : {theme.text, theme.textMuted, theme.warning, theme.error})
                    QVERIFY2(contrast(text, ground) >= 4.5, qPrintable(text.name() + " on " + ground.name()));
            QVERIFY(contrast(theme.accentText, theme.accent) >= 4.5);
        }
    }

    void everyMenuEntryHasATextAndShortcutsAreUnique()
    {
        MainWindow window;
        window.show();
        window.files().openSample("iris");
        QMap<QString, QString> seen;
        for (QAction* top : window.menuBar()->actions()) {
            QVERIFY(top->menu());
            QVERIFY2(!top->menu()->actions().isEmpty(), qPrintable(top->text()));
            for (const QAction* entry : top->menu()->actions()) {
                QVERIFY(entry->isSeparator() || !entry->text().isEmpty());
                for (const QKeySequence& key : entry->shortcuts()) {
                    QVERIFY2(!seen.contains(key.toString()), qPrintable(key.toString() + " " + entry->text()));
                    seen.insert(key.toString(), entry->text());
                }
            }
        }
        for (const char* key : {"Ctrl+N", "Ctrl+O", "Ctrl+S", "Ctrl+Shift+S", "Ctrl+Q", "Ctrl+Z", "Ctrl+Shift+Z", "F1"})
            QVERIFY2(seen.contains(key), key);
    }

    void tabGoesThroughTheWindowAsOneReadsIt()
    {
        MainWindow window;
        window.resize(1440, 900);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        window.files().openSample("iris");
        QTRY_VERIFY(window.document().canTrain());
        QCoreApplication::processEvents();
        QWidget* train = window.findChild<QWidget*>("trainButton");
        train->setFocus();
        QList<QWidget*> order;
        do {
            order.append(window.focusWidget());
            QVERIFY(order.size() < 500);
            QTest::keyClick(window.focusWidget(), Qt::Key_Tab);
        } while (!order.contains(window.focusWidget()));
        QCOMPARE(window.focusWidget(), train); // all round
        const auto place = [&](const QString& name) {
            for (qsizetype i = 0; i < order.size(); ++i)
                if (order[i]->objectName() == name)
                    return i;
            return qsizetype(-1);
        };
        const QStringList asRead{"why",        "card",     "units",      "activation", "addLayer", "suggest",
                                 "showButton", "lossPlot", "metricPlot", "optimizer",  "epochs",   "early_stopping"};
        for (qsizetype i = 0; i < asRead.size(); ++i) {
            QVERIFY2(place(asRead[i]) > 0, qPrintable(asRead[i]));
            QVERIFY2(i == 0 || place(asRead[i]) > place(asRead[i - 1]), qPrintable(asRead[i]));
        }
        for (QWidget* each : order) { // nothing behind a tab, nothing that does not take keys
            const QDockWidget* dock = nullptr;
            for (QWidget* outer = each; outer && !dock; outer = outer->parentWidget())
                dock = qobject_cast<QDockWidget*>(outer);
            QVERIFY2(!dock || window.rect().intersects(dock->geometry()), qPrintable(each->objectName()));
        }
        const qsizetype steps = order.size();
        for (qsizetype i = 1; i <= steps; ++i) {
            QTest::keyClick(window.focusWidget(), Qt::Key_Tab, Qt::ShiftModifier);
            QCOMPARE(window.focusWidget(), order[(steps - i) % steps]);
        }
    }

    void keysDoNotReachAPanelThatIsCovered()
    {
        MainWindow window;
        window.resize(1440, 900);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        window.files().openSample("iris");
        QTRY_VERIFY(window.document().canTrain());
        const auto dock = [&](const char* name) { return window.findChild<QDockWidget*>(name); };
        const auto bringToFront = [&](const QString& title) {
            for (QTabBar* bar : window.findChildren<QTabBar*>())
                for (int i = 0; i < bar->count(); ++i)
                    if (bar->tabText(i) == title)
                        bar->setCurrentIndex(i);
        };
        bringToFront("Data");
        QTRY_VERIFY(window.rect().intersects(dock("dataDock")->geometry()));
        QWidget* seed = nullptr;
        for (QWidget* each : dock("dataDock")->findChildren<QWidget*>())
            if (each->accessibleName() == "Seed of the split")
                seed = each;
        QVERIFY(seed);
        seed->setFocus();
        bringToFront("Layers");
        QTRY_VERIFY(!dock("dataDock")->isAncestorOf(window.focusWidget()));
        const SplitConfig before = window.document().project().run().split;
        QTest::keyClicks(window.focusWidget(), "77");
        QTest::keyClick(window.focusWidget(), Qt::Key_Return);
        QCOMPARE(window.document().project().run().split, before);
        QVERIFY(window.document().undoStack()->count() == 0);
    }

    void aPanelBehindAnothersTabIsNotSeen()
    {
        MainWindow window;
        window.resize(1440, 900);
        window.show();
        window.files().openSample("iris");
        const auto shown = [&] {
            QStringList names;
            for (const auto* dock : window.findChildren<QDockWidget*>())
                if (dock->widget()->isVisible())
                    names << dock->objectName();
            names.sort();
            return names;
        };
        QTRY_COMPARE(shown(), QStringList({"layersDock", "trainDock"}));
        auto* explain = window.findChild<QDockWidget*>("explainDock");
        explain->raise();
        QTRY_COMPARE(shown(), QStringList({"explainDock", "layersDock"}));
        auto* train = window.findChild<QDockWidget*>("trainDock");
        train->setFloating(true);
        QTRY_COMPARE(shown(), QStringList({"explainDock", "layersDock", "trainDock"}));
        train->setFloating(false);
        window.resetLayout();
        QTRY_COMPARE(shown(), QStringList({"layersDock", "trainDock"}));
        train->close();
        QTRY_COMPARE(shown().size(), 2); // another one came in its place
        window.resize(600, 700);         // one place for all panels
        QTRY_COMPARE(shown().size(), 1);
        window.resize(1440, 900);
        window.resetLayout();
        explain->raise();
        QTRY_COMPARE(shown(), QStringList({"explainDock", "layersDock"}));
        m_answers.unsaved = Dialogs::SaveAnswer::Discard;
        QVERIFY(window.close());
        MainWindow again;
        again.resize(1440, 900);
        again.show();
        again.files().openSample("iris");
        const auto content = [&](const char* name) { return again.findChild<QDockWidget*>(name)->widget(); };
        QTRY_VERIFY(content("explainDock")->isVisible());
        QTRY_VERIFY(!content("trainDock")->isVisible());
        QVERIFY(!content("predictDock")->isVisible());
    }

    void everyControlHasANameForTheBlind()
    {
        MainWindow window;
        window.show();
        window.files().openSample("moons");
        QList<QWidget*> widgets;
        for (auto* dock : window.findChildren<QDockWidget*>()) {
            dock->raise();
            QTRY_VERIFY(dock->widget()->isVisible());
            widgets += window.findChildren<QWidget*>();
        }
        for (const QWidget* widget : widgets)
            if (widget->isVisible() && widget->focusPolicy() != Qt::NoFocus && !widget->focusProxy() &&
                !widget->inherits("QScrollArea")) {
                QAccessibleInterface* face = QAccessible::queryAccessibleInterface(const_cast<QWidget*>(widget));
                const bool named =
                    face && (!face->text(QAccessible::Name).isEmpty() || face->role() == QAccessible::Client);
                QVERIFY2(named, qPrintable(QString::fromLatin1(widget->metaObject()->className()) + " " +
                                           widget->objectName() + " in " + widget->parent()->objectName()));
            }
    }

    /// Of a network that has learned nothing the coach says so, with the cause; the yardsticks' verdict, which is the
    /// same, comes when that card is closed.
    void whatTheCoachSaysIsNotSaidTwice()
    {
        MainWindow window;
        window.resize(1440, 900);
        window.show();
        window.files().openSample("iris");
        const std::pair<const char*, const char*> settings[] = {{"optimizer", "sgd"},      {"schedule", "constant"},
                                                                {"learning_rate", "1e-9"}, {"early_stopping", "no"},
                                                                {"epochs", "50"},          {"seed", "3"}};
        for (const auto& [key, value] : settings)
            window.document().setSetting(key, value);
        const auto says = [&window](const QString& words) {
            const auto strips = window.findChildren<QFrame*>("strip");
            return std::any_of(strips.begin(), strips.end(), [&](const QFrame* strip) {
                const auto labels = strip->findChildren<QLabel*>();
                return strip->isVisible() && std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
                           return label->text().contains(words);
                       });
            });
        };
        window.training().train();
        window.training().skipFilm();
        const QString coach = "the network has not learned: its loss";
        const QString yardsticks = "validation rows";
        QTRY_VERIFY_WITH_TIMEOUT(says(coach), 20000);
        QTRY_VERIFY(!says(yardsticks));
        while (auto* close = window.findChild<QToolButton*>("remarkClose")) {
            const bool grave = says(coach);
            QTest::mouseClick(close, Qt::LeftButton);
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            if (grave && !says(coach))
                break;
        }
        QTRY_VERIFY(says(yardsticks));
        m_answers.unsaved = Dialogs::SaveAnswer::Discard;
        QVERIFY(window.close());
    }

    /// The verdict of a training stays, greyed, while the next one runs: the picture below does not jump twice.
    void aVerdictStaysUntilTheNextOne()
    {
        MainWindow window;
        window.resize(1440, 900);
        window.show();
        window.files().openSample("iris");
        window.document().setSetting("early_stopping", "no");
        window.document().setSetting("epochs", "2");
        const auto verdict = [&window]() -> QPushButton* {
            for (QFrame* strip : window.findChildren<QFrame*>("strip"))
                if (strip->isVisible())
                    for (QPushButton* button : strip->findChildren<QPushButton*>())
                        if (button->text().startsWith("Find a better one"))
                            return button;
            return nullptr;
        };
        window.training().train();
        window.training().skipFilm();
        QTRY_VERIFY(verdict() && verdict()->isEnabled());
        window.document().setSetting("epochs", "100000000");
        window.training().train();
        QTRY_VERIFY(window.training().progress().epoch > 100);
        QVERIFY(verdict() && !verdict()->isEnabled());
        window.training().pause();
        QTRY_VERIFY(!window.training().isRunning());
        QVERIFY(verdict() && !verdict()->isEnabled());
        window.training().stop();
        QTRY_VERIFY(!window.training().isActive());
        QTRY_VERIFY(!verdict() || verdict()->isEnabled());
        window.training().reset();
        QTRY_VERIFY(!verdict());
        m_answers.unsaved = Dialogs::SaveAnswer::Discard;
        QVERIFY(window.close());
    }

    void theWindowClosesWhileItTrainsAHundredTimes()
    {
        for (int i = 0; i < 100; ++i) {
            MainWindow window;
            window.show();
            window.files().openSample("moons");
            window.training().train();
            m_answers.unsaved = Dialogs::SaveAnswer::Discard;
            if (i % 3 == 1)
                QTRY_VERIFY(window.training().progress().epoch > 0 || !window.training().isActive());
            if (i % 3 == 2)
                window.files().openSample("iris");
            QVERIFY(window.close());
            QVERIFY(!window.training().isActive());
        }
    }
};

QTEST_MAIN(TestShell)

#include "tst_shell.moc"
