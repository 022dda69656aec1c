// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/caseaccess.h"

#include <QSet>
#include <QJsonObject>
#include <QMap>

#include <vector>

namespace ashiato
{

/// Everything that `status` tells, of one state of the case.
struct CaseStatus {
    CaseInfo info;
    QString place;
    QStringList examiners;
    std::vector<EvidenceRow> evidence;
    std::vector<TypeCount> types;
    qint64 events = 0, files = 0, flows = 0;
    std::vector<WarningRow> warnings;
    std::vector<VolumeRow> volumes;
    std::vector<CoverageRow> coverage;
    std::vector<JobRow> jobs;
    qint64 journalEntries = 0;
    QString journalHead;
    QMap<QString, qint64> unreadableFiles; ///< Flag ("encrypted") to number of files
    QSet<qint64> toBeReadAgain;            ///< Exhibits whose encoding, mapping or format was set since they were read
    QStringList workerLocks;               ///< Of a worker started now; empty: it could not be started

    static Result<CaseStatus> read(const OpenedCase &opened);

    qint64 warningsOf(qint64 evidenceId) const;
    qint64 warningCount() const;
    std::vector<JobRow> unfinishedJobs() const;
    QJsonObject toJson() const;
};

/// What is left of an exhibit although its import has run, in words: "1 job failed, 2 places were skipped"; empty: nothing.
QString whatIsLeft(const EvidenceRow &evidence, const std::vector<JobRow> &jobs, bool toBeReadAgain);
/// The same of a job, without words.
bool isLeft(const JobRow &job);

} // namespace ashiato
