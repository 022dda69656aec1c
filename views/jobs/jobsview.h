// SPDX-License-Identifier: Apache-2.0
#pragma once

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
    int running() const;

Q_SIGNALS:
    void summaryChanged();

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void refreshButtons();
    void refreshIcons();
    qint64 currentJob() const;

    ViewContext m_context;
    JobModel &m_model;
    QTableView *m_table = nullptr;
    QLabel *m_empty = nullptr;
    QPushButton *m_pause = nullptr;
    QPushButton *m_resume = nullptr;
    QPushButton *m_cancel = nullptr;
};

} // namespace ashiato
