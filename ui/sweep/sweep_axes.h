// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sweep/search_space.h"

#include <QWidget>

#include <optional>
#include <string>
#include <vector>

class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace netloom {

class ChoiceBox;
class Error;
class ProjectDocument;

/// "Learning rate", "Weight decay (optimizer)", "Hidden units": a setting that a sweep changes, by its key.
QString sweptTitle(const ProjectDocument& document, const QString& key);
/// One of its values: "AdamW", "0.01", "none".
QString sweptValue(const ProjectDocument& document, const std::string& key, const std::string& value);
/// Nothing where the value is a word.
std::optional<double> sweptNumber(const std::string& value);
/// "learning rate 0.01, optimizer AdamW": what a trial is told by.
QString sweptWords(const ProjectDocument& document, const TrialSettings& settings);

/// What cannot be tried: the key of the setting at fault, where there is one, and why, in a sentence; empty: nothing.
struct SweepProblem {
    QString key;
    QString text;
};
/// What an error of core says, with the setting as the dialog calls it.
SweepProblem sweepProblem(const ProjectDocument& document, const Error& error);

/// A line for each setting of a sweep: which, and its values as they are typed ("0.001, 0.01", "8..64", "1e-4..1e-1
/// log", networks with a bar between them).
class SweepAxes final : public QWidget
{
    Q_OBJECT
public:
    explicit SweepAxes(const ProjectDocument& document, QWidget* parent = nullptr);

    /// The settings that are given. Where a line cannot be read `problem` receives why.
    std::vector<SweepAxis> axes(SweepProblem& problem) const;
    void setFaulty(const QString& key); ///< marks the values of that setting; empty: none
    void setDefaults();                 ///< what is worth trying first, where nothing was typed yet
    void setLocked(bool locked);

signals:
    void edited();

private:
    /// A setting and its values.
    struct Line {
        QWidget* widget = nullptr;
        ChoiceBox* key = nullptr;
        QLineEdit* values = nullptr;
    };
    void addLine(const QString& key, const QString& values);
    QStringList keys() const;
    QString currentValue(const QString& key) const;

    const ProjectDocument& m_document;
    std::vector<Line> m_lines;
    QVBoxLayout* m_column;
    QPushButton* m_add;
};

} // namespace netloom
