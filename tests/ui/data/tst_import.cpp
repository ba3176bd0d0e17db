// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv/csv_preview.h"
#include "core/preparation/recipe_guess.h"
#include "core/project/prepared_data.h"
#include "ui/data/csv_import.h"
#include "ui/data/import_dialog.h"
#include "ui/data/import_header.h"
#include "ui/data/import_model.h"
#include "ui/document/project_document.h"
#include "ui/shell/project_files.h"
#include "ui/shell/recent_files.h"
#include "ui/toolkit/theme.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QElapsedTimer>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace netloom;

namespace {

const QString kSource = QStringLiteral(NETLOOM_SOURCE_DIR);

} // namespace

class TestImport : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString write(const QString& name, const QByteArray& bytes)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            return {};
        return file.fileName();
    }

    struct Opened {
        explicit Opened(const QString& path) : import(new CsvImport(path)), dialog(new ImportDialog(import))
        {
            dialog->setAttribute(Qt::WA_DeleteOnClose, false);
            dialog->show();
        }
        template<typename T>
        T* child(const char* name) const
        {
            return dialog->findChild<T*>(QLatin1String(name));
        }
        void choose(const char* name, const QString& text) const
        {
            auto* box = child<QComboBox>(name);
            box->setCurrentIndex(box->findText(text));
            emit box->activated(box->currentIndex());
        }
        bool isReady() const { return import->state() == CsvImport::State::Ready; }
        QString remarks() const { return child<QLabel>("remarks")->text(); }

        CsvImport* import;
        std::unique_ptr<ImportDialog> dialog;
    };

    static void trigger(QMenu* menu, const QString& text)
    {
        QVERIFY(menu);
        for (QAction* action : menu->actions())
            if (action->text() == text) {
                action->trigger();
                menu->close();
                return;
            }
        QFAIL("no such entry");
    }

private slots:
    void initTestCase()
    {
        QSettings::setDefaultFormat(QSettings::IniFormat);
        applyTheme(ThemeChoice::Light);
    }

    void showsWhatItUnderstood()
    {
        const Opened opened(kSource + "/tests/data/field_notes.csv");
        QTRY_VERIFY(opened.isReady());
        auto* view = opened.child<QTableView>("preview");
        QTRY_COMPARE(view->model()->rowCount(), 60);
        QCOMPARE(view->model()->columnCount(), 17);
        const QAbstractItemModelTester tester(view->model());
        const auto* header = opened.dialog->findChild<ImportHeader*>();
        QCOMPARE(view->model()->headerData(2, Qt::Horizontal).toString(), "Species");
        QCOMPARE(header->typeText(9), "number");
        QCOMPARE(header->typeText(4), "class · 3");
        QCOMPARE(opened.import->table()->columns[14].missing, 4);
        QCOMPARE(opened.import->role(16), ColumnRole::Ignore); // comments
        QCOMPARE(opened.child<QComboBox>("delimiter")->currentText(), "Comma");
        QCOMPARE(opened.child<QComboBox>("header")->currentText(), "Line 1");
        QCOMPARE(view->model()->headerData(0, Qt::Vertical).toString(), "2");
        QVERIFY(opened.child<QPushButton>("import")->isEnabled());
        QVERIFY2(opened.remarks().contains("filled with the median"), qPrintable(opened.remarks()));
        QVERIFY(opened.child<QLabel>("remarks")->textFormat() == Qt::PlainText);
    }

    void whatTheFileShowsByItselfIsNoWish()
    {
        DataReference reference;
        reference.source = DataReference::Source::File;
        reference.path =
            write(QStringLiteral("read.csv"),
                  "when;share;took;kind\n25.12.2020;45%;1:02:03;x\n26.12.2020;50%;0:02:03;y\n27.12.2020;5%;2:00:00;x\n")
                .toStdString();
        const auto table = loadTable(reference, {});
        CsvImport import(QString::fromStdString(reference.path));
        import.continueFrom(reference, guessRecipe(*table), {});
        import.start();
        QTRY_VERIFY(import.state() == CsvImport::State::Ready);
        QCOMPARE(import.arguments(), QString());
    }

    void everyGuessCanBeChanged()
    {
        const Opened opened(write(QStringLiteral("a.csv"), "a;b;c\n1,5;x;yes\n2,5;y;no\n3,5;-9;yes\n4,5;x;no\n"));
        QTRY_VERIFY(opened.isReady());
        QCOMPARE(opened.child<QComboBox>("delimiter")->currentText(), "Semicolon");
        QCOMPARE(opened.child<QComboBox>("decimal")->currentText(), "Comma");
        QCOMPARE(opened.import->kind(0), ColumnKind::Number);
        QCOMPARE(opened.import->wishes(), CsvOptions());

        opened.choose("decimal", QStringLiteral("Point"));
        QTRY_VERIFY(opened.isReady());
        QCOMPARE(opened.import->kind(0), ColumnKind::Text);
        QVERIFY(opened.import->arguments().contains("--decimal point"));
        QTest::mouseClick(opened.child<QPushButton>("copy"), Qt::LeftButton);
        QCOMPARE(QApplication::clipboard()->text(), opened.import->arguments());
        QTest::mouseClick(opened.child<QPushButton>("reset"), Qt::LeftButton);
        QTRY_VERIFY(opened.isReady());
        QCOMPARE(opened.import->kind(0), ColumnKind::Number);

        opened.choose("header", QStringLiteral("None"));
        QTRY_VERIFY(opened.isReady());
        QCOMPARE(opened.import->table()->rows, 5);
        opened.choose("header", QStringLiteral("Line 2"));
        QTRY_VERIFY(opened.isReady());
        QCOMPARE(opened.import->table()->rows, 3);
        QTest::mouseClick(opened.child<QPushButton>("reset"), Qt::LeftButton);

        auto* missing = opened.child<QLineEdit>("missing");
        QTest::keyClicks(missing, QStringLiteral("-9"));
        QTest::keyClick(missing, Qt::Key_Tab);
        missing->setModified(true);
        emit missing->editingFinished();
        QTRY_VERIFY(opened.isReady());
        QCOMPARE(opened.import->table()->columns[1].missing, 1);

        opened.choose("delimiter", QStringLiteral("Tab"));
        QTRY_VERIFY(opened.isReady());
        QCOMPARE(opened.import->columns(), 1);
        opened.choose("encoding", QStringLiteral("Latin-1"));
        QTRY_VERIFY(opened.isReady());
        QCOMPARE(*opened.import->reference().csv.encoding, std::string("iso-8859-1"));
    }

    void rareGuessesAreShownAndCanBeChanged()
    {
        const Opened opened(write(QStringLiteral("r.csv"), "# made up\nlength;mass\nmm;kg\n1'000;2\n2'500;3\n7;4\n"));
        QTRY_VERIFY(opened.isReady());
        QTRY_VERIFY(opened.child<QComboBox>("thousands")->isVisible()); // what was found is not hidden
        QCOMPARE(opened.child<QComboBox>("thousands")->currentText(), "'");
        QCOMPARE(opened.child<QComboBox>("units")->currentText(), "Below the header");
        QCOMPARE(opened.import->table()->rows, 3);
        QCOMPARE(opened.import->table()->columns[0].numbers[1], 2500.0);
        opened.choose("units", QStringLiteral("None"));
        QTRY_VERIFY(opened.isReady());
        QCOMPARE(opened.import->table()->rows, 4);
        QVERIFY2(opened.import->arguments().contains("--units no"), qPrintable(opened.import->arguments()));
        opened.choose("units", QStringLiteral("Below the header"));
        QTRY_VERIFY(opened.isReady());
        QCOMPARE(opened.import->table()->rows, 3);
        opened.choose("thousands", QStringLiteral("None"));
        QTRY_VERIFY(opened.isReady());
        QCOMPARE(opened.import->kind(0), ColumnKind::Text);
        QTest::mouseClick(opened.child<QPushButton>("reset"), Qt::LeftButton);
        QTRY_VERIFY(opened.isReady());
        auto* comment = opened.child<QLineEdit>("comment");
        comment->setFocus();
        comment->selectAll();
        QTest::keyClicks(comment, QStringLiteral("7"));
        QTest::keyClick(comment, Qt::Key_Return);
        QTRY_VERIFY(opened.isReady());
        QCOMPARE(opened.import->effective().comment, std::string("7"));
    }

    void usualFilesNeedNoRareOptions()
    {
        const Opened opened(kSource + "/tests/data/field_notes.csv");
        QTRY_VERIFY(opened.isReady());
        QVERIFY(!opened.child<QComboBox>("thousands")->isVisible());
        QTest::mouseClick(opened.child<QToolButton>("moreFormat"), Qt::LeftButton);
        QVERIFY(opened.child<QComboBox>("thousands")->isVisible());
    }

    void severalTargetsAreNamed()
    {
        QByteArray text("a,b,c,p,q\n");
        for (int i = 0; i < 40; ++i)
            text += QByteArray::number(i * 1.5) + ',' + QByteArray::number(i * i) + ',' +
                    QByteArray(i % 3   ? "x"
                               : i % 2 ? "y"
                                       : "z") +
                    ',' + QByteArray::number(i % 2) + ',' + (i % 5 ? "yes" : "no") + '\n';
        const Opened opened(write(QStringLiteral("t.csv"), text));
        QTRY_VERIFY(opened.isReady());
        auto* header = opened.dialog->findChild<ImportHeader*>();
        QCOMPARE(opened.import->target(), 4);
        trigger(header->openRoleMenu(3), QStringLiteral("Target"));
        QCOMPARE(opened.import->task(), "2 times two classes");
        QCOMPARE(opened.child<QComboBox>("target")->currentText(), "2 times two classes");
        trigger(header->openRoleMenu(4), QStringLiteral("Input"));
        trigger(header->openRoleMenu(1), QStringLiteral("Target"));
        QCOMPARE(opened.import->task(), "2 numbers");
        trigger(header->openRoleMenu(2), QStringLiteral("Target"));
        QCOMPARE(opened.import->task(), "3 targets that do not go together");
    }

    void typesAndRolesHaveMenus()
    {
        const Opened opened(write(QStringLiteral("b.csv"), "id,w,part,y\n1,2,train,a\n2,3,test,b\n3,2,train,a\n"
                                                           "4,1,test,b\n5,2,validation,a\n6,2,train,b\n"));
        QTRY_VERIFY(opened.isReady());
        auto* header = opened.dialog->findChild<ImportHeader*>();
        opened.import->setRole(0, ColumnRole::Input);
        trigger(header->openTypeMenu(1), QStringLiteral("Text or class"));
        QTRY_VERIFY(opened.isReady());
        QCOMPARE(opened.import->kind(1), ColumnKind::Text);
        QVERIFY(opened.import->hasChosenKind(1));
        trigger(header->openTypeMenu(1), QStringLiteral("As found in the file"));
        QTRY_VERIFY(opened.isReady());
        QCOMPARE(opened.import->kind(1), ColumnKind::Number);
        QCOMPARE(opened.import->role(0), ColumnRole::Input); // kept over readings

        trigger(header->openRoleMenu(1), QStringLiteral("Weight"));
        QCOMPARE(opened.import->role(1), ColumnRole::Weight);
        trigger(header->openRoleMenu(2), QStringLiteral("Split"));
        QCOMPARE(opened.import->role(2), ColumnRole::Split);
        QCOMPARE(opened.child<QComboBox>("order")->currentText(), "By part");
        opened.choose("target", QStringLiteral("w"));
        QCOMPARE(opened.import->target(), 1);
        QCOMPARE(opened.import->role(3), ColumnRole::Input);
        opened.child<QDoubleSpinBox>("test")->setValue(30);
        QCOMPARE(opened.import->split().test, 0.3);

        // The keyboard's way.
        auto* view = opened.child<QTableView>("preview");
        view->setCurrentIndex(view->model()->index(0, 3));
        opened.dialog->activateWindow();
        QTest::keyClick(opened.dialog.get(), Qt::Key_R, Qt::ControlModifier);
        QTRY_VERIFY(opened.dialog->findChild<QMenu*>("roleMenu"));
        opened.dialog->findChild<QMenu*>("roleMenu")->close();
    }

    void problemsAreMarkedAndVisited()
    {
        QByteArray text("n,k\n");
        for (int i = 0; i < 3000; ++i)
            text += i == 40 ? "oops,1\n" : i == 2500 ? "7,2\n" : QByteArray::number(i) + ",1\n";
        const Opened opened(write(QStringLiteral("c.csv"), text));
        QTRY_VERIFY(opened.isReady());
        auto* view = opened.child<QTableView>("preview");
        auto* model = qobject_cast<ImportModel*>(view->model());
        QTRY_COMPARE(model->problems(), 1);
        auto* next = opened.child<QPushButton>("nextProblem");
        QTRY_VERIFY(next->isVisible() && next->isEnabled());
        QTest::mouseClick(next, Qt::LeftButton);
        QCOMPARE(view->currentIndex(), model->index(40, 0));
        QVERIFY2(opened.remarks().contains("oops"), qPrintable(opened.remarks()));
        QCOMPARE(opened.import->table()->columns[0].missing, 1);
    }

    void refusedFileShowsThePlace()
    {
        QByteArray text("a,b,c\n");
        for (int i = 0; i < 3000; ++i)
            text += i == 2500 ? "1,2\n" : "1,2,x\n";
        const Opened opened(write(QStringLiteral("d.csv"), text));
        QTRY_COMPARE(opened.import->state(), CsvImport::State::Refused);
        QVERIFY2(opened.remarks().contains("line 2502"), qPrintable(opened.remarks()));
        QVERIFY2(opened.remarks().contains("skipped or padded.") && !opened.remarks().contains("--"),
                 qPrintable(opened.remarks())); // the dialog has fields for what the command line has options for
        QVERIFY(!opened.child<QPushButton>("import")->isEnabled());
        auto* view = opened.child<QTableView>("preview");
        auto* model = qobject_cast<ImportModel*>(view->model());
        QTRY_COMPARE(model->problems(), 1);
        QTest::keyClick(opened.dialog.get(), Qt::Key_F8);
        QCOMPARE(model->headerData(view->currentIndex().row(), Qt::Vertical, Qt::ToolTipRole).toString(),
                 "Line 2,502 of the file");
        QCOMPARE(view->currentIndex().data().toString(), "no cell");
        opened.choose("ragged", QStringLiteral("Skip"));
        QTRY_VERIFY(opened.isReady());
        QCOMPARE(opened.import->table()->rows, 2999);
    }

    void cancelAtAnyMoment()
    {
        QByteArray text("a,b,c\n");
        for (int i = 0; i < 1'500'000; ++i)
            text += "1,2.5,x\n";
        const QString path = write(QStringLiteral("e.csv"), text);
        auto opened = std::make_unique<Opened>(path);
        QTRY_VERIFY(opened->import->preview().rows.size() == 200); // long before the end of the file
        QSignalSpy rejected(opened->dialog.get(), &QDialog::rejected);
        QElapsedTimer timer;
        timer.start();
        QTest::mouseClick(opened->child<QPushButton>("cancel"), Qt::LeftButton);
        QCOMPARE(rejected.size(), 1);
        opened.reset();
        QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
    }

    void importedIntoTheProject()
    {
        ProjectDocument document;
        RecentFiles recent;
        QWidget window;
        ProjectFiles files(document, recent, &window);
        files.importData(kSource + "/tests/data/laboratory_eu.csv");
        auto* dialog = window.findChild<ImportDialog*>();
        QVERIFY(dialog);
        QTRY_COMPARE(dialog->import().state(), CsvImport::State::Ready);
        QTest::mouseClick(dialog->findChild<QPushButton*>("import"), Qt::LeftButton);
        QTRY_VERIFY(document.isOpen());
        QCOMPARE(document.table()->rows, 65);
        QCOMPARE(document.project().data.csv.decimal, ',');

        // Reading it otherwise is one step that can be undone.
        const DataReference before = document.project().data;
        files.showReadingOptions();
        QTRY_COMPARE(window.findChildren<ImportDialog*>().size(), 1);
        dialog = window.findChild<ImportDialog*>();
        QTRY_COMPARE(dialog->import().state(), CsvImport::State::Ready);
        QCOMPARE(dialog->import().wishes(), CsvOptions());
        CsvOptions wishes;
        wishes.maxRows = 20;
        dialog->import().setWishes(wishes);
        QTRY_COMPARE(dialog->import().state(), CsvImport::State::Ready);
        QTest::mouseClick(dialog->findChild<QPushButton*>("import"), Qt::LeftButton);
        QTRY_COMPARE(document.table()->rows, 20);
        QCOMPARE(document.project().data.csv.maxRows, 20);
        document.undoStack()->undo();
        QCOMPARE(document.table()->rows, 65);
        QVERIFY(document.project().data == before);
    }

    void unreadableFileOffersTheDialog()
    {
        ProjectDocument document;
        RecentFiles recent;
        QWidget window;
        ProjectFiles files(document, recent, &window);
        files.open(write(QStringLiteral("f.csv"), "a,b\n1,2\n3\n4,5\n"));
        QTRY_VERIFY(window.findChild<ImportDialog*>());
        auto* dialog = window.findChild<ImportDialog*>();
        QTRY_COMPARE(dialog->import().state(), CsvImport::State::Refused);
        QVERIFY(!document.isOpen());
        dialog->reject();
    }

    void previewOfFarLines()
    {
        QByteArray text("a,b\r\n");
        for (int i = 0; i < 5000; ++i)
            text += QByteArray::number(i) + ",x\r\n";
        const QString path = write(QStringLiteral("g.csv"), text);
        const CsvPreview preview = previewCsv(path.toStdString(), {}, {3, 4000, 5001, 9000}, 10);
        QCOMPARE(static_cast<int>(preview.rows.size()), 13);
        QCOMPARE(preview.rows[9].line, 11);
        QCOMPARE(preview.rows[10].line, 4000);
        QVERIFY(preview.rows[10].gap && !preview.rows[11].gap);
        QCOMPARE(QString::fromStdString(preview.rows[10].cells[0].text), "3998");
        QCOMPARE(QString::fromStdString(preview.rows[12].cells[0].text), "4999");
    }
};

QTEST_MAIN(TestImport)
#include "tst_import.moc"
