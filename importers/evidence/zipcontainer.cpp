// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/zipcontainer.h"

#include "importers/evidence/archivecontainer.h"
#include "importers/evidence/filesystemntfs.h"
#include "importers/evidence/gzipcontainer.h"
#include "importers/evidence/japanesetext.h"
#include "importers/evidence/names.h"
#include "importers/evidence/windowsource.h"
#include "importers/evidence/zipdecryption.h"
#include "models/records/boundedreader.h"

#include <QDate>
#include <QDateTime>

#include <zlib.h>

#include <algorithm>

namespace ashiato
{

namespace
{

constexpr quint32 kLocalHeader = 0x04034b50;
constexpr quint32 kCentralHeader = 0x02014b50;
constexpr quint32 kEndRecord = 0x06054b50;
constexpr quint32 kEndLocator64 = 0x07064b50;
constexpr quint32 kEndRecord64 = 0x06064b50;
constexpr qint64 kEndRecordSize = 22;
constexpr QByteArrayView kSpanningMark("PK\7\10", 4); // a zip that might have been split
constexpr qint64 kLocalHeaderSize = 30;
constexpr qint64 kMaxComment = 65535;
constexpr qint64 kMaxDirectory = 512 << 20;
constexpr quint16 kEncryptedFlag = 1;
constexpr quint16 kUtf8Flag = 1 << 11;

struct Entry {
    QByteArray storedName;
    QByteArray unicodeName; ///< From the Unicode path field
    qint64 localOffset = 0;
    qint64 storedSize = 0;
    qint64 size = 0;
    qint64 ntfsTimes[3] = {kNoTime, kNoTime, kNoTime}; ///< modified, accessed, created
    qint64 unixTime = kNoTime;
    QByteArray aes; ///< Field 0x9901 of an encrypted member
    quint32 crc = 0;
    quint32 attributes = 0;
    quint16 flags = 0;
    quint16 method = 0;
    quint16 dosTime = 0;
    quint16 dosDate = 0;
    quint8 madeBy = 0;
};

/// Extra fields: zip64 sizes, NTFS times, Unix time, Unicode path, AES. They are u16 id, u16 size, bytes.
void readExtra(QByteArrayView extra, Entry &entry)
{
    BoundedReader reader(extra);
    while (reader.remaining() >= 4) {
        const quint16 id = reader.u16();
        const QByteArrayView field = reader.bytes(reader.u16());
        if (reader.failed())
            return;
        BoundedReader values(field);
        if (id == 0x0001) {
            for (qint64 *value : {&entry.size, &entry.storedSize, &entry.localOffset}) {
                if (*value == 0xffffffff && values.remaining() >= 8)
                    *value = values.little<qint64>();
            }
        } else if (id == 0x000a && field.size() >= 32) {
            values.skip(4);
            if (values.u16() == 1 && values.u16() == 24) {
                for (qint64 &time : entry.ntfsTimes)
                    time = nsFromFileTime(values.u64());
            }
        } else if (id == 0x5455 && field.size() >= 5 && (values.u8() & 1)) {
            entry.unixTime = qint64(values.little<qint32>()) * 1'000'000'000;
        } else if (id == 0x7075 && field.size() > 5 && values.u8() == 1) {
            const auto crc = quint32(crc32(0, reinterpret_cast<const Bytef *>(entry.storedName.constData()),
                                           uInt(entry.storedName.size())));
            if (values.u32() == crc) // else it belongs to an older name
                entry.unicodeName = field.sliced(5).toByteArray();
        } else if (id == 0x9901) {
            entry.aes = field.toByteArray();
        }
    }
}

/// The best time there is: NTFS 100 ns UTC, Unix 1 s UTC, DOS 2 s of the writer's wall clock.
void setTimes(const Entry &entry, MemberInfo &info)
{
    if (entry.ntfsTimes[0] != kNoTime) {
        info.times[0] = entry.ntfsTimes[0];
        info.times[1] = entry.ntfsTimes[1];
        info.times[3] = entry.ntfsTimes[2];
        info.precisionNs = 100;
    } else if (entry.unixTime != kNoTime) {
        info.times[0] = entry.unixTime;
        info.precisionNs = 1'000'000'000;
    } else if (entry.dosDate != 0) {
        const QDate date(1980 + (entry.dosDate >> 9), (entry.dosDate >> 5) & 15, entry.dosDate & 31);
        const QTime time(entry.dosTime >> 11, (entry.dosTime >> 5) & 63, (entry.dosTime & 31) * 2);
        if (date.isValid() && time.isValid())
            info.times[0] = QDateTime(date, time, Qt::UTC).toSecsSinceEpoch() * 1'000'000'000;
        info.precisionNs = 2'000'000'000;
        info.basis = TimeBasis::Local;
    }
}

bool isUtf8(QByteArrayView bytes)
{
    bool damaged = false;
    escapedName(bytes, &damaged);
    return !damaged;
}

bool isAscii(QByteArrayView bytes)
{
    return std::all_of(bytes.begin(), bytes.end(), [](char c) { return quint8(c) < 0x80; });
}

class ZipContainer : public Container
{
public:
    ZipContainer(const ContainerLimits &limits, const QString &password) : m_limits(limits), m_password(password) {}

    bool readDirectory(ByteSource &source);
    void take(std::unique_ptr<ByteSource> source) { m_source = std::move(source); }

    QByteArray format() const override { return "zip"; }
    Result<void> list(const std::function<bool(const MemberInfo &)> &visit) override;
    Result<std::unique_ptr<ByteSource>> open(quint64 index) override;
    std::vector<UnclaimedBytes> unclaimed() const override;
    bool hasPassword() const override { return !m_password.isEmpty(); }

private:
    bool readEntries(QByteArrayView directory, qint64 shift);
    QByteArray nameOf(const Entry &entry, bool *damaged) const;
    MemberInfo infoOf(quint64 index) const;

    const ContainerLimits m_limits;
    const QString m_password;
    std::unique_ptr<ByteSource> m_source;
    std::vector<Entry> m_entries;
    bool m_japanese = false; // unflagged names are CP932
    bool m_cut = false;      // the directory ends before its number of entries
    qint64 m_before = 0;     // bytes in front of the first member
    std::optional<UnclaimedBytes> m_behind;
};

bool ZipContainer::readDirectory(ByteSource &source)
{
    const qint64 total = source.size();
    const qint64 tailSize = std::min(total, kEndRecordSize + kMaxComment + 20);
    if (total < kEndRecordSize)
        return false;
    const auto tail = source.window(total - tailSize, tailSize);
    if (!tail || tail->size() < kEndRecordSize)
        return false;
    for (qsizetype at = tail->size() - kEndRecordSize; at >= 0; --at) {
        if (qFromLittleEndian<quint32>(tail->constData() + at) != kEndRecord)
            continue;
        BoundedReader end(QByteArrayView(*tail).sliced(at));
        end.skip(12);
        qint64 size = end.u32();
        qint64 offset = end.u32();
        qint64 behind = total - tailSize + at; // where the directory should end
        if (at >= 20 && qFromLittleEndian<quint32>(tail->constData() + at - 20) == kEndLocator64) {
            const auto where = qFromLittleEndian<qint64>(tail->constData() + at - 20 + 8);
            const auto record = where >= 0 && where < total ? source.window(where, 56) : Result<QByteArray>(QByteArray());
            if (record && record->size() == 56 && qFromLittleEndian<quint32>(record->constData()) == kEndRecord64) {
                size = qFromLittleEndian<qint64>(record->constData() + 40);
                offset = qFromLittleEndian<qint64>(record->constData() + 48);
                behind = where;
            }
        }
        if (size < 0 || offset < 0 || size > kMaxDirectory || size > behind)
            continue;
        // Bytes before the archive (a self-extractor) shift every offset.
        const qint64 shift = behind - size - offset;
        const auto directory = source.window(behind - size, size);
        if (shift < 0 || !directory || directory->size() != size || !readEntries(*directory, shift))
            continue;
        m_before = m_entries.empty() ? shift : behind - size; // a self-extractor's offsets may count from the file's start
        for (const Entry &entry : m_entries)
            m_before = std::min(m_before, entry.localOffset);
        if (const auto head = source.window(0, 4); m_before == 4 && head && *head == kSpanningMark)
            m_before = 0;
        const auto comment = qFromLittleEndian<quint16>(tail->constData() + at + 20);
        const auto rest = unclaimedBehind(source, total - tailSize + at + kEndRecordSize + comment);
        m_behind = rest ? *rest : std::nullopt;
        return true;
    }
    return false;
}

bool ZipContainer::readEntries(QByteArrayView directory, qint64 shift)
{
    m_entries.clear();
    m_cut = false;
    BoundedReader reader(directory);
    bool allUtf8 = true;
    while (reader.remaining() >= 46 && m_entries.size() < m_limits.members) {
        if (reader.u32() != kCentralHeader) {
            m_cut = !m_entries.empty();
            break;
        }
        Entry entry;
        reader.skip(1);
        entry.madeBy = reader.u8();
        reader.skip(2);
        entry.flags = reader.u16();
        entry.method = reader.u16();
        entry.dosTime = reader.u16();
        entry.dosDate = reader.u16();
        entry.crc = reader.u32();
        entry.storedSize = reader.u32();
        entry.size = reader.u32();
        const quint16 nameLength = reader.u16();
        const quint16 extraLength = reader.u16();
        const quint16 commentLength = reader.u16();
        reader.skip(4);
        entry.attributes = reader.u32();
        entry.localOffset = reader.u32();
        entry.storedName = reader.bytes(nameLength).toByteArray();
        const QByteArrayView extra = reader.bytes(extraLength);
        reader.skip(commentLength);
        if (reader.failed()) {
            m_cut = true;
            break;
        }
        readExtra(extra, entry);
        entry.localOffset += shift;
        if (!(entry.flags & kUtf8Flag) && entry.unicodeName.isEmpty())
            allUtf8 &= isUtf8(entry.storedName);
        m_entries.push_back(std::move(entry));
    }
    // One name that is not UTF-8 shows what the writer's code page was.
    m_japanese = !allUtf8;
    return !m_entries.empty() || directory.isEmpty();
}

QByteArray ZipContainer::nameOf(const Entry &entry, bool *damaged) const
{
    QByteArray name;
    if (!entry.unicodeName.isEmpty() && isUtf8(entry.unicodeName)) {
        name = entry.unicodeName;
    } else if (!(entry.flags & kUtf8Flag) && m_japanese && !isAscii(entry.storedName)) {
        const auto text = decodeCp932(entry.storedName);
        name = text ? text->toUtf8() : escapedName(entry.storedName, damaged);
    } else {
        name = escapedName(entry.storedName, damaged);
    }
    // Some Windows programs write "\" between folders. Only now: in CP932 it is also a second byte.
    if (entry.madeBy == 0 && !name.contains('/') && name.contains('\\') && !*damaged)
        name.replace('\\', '/');
    return name;
}

MemberInfo ZipContainer::infoOf(quint64 index) const
{
    const Entry &entry = m_entries[index];
    MemberInfo info;
    info.index = index;
    info.path = nameOf(entry, &info.nameDamaged);
    info.size = entry.size;
    info.encrypted = entry.flags & kEncryptedFlag;
    const quint32 mode = entry.attributes >> 16;
    const bool unixMode = (entry.madeBy == 3 || entry.madeBy == 19) && mode != 0;
    if (unixMode)
        info.mode = mode & 07777;
    if (info.path.endsWith('/') || (entry.madeBy == 0 && (entry.attributes & 0x10)))
        info.kind = FileKind::Directory;
    else if (unixMode && (mode & 0170000) == 0120000)
        info.kind = FileKind::Symlink;

    setTimes(entry, info);
    return info;
}

Result<void> ZipContainer::list(const std::function<bool(const MemberInfo &)> &visit)
{
    qint64 total = 0;
    for (quint64 i = 0; i < m_entries.size(); ++i) {
        const Entry &entry = m_entries[i];
        total += std::clamp<qint64>(entry.size, 0, m_limits.total);
        if (total > m_limits.total)
            return {ErrorCode::LimitExceeded, QString::number(total)};
        if (!visit(infoOf(i)))
            return ErrorCode::Cancelled;
    }
    if (m_entries.size() >= m_limits.members)
        return {ErrorCode::LimitExceeded, QString::number(m_entries.size())};
    if (m_cut)
        return {ErrorCode::Damaged, QStringLiteral("central directory")};
    return {};
}

Result<std::unique_ptr<ByteSource>> ZipContainer::open(quint64 index)
{
    if (index >= m_entries.size())
        return {ErrorCode::NotFound, QString::number(index)};
    const Entry &entry = m_entries[index];
    if ((entry.flags & kEncryptedFlag) && m_password.isEmpty())
        return ErrorCode::Encrypted;
    if (entry.size < 0 || entry.size > m_limits.member)
        return {ErrorCode::LimitExceeded, QString::number(entry.size)};
    if (entry.localOffset < 0 || entry.localOffset >= m_source->size())
        return {ErrorCode::Damaged, QStringLiteral("local header"), entry.localOffset};
    const auto header = m_source->window(entry.localOffset, kLocalHeaderSize);
    if (!header)
        return header.error();
    if (header->size() < kLocalHeaderSize || qFromLittleEndian<quint32>(header->constData()) != kLocalHeader)
        return {ErrorCode::Damaged, QStringLiteral("local header"), entry.localOffset};
    const qint64 start = entry.localOffset + kLocalHeaderSize + qFromLittleEndian<quint16>(header->constData() + 26)
        + qFromLittleEndian<quint16>(header->constData() + 28);
    const qint64 stored = std::clamp<qint64>(m_source->size() - start, 0, entry.storedSize);
    if (entry.flags & kEncryptedFlag) {
        const EncryptedMember member{start,        stored,       entry.size,    entry.crc,    entry.flags,
                                     entry.method, entry.dosTime, entry.dosDate, entry.aes};
        return openEncrypted(*m_source, member, m_password, m_limits, [this] { return alive(); });
    }
    const auto checked = [&entry](std::unique_ptr<ByteSource> content) -> std::unique_ptr<ByteSource> {
        return std::make_unique<CheckedSource>(std::move(content), entry.size, entry.crc);
    };
    if (entry.method == 0) {
        if (stored < entry.size)
            return {ErrorCode::Truncated, QString(), stored};
        return checked(std::make_unique<PartSource>(*m_source, start, entry.size));
    }
    if (entry.method == 8) {
        auto part = std::make_unique<PartSource>(*m_source, start, stored);
        auto content = inflated(std::move(part), InflateSource::Wrapper::Raw, entry.size, m_limits);
        return std::unique_ptr<ByteSource>(std::make_unique<CachedSource>(checked(std::move(content))));
    }
    // Whatever else libarchive knows, read as an archive that begins with this member.
    auto rest = std::make_unique<PartSource>(*m_source, entry.localOffset, m_source->size() - entry.localOffset);
    auto content = openFirstMember(std::move(rest), entry.size, m_limits);
    if (!content)
        return content;
    return checked(std::move(*content));
}

std::vector<UnclaimedBytes> ZipContainer::unclaimed() const
{
    std::vector<UnclaimedBytes> bytes;
    if (m_before > 0)
        bytes.push_back({0, m_before});
    if (m_behind)
        bytes.push_back(*m_behind);
    return bytes;
}

} // namespace

bool zipHeaderTimes(ByteSource &source, qint64 offset, MemberInfo &info)
{
    const auto header = source.window(offset, kLocalHeaderSize);
    if (!header || header->size() < kLocalHeaderSize || qFromLittleEndian<quint32>(header->constData()) != kLocalHeader)
        return false;
    BoundedReader reader(*header);
    reader.skip(10);
    Entry entry;
    entry.dosTime = reader.u16();
    entry.dosDate = reader.u16();
    reader.skip(12);
    const quint16 nameLength = reader.u16(), extraLength = reader.u16();
    if (const auto extra = source.window(offset + kLocalHeaderSize + nameLength, extraLength))
        readExtra(*extra, entry);
    setTimes(entry, info);
    return true;
}

std::unique_ptr<Container> openZip(std::unique_ptr<ByteSource> &source, const ContainerLimits &limits,
                                   const QString &password)
{
    auto zip = std::make_unique<ZipContainer>(limits, password);
    if (!zip->readDirectory(*source))
        return nullptr;
    zip->take(std::move(source));
    return zip;
}

} // namespace ashiato
