// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/golden_math.h"
#include "tests/support/golden.h"

#include <QTest>

#include <limits>
#include <vector>

using namespace netloom;
using namespace netloom::golden;

void GoldenMath::finish(const Comparison& comparison)
{
    const QString report = QString::fromStdString(comparison.report());
    qInfo("%s", qPrintable(report));
    QVERIFY2(comparison.good(), qPrintable(report));
    QVERIFY2(comparison.count() > 0, "no values were compared");
}

void GoldenMath::wrongValuesFail()
{
    Comparison near("near", 1e-6);
    near.compare("large", 1000.0005, 1000);
    QVERIFY(near.good());
    near.compare("slightly off", 1.00001, 1);
    QVERIFY(!near.good());
    Comparison missing("missing", 1e-6);
    missing.compare("length", {1.0}, {1.0, 2.0});
    QVERIFY(!missing.good());
    Comparison nan("nan", 1e-6);
    nan.compare("NaN", std::numeric_limits<double>::quiet_NaN(), 1);
    QVERIFY(!nan.good());

    const std::vector<Json> known = filesOfKind("activations");
    if (known.empty())
        QSKIP("skipped: no file of activations to change");
    const Json& file = known.front();
    Json wrong = file.at("elementwise").front();
    Comparison changed("changed reference", tolerance(file));
    changed.compare("y", numbers(wrong.at("x")), numbers(wrong.at("y")));
    QVERIFY(changed.good());
    wrong.at("y")[3] = wrong.at("y")[3].get<double>() + 0.001;
    changed.compare("y", numbers(wrong.at("x")), numbers(wrong.at("y")));
    QVERIFY(!changed.good());
}
