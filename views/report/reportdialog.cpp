// SPDX-License-Identifier: Apache-2.0
#include "views/report/reportdialog.h"

#include "models/report/reportfonts.h"
#include "models/casedb/case.h"
#include "views/shared/language.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTimer>
#include <QUrl>
#include <QVBoxLayout>

namespace ashiato
{

ReportDialog::ReportDialog(const ViewContext &context, QWidget *parent) : QDialog(parent), m_context(context)
{
    setObjectName(QStringLiteral("reportDialog"));
    setWindowTitle(tr("Make the report"));
    setMinimumWidth(560);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(18, 16, 18, 14);
    column->setSpacing(12);
    auto *words = new QLabel(tr("The report lists the exhibits with their hashes, the tagged items in order of time, what was not read, "
                                "and an extract of the journal. The same case gives the same report."),
                             this);
    words->setWordWrap(true);
    words->setProperty("muted", true);
    column->addWidget(words);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(16);
    const auto pair = [&](const QString &label, QCheckBox *&first, const QString &one, QCheckBox *&second, const QString &two) {
        auto *row = new QWidget(this);
        auto *line = new QHBoxLayout(row);
        line->setContentsMargins(0, 0, 0, 0);
        first = new QCheckBox(one, row);
        second = new QCheckBox(two, row);
        line->addWidget(first);
        line->addWidget(second);
        line->addStretch(1);
        form->addRow(label, row);
    };
    pair(tr("Languages"), m_japanese, QStringLiteral("日本語"), m_english, QStringLiteral("English"));
    pair(tr("Formats"), m_html, QStringLiteral("HTML"), m_pdf, QStringLiteral("PDF"));
    m_japanese->setChecked(m_context.language.isJapanese());
    m_english->setChecked(!m_context.language.isJapanese());
    m_html->setChecked(true);
    m_pdf->setChecked(true);
    auto *row = new QWidget(this);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    const QFileInfo folder(m_context.openCase.path());
    m_folder = new QLineEdit(folder.dir().filePath(folder.completeBaseName() + QStringLiteral("-report")), row);
    m_folder->setObjectName(QStringLiteral("reportFolder"));
    m_folder->setAccessibleName(tr("Folder"));
    auto *choose = new QPushButton(tr("Choose…"), row);
    choose->setAutoDefault(false);
    line->addWidget(m_folder, 1);
    line->addWidget(choose);
    form->addRow(tr("Folder"), row);
    column->addLayout(form);
    connect(choose, &QPushButton::clicked, this, [this] {
        const QString path = QFileDialog::getExistingDirectory(this, tr("Folder of the report"), m_folder->text());
        if (!path.isEmpty())
            m_folder->setText(path);
    });
    m_progress = new QProgressBar(this);
    m_progress->setRange(0, 0);
    m_progress->setAccessibleName(tr("Making the report"));
    m_progress->hide();
    column->addWidget(m_progress);
    m_message = new QLabel(this);
    m_message->setObjectName(QStringLiteral("reportMessage"));
    m_message->setWordWrap(true);
    m_message->setProperty("card", true);
    m_message->setOpenExternalLinks(false);
    m_message->hide();
    connect(m_message, &QLabel::linkActivated, this, [](const QString &link) { QDesktopServices::openUrl(QUrl(link)); });
    column->addWidget(m_message);
    m_buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Close, this);
    m_buttons->button(QDialogButtonBox::Ok)->setText(tr("Make the report"));
    m_buttons->button(QDialogButtonBox::Close)->setText(tr("Close"));
    connect(m_buttons, &QDialogButtonBox::accepted, this, &ReportDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &ReportDialog::reject);
    column->addWidget(m_buttons);
    connect(&m_process, &QProcess::finished, this, &ReportDialog::finished);
}

ReportDialog::~ReportDialog()
{
    m_process.disconnect(this);
    if (m_process.state() != QProcess::NotRunning) {
        m_process.kill();
        m_process.waitForFinished(1000);
    }
}

QStringList ReportDialog::arguments() const
{
    const QString language = m_japanese->isChecked() && m_english->isChecked() ? QStringLiteral("both")
                             : m_japanese->isChecked()                         ? QStringLiteral("ja")
                                                                               : QStringLiteral("en");
    QStringList formats;
    if (m_html->isChecked())
        formats.append(QStringLiteral("html"));
    if (m_pdf->isChecked())
        formats.append(QStringLiteral("pdf"));
    return {QStringLiteral("report"), m_context.openCase.path(), QStringLiteral("--language"), language, QStringLiteral("--format"),
            formats.join(u','), QStringLiteral("--output"), m_folder->text()};
}

void ReportDialog::setBusy(bool busy)
{
    m_progress->setVisible(busy);
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(!busy);
}

void ReportDialog::accept()
{
    const bool nothing = (!m_japanese->isChecked() && !m_english->isChecked()) || (!m_html->isChecked() && !m_pdf->isChecked());
    m_message->setVisible(nothing);
    if (nothing) {
        m_message->setText(tr("Choose at least one language and one format."));
        return;
    }
    if (const QStringList fonts = missingReportFonts(); !fonts.isEmpty()) {
        m_message->setText(tr("The report cannot be made: the font %1 is not installed. Install the package fonts-noto-cjk.").arg(fonts.join(QStringLiteral(", "))));
        m_message->show();
        return;
    }
    setBusy(true);
    m_process.setProgram(qEnvironmentVariable("ASHIATO_CLI", QDir(QCoreApplication::applicationDirPath()).filePath(QStringLiteral("ashiato-cli"))));
    m_process.setArguments(arguments());
    m_process.start();
}

void ReportDialog::finished(int exitCode, QProcess::ExitStatus status)
{
    setBusy(false);
    m_message->show();
    // After the text has been set: the dialog grows with it.
    QTimer::singleShot(0, this, [this] { resize(width(), qMax(height(), layout()->totalHeightForWidth(width()))); });
    if (status != QProcess::NormalExit || exitCode != 0) {
        m_message->setText(tr("The report could not be made: %1")
                               .arg(QString::fromUtf8(m_process.readAllStandardError()).right(400).toHtmlEscaped()));
        return;
    }
    QStringList links;
    for (const QString &path : QString::fromUtf8(m_process.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts)) {
        const QFileInfo file(path.trimmed());
        if (file.isFile())
            links.append(QStringLiteral("<a href=\"%1\">%2</a>").arg(QUrl::fromLocalFile(file.absoluteFilePath()).toString(QUrl::FullyEncoded),
                                                                     file.fileName().toHtmlEscaped()));
    }
    m_message->setText(tr("The report has been made: %1").arg(links.join(QStringLiteral(", "))));
}

} // namespace ashiato
