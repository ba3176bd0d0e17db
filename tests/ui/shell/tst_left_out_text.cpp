// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/left_out_text.h"

#include <QTest>

using namespace netloom;

class TestLeftOutText : public QObject
{
    Q_OBJECT

private:
    static ColumnRecipe ignored(const char* name, const char* reason)
    {
        ColumnRecipe column;
        column.column = name;
        column.role = ColumnRole::Ignore;
        column.reason = reason;
        return column;
    }

private slots:
    void nothingIsSaidOfWhatIsUsedOrWasChosen()
    {
        Recipe recipe;
        ColumnRecipe input;
        input.column = "age";
        input.role = ColumnRole::Input;
        recipe.columns = {input, ignored("name", ""), ignored("note", "chosen")};
        QCOMPARE(leftOutTexts(recipe), QStringList());
    }

    void columnsOfOneReasonStandTogether()
    {
        Recipe recipe;
        recipe.columns = {ignored("id", "looks like an id: every value is different"), ignored("day", "a date"),
                          ignored("due", "a date")};
        QCOMPARE(leftOutTexts(recipe),
                 QStringList({"Left out: id (looks like an id: every value is different); day, due (a date).",
                              "Left out: id (looks like an id); day, due (a date).", "3 columns are left out."}));
    }

    void manyColumnsAreCounted()
    {
        Recipe recipe;
        for (const char* name : {"a", "b", "c", "d", "e", "f"})
            recipe.columns.push_back(ignored(name, "empty"));
        QCOMPARE(leftOutTexts(recipe).first(), QStringLiteral("Left out: a, b, c, d and 2 more (empty)."));
    }
};

QTEST_APPLESS_MAIN(TestLeftOutText)
#include "tst_left_out_text.moc"
