// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/field.h"

#include <QWidget>

#include <functional>
#include <memory>
#include <vector>

namespace netloom {

/// A form made from a field list: one labelled editor per field, advanced ones folded under "More".
///
/// Editors have the field's key as object name. Numbers are typed with the decimal point or the locale's mark; a
/// refused text is marked with the reason beside it and nothing is emitted. Fields that mean nothing beside the values
/// shown (FieldInfo::shownFor) are hidden.
class FieldForm final : public QWidget
{
    Q_OBJECT
public:
    explicit FieldForm(QWidget* parent = nullptr);
    ~FieldForm() override;

    void setFields(const std::vector<FieldInfo>& fields);   ///< rebuilds the form only where the list differs
    void setValues(const FieldValues& values);              ///< shows values; emits nothing
    void setFault(const QString& key, const QString& text); ///< mark below an editor; empty text removes it
    void setMiddle(QWidget* widget); ///< more that belongs to the form, between its fields and "More"
    int titleWidth() const;          ///< of the longest title shown
    void setTitleWidth(int width);   ///< so that the editors of several forms stand below each other

signals:
    void edited(const QString& key, const netloom::FieldValue& value);

private:
    class Private;
    std::unique_ptr<Private> d;
};

/// Follows the refusals of an editor made by makeFieldEditor(): `show` gets the reason, or an empty text once mended.
void onRefusal(QWidget* editor, std::function<void(const QString&)> show);

/// One editor for a field, as used in forms and on cards: spin box, combo box, check box or line edit.
/// Emits `edited` by the callback only for values the user entered.
QWidget* makeFieldEditor(const FieldInfo& field, const FieldValue& value, std::function<void(const FieldValue&)> edited,
                         QWidget* parent);
void setEditorValue(QWidget* editor, const FieldInfo& field, const FieldValue& value);

} // namespace netloom
