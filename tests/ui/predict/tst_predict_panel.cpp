// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/predictions.h"
#include "core/explanation/repeated_row.h"
#include "core/project/new_project.h"
#include "core/project/prepared_data.h"
#include "tests/support/answers.h"
#include "tests/support/trained_document.h"
#include "ui/document/current_model.h"
#include "ui/plots/bar_plot.h"
#include "ui/plots/xy_plot.h"
#include "ui/predict/drawing_pad.h"
#include "ui/predict/predict_panel.h"
#include "ui/predict/row_form.h"
#include "ui/toolkit/number_box.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QMouseEvent>
#include <QPushButton>
#include <QSlider>
#include <QTemporaryDir>
#include <QToolButton>
#include <QWheelEvent>

using namespace netloom;

class TestPredictPanel : public QObject
{
    Q_OBJECT

private:
    ProjectDocument m_document;
    testing::Answers m_answers;
    std::unique_ptr<TrainingController> m_training;
    std::unique_ptr<PredictPanel> m_panel;

    void open(int epochs)
    {
        m_training = std::make_unique<TrainingController>(m_document);
        testing::openSample(m_document, *m_training, "iris", "species", epochs);
        m_panel = std::make_unique<PredictPanel>(m_document, *m_training);
        m_panel->resize(320, 900);
        m_panel->show();
    }
    QString answer() const { return m_panel->findChild<QLabel*>("prediction")->text(); }

private slots:
    void init() { Dialogs::install(&m_answers); }
    void cleanup()
    {
        m_panel.reset();
        m_training.reset();
        Dialogs::install(nullptr);
        m_answers = {};
    }

    void aRowIsPredictedAsByTheCommandLine()
    {
        open(60);
        m_document.selectRow(10);
        auto* form = m_panel->findChild<RowForm*>();
        QCOMPARE(form->row().columns[0].text(0), m_document.table()->columns[0].text(10));
        const Predictions expected = predictTable(*m_document.currentModel().model(), form->row());
        const QString name =
            QString::fromStdString(m_document.prepared()->fitted.predictionText(expected.output.col(0)));
        QVERIFY(answer().endsWith(name));
        double sum = 0;
        for (const BarPlot::Bar& bar : m_panel->findChild<BarPlot*>()->content().bars)
            sum += bar.to;
        QVERIFY(std::abs(sum - 1) < 1e-5);
    }

    void aComputedColumnFollowsAndHasNoField()
    {
        open(0);
        Recipe recipe = m_document.project().recipe;
        ColumnRecipe square;
        square.column = "square";
        square.formula = "[" + recipe.columns[0].column + "]*[" + recipe.columns[0].column + "]";
        square.role = ColumnRole::Input;
        recipe.columns.insert(recipe.columns.begin(), square);
        m_document.setRecipe(recipe, "Compute a column");
        QTRY_COMPARE_WITH_TIMEOUT(m_document.inputs(), Index(5), 20000);
        m_training->train();
        QTRY_VERIFY_WITH_TIMEOUT(!m_training->isActive() && !answer().isEmpty(), 60000);
        const auto* form = m_panel->findChild<RowForm*>();
        QCOMPARE(form->row().find("square"), Index(-1));
        QCOMPARE(form->findChildren<NumberBox*>().size(), qsizetype(4));
        m_document.selectRow(10);
        const Predictions expected = predictTable(*m_document.currentModel().model(), form->row());
        QTRY_VERIFY(answer().endsWith(
            QString::fromStdString(m_document.prepared()->fitted.predictionText(expected.output.col(0)))));
    }

    void slidersMoveThePrediction()
    {
        open(60);
        m_document.selectRow(0); // a setosa: small petals
        const QString before = answer();
        for (QSlider* slider : m_panel->findChildren<QSlider*>())
            slider->setValue(slider->maximum()); // as large as any in training
        QVERIFY(answer() != before);
        const RowForm* form = m_panel->findChild<RowForm*>();
        QCOMPARE(form->row().columns[2].numbers[0], 6.9); // the largest petal length of iris
    }

    void aDigitIsDrawnByHand()
    {
        m_training = std::make_unique<TrainingController>(m_document);
        testing::openSample(m_document, *m_training, "digits", "", 30);
        m_panel = std::make_unique<PredictPanel>(m_document, *m_training);
        m_panel->resize(320, 1000);
        m_panel->show();
        (void)QTest::qWaitForWindowExposed(m_panel.get());
        auto* pad = m_panel->findChild<DrawingPad*>();
        QVERIFY(pad->isVisible());
        QCOMPARE(m_panel->findChildren<QSlider*>().size(), 0); // 64 fields only where they are asked for
        const auto says = [&](Index row) {
            const Table one = repeatedRow(*m_document.table(), row, 1);
            const Model& model = *m_document.currentModel().model();
            return QString::fromStdString(model.preparation->predictionText(predictTable(model, one).output.col(0)));
        };
        // Before anything is chosen: the first test row.
        QVERIFY2(answer().endsWith(says(m_document.prepared()->split.test.front())), qPrintable(answer()));
        m_document.selectRow(17);
        QVERIFY2(answer().endsWith(says(17)), qPrintable(answer()));
        const double side = std::min(pad->width(), pad->height());
        const auto stroke = [&](const std::vector<QPointF>& points) {
            QTest::mousePress(pad, Qt::LeftButton, {}, (points.front() * side).toPoint());
            for (const QPointF& p : points) {
                QMouseEvent move(QEvent::MouseMove, p * side, pad->mapToGlobal(p * side), Qt::NoButton, Qt::LeftButton,
                                 {});
                QApplication::sendEvent(pad, &move);
            }
            QTest::mouseRelease(pad, Qt::LeftButton, {}, (points.back() * side).toPoint());
        };
        stroke({{0.5, 0.15},
                {0.3, 0.3},
                {0.28, 0.6},
                {0.45, 0.85},
                {0.65, 0.75},
                {0.72, 0.45},
                {0.65, 0.22},
                {0.5, 0.15}});
        QVERIFY2(answer().endsWith(QLatin1Char('0')), qPrintable(answer()));
        const std::vector<double> pixels = pad->pixels();
        QCOMPARE(pixels.size(), std::size_t(64));
        QVERIFY(std::min({pixels[3 * 8 + 3], pixels[3 * 8 + 4], pixels[4 * 8 + 3]}) < 0.3); // hollow
        // The row has whole numbers from 0 to 16, as the table has.
        double most = 0;
        for (const Column& column : m_panel->findChild<RowForm*>()->row().columns)
            if (column.name != "digit" && column.kind == ColumnKind::Number) {
                QCOMPARE(column.numbers[0], std::round(column.numbers[0]));
                most = std::max(most, column.numbers[0]);
            }
        QVERIFY(most > 8 && most <= 16);
        QTest::mouseClick(m_panel->findChild<QPushButton*>("clearDrawing"), Qt::LeftButton);
        QVERIFY(pad->isEmpty());
        QTest::mouseClick(m_panel->findChild<QToolButton*>("pixelFields"), Qt::LeftButton);
        const int columns = static_cast<int>(m_document.prepared()->fitted.features().size());
        QVERIFY(columns > 50);
        QTRY_COMPARE(m_panel->findChildren<QSlider*>().size(),
                     columns); // some now, the others while the window answers
        const auto* form = m_panel->findChild<RowForm*>();
        for (const NumberBox* box : m_panel->findChildren<NumberBox*>()) {
            const Index place = form->row().find(box->accessibleName().toStdString());
            QCOMPARE(box->text(), QString::number(form->row().columns[static_cast<std::size_t>(place)].numbers[0]));
        }
    }

    void aLargeNetworkPredictsBesideTheWindow()
    {
        open(5);
        NetworkSpec network = m_document.network();
        network.layers.front().fields.set("units", std::int64_t(400));
        network.layers.insert(network.layers.begin() + 1, network.layers.front());
        network.layers[1].name = "wide";
        m_document.setNetwork(network, "wide");
        QTRY_VERIFY(m_document.canTrain());
        m_training->train();
        QTRY_VERIFY(!m_training->isActive());
        m_document.selectRow(100);
        const Table row = m_panel->findChild<RowForm*>()->row();
        const Model& model = *m_document.currentModel().model();
        const QString expected =
            QString::fromStdString(model.preparation->predictionText(predictTable(model, row).output.col(0)));
        QTRY_VERIFY2(answer().endsWith(expected), qPrintable(answer() + " / " + expected));
    }

    void whatWouldHaveToChangeIsTriedInTheForm()
    {
        open(100);
        m_document.selectRow(0);
        auto* wanted = m_panel->findChild<QComboBox*>("wantedClass");
        QCOMPARE(wanted->count(), 3);
        QVERIFY(!answer().endsWith(wanted->currentText())); // another class than the predicted one is asked for first
        const QString other = answer().endsWith(wanted->itemText(1)) ? wanted->itemText(0) : wanted->itemText(1);
        wanted->setCurrentText(other);
        QTest::mouseClick(m_panel->findChild<QPushButton*>("whatIf"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(m_panel->findChild<QPushButton*>("tryAnswer"), 60000);
        QTest::mouseClick(m_panel->findChild<QPushButton*>("tryAnswer"), Qt::LeftButton);
        QVERIFY2(answer().endsWith(other), qPrintable(answer()));
    }

    void numbersStandInTheDistributionOfTheTrainingRows()
    {
        m_training = std::make_unique<TrainingController>(m_document);
        testing::openSample(m_document, *m_training, "plane", "", 30);
        m_panel = std::make_unique<PredictPanel>(m_document, *m_training);
        m_panel->show();
        auto* plot = m_panel->findChild<XyPlot*>("predictionDistribution");
        QTRY_COMPARE_WITH_TIMEOUT(plot->series().size(), std::size_t(2), 20000);
        double rows = 0;
        for (const double count : plot->series()[0].y)
            rows += count;
        QCOMPARE(rows, static_cast<double>(m_document.prepared()->split.train.size()));
        const double before = plot->series()[1].x[0];
        QSlider* slider = m_panel->findChild<QSlider*>();
        slider->setValue(slider->value() < slider->maximum() / 2 ? slider->maximum() : 0);
        QVERIFY(plot->series()[1].x[0] != before);
    }

    void theWheelScrollsThePageAndChangesNoValue()
    {
        open(30);
        QTRY_VERIFY(m_panel->findChild<QSlider*>());
        auto* slider = m_panel->findChild<QSlider*>();
        const auto turned = [&] {
            const int before = slider->value();
            QWheelEvent event(slider->rect().center(), slider->mapToGlobal(slider->rect().center()), {},
                              QPoint(0, before > 0 ? -120 : 120), Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                              false);
            QCoreApplication::sendEvent(slider, &event);
            return slider->value() != before;
        };
        QVERIFY(!slider->hasFocus());
        QVERIFY(!turned());
        m_panel->activateWindow();
        slider->setFocus();
        QTRY_VERIFY(slider->hasFocus());
        QVERIFY(turned());
    }

    void aTableIsPredictedIntoAFile()
    {
        open(60);
        QTemporaryDir folder;
        QFile in(folder.filePath("in.csv"));
        QVERIFY(in.open(QIODevice::WriteOnly));
        QByteArray text;
        const Table& table = *m_document.table();
        for (std::size_t c = 0; c < 4; ++c)
            text += QByteArray::fromStdString(table.columns[c].name) + (c == 3 ? "\n" : ",");
        text += "5.1,3.5,1.4,0.2\n6.7,3.0,5.2,2.3\n";
        in.write(text);
        in.close();
        m_answers.open = in.fileName();
        m_answers.save = folder.filePath("out.csv");
        QTest::mouseClick(m_panel->findChild<QPushButton*>("predictFile"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(m_answers.save), 20000);
        QFile out(m_answers.save);
        QVERIFY(out.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = out.readAll().trimmed().split('\n');
        QCOMPARE(lines.size(), 3);
        QVERIFY(lines[0].contains("predicted_species"));
        QVERIFY(lines[1].contains("setosa") && lines[2].contains("virginica"));
        QTRY_VERIFY(m_panel->findChild<QPushButton*>("predictFile")->isEnabled());

        m_answers.save = in.fileName(); // never over the table itself
        QTest::mouseClick(m_panel->findChild<QPushButton*>("predictFile"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(m_answers.errors.size(), 1, 20000);
        QVERIFY(in.open(QIODevice::ReadOnly));
        QCOMPARE(in.readAll(), text);
    }

    void aTableThatDoesNotFitIsRefusedBeforeItsFileIsAskedFor()
    {
        open(30);
        QTemporaryDir folder;
        QFile in(folder.filePath("in.csv"));
        QVERIFY(in.open(QIODevice::WriteOnly));
        in.write("length,width\n5.1,3.5\n");
        in.close();
        m_answers.open = in.fileName();
        m_answers.save = folder.filePath("out.csv");
        QTest::mouseClick(m_panel->findChild<QPushButton*>("predictFile"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(m_answers.errors.size(), 1, 20000);
        QVERIFY2(m_answers.errors[0].contains(QString::fromStdString(m_document.table()->columns[0].name)),
                 qPrintable(m_answers.errors[0]));
        QVERIFY(m_answers.suggestedName.isEmpty()); // not asked
        QVERIFY(!QFile::exists(m_answers.save));
        QVERIFY(m_panel->findChild<QPushButton*>("predictFile")->isEnabled());
    }

    void numbersThatContradictThoseOfTrainingAreReadAsChosen()
    {
        QTemporaryDir folder;
        const auto write = [&](const char* name, char decimal, bool target) {
            QFile file(folder.filePath(QLatin1String(name)));
            if (!file.open(QIODevice::WriteOnly))
                qFatal("the test's folder cannot be written");
            file.write(target ? "a;b;y\n" : "a;b\n");
            for (int i = 0; i < 40; ++i)
                file.write(QByteArray::number(i) + decimal + "25;7" +
                           (target ? ';' + QByteArray::number(2 * i) : QByteArray()) + '\n');
            return file.fileName();
        };
        Project project;
        DataReference reference;
        reference.source = DataReference::Source::File;
        reference.path = write("train.csv", ',', true).toStdString();
        const auto table = loadTable(reference, {});
        m_training = std::make_unique<TrainingController>(m_document);
        m_document.adopt(newProject(reference, *table, "y"), table);
        m_document.setSetting("epochs", "2");
        QSignalSpy ended(m_training.get(), &TrainingController::ended);
        m_training->train();
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 20000);
        m_panel = std::make_unique<PredictPanel>(m_document, *m_training);
        m_panel->resize(320, 900);
        m_panel->show();
        auto* button = m_panel->findChild<QPushButton*>("predictFile");
        const auto predict = [&](int choice) {
            m_answers.choice = choice;
            m_answers.open = write("points.csv", '.', false);
            m_answers.save = folder.filePath("out.csv");
            QFile::remove(m_answers.save);
            QTest::mouseClick(button, Qt::LeftButton);
            [&] { QTRY_VERIFY_WITH_TIMEOUT(button->isEnabled(), 20000); }();
            QFile out(m_answers.save);
            return out.open(QIODevice::ReadOnly) ? out.readAll().trimmed().split('\n') : QList<QByteArray>();
        };
        QVERIFY(predict(-1).isEmpty());
        QCOMPARE(m_answers.questions, QStringList("How is points.csv to be read?"));
        const QList<QByteArray> asItLooks = predict(0);
        QCOMPARE(asItLooks.size(), 41);
        QVERIFY(asItLooks[1].split(';').last() != asItLooks[40].split(';').last());
        // Read as the training data were, no cell is a number: every row is predicted alike.
        const QList<QByteArray> asTraining = predict(1);
        QCOMPARE(asTraining.size(), 41);
        QCOMPARE(asTraining[1].split(';').last(), asTraining[40].split(';').last());
        QVERIFY(m_answers.errors.isEmpty());
    }

    void anUntrainedNetworkSaysWhatToDo()
    {
        open(0);
        bool said = false;
        for (const QLabel* label : m_panel->findChildren<QLabel*>())
            said = said || (label->isVisible() && label->text().contains("not been trained"));
        QVERIFY(said);
    }
};

QTEST_MAIN(TestPredictPanel)
#include "tst_predict_panel.moc"
