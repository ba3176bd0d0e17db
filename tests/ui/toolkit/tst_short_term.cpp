// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/toolkit/short_term.h"

#include "core/losses/registry.h"
#include "ui/toolkit/elided_label.h"

#include <QSet>
#include <QTest>

using namespace netloom;

class TestShortTerm : public QObject
{
    Q_OBJECT

private slots:
    void theFieldsShorterWordIsUsed()
    {
        QCOMPARE(shortTerm("Categorical crossentropy"), QStringLiteral("Categorical CE"));
        QCOMPARE(shortTerm("categorical crossentropy"), QStringLiteral("categorical CE"));
        QCOMPARE(shortTerm("Sparse categorical crossentropy"), QStringLiteral("Sparse CE"));
        QCOMPARE(shortTerm("Mean squared error"), QStringLiteral("MSE"));
        QCOMPARE(shortTerm("Cosine decay"), QStringLiteral("Cosine"));
        QCOMPARE(shortTerm("SiLU (swish)"), QStringLiteral("SiLU"));
        QCOMPARE(shortTerm("ReLU"), QStringLiteral("ReLU"));
        QCOMPARE(shortTerm(""), QString());
        QCOMPARE(shortestTerm("Categorical crossentropy"), QStringLiteral("CCE"));
        QCOMPARE(shortestTerm("Binary crossentropy"), QStringLiteral("BCE"));
        QCOMPARE(shortestTerm("Cosine decay"), QStringLiteral("Cosine"));
    }

    void noTwoLossesHaveTheSame()
    {
        QSet<QString> terms;
        for (const LossInfo* info : losses()) {
            const QString term = shortTerm(QString::fromStdString(info->title));
            QVERIFY2(!terms.contains(term), info->title.c_str());
            terms.insert(term);
        }
    }

    void aLabelShowsWhatFitsAndNoPartOfAWord()
    {
        ElidedLabel label(0);
        label.setText("categorical crossentropy");
        label.setShorter({"categorical CE", {}});
        const auto pictureAt = [&](int width) {
            label.resize(width, 24);
            return label.grab().toImage();
        };
        const auto pictureOf = [&](const QString& text, int width) {
            QLabel plain(text);
            plain.resize(width, 24);
            return plain.grab().toImage();
        };
        const QFontMetrics metrics = label.fontMetrics();
        const int whole = metrics.horizontalAdvance("categorical crossentropy");
        const int shorter = metrics.horizontalAdvance("categorical CE");
        QCOMPARE(pictureAt(whole + 4), pictureOf("categorical crossentropy", whole + 4));
        QCOMPARE(pictureAt(shorter + 4), pictureOf("categorical CE", shorter + 4));
        QCOMPARE(pictureAt(shorter - 4), pictureOf("", shorter - 4));
    }
};

QTEST_MAIN(TestShortTerm)
#include "tst_short_term.moc"
