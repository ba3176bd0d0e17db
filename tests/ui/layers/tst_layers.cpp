// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layers/registry.h"
#include "ui/document/project_document.h"
#include "ui/layers/insert_handle.h"
#include "ui/layers/layer_card.h"
#include "ui/layers/layer_list.h"
#include "ui/layers/layers_panel.h"
#include "ui/toolkit/field_form.h"
#include "ui/toolkit/number_box.h"
#include "ui/toolkit/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

using namespace netloom;

namespace {

FieldInfo rateField()
{
    return {.key = "rate",
            .title = "Rate",
            .help = "Rate of the test.",
            .type = FieldType::Real,
            .initial = 0.2,
            .min = 0,
            .max = 1,
            .maxOpen = true};
}

FieldInfo unitsField()
{
    return {.key = "units",
            .title = "Units",
            .help = "Units of the test.",
            .type = FieldType::Integer,
            .initial = std::int64_t(8),
            .min = 1,
            .max = 4096};
}

void type(NumberBox& box, const QString& text)
{
    box.setFocus();
    box.selectAll();
    QTest::keyClicks(&box, text);
    QTest::keyClick(&box, Qt::Key_Return);
}

NetworkSpec threeLayers()
{
    NetworkSpec network;
    network.layers = {{"dense", "h1", {{"units", std::int64_t(8)}, {"activation", std::string("relu")}}},
                      {"dropout", "drop1", {{"rate", 0.2}}},
                      {"dense", "output", {{"units", std::int64_t(1)}, {"activation", std::string("sigmoid")}}}};
    return network;
}

/// A panel on the screen with a project that has no data.
struct Shown {
    ProjectDocument document;
    std::unique_ptr<LayersPanel> panel;
    LayerList* list = nullptr;

    Shown()
    {
        Project project;
        project.run().network = threeLayers();
        document.adopt(project, nullptr);
        panel = std::make_unique<LayersPanel>(document);
        panel->resize(300, 700);
        panel->show();
        panel->activateWindow();
        (void)QTest::qWaitForWindowExposed(panel.get());
        list = panel->findChild<LayerList*>();
    }
    LayerCard* card(int index) const { return list->card(index); }
    QStringList names() const
    {
        QStringList result;
        for (const LayerSpec& layer : document.network().layers)
            result.append(QString::fromStdString(layer.name));
        return result;
    }
    QMenu* popup() const { return qobject_cast<QMenu*>(QApplication::activePopupWidget()); }
};

} // namespace

class TestLayers : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { applyTheme(ThemeChoice::Light); }
    void fieldsThatMeanNothingAreHidden()
    {
        FieldInfo kind;
        kind.key = "kind";
        kind.title = "Kind";
        kind.type = FieldType::Choice;
        kind.initial = std::string("none");
        kind.choices = [] { return std::vector<FieldChoice>{{"none", "None"}, {"fixed", "Fixed"}}; };
        FieldInfo rate = rateField();
        rate.shownFor = "kind=fixed";
        FieldInfo units = unitsField();
        units.shownFor = "kind=fixed";
        units.advanced = true;
        FieldForm form;
        FieldValues values;
        QObject::connect(&form, &FieldForm::edited, &form, [&](const QString& key, const FieldValue& value) {
            values.set(key.toStdString(), value);
            form.setValues(values);
        });
        form.setFields({kind, rate, units});
        form.setValues(values);
        form.show();
        auto* box = form.findChild<QComboBox*>("kind");
        auto* rateBox = form.findChild<NumberBox*>("rate");
        auto* unitsBox = form.findChild<NumberBox*>("units");
        auto* more = form.findChild<QPushButton*>("moreFields");
        QVERIFY(!rateBox->isVisible());
        QVERIFY(!more->isVisible());
        QTest::keyClick(box, Qt::Key_Down);
        QVERIFY(rateBox->isVisible());
        QVERIFY(!unitsBox->isVisible());
        QVERIFY(more->isVisible());
        QTest::mouseClick(more, Qt::LeftButton);
        QVERIFY(unitsBox->isVisible());
        type(*rateBox, QStringLiteral("7"));
        QVERIFY(!rateBox->refusal().isEmpty());
        QTest::keyClick(box, Qt::Key_Up);
        QVERIFY(!rateBox->isVisible());
        QVERIFY(!unitsBox->isVisible());
        for (const QLabel* label : form.findChildren<QLabel*>()) // neither names nor the complaint are left behind
            QVERIFY2(!label->isVisible() || label->text() == QLatin1String("Kind"), qPrintable(label->text()));
    }

    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)"))); }
    void cleanup() { QLocale::setDefault(QLocale::c()); }

    void numbersAreReadWithPointOrTheLocalesMark_data()
    {
        QTest::addColumn<QString>("locale");
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("value");
        QTest::newRow("point") << "en_GB"
                               << "0.5" << 0.5;
        QTest::newRow("german comma") << "de_DE"
                                      << "0,5" << 0.5;
        QTest::newRow("point in german") << "de_DE"
                                         << "0.5" << 0.5;
        QTest::newRow("exponent") << "de_DE"
                                  << "5e-1" << 0.5;
        QTest::newRow("sign") << "en_GB"
                              << "+0.5" << 0.5;
        QTest::newRow("blanks") << "en_GB"
                                << " 0.5 " << 0.5;
    }

    void numbersAreReadWithPointOrTheLocalesMark()
    {
        QFETCH(QString, locale);
        QFETCH(QString, text);
        QFETCH(double, value);
        QLocale::setDefault(QLocale(locale));
        NumberBox box(rateField());
        QSignalSpy edited(&box, &NumberBox::edited);
        type(box, text);
        QCOMPARE(edited.count(), 1);
        QCOMPARE(box.value(), FieldValue(value));
        QCOMPARE(box.text(), locale == "de_DE" ? "0,5" : "0.5");
    }

    void wrongTextsAreRefusedWithTheReason_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text :
             {"1,5", "1e", "nan", "inf", "1e999", "", "-1", "1", "1.2", "abc", "0.5x", "1e30", "0x1"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }

    void wrongTextsAreRefusedWithTheReason()
    {
        QFETCH(QString, text);
        QLocale::setDefault(QLocale("en_GB"));
        NumberBox box(rateField());
        QSignalSpy edited(&box, &NumberBox::edited);
        QSignalSpy refused(&box, &NumberBox::refused);
        box.setFocus();
        box.selectAll();
        if (text.isEmpty())
            QTest::keyClick(&box, Qt::Key_Delete);
        else
            QTest::keyClicks(&box, text);
        QTest::keyClick(&box, Qt::Key_Return);
        QCOMPARE(edited.count(), 0);
        QCOMPARE(refused.count(), 1);
        QVERIFY(box.refusal().endsWith('.'));
        QCOMPARE(box.value(), FieldValue(0.2));
        QCOMPARE(box.text(), text);
        QTest::keyClick(&box, Qt::Key_Escape);
        QVERIFY(box.refusal().isEmpty());
        QCOMPARE(box.text(), QStringLiteral("0.2"));
    }

    void typingIsOneEditNotOnePerDigit()
    {
        NumberBox box(unitsField());
        QSignalSpy edited(&box, &NumberBox::edited);
        type(box, "123");
        QCOMPARE(edited.count(), 1);
        QCOMPARE(box.value(), FieldValue(std::int64_t(123)));
    }

    void arrowKeysStepTheNumber()
    {
        NumberBox box(unitsField());
        box.setFocus();
        QTest::keyClick(&box, Qt::Key_Up);
        QCOMPARE(box.value(), FieldValue(std::int64_t(9)));
        NumberBox rate(rateField());
        rate.setValue(0.3);
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(&rate, Qt::Key_Down);
        QVERIFY(!rate.text().contains("000"));
        type(rate, "0.99");
        for (int i = 0; i < 5; ++i)
            QTest::keyClick(&rate, Qt::Key_Up);
        QVERIFY(std::get<double>(rate.value()) < 1);
    }

    void theWheelTurnsOnlyWhatHasTheFocus()
    {
        NumberBox box(unitsField());
        QWheelEvent event(QPointF(5, 5), QPointF(5, 5), {}, QPoint(0, 120), Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(&box, &event);
        QCOMPARE(box.value(), FieldValue(std::int64_t(8)));
        QVERIFY(!event.isAccepted());
    }

    void aFormShowsAndReportsEveryKindOfField()
    {
        static const auto choices = +[] { return std::vector<FieldChoice>{{"a", "Alpha"}, {"b", "Beta"}}; };
        std::vector<FieldInfo> fields{unitsField(), rateField()};
        fields.push_back(
            {.key = "on", .title = "On", .help = "On of the test.", .type = FieldType::Boolean, .initial = false});
        fields.push_back({.key = "kind",
                          .title = "Kind",
                          .help = "Kind of the test.",
                          .type = FieldType::Choice,
                          .initial = std::string("a"),
                          .choices = choices});
        fields.push_back({.key = "note",
                          .title = "Note",
                          .help = "Note of the test.",
                          .type = FieldType::Text,
                          .initial = std::string(),
                          .advanced = true});
        FieldForm form;
        form.setFields(fields);
        form.setValues({{"kind", std::string("b")}, {"units", std::int64_t(3)}});
        form.show();
        QCOMPARE(form.findChild<NumberBox*>("units")->text(), QStringLiteral("3"));
        QCOMPARE(form.findChild<QComboBox*>("kind")->currentText(), QStringLiteral("Beta"));
        QVERIFY(form.findChild<QLineEdit*>("note")->isHidden());
        QTest::mouseClick(form.findChild<QPushButton*>("moreFields"), Qt::LeftButton);
        QVERIFY(form.findChild<QLineEdit*>("note")->isVisible());

        QSignalSpy edited(&form, &FieldForm::edited);
        QTest::keyClick(form.findChild<QCheckBox*>("on"), Qt::Key_Space);
        QTest::keyClick(form.findChild<QComboBox*>("kind"), Qt::Key_Up);
        QCOMPARE(edited.count(), 2);
        QCOMPARE(edited.at(0).at(0).toString(), QStringLiteral("on"));
        QCOMPARE(edited.at(1).at(1).value<FieldValue>(), FieldValue(std::string("a")));

        // The same fields again: the widgets stay, and with them the focus and what is typed.
        QWidget* units = form.findChild<NumberBox*>("units");
        form.setFields(fields);
        fields.pop_back();
        form.setFields(fields);
        QCOMPARE(form.findChild<NumberBox*>("units"), units);
        QVERIFY(!form.findChild<QLineEdit*>("note"));
        form.setFault("units", "Too many.");
        bool shown = false;
        for (const QLabel* label : form.findChildren<QLabel*>("fieldRemark"))
            shown = shown || (label->isVisible() && label->text() == "Too many.");
        QVERIFY(shown);
    }

    void aNarrowCardHasItsNameWholeAndShortensItsKind()
    {
        LayerCardState state;
        state.layer = {"dense", "output", {}};
        state.shape.parameters = 1234567;
        LayerCard card;
        card.display(state);
        card.resize(220, card.sizeHint().height());
        card.show();
        QVERIFY(QTest::qWaitForWindowExposed(&card));
        const auto* name = card.findChild<QLabel*>("heading");
        QCOMPARE(name->text(), QString("output"));
        QVERIFY2(name->width() >= name->sizeHint().width(),
                 qPrintable(QString("%1 < %2").arg(name->width()).arg(name->sizeHint().width())));
    }

    void editingUnitsIsOneUndoStepAndTheCardFollows()
    {
        Shown s;
        auto* units = s.card(0)->findChild<NumberBox*>("units");
        QVERIFY(units);
        type(*units, "12");
        QCOMPARE(s.document.network().layers[0].fields.integer("units"), std::int64_t(12));
        QCOMPARE(s.document.undoStack()->count(), 1);
        QCOMPARE(s.card(0)->findChild<NumberBox*>("units"), units); // not rebuilt
        s.document.undoStack()->undo();
        QCOMPARE(units->text(), QStringLiteral("8"));
    }

    void cardsAreSelectedByClickAndArrows()
    {
        Shown s;
        QTest::mouseClick(s.card(1), Qt::LeftButton, {}, QPoint(60, 8));
        QCOMPARE(s.document.selectedLayer(), 1);
        QTest::keyClick(s.card(1), Qt::Key_Down);
        QCOMPARE(s.document.selectedLayer(), 2);
        QTest::keyClick(s.card(2), Qt::Key_Home);
        QCOMPARE(s.document.selectedLayer(), 0);
        QVERIFY(s.card(0)->property("selected").toBool());
        s.document.selectLayer(2);
        QVERIFY(s.card(2)->property("selected").toBool());
        QVERIFY(!s.card(0)->property("selected").toBool());
    }

    void keysMoveRemoveAndDuplicate()
    {
        Shown s;
        QVERIFY(QTest::qWaitForWindowActive(s.panel.get()));
        s.list->focusCard(0);
        QCOMPARE(s.document.selectedLayer(), 0);
        QTest::keyClick(s.card(0), Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(s.names(), (QStringList{"drop1", "h1", "output"}));
        QCOMPARE(s.document.selectedLayer(), 1);
        QVERIFY(s.card(1)->hasFocus());
        QTest::keyClick(s.card(1), Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(s.names(), (QStringList{"h1", "drop1", "output"}));
        QTest::keyClick(s.card(0), Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(s.names().size(), 4);
        QCOMPARE(s.document.selectedLayer(), 1);
        QTest::keyClick(s.card(1), Qt::Key_Delete);
        QCOMPARE(s.names(), (QStringList{"h1", "drop1", "output"}));
        QCOMPARE(s.document.undoStack()->count(), 4);
    }

    void deleteInAFieldDeletesTextNotTheLayer()
    {
        Shown s;
        QVERIFY(QTest::qWaitForWindowActive(s.panel.get()));
        auto* units = s.card(0)->findChild<NumberBox*>("units");
        units->setFocus();
        units->selectAll();
        QTest::keyClick(units, Qt::Key_Delete);
        QCOMPARE(s.names().size(), 3);
        QCOMPARE(units->text(), QString());
    }

    void renameInPlace()
    {
        Shown s;
        QVERIFY(QTest::qWaitForWindowActive(s.panel.get()));
        s.list->focusCard(0);
        QTest::keyClick(s.card(0), Qt::Key_F2);
        auto* edit = s.card(0)->findChild<QLineEdit*>("layerName");
        QVERIFY(edit->isVisible());
        QTest::keyClicks(edit, "first");
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(s.names().constFirst(), QStringLiteral("first"));
        QVERIFY(edit->isHidden());
        QVERIFY(s.card(0)->hasFocus());
        QTest::keyClick(s.card(0), Qt::Key_F2);
        QTest::keyClicks(edit, "second");
        QTest::keyClick(edit, Qt::Key_Escape);
        QCOMPARE(s.names().constFirst(), QStringLiteral("first"));
    }

    void aNameThatIsTakenStaysInItsFieldWithTheReason()
    {
        Shown s;
        QVERIFY(QTest::qWaitForWindowActive(s.panel.get()));
        const QString before = s.names().constFirst();
        s.list->focusCard(0);
        QTest::keyClick(s.card(0), Qt::Key_F2);
        auto* edit = s.card(0)->findChild<QLineEdit*>("layerName");
        auto* remark = s.card(0)->findChild<QLabel*>("fieldRemark");
        QTest::keyClicks(edit, s.names().constLast());
        QTest::keyClick(edit, Qt::Key_Return);
        QVERIFY(edit->isVisible());
        QCOMPARE(edit->text(), s.names().constLast());
        QVERIFY(remark->isVisible());
        QVERIFY(remark->text().contains("already called " + s.names().constLast()));
        QCOMPARE(s.names().constFirst(), before);
        QTest::keyClicks(edit, "2");
        QVERIFY(remark->isHidden());
        QTest::keyClick(edit, Qt::Key_Return);
        QVERIFY(edit->isHidden());
        QCOMPARE(s.names().constFirst(), s.names().constLast() + '2');

        QTest::keyClick(s.card(0), Qt::Key_F2);
        QTest::keyClick(edit, Qt::Key_Delete);
        QTest::keyClick(edit, Qt::Key_Return);
        QVERIFY(remark->isVisible());
        QTest::keyClick(edit, Qt::Key_Escape);
        QVERIFY(edit->isHidden());
        QVERIFY(remark->isHidden());
        QCOMPARE(s.names().constFirst(), s.names().constLast() + '2');
    }

    void everyLayerTypeCanBeAddedByTheMenu()
    {
        for (const LayerInfo* info : layerTypes()) {
            Shown s;
            auto* add = s.panel->findChild<QPushButton*>("addLayer");
            QVERIFY(add && add->menu());
            auto* entry = add->menu()->findChild<QAction*>("add_" + QString::fromStdString(info->type));
            QVERIFY2(entry, info->type.c_str());
            entry->trigger();
            QCOMPARE(s.names().size(), 4);
            QCOMPARE(s.names().constLast(), QStringLiteral("output")); // it went before the output
            QCOMPARE(s.document.network().layers[2].type, info->type);
            QCOMPARE(s.document.selectedLayer(), 2);
        }
    }

    void insertingBetweenByTheGap()
    {
        Shown s;
        const auto gaps = s.list->findChildren<InsertHandle*>();
        QCOMPARE(gaps.size(), 4);
        QTest::mouseClick(gaps[1], Qt::LeftButton);
        QTRY_VERIFY(s.popup());
        QMenu* menu = s.popup();
        menu->findChild<QAction*>("add_dropout")->trigger();
        menu->close();
        QCOMPARE(s.document.network().layers[1].type, std::string("dropout"));
        QCOMPARE(s.names().size(), 4);
    }

    void droppingACardMovesItsLayer()
    {
        Shown s;
        const QPoint below(40, s.card(1)->geometry().bottom() - 2);
        const auto drop = [&](const QByteArray& from) {
            QMimeData data;
            data.setData("application/x-netloom-layer", from);
            QDragEnterEvent enter(below, Qt::MoveAction, &data, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(s.list, &enter);
            QDragMoveEvent over(below, Qt::MoveAction, &data, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(s.list, &over);
            QDropEvent event(below, Qt::MoveAction, &data, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(s.list, &event);
        };
        drop("0");
        QCOMPARE(s.names(), (QStringList{"drop1", "h1", "output"}));
        drop("77");
        drop("none");
        QCOMPARE(s.document.undoStack()->count(), 1);
    }

    void aWrongRateIsExplainedOnTheCardAndNothingChanges()
    {
        Shown s;
        auto* rate = s.card(1)->findChild<NumberBox*>("rate");
        type(*rate, "1.2");
        QCOMPARE(s.document.undoStack()->count(), 0);
        const auto remark = [&] {
            for (const QLabel* label : s.card(1)->findChildren<QLabel*>("fieldRemark"))
                if (label->isVisible())
                    return label->text();
            return QString();
        };
        QVERIFY2(remark().endsWith("Until then it stays 0.2."), qPrintable(remark()));
        QVERIFY(s.card(1)->property("faulty").toBool());
        // It is still said when one has gone on to another card.
        s.card(0)->setFocus();
        s.document.selectLayer(0);
        QVERIFY(!remark().isEmpty());
        QCOMPARE(rate->text(), QStringLiteral("1.2"));
        type(*rate, "0.4");
        QVERIFY(!s.card(1)->property("faulty").toBool());
        QCOMPARE(s.document.network().layers[1].fields.real("rate"), 0.4);
    }

    void faultsAreShownInWordsOnTheirCard()
    {
        Shown s;
        s.document.setLayerField(2, "activation", std::string("softmax"));
        QVERIFY(s.card(2)->property("faulty").toBool());
        QVERIFY(!s.card(2)->state().errors.isEmpty());
        s.document.undoStack()->undo();
        QVERIFY(!s.card(2)->property("faulty").toBool());
    }

    void advancedFieldsUnfoldOnTheCard()
    {
        Shown s;
        auto* more = s.card(0)->findChild<QToolButton*>("more");
        QVERIFY(more->isVisible());
        QTest::mouseClick(more, Qt::LeftButton);
        auto* bias = s.card(0)->findChild<QCheckBox*>("use_bias");
        QVERIFY(bias && bias->isVisible());
        QTest::mouseClick(bias, Qt::LeftButton, {}, QPoint(8, bias->height() / 2));
        QCOMPARE(s.document.network().layers[0].fields.boolean("use_bias"), false);
    }

    void layersAreCopiedAsTextAndPasted()
    {
        Shown s;
        s.list->focusCard(0);
        QTest::keyClick(s.card(0), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("dense 8 relu"));
        QTest::keyClick(s.card(0), Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(s.names(), (QStringList{"h1", "h2", "drop1", "output"}));
        QCOMPARE(s.document.network().layers[1].fields.integer("units"), std::int64_t(8));
        QCOMPARE(s.document.selectedLayer(), 1);
        s.panel->findChild<QAction*>("copyAllLayers")->trigger();
        Shown other; // another project
        other.list->focusCard(0);
        QTest::keyClick(other.card(0), Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(other.list->count(), 7);
        QCOMPARE(other.document.undoStack()->count(), 1);
        other.document.undoStack()->undo();
        QCOMPARE(other.list->count(), 3);

        QApplication::clipboard()->setText(QStringLiteral("nothing of ours"));
        QSignalSpy refused(&other.document, &ProjectDocument::refused);
        QTest::keyClick(other.card(0), Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(refused.count(), 1);
        QVERIFY(refused[0][0].toString().startsWith(QStringLiteral("The clipboard holds no layers")));
        QCOMPARE(other.list->count(), 3);
    }

    void tabGoesThroughTheCardsInReadingOrder()
    {
        Shown s;
        s.document.insertLayer(1, "dense"); // a card made later stands between the others
        s.list->focusCard(0);
        QStringList seen;
        for (int i = 0; i < 16; ++i) {
            const QWidget* focus = QApplication::focusWidget();
            const auto card = [&] {
                for (int c = 0; c < s.list->count(); ++c)
                    if (s.card(c) == focus || s.card(c)->isAncestorOf(focus))
                        return c;
                return -1;
            }();
            if (card >= 0)
                seen << QString::number(card) + ':' + focus->objectName();
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        const QStringList expected{"0:card",       "0:more", "0:units", "0:activation", "1:card", "1:more", "1:units",
                                   "1:activation", "2:card", "2:rate",  "3:card",       "3:more", "3:units"};
        QCOMPARE(seen.mid(0, expected.size()), expected);
    }

    void cardsOfADeepNetworkAreFilledWhenTheyAreSeen()
    {
        Shown s;
        NetworkSpec network = s.document.network();
        LayerSpec dense = network.layers[0];
        for (int i = 0; i < 200; ++i) {
            dense.name = "deep" + std::to_string(i);
            network.layers.insert(network.layers.begin() + 1, dense);
        }
        s.document.setNetwork(network, QStringLiteral("Deeper"));
        QCOMPARE(s.list->count(), 203);
        QVERIFY(s.card(1)->findChild<QLineEdit*>("layerName"));
        LayerCard* far = s.card(150);
        QVERIFY(!far->findChild<QLineEdit*>("layerName"));
        QVERIFY(far->accessibleName().contains(QStringLiteral("deep50")));
        QTRY_VERIFY(s.card(1)->height() > 20); // laid out
        const int height = far->height();
        QCOMPARE(height, s.card(1)->height());
        s.list->focusCard(150);
        QVERIFY(far->findChild<QLineEdit*>("layerName"));
        QTRY_COMPARE(far->height(), height);
        QTest::keyClick(far, Qt::Key_Tab);
        QVERIFY(far->isAncestorOf(QApplication::focusWidget()));
        // Scrolled to, without the focus.
        LayerCard* last = s.card(201);
        s.panel->findChild<QScrollArea*>()->ensureWidgetVisible(last);
        QTRY_VERIFY(last->findChild<QLineEdit*>("layerName"));
    }

    void addLayerSaysWhere()
    {
        Shown s;
        auto* menu = s.panel->findChild<QPushButton*>("addLayer")->menu();
        s.document.selectLayer(0);
        emit menu->aboutToShow();
        QCOMPARE(menu->actions().constFirst()->text(), QStringLiteral("Add between h1 and drop1"));
        s.document.selectLayer(2);
        emit menu->aboutToShow();
        QCOMPARE(menu->actions().constFirst()->text(), QStringLiteral("Add between drop1 and output"));
    }

    void totalsFollowTheNetwork()
    {
        Shown s;
        // 10 inputs: 10 × 8 + 8 in h1, 8 × 1 + 1 in the output.
        QStringList texts;
        for (const QLabel* label : s.panel->findChild<QWidget*>("totals")->findChildren<QLabel*>())
            texts.append(label->text());
        QVERIFY2(texts.contains("97"), qPrintable(texts.join(" | ")));
        QVERIFY2(texts.contains("88"), qPrintable(texts.join(" | ")));
    }

    void suggestIsOneStep()
    {
        Shown s;
        auto* suggest = s.panel->findChild<QPushButton*>("suggest");
        QVERIFY(suggest->menu());
        s.panel->findChild<QAction*>("template_tutorial")->trigger();
        QCOMPARE(s.document.undoStack()->count(), 1);
        QCOMPARE(s.list->count(), static_cast<int>(s.document.network().layers.size()));
        s.document.undoStack()->undo();
        QCOMPARE(s.names(), (QStringList{"h1", "drop1", "output"}));
    }

    void cardsHaveNamesForTheBlind()
    {
        Shown s;
        for (int i = 0; i < s.list->count(); ++i) {
            QVERIFY(!s.card(i)->accessibleName().isEmpty());
            for (const QWidget* child : s.card(i)->findChildren<QWidget*>())
                if (child->focusPolicy() != Qt::NoFocus && child->parent() == s.card(i))
                    QVERIFY2(!child->accessibleName().isEmpty(), qPrintable(child->objectName()));
        }
    }
};

QTEST_MAIN(TestLayers)

#include "tst_layers.moc"
