// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/caserows.h"
#include "views/shared/viewcontext.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTableView;

namespace ashiato
{

class JobModel;

/// The jobs of the case with rate, time left, what is being read and the errors so far; pause, resume, cancel.
/// GUI thread.
class JobsView : public QWidget
{
    Q_OBJECT

public:
    JobsView(const ViewContext &context, JobModel &model, QWidget *parent = nullptr);

    /// "import 43 % 120 MiB/s, 2 min left"; empty where nothing runs.
    QString summary() const;
    /// Jobs at work or about to be; not those that wait for something that failed.
    int running() const;

Q_SIGNALS:
    void summaryChanged();

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void refreshButtons();
    void refreshIcons();
    void refreshReason();
    qint64 currentJob() const;
    JobState stateOf(int row) const;

    ViewContext m_context;
    JobModel &m_model;
    QTableView *m_table = nullptr;
    QLabel *m_empty = nullptr;
    QLabel *m_reason = nullptr; ///< Why a job ended or waits: the chosen one, else the first
    QPushButton *m_pause = nullptr;
    QPushButton *m_resume = nullptr;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_retry = nullptr; ///< Shown where something was left out
};

} // namespace ashiato
