// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/recovery_card.h"

#include "ui/shell/recent_files.h"
#include "ui/toolkit/elided_label.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPixmap>
#include <QPushButton>

namespace netloom {

RecoveryCard::RecoveryCard(const RecoveredProject& project, QWidget* parent) : QFrame(parent)
{
    setObjectName(QStringLiteral("recoveryCard"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 10, 12, 10);
    row->setSpacing(12);
    QPixmap picture;
    if (picture.loadFromData(project.pngOfDiagram, "PNG")) {
        auto* label = new QLabel(this);
        picture.setDevicePixelRatio(devicePixelRatioF());
        label->setPixmap(
            picture.scaled(QSize(96, 56) * devicePixelRatioF(), Qt::KeepAspectRatio, Qt::SmoothTransformation));
        row->addWidget(label);
    }
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addStretch(1);
    auto* title = new ElidedLabel(12, this);
    title->keepBothEnds();
    title->setText(project.title);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    title->setFont(bold);
    words->addWidget(title);
    QStringList second{tr("kept %1").arg(RecentFiles::when(project.written, QDateTime::currentDateTime()))};
    if (!project.summary.isEmpty())
        second.append(project.summary);
    second.append(project.path.isEmpty() ? tr("never saved") : tr("its file is unchanged"));
    auto* detail = new ElidedLabel(12, this);
    detail->setText(second.join(QStringLiteral(" · ")));
    detail->setObjectName(QStringLiteral("muted"));
    if (!project.path.isEmpty())
        detail->setToolTip(QStringLiteral("<p style='white-space:pre'>%1</p>").arg(project.path.toHtmlEscaped()));
    words->addWidget(detail);
    words->addStretch(1);
    row->addLayout(words, 1);
    auto* open = new QPushButton(tr("Recover"), this);
    open->setObjectName(QStringLiteral("recover"));
    open->setProperty("primary", true);
    open->setAccessibleDescription(project.title);
    connect(open, &QPushButton::clicked, this, &RecoveryCard::openRequested);
    auto* discard = new QPushButton(tr("Discard…"), this);
    discard->setObjectName(QStringLiteral("discardRecovered"));
    discard->setAccessibleDescription(project.title);
    connect(discard, &QPushButton::clicked, this, &RecoveryCard::discardRequested);
    row->addWidget(discard);
    row->addWidget(open);
}

} // namespace netloom
