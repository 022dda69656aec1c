// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/filetimes.h"

#include <QDateTime>

namespace ashiato
{

namespace
{

void emitTimes(const FileRecord &file, const qint64 (&times)[4], quint32 firstOrdinal, quint32 moreFlags,
               StringRef type, std::vector<EventRecord> &events)
{
    quint32 flags = EventFileTime | moreFlags;
    if (file.flags & (FileDeleted | FileMetaDeleted | FileOrphan))
        flags |= EventDeletedFile;
    if (file.flags & FileZoneUnknown)
        flags |= EventZoneUnknown;

    quint32 done = 0;
    for (quint32 i = 0; i < 4; ++i) {
        if (times[i] == kNoTime || (done & (1u << i)))
            continue;
        EventRecord event;
        // The order of the letters is that of the times: modified, accessed, changed, born.
        for (quint32 j = i; j < 4; ++j) {
            if (times[j] == times[i] && file.precisionNs[j] == file.precisionNs[i]) {
                done |= 1u << j;
                event.macb |= quint8(1u << j);
            }
        }
        event.recordedNs = times[i];
        event.precisionNs = file.precisionNs[i];
        event.fileId = file.id;
        event.subjectFileId = file.id;
        event.type = type;
        event.flags = flags;
        event.ordinal = firstOrdinal + i;
        event.basis = file.basis;
        events.push_back(event);
    }
}

bool any(const qint64 (&times)[4])
{
    return times[0] != kNoTime || times[1] != kNoTime || times[2] != kNoTime || times[3] != kNoTime;
}

} // namespace

FileTimeTypes fileTimeTypes(QByteArrayView source)
{
    if (source == QByteArrayView("ntfs"))
        return {"fs:ntfs:si", "fs:ntfs:fn"};
    for (const char *family : {"fat", "ext", "ufs", "yaffs", "hfs"}) {
        if (source.startsWith(family))
            return {QByteArray("fs:") + family + ":time", {}};
    }
    return {"fs:" + source.toByteArray() + ":time", {}};
}

void emitFileTimeEvents(const FileRecord &file, const FileTimeTypes &types, RecordSink &sink)
{
    RecordBatch &batch = sink.batch();
    if (any(file.times))
        emitTimes(file, file.times, 0, 0, batch.strings.intern(QByteArrayView(types.standard)), batch.events);
    if (!types.name.isEmpty() && any(file.fnTimes))
        emitTimes(file, file.fnTimes, 4, EventFnTime, batch.strings.intern(QByteArrayView(types.name)), batch.events);
}

QString timeOutOfRange(qint64 secondsSince1970)
{
    constexpr qint64 kYear9999 = 253'402'300'799;
    if (secondsSince1970 < -kYear9999 || secondsSince1970 > kYear9999)
        return QString::number(secondsSince1970);
    return QDateTime::fromSecsSinceEpoch(secondsSince1970, Qt::UTC).toString(Qt::ISODate);
}

} // namespace ashiato
