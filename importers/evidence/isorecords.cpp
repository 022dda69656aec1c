// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/isorecords.h"

#include <QDate>
#include <QtEndian>

#include <algorithm>

namespace ashiato
{

namespace
{

constexpr qsizetype kHead = 33; // up to the identifier
constexpr qsizetype kXaSize = 14; // of the entry of CD-ROM XA before those of SUSP
constexpr int kMaxContinuations = 64;
constexpr qsizetype kMaxText = 65536; // of a name or a link
constexpr qint64 kSecond = 1000000000;
constexpr quint8 kDirectory = 0x02, kContinued = 0x80;

quint32 number(QByteArrayView bytes, qsizetype at)
{
    return at + 4 <= bytes.size() ? qFromLittleEndian<quint32>(bytes.data() + at) : 0;
}

/// Nanoseconds since 1970 by the wall clock, and quarters of an hour that it is ahead of UTC.
struct Stamp {
    qint64 ns = kNoTime;
    int quarters = 0;
};

Stamp stampOf(int year, QByteArrayView parts, int hundredths, char quarters)
{
    const QDate date(year, quint8(parts[0]), quint8(parts[1]));
    const int hour = quint8(parts[2]), minute = quint8(parts[3]), second = quint8(parts[4]);
    if (!date.isValid() || hour > 23 || minute > 59 || second > 59)
        return {};
    const qint64 days = QDate(1970, 1, 1).daysTo(date);
    const qint64 seconds = days * 86400 + hour * 3600 + minute * 60 + second;
    return seconds > std::numeric_limits<qint64>::max() / kSecond - 1 ? Stamp{}
                                                                      : Stamp{seconds * kSecond + hundredths * 10000000LL, quarters};
}

Stamp shortStamp(QByteArrayView bytes)
{
    return stampOf(1900 + quint8(bytes[0]), bytes.sliced(1, 5), 0, bytes[6]);
}

Stamp longStamp(QByteArrayView bytes)
{
    bool digits = true;
    const auto value = [&](qsizetype at, qsizetype size) {
        bool good = false;
        const int found = bytes.sliced(at, size).toInt(&good);
        digits = digits && good;
        return found;
    };
    const int year = value(0, 4);
    char parts[5];
    for (qsizetype i = 0; i < 5; ++i)
        parts[i] = char(value(4 + i * 2, 2));
    const int hundredths = value(14, 2);
    return digits && year > 0 ? stampOf(year, QByteArrayView(parts, 5), hundredths, bytes[16]) : Stamp{};
}

/// The entries beside one record.
class Entries
{
public:
    Entries(qint64 blockSize, const IsoReader &read, IsoRecord &record) : m_blockSize(blockSize), m_read(read), m_record(record) {}

    void parse(QByteArrayView area)
    {
        QByteArray held;
        for (int areas = 0; areas < kMaxContinuations; ++areas) {
            m_more = 0;
            one(area);
            if (m_more == 0)
                return finish();
            if (!m_read(m_at, m_more, held))
                break;
            area = held;
        }
        m_record.damaged = true;
        finish();
    }

private:
    void one(QByteArrayView area)
    {
        while (area.size() >= 4) {
            const QByteArrayView name = area.first(2);
            const qsizetype length = quint8(area[2]);
            if (name[0] == '\0') // the rest is padding
                return;
            if (length < 4 || length > area.size()) {
                m_record.damaged = true;
                return;
            }
            if (name == QByteArrayView("ST"))
                return;
            entry(name, area.first(length));
            area = area.sliced(length);
        }
    }

    void entry(QByteArrayView name, QByteArrayView bytes)
    {
        if (name == QByteArrayView("CE") && bytes.size() >= 28) {
            m_at = qint64(number(bytes, 4)) * m_blockSize + number(bytes, 12);
            m_more = std::min<qint64>(number(bytes, 20), kMaxText);
            return;
        }
        const bool known = name == QByteArrayView("NM") || name == QByteArrayView("PX") || name == QByteArrayView("SL") ||
                           name == QByteArrayView("TF") || name == QByteArrayView("CL") || name == QByteArrayView("RE");
        m_record.rock = m_record.rock || known;
        if (name == QByteArrayView("NM") && bytes.size() >= 5)
            nameOf(bytes);
        else if (name == QByteArrayView("PX") && bytes.size() >= 36) {
            m_record.mode = number(bytes, 4);
            m_record.links = number(bytes, 12);
            m_record.owner = number(bytes, 20);
            m_record.group = number(bytes, 28);
        } else if (name == QByteArrayView("SL") && bytes.size() >= 5)
            linkOf(bytes.sliced(5));
        else if (name == QByteArrayView("TF") && bytes.size() >= 5)
            timesOf(quint8(bytes[4]), bytes.sliced(5));
        else if (name == QByteArrayView("CL") && bytes.size() >= 12)
            m_record.movedTo = number(bytes, 4);
        else if (name == QByteArrayView("RE"))
            m_record.moved = true;
        else if (name == QByteArrayView("ZF"))
            m_record.compressed = true;
    }

    void nameOf(QByteArrayView bytes)
    {
        if ((bytes[4] & 0x06) || m_name.size() > kMaxText) // "." and ".." say so without a name
            return;
        m_name += bytes.sliced(5);
        m_named = true;
    }

    void linkOf(QByteArrayView components)
    {
        while (components.size() >= 2 && m_record.link.size() < kMaxText) {
            const quint8 flags = quint8(components[0]);
            const qsizetype length = std::min<qsizetype>(quint8(components[1]), components.size() - 2);
            const bool root = flags & 0x08;
            if (!m_record.link.isEmpty() && !m_joins && !m_record.link.endsWith('/'))
                m_record.link += '/';
            m_record.link += root ? QByteArrayView("/") : flags & 0x04 ? QByteArrayView("..") : flags & 0x02 ? QByteArrayView(".")
                                                                                              : components.sliced(2, length);
            m_joins = flags & 0x01; // the next one goes on with this one's text
            components = components.sliced(2 + length);
        }
    }

    void timesOf(quint8 flags, QByteArrayView stamps)
    {
        static constexpr int order[] = {3, 0, 1, 2}; // created, modified, accessed, attributes changed
        const qsizetype size = flags & 0x80 ? 17 : 7;
        for (int bit = 0; bit < 7; ++bit) {
            if (!(flags >> bit & 1))
                continue;
            if (stamps.size() < size)
                return;
            const Stamp stamp = size == 17 ? longStamp(stamps) : shortStamp(stamps);
            if (bit < 4)
                m_stamps[order[bit]] = stamp;
            stamps = stamps.sliced(size);
            m_timed = true;
        }
    }

    void finish()
    {
        if (m_named && !m_name.isEmpty())
            m_record.name = m_name;
        if (!m_timed)
            return;
        m_record.zones = std::all_of(std::begin(m_stamps), std::end(m_stamps), [](const Stamp &s) { return s.quarters >= -48 && s.quarters <= 52; });
        for (int i = 0; i < 4; ++i) {
            m_record.times[i] = m_stamps[i].ns;
            if (m_record.zones && m_stamps[i].ns != kNoTime)
                m_record.times[i] -= qint64(m_stamps[i].quarters) * 900 * kSecond;
        }
    }

    const qint64 m_blockSize;
    const IsoReader &m_read;
    IsoRecord &m_record;
    QByteArray m_name;
    Stamp m_stamps[4];
    qint64 m_at = 0;
    qint64 m_more = 0; ///< Bytes of a continuation
    bool m_named = false;
    bool m_timed = false;
    bool m_joins = false;
};

/// What stands beside a record's own fields.
QByteArrayView besideOf(QByteArrayView record)
{
    const qsizetype name = quint8(record[32]);
    const qsizetype from = kHead + name + (name % 2 ? 0 : 1);
    return from <= record.size() ? record.sliced(from) : QByteArrayView();
}

} // namespace

qint64 IsoRecord::size() const
{
    qint64 all = 0;
    for (const Extent &extent : extents)
        all += extent.size;
    return all;
}

bool parseIsoRecord(QByteArrayView bytes, int skip, qint64 blockSize, const IsoReader &read, IsoRecord &record)
{
    const qsizetype length = bytes.isEmpty() ? 0 : quint8(bytes[0]);
    if (length <= kHead || length > bytes.size())
        return false;
    bytes = bytes.first(length);
    const qsizetype nameLength = quint8(bytes[32]);
    if (nameLength == 0 || kHead + nameLength > length)
        return false;
    record = {};
    const quint8 flags = quint8(bytes[25]);
    record.directory = flags & kDirectory;
    record.continued = flags & kContinued;
    record.extents.push_back({number(bytes, 2) + quint8(bytes[1]), number(bytes, 10)}); // behind its attribute record
    record.name = bytes.sliced(kHead, nameLength).toByteArray();
    if (!record.isSelf() && !record.isParent()) {
        if (const qsizetype version = record.name.lastIndexOf(';'); version > 0)
            record.name.truncate(version);
        if (record.name.size() > 1 && record.name.endsWith('.'))
            record.name.chop(1);
    }
    const Stamp stamp = shortStamp(bytes.sliced(18, 7));
    record.zones = stamp.quarters >= -48 && stamp.quarters <= 52;
    record.times[0] = stamp.ns == kNoTime || !record.zones ? stamp.ns : stamp.ns - qint64(stamp.quarters) * 900 * kSecond;
    const QByteArrayView beside = besideOf(bytes);
    if (skip >= 0 && beside.size() > skip)
        Entries(blockSize, read, record).parse(beside.sliced(skip));
    return true;
}

int rockRidgeSkip(QByteArrayView root)
{
    const qsizetype length = root.isEmpty() ? 0 : quint8(root[0]);
    if (length <= kHead || length > root.size())
        return -1;
    const QByteArrayView beside = besideOf(root.first(length));
    for (const qsizetype at : {qsizetype(0), kXaSize}) {
        if (beside.size() >= at + 7 && beside.sliced(at, 2) == QByteArrayView("SP") && beside[at + 4] == '\xbe' && beside[at + 5] == '\xef')
            return quint8(beside[at + 6]);
    }
    return -1;
}

} // namespace ashiato
