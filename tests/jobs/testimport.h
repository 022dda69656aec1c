// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/jobs/jobtest.h"

#include <csignal>

namespace ashiato
{

/// An import service on the test worker, with what tests wait for and do to it.
class TestImport : public ImportService
{
public:
    explicit TestImport(Case &openCase, const ImportOptions &options = testOptions())
        : ImportService(openCase, options), m_case(openCase), m_idle(this, &ImportService::idle)
    {
    }

    /// Registers the evidence and starts its import; gives its id.
    qint64 begin(const QString &path)
    {
        const qint64 evidence = addEvidence(m_case, path);
        import(evidence);
        return evidence;
    }
    /// Waits for idle(), also for one that came since the last call.
    bool becomesIdle(int timeoutMs = 120'000)
    {
        const bool came = QTest::qWaitFor([&] { return !m_idle.isEmpty(); }, timeoutMs);
        m_idle.clear();
        return came;
    }
    bool hasBeenIdle() const { return !m_idle.isEmpty(); }
    void forgetIdle() { m_idle.clear(); }
    bool reachesLine(int lines) const
    {
        return QTest::qWaitFor([&] { return *(*m_case.reader())->eventCount() >= lines; }, 20'000);
    }

    qint64 jobOf(TaskKind kind) const
    {
        const JobProgress *job = find(kind);
        return job ? job->jobId : 0;
    }
    int restartsOf(TaskKind kind) const
    {
        const JobProgress *job = find(kind);
        return job ? job->restarts : 0;
    }
    JobState stateOf(TaskKind kind) const
    {
        const JobProgress *job = find(kind);
        return job ? job->state : JobState::Pending;
    }

    /// The workers of this process, whoever started them.
    static QList<qint64> workers() { return childrenOf(QCoreApplication::applicationPid()); }
    static void killWorkers()
    {
        for (const qint64 worker : workers())
            ::kill(pid_t(worker), SIGKILL);
    }

private:
    const JobProgress *find(TaskKind kind) const
    {
        for (const JobProgress &job : jobs()) {
            if (job.kind == kind)
                return &job;
        }
        return nullptr;
    }

    Case &m_case;
    QSignalSpy m_idle;
};

/// The values of the events of a case, in order of file and offset: the lines that the test importers read.
inline QStringList importedLines(Case &openCase)
{
    auto reader = openCase.reader();
    auto rows = (*reader)->sql(QStringLiteral("SELECT t.value FROM event e LEFT JOIN text t ON t.id = e.action_id"
                                              " JOIN file f ON f.id = e.file_id ORDER BY f.name, e.pos_offset"));
    QStringList list;
    while (rows && rows->next())
        list << rows->text(0);
    return list;
}

} // namespace ashiato
