// SPDX-License-Identifier: Apache-2.0
#include "views/cases/passwordtrial.h"

#include "models/casedb/case.h"
#include "models/casedb/casereader.h"
#include "models/jobs/async.h"
#include "models/jobs/evidencereader.h"
#include "models/jobs/importservice.h"
#include "views/shared/formdialog.h"

#include <QLineEdit>
#include <QPointer>

#include <algorithm>

namespace ashiato
{

PasswordTrial::PasswordTrial(const ViewContext &context, QObject *parent) : QObject(parent), m_context(context)
{
    connect(m_context.imports, &ImportService::jobFinished, this, &PasswordTrial::jobFinished);
}

/// Encrypted members are counted on the pool: an exhibit may have a million files.
template <typename Function> void PasswordTrial::count(qint64 evidenceId, Function with)
{
    const auto members = [opened = m_context.openCase.reader(), evidenceId]() -> Result<qint64> {
        return opened ? (*opened)->encryptedMembers(evidenceId) : Result<qint64>(opened.error());
    };
    whenReady(this, onPool(members), [with](const Result<qint64> &closed) { with(closed ? *closed : 0); });
}

void PasswordTrial::start(qint64 evidenceId, QWidget *parent)
{
    count(evidenceId, [this, evidenceId, over = QPointer<QWidget>(parent)](qint64 closed) {
        const auto row = m_context.reader->evidenceById(evidenceId);
        if (!row)
            return;
        if (closed == 0 && row->state != QLatin1String("waiting_for_key"))
            Q_EMIT warned([number = row->number] { return tr("Nothing in %1 is encrypted that a password could open.").arg(number); });
        else
            ask(evidenceId, closed, over);
    });
}

void PasswordTrial::ask(qint64 evidenceId, qint64 closed, QWidget *parent)
{
    const auto row = m_context.reader->evidenceById(evidenceId);
    if (!row)
        return;
    FormDialog dialog(tr("Password of %1").arg(row->number),
                      tr("Encrypted files in its archives: %1. The password is tried on all of them. It is kept in memory until "
                         "the case is closed, and written nowhere.").arg(m_context.language.locale().toString(closed)),
                      tr("Try it"), parent);
    const QLineEdit *field = dialog.addSecret(QStringLiteral("password"), tr("Password"), tr("Show"));
    dialog.check = [field] { return field->text().isEmpty() ? tr("Write the password.") : QString(); };
    if (dialog.exec() != QDialog::Accepted)
        return;
    const std::vector<JobProgress> &jobs = m_context.imports->jobs();
    m_trials.insert(evidenceId, {closed, jobs.empty() ? 0 : jobs.back().jobId});
    m_context.imports->setKey(evidenceId, field->text());
    m_context.evidence->setKey(evidenceId, field->text());
}

void PasswordTrial::jobFinished(qint64 jobId, JobState state)
{
    const std::vector<JobProgress> &jobs = m_context.imports->jobs();
    const auto job = std::find_if(jobs.begin(), jobs.end(), [jobId](const JobProgress &one) { return one.jobId == jobId; });
    if (job == jobs.end() || job->kind != TaskKind::Expand || state != JobState::Done)
        return;
    const auto trial = m_trials.constFind(job->evidenceId);
    if (trial == m_trials.constEnd() || jobId <= trial->lastJob)
        return;
    const qint64 evidenceId = job->evidenceId, closed = trial->closed;
    m_trials.remove(evidenceId);
    count(evidenceId, [this, evidenceId, closed](qint64 left) { tell(evidenceId, closed, left); });
}

void PasswordTrial::tell(qint64 evidenceId, qint64 closed, qint64 left)
{
    const auto row = m_context.reader->evidenceById(evidenceId);
    if (!row)
        return;
    const QString number = row->number;
    const auto counted = [&language = m_context.language](qint64 value) { return language.locale().toString(value); };
    if (left >= closed)
        Q_EMIT warned([=] {
            return tr("The password opens none of the encrypted files in %1 (%2). Passwords of zip archives can be tried here; "
                      "decrypt others with another tool and add the decrypted copy.").arg(number, counted(left));
        });
    else if (left > 0)
        Q_EMIT told([=] { return tr("The password opened %1 files in %2; %3 stay encrypted.").arg(counted(closed - left), number, counted(left)); });
    else
        Q_EMIT told([=] { return tr("The password opened all encrypted files in %1 (%2).").arg(number, counted(closed)); });
}

} // namespace ashiato
