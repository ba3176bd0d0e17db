// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/activations/registry.h"
#include "ui/toolkit/activation_help.h"
#include "ui/toolkit/field_form.h"
#include "ui/toolkit/theme.h"

#include <QComboBox>
#include <QHelpEvent>
#include <QTest>
#include <QToolTip>

#include <cmath>

using namespace netloom;

class TestActivationHelp : public QObject
{
    Q_OBJECT

private slots:
    void curvesAreThoseOfTheActivations()
    {
        // From -4 to 4 in steps of 1.
        const std::vector<double> relu = activationCurve(*findActivation("relu"), 9);
        QCOMPARE(relu, (std::vector<double>{0, 0, 0, 0, 0, 1, 2, 3, 4}));
        const std::vector<double> tanh = activationCurve(*findActivation("tanh"), 9);
        QVERIFY(std::abs(tanh[5] - 0.76159416) < 1e-6);
        QVERIFY(std::abs(tanh[0] + 0.99932930) < 1e-6);
        QVERIFY(activationCurve(*findActivation("softmax"), 9).empty()); // it has no shape of its own
    }

    void everyOtherOneHasAFiniteCurve()
    {
        for (const ActivationInfo* info : activations())
            for (const double value : activationCurve(*info, 33))
                QVERIFY2(std::isfinite(value), info->type.c_str());
    }

    void theFieldExplainsWhatIsChosen()
    {
        applyTheme(ThemeChoice::Light);
        FieldInfo field;
        field.key = "activation";
        field.type = FieldType::Choice;
        field.choices = activationChoices;
        const std::unique_ptr<QWidget> box(makeFieldEditor(
            field, std::string("tanh"), [](const FieldValue&) {}, nullptr));
        box->show();
        QHelpEvent help(QEvent::ToolTip, QPoint(5, 5), box->mapToGlobal(QPoint(5, 5)));
        QApplication::sendEvent(box.get(), &help);
        QVERIFY(QToolTip::text().contains(QString::fromStdString(findActivation("tanh")->help).toHtmlEscaped()));
        QVERIFY(QToolTip::text().contains(QStringLiteral("<img")));
    }
};

QTEST_MAIN(TestActivationHelp)
#include "tst_activation_help.moc"
