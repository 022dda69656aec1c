// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/zipextra.h"

#include "importers/common/windowstypes.h"
#include "importers/evidence/filetimes.h"
#include "models/records/boundedreader.h"

#include <QDate>
#include <QDateTime>

#include <zlib.h>

#include <algorithm>

namespace ashiato
{

namespace
{

constexpr qint64 kSecond = 1'000'000'000;

/// Calls visit with the id and the bytes of each field: u16 id, u16 size, bytes.
template <typename Visit> void eachField(QByteArrayView area, Visit visit)
{
    BoundedReader reader(area);
    while (reader.remaining() >= 4) {
        const quint16 id = reader.u16();
        const QByteArrayView field = reader.bytes(reader.u16());
        if (reader.failed())
            return;
        visit(id, field);
    }
}

void take(qint64 &time, qint64 value)
{
    if (time == kNoTime)
        time = value;
}

void addNtfs(QByteArrayView field, ZipExtra &extra)
{
    BoundedReader values(field);
    values.skip(4);
    if (values.u16() != 1 || values.u16() != 24)
        return;
    for (const int i : {0, 1, 3}) {
        const quint64 stored = values.u64();
        const qint64 ns = fileTimeNs(stored);
        if (!values.failed() && ns == kNoTime && stored != 0)
            extra.invalidTime = stored;
        take(extra.ntfsTimes[i], ns);
    }
}

/// "UT": which times there are, then those; of the directory's only the first is there.
void addUnix(QByteArrayView field, bool local, ZipExtra &extra)
{
    BoundedReader values(field);
    const quint8 which = values.u8();
    extra.localTimes = extra.localTimes || (!local && (which & 6));
    static constexpr int kIndex[] = {0, 1, 3};
    for (int i = 0; i < 3; ++i) {
        if (!(which & (1 << i)) || values.remaining() < 4)
            continue;
        const qint64 seconds = values.little<qint32>();
        take(extra.unixTimes[kIndex[i]], seconds * kSecond);
    }
}

/// PKWARE's Unix field, and Info-ZIP's old one: accessed, modified; then owner and group.
void addOldUnix(QByteArrayView field, ZipExtra &extra)
{
    BoundedReader values(field);
    const qint64 accessed = values.little<qint32>(), modified = values.little<qint32>();
    if (values.failed())
        return;
    take(extra.unixTimes[0], modified * kSecond);
    take(extra.unixTimes[1], accessed * kSecond);
    if (values.remaining() < 4 || !extra.owner.isEmpty())
        return;
    extra.owner = QByteArray::number(values.u16());
    extra.group = QByteArray::number(values.u16());
}

/// "ux": version 1, then the sizes and bytes of owner and group.
void addOwners(QByteArrayView field, ZipExtra &extra)
{
    BoundedReader values(field);
    if (values.u8() != 1)
        return;
    for (QByteArray *id : {&extra.owner, &extra.group}) {
        const QByteArrayView bytes = values.bytes(values.u8());
        if (values.failed() || bytes.isEmpty() || bytes.size() > 8)
            return;
        quint64 number = 0;
        for (qsizetype i = bytes.size(); i-- > 0;)
            number = number << 8 | quint8(bytes[i]);
        *id = QByteArray::number(number);
    }
}

} // namespace

void ZipExtra::add(QByteArrayView area, QByteArrayView storedName, bool local)
{
    eachField(area, [&](quint16 id, QByteArrayView field) {
        if (id == 0x000a && field.size() >= 32) {
            addNtfs(field, *this);
        } else if (id == 0x5455 && !field.isEmpty()) {
            addUnix(field, local, *this);
        } else if ((id == 0x5855 || id == 0x000d) && field.size() >= 8) {
            addOldUnix(field, *this);
        } else if (id == 0x7875) {
            addOwners(field, *this);
        } else if (id == 0x7075 && field.size() > 5 && field[0] == 1) {
            const auto crc = quint32(crc32(0, reinterpret_cast<const Bytef *>(storedName.data()), uInt(storedName.size())));
            if (qFromLittleEndian<quint32>(field.data() + 1) == crc)
                unicodeName = field.sliced(5).toByteArray();
        } else if (id == 0x9901 && aes.isEmpty()) {
            aes = field.toByteArray();
        }
    });
}

void readZip64(QByteArrayView area, qint64 *size, qint64 *storedSize, qint64 *localOffset)
{
    eachField(area, [&](quint16 id, QByteArrayView field) {
        if (id != 0x0001)
            return;
        BoundedReader values(field);
        for (qint64 *value : {size, storedSize, localOffset}) {
            if (value && *value == 0xffffffff && values.remaining() >= 8)
                *value = values.little<qint64>();
        }
    });
}

qint64 nsFromDosTime(quint16 dosDate, quint16 dosTime)
{
    const QDate date(1980 + (dosDate >> 9), (dosDate >> 5) & 15, dosDate & 31);
    const QTime time(dosTime >> 11, (dosTime >> 5) & 63, (dosTime & 31) * 2);
    return date.isValid() && time.isValid() ? QDateTime(date, time, Qt::UTC).toSecsSinceEpoch() * kSecond : kNoTime;
}

void setZipTimes(const ZipExtra &extra, quint16 dosDate, quint16 dosTime, MemberInfo &info)
{
    constexpr quint64 kTicks = 10'000'000;
    constexpr qint64 k1970 = 11'644'473'600; // seconds since 1601
    if (extra.invalidTime != 0)
        info.invalidTime = timeOutOfRange(qint64(extra.invalidTime / kTicks) - k1970);
    if (extra.ntfsTimes[0] != kNoTime) {
        std::copy(extra.ntfsTimes, extra.ntfsTimes + 4, info.times);
        info.precisionNs = 100;
    } else if (extra.unixTimes[0] != kNoTime) {
        std::copy(extra.unixTimes, extra.unixTimes + 4, info.times);
        info.precisionNs = kSecond;
    } else if (dosDate != 0) {
        info.times[0] = nsFromDosTime(dosDate, dosTime);
        info.precisionNs = 2 * kSecond;
        info.basis = TimeBasis::Local;
    }
}

} // namespace ashiato
