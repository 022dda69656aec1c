// SPDX-License-Identifier: Apache-2.0
#include "app/worker/framesink.h"

#include <algorithm>
#include <ctime>

namespace ashiato
{

namespace
{

constexpr qsizetype kBatchRows = 20'000;
constexpr qsizetype kBatchBytes = 4 << 20;
constexpr qint64 kBatchMs = 200;
constexpr qint64 kProgressMs = 100;
constexpr qint64 kLookMs = 10;

/// Milliseconds of a clock that costs 5 ns to ask (it steps by 1-4 ms), since it is asked once a record.
qint64 coarseMs()
{
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    return qint64(now.tv_sec) * 1000 + now.tv_nsec / 1'000'000;
}

} // namespace

FrameSink::FrameSink(ControlChannel &channel, const TaskRequest &request)
    : m_channel(channel), m_task(request.task), m_careful(request.careful),
      m_whole(request.kind == TaskKind::Volumes), m_nextFileId(request.firstFileId),
      m_sentBatchMs(coarseMs())
{
    for (const UnitRequest &unit : request.units) {
        if (!unit.skips.empty())
            m_skips.insert(unit.unit, unit.skips);
    }
}

void FrameSink::setImporter(const QString &id, const QString &version)
{
    nameCoverage(); // what another one told is not of this one
    m_importer = id.toUtf8();
    m_version = version.toUtf8();
}

void FrameSink::nameCoverage()
{
    for (CoverageRecord &row : m_batch.coverage) {
        if (row.importer == 0)
            row.importer = m_batch.strings.intern(QByteArrayView(m_importer));
        if (row.version == 0)
            row.version = m_batch.strings.intern(QByteArrayView(m_version));
    }
}

void FrameSink::setStart(qint64 position, quint32 ordinal)
{
    m_position = position;
    m_ordinal = ordinal;
}

void FrameSink::beginUnit(quint64 unit)
{
    if (m_unitOpen && m_unit == unit)
        return;
    if (m_unitOpen)
        endUnit();
    m_unit = unit;
    m_unitOpen = true;
    m_position = 0;
    m_ordinal = 0;
    const auto skips = m_skips.constFind(unit);
    m_unitSkips = skips == m_skips.constEnd() ? nullptr : &*skips;
    m_complete = sizes();
    m_batch.marks.push_back({unit, 0, 0, MarkKind::Begin, {}});
    m_marked = true;
    m_progress.unit = unit;
    m_progress.position = 0;
    if (m_careful)
        sendProgress(false);
}

bool FrameSink::endRecord(qint64 position, quint32 ordinal)
{
    m_position = position;
    m_ordinal = ordinal;
    m_marked = false;
    m_complete = sizes();
    const qint64 now = coarseMs();
    if (!m_whole && (full() || (now - m_sentBatchMs >= kBatchMs && !m_batch.empty())))
        flush();
    return lookNow(now);
}

void FrameSink::endUnit()
{
    if (!m_unitOpen)
        return;
    m_complete = sizes();
    checkpoint(MarkKind::Done);
    m_unitOpen = false;
    m_unitSkips = nullptr;
    // Careful: a batch that the case refuses is to name its unit.
    if (!m_whole && (m_careful || full() || coarseMs() - m_sentBatchMs >= kBatchMs))
        flush();
}

void FrameSink::failUnit(const Error &error)
{
    if (!m_unitOpen)
        return;
    dropOpenRecord();
    checkpoint(MarkKind::Checkpoint);
    m_unitOpen = false;
    m_unitSkips = nullptr;
    constexpr qsizetype kMost = 100'000; // the others bear no mark either, and come with the next task
    if (m_failedUnits.size() < kMost)
        m_failedUnits.append(QCborArray{qint64(m_unit), qint64(error.code)});
    if (full() || coarseMs() - m_sentBatchMs >= kBatchMs)
        flush();
}

bool FrameSink::step(qint64 position)
{
    if (m_unitSkips && std::find(m_unitSkips->begin(), m_unitSkips->end(), position) != m_unitSkips->end())
        return false;
    if (m_careful) {
        m_progress.position = position;
        sendProgress(true);
    }
    return true;
}

bool FrameSink::advance(qint64 done, qint64 total, const QString &current)
{
    const qint64 now = coarseMs();
    if (now - m_sentProgressMs >= kProgressMs) {
        m_progress.done = done;
        m_progress.total = total;
        m_progress.current = current;
        m_progress.position = m_position;
        sendProgress(false);
        m_sentProgressMs = now;
    }
    return lookNow(now);
}

void FrameSink::warn(ErrorCode code, const QString &path, const QString &detail, qint64 offset, qint64 length,
                     quint64 fileId, qint64 count)
{
    WarningRecord warning;
    warning.code = quint16(code);
    warning.importer = m_batch.strings.intern(QByteArrayView(m_importer));
    warning.path = m_batch.strings.intern(path);
    warning.detail = m_batch.strings.intern(detail);
    warning.offset = offset;
    warning.length = length;
    warning.fileId = fileId;
    warning.count = count;
    m_batch.warnings.push_back(warning);
    ++m_progress.warnings;
}

FrameSink::Sizes FrameSink::sizes() const
{
    Sizes sizes{};
    size_t kind = 0;
    m_batch.forEach([&](const auto &rows) { sizes[kind++] = rows.size(); });
    return sizes;
}

bool FrameSink::full() const
{
    const qsizetype bytes = m_batch.strings.bytes() + qsizetype(m_batch.events.size() * sizeof(EventRecord)) +
                            qsizetype(m_batch.files.size() * sizeof(FileRecord));
    return bytes >= kBatchBytes || m_batch.rows() >= kBatchRows || m_batch.marks.size() >= size_t(kBatchRows);
}

bool FrameSink::lookNow(qint64 nowMs)
{
    if (nowMs - m_lookedMs >= kLookMs) {
        m_lookedMs = nowMs;
        return m_channel.look();
    }
    return !m_channel.cancelled();
}

void FrameSink::sendProgress(bool step)
{
    m_progress.step = step;
    m_channel.send({FrameType::Progress, m_task, encode(m_progress)});
}

void FrameSink::checkpoint(MarkKind kind)
{
    if (!m_unitOpen || (kind == MarkKind::Checkpoint && m_marked))
        return;
    m_batch.marks.push_back({m_unit, m_position, m_ordinal, kind, {}});
    m_marked = true;
}

void FrameSink::dropOpenRecord()
{
    if (m_whole) {
        m_batch.clear();
        m_complete = {};
        return;
    }
    m_complete.back() = m_batch.marks.size(); // marks are of whole records
    size_t kind = 0;
    m_batch.forEach([&](auto &rows) { rows.resize(m_complete[kind++]); });
}

void FrameSink::flush()
{
    m_sentBatchMs = coarseMs();
    checkpoint(MarkKind::Checkpoint);
    if (m_batch.empty())
        return;
    nameCoverage();
    m_channel.send({FrameType::Batch, m_task, encodeBatch(m_batch)});
    m_batch.clear();
    m_complete = {};
}

} // namespace ashiato
