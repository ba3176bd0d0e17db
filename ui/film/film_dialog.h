// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/film/film.h"
#include "ui/toolkit/job.h"

#include <QDialog>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QSpinBox;
class QTimer;

namespace netloom {

class ProjectDocument;

/// Export ▸ Film of the training…: what is seen, how large and how long, and the file; it is made beside the window,
/// with its progress here, and closing the dialog calls it off.
class FilmDialog final : public QDialog
{
    Q_OBJECT
public:
    explicit FilmDialog(ProjectDocument& document, QWidget* parent = nullptr);
    ~FilmDialog() override;

    bool isWriting() const { return m_job.isRunning(); }

signals:
    void message(const QString& text);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void update();
    void save();
    FilmOptions options() const;

    ProjectDocument& m_document;
    Job<QString> m_job; ///< brings the file's name
    QComboBox* m_view;
    QComboBox* m_format;
    QSpinBox* m_width;
    QDoubleSpinBox* m_seconds;
    QSpinBox* m_perSecond;
    QComboBox* m_colors;
    QLabel* m_words;
    QProgressBar* m_bar;
    QPushButton* m_save;
    QPushButton* m_close;
    QTimer* m_timer;
};

} // namespace netloom
