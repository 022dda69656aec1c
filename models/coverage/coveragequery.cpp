// SPDX-License-Identifier: Apache-2.0
#include "models/coverage/coveragequery.h"

#include "models/casedb/case.h"
#include "models/casedb/casereader.h"
#include "models/lens/background.h"

#include <QSet>

#include <algorithm>
#include <tuple>

namespace ashiato
{

namespace
{

constexpr int kSoonMs = 1000;

/// Verifying and hashing read no records: they are told with the exhibit.
bool readsRecords(TaskKind kind) { return kind != TaskKind::Verify && kind != TaskKind::Hash; }

void addJobs(CoverageData &data, const std::vector<JobRow> &jobs, const std::vector<EvidenceRow> &evidence)
{
    QSet<qint64> present, begun;
    for (const EvidenceRow &row : evidence)
        present.insert(row.id);
    for (const JobRow &job : jobs) {
        if (!readsRecords(job.kind))
            continue;
        begun.insert(job.evidenceId);
        if (!present.contains(job.evidenceId) || (job.state == JobState::Done && job.unitsOpen == 0))
            continue;
        Gap gap;
        gap.kind = GapKind::NotExamined;
        const bool moves = job.state == JobState::Pending || job.state == JobState::Running;
        gap.severity = moves ? Severity::Info : Severity::High;
        gap.evidence = job.evidence;
        gap.count = qMax<qint64>(1, job.unitsOpen);
        gap.task = job.kind;
        gap.state = job.state;
        data.gaps.push_back(gap);
    }
    for (const EvidenceRow &row : evidence) {
        if (begun.contains(row.id))
            continue;
        Gap gap;
        gap.kind = GapKind::NotExamined;
        gap.severity = Severity::High;
        gap.evidence = row.number;
        gap.registeredOnly = true;
        data.gaps.push_back(gap);
    }
}

Result<CoverageData> load(Case &openCase)
{
    auto reader = openCase.reader();
    if (!reader)
        return reader.error();
    // One state of the case: a job that ends meanwhile is either open or has its rows.
    if (auto begun = (*reader)->beginSnapshot(); !begun)
        return begun.error();
    auto sources = (*reader)->coverage();
    auto warnings = sources ? (*reader)->warnings(0, kMostWarnings + 1) : Result<std::vector<WarningRow>>(sources.error());
    auto jobs = warnings ? (*reader)->jobs() : Result<std::vector<JobRow>>(warnings.error());
    auto evidence = jobs ? (*reader)->evidence() : Result<std::vector<EvidenceRow>>(jobs.error());
    (*reader)->endSnapshot();
    if (!evidence)
        return evidence.error();
    CoverageData data;
    data.sources = std::move(*sources);
    data.cut = warnings->size() > size_t(kMostWarnings);
    if (data.cut)
        warnings->resize(size_t(kMostWarnings));
    addJobs(data, *jobs, *evidence);
    for (WarningRow &warning : *warnings) {
        Gap gap;
        gap.kind = gapKindOf(warning.code);
        gap.severity = warning.severity;
        gap.evidence = warning.evidence;
        gap.count = warning.count;
        gap.warning = std::move(warning);
        data.gaps.push_back(std::move(gap));
    }
    std::stable_sort(data.gaps.begin(), data.gaps.end(), [](const Gap &a, const Gap &b) {
        return std::tuple(a.kind, -int(a.severity)) < std::tuple(b.kind, -int(b.severity));
    });
    return data;
}

} // namespace

GapKind gapKindOf(ErrorCode code)
{
    switch (errorGap(code)) {
    case ErrorGap::NotExamined: return GapKind::NotExamined;
    case ErrorGap::Doubtful: return GapKind::Doubtful;
    default: return GapKind::NotReadable;
    }
}

CoverageQuery::CoverageQuery(Case &openCase, QObject *parent) : QObject(parent), m_case(openCase)
{
    m_pool.setMaxThreadCount(1);
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoonMs);
    connect(&m_soon, &QTimer::timeout, this, &CoverageQuery::refresh);
}

CoverageQuery::~CoverageQuery() { m_pool.waitForDone(); }

void CoverageQuery::refreshSoon()
{
    if (!m_soon.isActive())
        m_soon.start();
}

void CoverageQuery::refresh()
{
    if (m_busy) {
        m_again = true;
        return;
    }
    m_busy = true;
    inBackground(m_pool, this, [openCase = &m_case] { return load(*openCase); }, [this](Result<CoverageData> &answer) {
        m_busy = false;
        if (answer)
            Q_EMIT loaded(*answer);
        else
            Q_EMIT failed(answer.error());
        if (std::exchange(m_again, false))
            refreshSoon();
    });
}

} // namespace ashiato
