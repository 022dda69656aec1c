// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/shared/viewcontext.h"

#include <QDialog>
#include <QProcess>

class QCheckBox;
class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QProgressBar;

namespace ashiato
{

/// Languages, formats and folder of the report; ashiato-cli makes it in a process of its own, and can be stopped.
/// GUI thread.
class ReportDialog : public QDialog
{
    Q_OBJECT

public:
    ReportDialog(const ViewContext &context, QWidget *parent = nullptr);
    ~ReportDialog() override;

    void accept() override;

private:
    void finished(int exitCode, QProcess::ExitStatus status);
    void setBusy(bool busy);
    QStringList arguments() const;

    ViewContext m_context;
    QProcess m_process;
    QCheckBox *m_japanese = nullptr;
    QCheckBox *m_english = nullptr;
    QCheckBox *m_html = nullptr;
    QCheckBox *m_pdf = nullptr;
    QLineEdit *m_folder = nullptr;
    QLabel *m_message = nullptr;
    QProgressBar *m_progress = nullptr;
    QDialogButtonBox *m_buttons = nullptr;
};

} // namespace ashiato
