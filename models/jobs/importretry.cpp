// SPDX-License-Identifier: Apache-2.0
// ImportService: what was left out since reading it ended the worker, tried again by an order of the examiner.
#include "models/jobs/importservice.h"

#include "models/casedb/case.h"
#include "models/casedb/casereader.h"
#include "models/jobs/async.h"
#include "models/jobs/evidencefiles.h"

#include <algorithm>

namespace ashiato
{

namespace
{

struct Look {
    qint64 evidenceId = 0;
    Result<void> there;
};

/// The exhibits that lack something, and whether they can be opened: what was read of them is given up only then.
Result<std::vector<Look>> lookAtSkipped(Case &openCase, const QStringList &folders)
{
    const auto reader = openCase.reader();
    if (!reader)
        return reader.error();
    const auto jobs = (*reader)->jobs();
    const auto exhibits = (*reader)->evidence();
    if (!jobs || !exhibits)
        return jobs ? exhibits.error() : jobs.error();
    std::vector<Look> looks;
    for (const EvidenceRow &row : *exhibits) {
        const bool lacks = std::any_of(jobs->begin(), jobs->end(), [&](const JobRow &job) {
            return job.evidenceId == row.id && job.unitsPoisoned + job.skipped > 0;
        });
        if (lacks)
            looks.push_back({row.id, canBeOpened(row.location, row.fingerprint, folders)});
    }
    return looks;
}

} // namespace

void ImportService::retrySkipped()
{
    m_active = true;
    m_stopping = false;
    m_wasBusy = true;
    ++m_preparing;
    const auto look = [openCase = &m_case, folders = m_options.searchFolders] { return lookAtSkipped(*openCase, folders); };
    whenReady(this, onPool(look), [this](const Result<std::vector<Look>> &looks) {
        --m_preparing;
        if (!looks) {
            takeRefusal(0, looks.error(), m_attempt, [this] { retrySkipped(); });
            refresh();
            return;
        }
        for (const Look &one : *looks) {
            if (one.there) {
                m_blocked.remove(one.evidenceId);
                m_retries.insert(one.evidenceId);
                retryNow(one.evidenceId);
            } else {
                Q_EMIT evidenceFailed(one.evidenceId, one.there.error());
            }
        }
        schedule();
    });
}

} // namespace ashiato
