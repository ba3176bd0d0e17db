// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/csv/csv_dialect.h"
#include "core/csv/csv_error.h"
#include "core/csv/csv_preview.h"
#include "core/csv/csv_result.h"
#include "core/project/project.h"
#include "ui/toolkit/job.h"

#include <QObject>
#include <QString>

#include <memory>

namespace netloom {

/// The import of one CSV file: what the user fixed, what was guessed, and what came of reading the file that way.
///
/// Every change of the options looks at the first rows anew (a few milliseconds) and then reads the whole file, both
/// beside the window. Afterwards the rows that were remarked upon join the preview.
class CsvImport final : public QObject
{
    Q_OBJECT
public:
    enum class State { Reading, Ready, Refused };

    explicit CsvImport(const QString& path, QObject* parent = nullptr);
    ~CsvImport() override; ///< cancels

    /// A file that is in a project already: `reference` and `recipe` stay as they are where nothing is changed.
    void continueFrom(const DataReference& reference, const Recipe& recipe, const SplitConfig& split);
    void start();

    const QString& path() const { return m_path; }
    QString name() const; ///< of the file, without folders
    State state() const { return m_state; }
    double progress() const { return m_readJob.progress(); }
    const CsvPreview& preview() const { return m_preview; } ///< no names: nothing to show yet
    int columns() const;
    const CsvOptions& wishes() const { return m_wishes; } ///< what the user fixed
    CsvOptions effective() const;                         ///< with what was guessed
    QString arguments() const;                            ///< the wishes as options of the command line
    const QString& problem() const { return m_problem; }  ///< Refused: why, in a sentence
    Index rowsThatFit() const { return m_rowsThatFit; }   ///< Refused for its size: how many rows could be read
    const Recipe& recipe() const { return m_recipe; }     ///< empty until Ready
    const SplitConfig& split() const { return m_split; }
    const Table* table() const { return m_table.get(); } ///< null unless Ready
    std::shared_ptr<const Table> sharedTable() const { return m_table; }
    const DataReference& reference() const { return m_reference; }
    const std::vector<CsvWarning>& warnings() const { return m_warnings; }

    ColumnKind kind(int column) const;
    bool hasChosenKind(int column) const;
    std::optional<ColumnRole> role(int column) const; ///< absent until Ready
    QString reason(int column) const;                 ///< why the role was guessed
    int target() const;                               ///< the only target, -1: none or several
    QString task() const;                             ///< "3 classes", "a number" …; empty: no target
    QStringList remarks() const;                      ///< what is worth knowing, as sentences, the gravest first

    void setWishes(CsvOptions wishes);
    void setKind(int column, std::optional<ColumnKind> kind); ///< absent: as guessed
    void setRole(int column, ColumnRole role);
    void setTarget(int column); ///< the only one
    void setSplit(const SplitConfig& split);

signals:
    void previewChanged();
    void stateChanged();
    void rolesChanged();

private:
    void look(const CsvOptions& options, std::vector<Index> lines);
    void read();
    /// What reading brings back: a table, or why the file is refused.
    struct Reading {
        DataReference reference;
        std::shared_ptr<const Table> table;
        Recipe recipe;
        std::vector<CsvWarning> warnings;
        std::optional<CsvError> refusal;
    };
    void take(Reading reading);
    void refuse(const QString& problem, Index line); ///< line 0: no single place
    void followSplitColumn();
    QString columnName(std::size_t column) const;
    QString severalTargets() const;

    QString m_path;
    CsvOptions m_wishes;
    std::optional<CsvOptions> m_stored; ///< of the project, until it is known which of them were wishes
    Recipe m_base;                      ///< of the project
    std::vector<std::pair<std::string, ColumnRole>> m_chosenRoles;
    SplitConfig m_split;
    bool m_orderChosen = false;

    State m_state = State::Reading;
    CsvPreview m_preview;
    DataReference m_reference;
    std::shared_ptr<const Table> m_table;
    Recipe m_recipe;
    std::vector<CsvWarning> m_warnings;
    QString m_problem;
    Index m_rowsThatFit = 0;
    Job<CsvOptions> m_wishesJob; ///< finds out what of m_stored were wishes
    Job<CsvPreview> m_lookJob;
    Job<Reading> m_readJob;
};

} // namespace netloom
