// SPDX-License-Identifier: Apache-2.0
#include "models/jobs/batchcheck.h"

namespace ashiato
{

namespace
{

using namespace Qt::Literals::StringLiterals;

Error broken(const QString &rule) { return {ErrorCode::Protocol, rule}; }

} // namespace

BatchCheck::BatchCheck(const TaskRequest &request)
    : m_task(request.task), m_kind(request.kind), m_firstFileId(request.firstFileId),
      m_nextFileId(request.firstFileId)
{
    m_units.reserve(qsizetype(request.units.size()));
    for (const UnitRequest &unit : request.units) {
        m_units.insert(unit.unit);
        for (const qint64 id : unit.lockedIds)
            m_locked.insert(quint64(id));
    }
}

bool BatchCheck::unitOk(quint64 unit) const
{
    switch (m_kind) {
    case TaskKind::Volumes:
    case TaskKind::Verify:
        return unit == 0;
    case TaskKind::Walk: // the directories that it was given or found, and the orphans of a volume
        return m_units.contains(unit) || (unit >= m_firstFileId && unit < m_nextFileId) ||
               (unit >= kOrphanUnit && unit - kOrphanUnit <= 0xffffffffu);
    case TaskKind::Import:
    case TaskKind::Hash:
    case TaskKind::Expand:
        return m_units.contains(unit);
    }
    return false;
}

/// A row may be about a file of the task or about one that the task brought; a walk also about files of its evidence
/// that an earlier run of it brought.
bool BatchCheck::fileOk(quint64 fileId) const
{
    if (fileId == 0 || m_units.contains(fileId) || m_locked.contains(fileId))
        return true;
    return fileId < m_nextFileId && (fileId >= m_firstFileId || m_kind == TaskKind::Walk || m_kind == TaskKind::Expand);
}

Result<void> BatchCheck::check(const RecordBatch &batch)
{
    const bool brings = m_kind == TaskKind::Volumes || m_kind == TaskKind::Walk || m_kind == TaskKind::Expand;
    if (!brings && !batch.files.empty())
        return broken(u"files"_s);
    if (m_kind != TaskKind::Volumes && !batch.volumes.empty())
        return broken(u"volumes"_s);
    if (m_kind != TaskKind::Hash && !batch.hashes.empty())
        return broken(u"hashes"_s);
    for (const FileRecord &file : batch.files) {
        if (file.known) {
            if (!m_locked.contains(file.id))
                return broken(u"known file"_s);
            continue;
        }
        if (file.id < m_nextFileId || file.id >= kOrphanUnit || file.parentId >= file.id)
            return broken(u"file id"_s);
        m_nextFileId = file.id + 1;
    }
    for (const EventRecord &event : batch.events) {
        if (!fileOk(event.fileId) || !fileOk(event.subjectFileId))
            return broken(u"event file"_s);
    }
    for (const FlowRecord &flow : batch.flows) {
        if (!fileOk(flow.fileId))
            return broken(u"flow file"_s);
    }
    for (const FactRecord &fact : batch.facts) {
        if (!fileOk(fact.fileId))
            return broken(u"fact file"_s);
    }
    for (const HashRecord &hash : batch.hashes) {
        if (!m_units.contains(hash.fileId))
            return broken(u"hash file"_s);
    }
    for (const WarningRecord &warning : batch.warnings) {
        if (!fileOk(warning.fileId))
            return broken(u"warning file"_s);
    }
    for (const CoverageRecord &row : batch.coverage) {
        if (!fileOk(row.fileId))
            return broken(u"coverage file"_s);
    }
    for (const UnitMark &mark : batch.marks) {
        if (!unitOk(mark.unit))
            return broken(u"unit"_s);
    }
    return {};
}

} // namespace ashiato
