// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/recordsink.h"

#include <QSet>

namespace ashiato
{

/// Keeps everything that an importer or a walk emits, for tests. cancelAfter: endRecord() calls until it says stop.
class RecordingSink : public RecordSink
{
public:
    RecordBatch &batch() override { return m_batch; }
    void beginUnit(quint64 unit) override { m_batch.marks.push_back({unit, 0, 0, MarkKind::Begin, {}}); m_unit = unit; }
    bool endRecord(qint64 position, quint32 ordinal = 0) override
    {
        lastPosition = position;
        lastOrdinal = ordinal;
        return cancelAfter < 0 || cancelAfter-- > 0;
    }
    void endUnit() override { m_batch.marks.push_back({m_unit, lastPosition, lastOrdinal, MarkKind::Done, {}}); }
    bool step(qint64 position) override { return !skips.contains(position); }
    bool advance(qint64, qint64, const QString &) override { return cancelAfter != 0; }
    void warn(ErrorCode code, const QString &path, const QString &detail, qint64 offset, qint64 length, quint64 fileId,
              qint64 count) override
    {
        WarningRecord warning;
        warning.code = quint16(code);
        warning.path = m_batch.strings.intern(path);
        warning.detail = m_batch.strings.intern(detail);
        warning.offset = offset;
        warning.length = length;
        warning.fileId = fileId;
        warning.count = count;
        m_batch.warnings.push_back(warning);
    }
    quint64 nextFileId() override { return nextId++; }

    QString text(StringRef ref) const { return m_batch.strings.text(ref); }

    int cancelAfter = -1;
    qint64 lastPosition = 0;
    quint32 lastOrdinal = 0;
    quint64 nextId = 1;
    QSet<qint64> skips;

private:
    RecordBatch m_batch;
    quint64 m_unit = 0;
};

} // namespace ashiato
