// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

#include <utility>

class QLabel;

namespace netloom {

class FieldForm;
class ProjectDocument;
struct Recipe;
struct Table;

/// How the rows are divided: shares, order, seed; and how many rows each part has.
class SplitForm final : public QWidget
{
    Q_OBJECT
public:
    explicit SplitForm(ProjectDocument& document, QWidget* parent = nullptr);

private:
    void update();
    void offerOrders();

    ProjectDocument& m_document;
    FieldForm* m_form;
    QLabel* m_parts;
};

/// How rows can be put in order before they are divided: key of SplitConfig::order and words. The three usual ways,
/// then the columns that name parts and those with dates.
QList<std::pair<QString, QString>> splitOrders(const Table& table, const Recipe& recipe);

} // namespace netloom
