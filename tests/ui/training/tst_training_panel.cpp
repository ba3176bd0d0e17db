// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optimizers/registry.h"
#include "core/project/new_project.h"
#include "core/project/prepared_data.h"
#include "core/schedules/registry.h"
#include "tests/support/tutorial_project.h"
#include "ui/document/project_document.h"
#include "ui/shell/main_window.h"
#include "ui/toolkit/dialogs.h"
#include "ui/training/training_controller.h"
#include "ui/training/training_panel.h"

#include <QAbstractSpinBox>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace netloom;

namespace {

/// Discards, so that windows close without a question.
class Answers final : public Dialogs
{
public:
    SaveAnswer unsavedChanges(QWidget*, const QString&) override
    {
        ++questions;
        return SaveAnswer::Discard;
    }
    void error(QWidget*, const QString&, const QString& text) override { errors.append(text); }
    int questions = 0;
    QStringList errors;
};

void openSample(ProjectDocument& document, const std::string& key)
{
    DataReference data;
    data.source = DataReference::Source::Sample;
    data.sample = key;
    auto table = loadTable(data, {});
    Project project = newProject(data, *table);
    netloom::testing::useTutorial(project, *table);
    document.adopt(std::move(project), std::move(table));
}

/// Document, controller and panel of a sample.
struct Bench {
    explicit Bench(const std::string& sample) : training(document), panel(document, training)
    {
        openSample(document, sample);
        panel.resize(300, 900);
        panel.show();
    }
    template<typename T>
    T* find(const char* name)
    {
        return panel.findChild<T*>(QString::fromLatin1(name));
    }
    /// As a person chooses: the list gets the focus, keys walk to the entry.
    void choose(QComboBox* box, const QString& key)
    {
        const int index = box->findData(key);
        QVERIFY2(index >= 0, qPrintable(key));
        while (box->currentIndex() != index) {
            const int before = box->currentIndex();
            QTest::keyClick(box, index > before ? Qt::Key_Down : Qt::Key_Up);
            QVERIFY(box->currentIndex() != before);
        }
    }
    void type(QAbstractSpinBox* box, const QString& text)
    {
        box->setFocus();
        box->selectAll();
        QTest::keyClicks(box, text);
        QTest::keyClick(box, Qt::Key_Return);
    }
    void tick(const char* name)
    {
        auto* box = find<QCheckBox>(name);
        QVERIFY(box);
        QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(7, box->height() / 2));
    }
    ProjectDocument document;
    TrainingController training;
    TrainingPanel panel;
};

} // namespace

class TrainingPanelTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(QStringLiteral("Netloom"));
        QCoreApplication::setApplicationName(QStringLiteral("netloom"));
        QSettings::setDefaultFormat(QSettings::IniFormat);
    }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)")));
        m_answers = {};
        Dialogs::install(&m_answers);
    }
    void cleanup() { Dialogs::install(nullptr); }

    void everyOptimizerAndScheduleCanBeChosen()
    {
        Bench bench("iris");
        auto* optimizer = bench.find<QComboBox>("optimizer");
        QVERIFY(optimizer);
        QCOMPARE(optimizer->count(), static_cast<int>(optimizers().size()));
        for (const OptimizerInfo* info : optimizers()) {
            bench.choose(bench.find<QComboBox>("optimizer"), QString::fromStdString(info->type));
            QCOMPARE(bench.document.training().optimizer.type, info->type);
            for (const FieldInfo& field : info->fields) {
                const std::string key = field.key == "learning_rate" ? field.key : "optimizer." + field.key;
                QVERIFY2(bench.find<QWidget>(key.c_str()), key.c_str());
            }
        }
        for (const ScheduleInfo* info : schedules()) {
            bench.choose(bench.find<QComboBox>("schedule"), QString::fromStdString(info->type));
            QCOMPARE(bench.document.training().schedule.type, info->type);
            for (const FieldInfo& field : info->fields)
                QVERIFY2(bench.find<QWidget>(("schedule." + field.key).c_str()), field.key.c_str());
        }
    }

    void anEditIsOneStepAndUndoShows()
    {
        Bench bench("iris");
        auto* epochs = bench.find<QAbstractSpinBox>("epochs");
        QVERIFY(epochs);
        bench.type(epochs, QStringLiteral("250"));
        QCOMPARE(bench.document.training().epochs, Index(250));
        QCOMPARE(bench.document.undoStack()->count(), 1);
        QCOMPARE(bench.document.undoStack()->undoText(), QStringLiteral("Change epochs"));
        bench.document.undoStack()->undo();
        QCOMPARE(bench.document.training().epochs, Index(100));
        QCOMPARE(epochs->text(), QStringLiteral("100"));
        bench.type(bench.find<QAbstractSpinBox>("learning_rate"), QStringLiteral("0.0125"));
        QCOMPARE(std::get<double>(*bench.document.training().optimizer.fields.find("learning_rate")), 0.0125);
    }

    void whatIsRefusedChangesNothing()
    {
        Bench bench("iris");
        bench.type(bench.find<QAbstractSpinBox>("batch_size"), QStringLiteral("0"));
        QCOMPARE(bench.document.training().batchSize, Index(32));
        QCOMPARE(bench.document.undoStack()->count(), 0);
    }

    void earlyStoppingShowsItsFieldsWhileItIsOn()
    {
        Bench bench("iris");
        QVERIFY(!bench.find<QWidget>("early_stopping.patience"));
        bench.tick("early_stopping");
        QVERIFY(bench.document.training().enabledCallback("early_stopping"));
        auto* patience = bench.find<QAbstractSpinBox>("early_stopping.patience");
        QVERIFY(patience);
        bench.type(patience, QStringLiteral("7"));
        QCOMPARE(bench.document.training().callbacks.front().fields.integer("patience"), Index(7));
        auto* quantity = bench.find<QLineEdit>("early_stopping.monitor");
        QVERIFY(quantity && quantity->completer());
        QCOMPARE(quantity->text(), QStringLiteral("validation loss"));
        const auto watched = [&] { return bench.document.training().callbacks.front().fields.text("monitor"); };
        const auto write = [&](const char* words) {
            quantity->setFocus();
            quantity->selectAll();
            QTest::keyClicks(quantity, QLatin1String(words));
            QTest::keyClick(quantity, Qt::Key_Return);
        };
        write("training loss");
        QCOMPARE(watched(), std::string("loss"));
        write("val_loss"); // the key of the history is understood too
        QCOMPARE(watched(), std::string("val_loss"));
        QCOMPARE(quantity->text(), QStringLiteral("validation loss"));
        bench.tick("reduce_lr");
        QVERIFY(bench.document.training().enabledCallback("reduce_lr_on_plateau"));
        QVERIFY(bench.find<QWidget>("reduce_lr.factor"));
        bench.tick("early_stopping");
        QVERIFY(!bench.document.training().enabledCallback("early_stopping"));
        QCOMPARE(bench.document.training().callbacks.front().fields.integer("patience"),
                 Index(7)); // kept for the next time
    }

    void theLossFollowsTheTargetUntilItIsChosen()
    {
        Bench bench("breast_cancer");
        auto* follow = bench.find<QToolButton>("followLoss");
        QVERIFY(follow->isHidden());
        bench.choose(bench.find<QComboBox>("loss"), QStringLiteral("mean_squared_error"));
        QCOMPARE(bench.document.training().loss.type, std::string("mean_squared_error"));
        QVERIFY(!bench.document.training().lossFollowsTarget);
        QVERIFY(!follow->isHidden());
        QTest::mouseClick(follow, Qt::LeftButton);
        QCOMPARE(bench.document.training().loss.type, std::string("binary_crossentropy"));
        QVERIFY(bench.document.training().lossFollowsTarget);
        QVERIFY(follow->isHidden());
    }

    void metricsAreTicked()
    {
        Bench bench("breast_cancer");
        auto* box = bench.find<QComboBox>("metrics");
        QVERIFY(box);
        QCOMPARE(box->currentText(), QStringLiteral("Accuracy, F1"));
        auto* menu = box->findChild<QMenu*>();
        QVERIFY(menu);
        emit menu->aboutToShow();
        QAction* auc = menu->findChild<QAction*>(QStringLiteral("auc"));
        QVERIFY(auc && !auc->isChecked());
        auc->trigger();
        QCOMPARE(bench.document.training().metrics.size(), std::size_t(3));
        QVERIFY(!bench.document.training().metricsFollowTarget);
        QVERIFY(box->currentText().startsWith(QStringLiteral("Accuracy, F1, ")));
        bench.document.undoStack()->undo();
        QVERIFY(bench.document.training().metricsFollowTarget);
        QCOMPARE(box->currentText(), QStringLiteral("Accuracy, F1"));
        QVERIFY(!menu->findChild<QAction*>(QStringLiteral("r2_score"))); // for numbers only

        box->showPopup(); // and it stays open while one ticks
        QTRY_VERIFY(menu->isVisible());
        QAction* recall = menu->findChild<QAction*>(QStringLiteral("recall"));
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(recall).center());
        QVERIFY(menu->isVisible() && recall->isChecked());
        menu->setActiveAction(menu->findChild<QAction*>(QStringLiteral("auc")));
        QTest::keyClick(menu, Qt::Key_Space);
        QVERIFY(menu->isVisible());
        QCOMPARE(bench.document.training().metrics.size(), std::size_t(4));
        QTest::keyClick(menu, Qt::Key_Escape);
        QVERIFY(!menu->isVisible());
    }

    void metricsThatFitTheTargetComeFirst_data()
    {
        QTest::addColumn<QString>("sample");
        QTest::addColumn<QStringList>("first");
        QTest::addColumn<QStringList>("later");
        QTest::addColumn<QStringList>("absent");
        QTest::newRow("two classes") << "breast_cancer"
                                     << QStringList{"accuracy", "binary_accuracy", "precision", "recall", "auc"}
                                     << QStringList{"categorical_accuracy", "exact_match"} << QStringList{"r2_score"};
        QTest::newRow("three classes") << "iris" << QStringList{"accuracy", "categorical_accuracy", "f1_score"}
                                       << QStringList{"binary_accuracy", "exact_match", "precision_article"}
                                       << QStringList{"r2_score"};
        QTest::newRow("a number") << "plane" << QStringList{"r2_score", "root_mean_squared_error"} << QStringList{}
                                  << QStringList{"accuracy", "binary_accuracy"};
    }
    void metricsThatFitTheTargetComeFirst()
    {
        QFETCH(const QString, sample);
        Bench bench(sample.toStdString());
        auto* menu = bench.find<QComboBox>("metrics")->findChild<QMenu*>();
        emit menu->aboutToShow();
        QStringList above;
        QStringList below;
        bool parted = false;
        for (const QAction* entry : menu->actions()) {
            parted = parted || entry->isSeparator();
            if (entry->isCheckable())
                (parted ? below : above).append(entry->objectName());
        }
        QFETCH(const QStringList, first);
        QFETCH(const QStringList, later);
        QFETCH(const QStringList, absent);
        QCOMPARE(parted, !later.isEmpty());
        for (const QString& metric : first)
            QVERIFY2(above.contains(metric), qPrintable(metric));
        for (const QString& metric : later)
            QVERIFY2(below.contains(metric), qPrintable(metric));
        for (const QString& metric : absent)
            QVERIFY2(!above.contains(metric) && !below.contains(metric), qPrintable(metric));
    }

    void classWeightsAreForClasses()
    {
        Bench bench("breast_cancer");
        auto* weights = bench.find<QComboBox>("class_weights");
        QVERIFY(!weights->isHidden());
        weights->setFocus();
        weights->lineEdit()->selectAll();
        QTest::keyClicks(weights->lineEdit(), QStringLiteral("Balanced"));
        QTest::keyClick(weights->lineEdit(), Qt::Key_Return);
        QCOMPARE(bench.document.training().classWeights, std::string("balanced"));
        bench.document.undoStack()->undo();
        QCOMPARE(weights->currentText(), QStringLiteral("None"));
        auto* remark = weights->parentWidget()->findChild<QLabel*>("fieldRemark", Qt::FindDirectChildrenOnly);
        QVERIFY(remark->isHidden());
        weights->lineEdit()->selectAll();
        QTest::keyClicks(weights->lineEdit(), QStringLiteral("20000"));
        QTest::keyClick(weights->lineEdit(), Qt::Key_Return);
        QCOMPARE(bench.document.training().classWeights, std::string("none"));
        QVERIFY(!remark->isHidden()); // said where it was typed
        QVERIFY(remark->text().startsWith(QStringLiteral("The class weights \"20000\" are not understood.")));
        QVERIFY(remark->text().endsWith(QStringLiteral("Until then it stays None.")));
        weights->lineEdit()->selectAll();
        QTest::keyClicks(weights->lineEdit(), QStringLiteral("none"));
        QTest::keyClick(weights->lineEdit(), Qt::Key_Return);
        QVERIFY(remark->isHidden());
        QCOMPARE(weights->currentText(), QStringLiteral("None"));
        Bench numbers("plane");
        QVERIFY(numbers.find<QComboBox>("class_weights")->isHidden() ==
                (numbers.document.target()->task == Task::Regression));
    }

    void whatIsChangedWhileItTrainsTakesEffect()
    {
        Bench bench("breast_cancer");
        bench.document.setSetting(QStringLiteral("epochs"), QStringLiteral("100000000"));
        bench.training.train();
        QTRY_VERIFY(bench.training.history().epochs() > 0);
        bench.type(bench.find<QAbstractSpinBox>("learning_rate"), QStringLiteral("0.0005"));
        QVERIFY(bench.training.isRunning());
        QTRY_COMPARE(bench.training.history().find("learning_rate")->back(), 0.0005);
    }

    void nothingMovesWhenTheRateBeginsToChange()
    {
        Bench bench("breast_cancer");
        const auto rate = [&] {
            for (QLabel* label : bench.panel.findChildren<QLabel*>(QStringLiteral("muted")))
                if (label->isVisible() && label->text().contains(QStringLiteral("ate")) &&
                    !label->text().contains(QStringLiteral("rows")))
                    return label->text();
            return QString();
        };
        QCOMPARE(rate(), QString()); // it stays as it is set
        bench.document.setSetting(QStringLiteral("schedule"), QStringLiteral("cosine_decay"));
        bench.document.setSetting(QStringLiteral("epochs"), QStringLiteral("100000000"));
        QTRY_COMPARE(rate(), QStringLiteral("The rate changes while it trains."));
        QCoreApplication::processEvents();
        const auto place = [&] {
            return bench.find<QAbstractSpinBox>("batch_size")->mapTo(&bench.panel, QPoint(0, 0));
        };
        const QPoint before = place();
        bench.training.train();
        QTRY_COMPARE(rate(), QStringLiteral("Rate now: 0")); // after the 1,000 steps of the schedule
        QCoreApplication::processEvents();
        QCOMPARE(place(), before);
        bench.training.stop();
        QTRY_VERIFY(!bench.training.isActive());
        bench.training.reset();
        QTRY_COMPARE(rate(), QStringLiteral("The rate changes while it trains."));
        QCOMPARE(place(), before);
    }

    void aWindowIsClosedWhileItTrains()
    {
        for (int round = 0; round < 100; ++round) {
            MainWindow window;
            openSample(window.document(), round % 2 ? "breast_cancer" : "iris");
            TrainingConfig config = window.document().training();
            config.epochs = 100'000'000;
            window.document().setTraining(config, QStringLiteral("Train for long"));
            if (round % 10 == 0)
                window.show();
            window.training().train();
            QVERIFY(window.training().isRunning());
            if (round % 5 == 0)
                QTRY_VERIFY(window.training().history().epochs() > 0);
            if (round % 7 == 0)
                window.training().pause();
            if (round % 3 == 0) {
                window.close();
                QVERIFY(!window.training().isActive());
            }
        }
        QVERIFY(m_answers.questions > 0);
    }

    void closingAsksAboutWhatATrainingHasLearned()
    {
        MainWindow window;
        openSample(window.document(), "iris");
        QVERIFY(!window.document().isModified());
        window.document().undoStack()->setClean();
        window.training().train();
        QTRY_VERIFY(window.training().history().epochs() > 0);
        window.close(); // whether it still trains or has ended
        QCOMPARE(m_answers.questions, 1);
    }

private:
    Answers m_answers;
};

QTEST_MAIN(TrainingPanelTest)
#include "tst_training_panel.moc"
