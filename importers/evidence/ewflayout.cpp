// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/ewflayoutreader.h"

#include "models/records/boundedreader.h"

#include <algorithm>
#include <cstring>
#include <set>

#include <sys/stat.h>

namespace ashiato
{

namespace
{

constexpr qint64 kMaxHeaderStored = 1 << 20;
constexpr qint64 kMaxHeaderText = 8 << 20;
constexpr int kMaxSections = 1 << 20; // a segment of 2 GiB has some hundred
constexpr int kMaxWarnings = 200;
constexpr int kMostMissing = 20;

const char kEwfSignature[] = "EVF\x09\x0d\x0a\xff";
const char kLogicalSignature[] = "LVF\x09\x0d\x0a\xff";

bool knownType(QByteArrayView type)
{
    static const std::set<QByteArray> known{"header", "header2", "xheader", "volume", "disk", "data", "sectors",
                                            "table", "table2", "digest", "hash", "xhash", "error2", "session",
                                            "next", "done", "ltree", "ltypes", "incomplete"};
    return known.count(type.toByteArray()) > 0;
}

QByteArray typeOf(QByteArrayView descriptor)
{
    const char *end = static_cast<const char *>(memchr(descriptor.data(), 0, 16));
    return QByteArray(descriptor.data(), end ? end - descriptor.data() : 16);
}

bool descriptorGood(QByteArrayView bytes)
{
    return qFromLittleEndian<quint32>(bytes.data() + 72) == adler32(bytes.first(72)) && knownType(typeOf(bytes));
}

QString missingNumbers(const std::vector<EwfSegment> &segments)
{
    QStringList missing;
    quint32 expected = 1;
    for (const EwfSegment &segment : segments) {
        for (; expected < segment.number && missing.size() < kMostMissing; ++expected)
            missing += QString::number(expected);
        if (expected < segment.number) // more than a sentence can list
            return missing.join(u", ") + QStringLiteral(", …");
        expected = segment.number + 1;
    }
    return missing.join(u", ");
}

} // namespace

void EwfLayoutReader::warn(ErrorCode code, const QString &detail, qint64 offset, qint64 length)
{
    if (int(m_layout.warnings.size()) < kMaxWarnings)
        m_layout.warnings.push_back({code, segment().name, detail, offset, length});
    else if (int(m_layout.warnings.size()) == kMaxWarnings) // there is more of the kind, and that is said
        m_layout.warnings.push_back({ErrorCode::LimitExceeded, segment().name, QString::number(kMaxWarnings), offset, -1});
}

QByteArray EwfLayoutReader::bytesAt(qint64 offset, qint64 size) const
{
    QByteArray bytes(qsizetype(size), Qt::Uninitialized);
    const auto got = readFully(segment().descriptor, offset, bytes.data(), size);
    bytes.truncate(got ? qsizetype(*got) : 0);
    return bytes;
}

/// The next offset from `from` on where a valid descriptor stands, or -1. Reads the segment through, 1 MiB at a time.
qint64 EwfLayoutReader::findDescriptor(qint64 from) const
{
    constexpr qint64 kWindow = 1 << 20;
    for (qint64 at = from; at + kEwfDescriptor <= segment().size; at += kWindow) {
        const QByteArray window = bytesAt(at, kWindow + kEwfDescriptor);
        const qsizetype last = std::min<qsizetype>(window.size() - kEwfDescriptor, kWindow - 1);
        for (qsizetype i = 0; i <= last; ++i) {
            // Every type begins with one of these letters and pads with zeros to its 16th byte; the sum decides.
            if (!strchr("hxvdsteni", window[i]) || window[i] == 0 || window[i + 15] != 0 || window[i + 40] != 0)
                continue;
            if (descriptorGood(QByteArrayView(window).sliced(i, kEwfDescriptor)))
                return at + i;
        }
    }
    return -1;
}

void EwfLayoutReader::readSegment(quint32 index)
{
    m_segment = index;
    const EwfSegment &current = segment();
    if (current.number != (index > 0 ? m_layout.segments[index - 1].number + 1 : 1))
        m_gap = true;
    qint64 offset = kEwfSegmentHeader;
    bool ended = false;
    for (int count = 0; count < kMaxSections && offset + kEwfDescriptor <= current.size; ++count) {
        const QByteArray descriptor = bytesAt(offset, kEwfDescriptor);
        if (descriptor.size() < kEwfDescriptor || !descriptorGood(descriptor)) {
            warn(ErrorCode::Damaged, QStringLiteral("section"), offset);
            offset = findDescriptor(offset + 1);
            if (offset < 0)
                break;
            continue;
        }
        EwfSection section{typeOf(descriptor), offset, qFromLittleEndian<qint64>(descriptor.data() + 16)};
        if (section.type == "next" || section.type == "done") {
            ended = true;
            m_layout.wantsNext = section.type == "next";
            m_layout.gapAtEnd = m_layout.wantsNext; // until another segment follows
            break;
        }
        if (section.next < section.data()) { // a loop, or nonsense
            warn(ErrorCode::Damaged, QString::fromLatin1(section.type), offset);
            section.next = findDescriptor(section.data());
            if (section.next < 0)
                section.next = current.size;
        }
        const bool cut = section.next > current.size;
        if (cut)
            section.next = current.size;
        readSection(section);
        offset = section.next;
    }
    closeSectors();
    if (!ended) {
        warn(ErrorCode::Truncated, QString(), current.size);
        m_gap = true;
        m_layout.gapAtEnd = true;
        m_layout.wantsNext = false;
    }
}

void EwfLayoutReader::finish()
{
    if (m_gap)
        m_layout.gapAtEnd = true;
}

void EwfLayoutReader::readSection(const EwfSection &section)
{
    const QByteArray &type = section.type;
    if (type == "table" || type == "table2") {
        readTable(section);
        return;
    }
    if (type == "sectors") {
        closeSectors();
        m_sectors = section;
        m_haveSectors = true;
    } else if (type == "volume" || type == "disk" || type == "data") {
        readVolume(section);
    } else if (type == "header") {
        readHeader(section, m_layout.header);
    } else if (type == "header2") {
        readHeader(section, m_layout.header2);
    } else if (type == "hash" || type == "digest") {
        readHash(section);
    } else if (type == "error2") {
        readErrors(section);
    } else if (type == "ltree") {
        m_layout.logical = true;
    }
}

void EwfLayoutReader::readVolume(const EwfSection &section)
{
    if (m_layout.volume.checksumGood)
        return;
    const QByteArray bytes = bytesAt(section.data(), std::min<qint64>(section.dataSize(), 1052));
    EwfVolume volume;
    BoundedReader reader(bytes);
    if (bytes.size() >= 1052) {
        reader.skip(4);
        volume.chunkCount = reader.u32();
        volume.sectorsPerChunk = reader.u32();
        volume.bytesPerSector = reader.u32();
        volume.sectorCount = reader.u64();
        volume.checksumGood = qFromLittleEndian<quint32>(bytes.data() + 1048) == adler32(QByteArrayView(bytes).first(1048));
    } else if (bytes.size() >= 94) { // SMART and the first EWF: 32 bit sectors
        reader.skip(4);
        volume.chunkCount = reader.u32();
        volume.sectorsPerChunk = reader.u32();
        volume.bytesPerSector = reader.u32();
        volume.sectorCount = reader.u32();
        volume.checksumGood = qFromLittleEndian<quint32>(bytes.data() + 90) == adler32(QByteArrayView(bytes).first(90));
        m_layout.smart = true;
    } else {
        return;
    }
    if (!volume.checksumGood)
        warn(ErrorCode::Damaged, QString::fromLatin1(section.type), section.offset);
    if (!volume.plausible())
        return;
    if (volume.checksumGood || !m_layout.volume.plausible())
        m_layout.volume = volume;
}

void EwfLayoutReader::readHeader(const EwfSection &section, QByteArray &into)
{
    if (!into.isEmpty() || section.dataSize() <= 0)
        return;
    if (section.dataSize() > kMaxHeaderStored) {
        warn(ErrorCode::LimitExceeded, QString::fromLatin1(section.type), section.offset);
        return;
    }
    into = inflated(bytesAt(section.data(), section.dataSize()), kMaxHeaderText);
    if (into.isEmpty())
        warn(ErrorCode::Damaged, QString::fromLatin1(section.type), section.offset);
}

void EwfLayoutReader::readHash(const EwfSection &section)
{
    const bool digest = section.type == "digest";
    const qsizetype size = digest ? 80 : 36;
    const QByteArray bytes = bytesAt(section.data(), std::min<qint64>(section.dataSize(), size));
    if (bytes.size() < size
        || qFromLittleEndian<quint32>(bytes.data() + size - 4) != adler32(QByteArrayView(bytes).first(size - 4))) {
        // A stored hash that is damaged itself proves nothing.
        warn(ErrorCode::Damaged, QString::fromLatin1(section.type), section.offset);
        return;
    }
    const auto set = [](QByteArray &into, const QByteArray &value) {
        if (value.count('\0') != value.size())
            into = value;
    };
    set(m_layout.md5, bytes.first(16));
    if (digest)
        set(m_layout.sha1, bytes.sliced(16, 20));
}

/// error2: u32 entries, 512 bytes of padding, u32 sum; entries of u32 first sector, u32 sectors.
void EwfLayoutReader::readErrors(const EwfSection &section)
{
    const QByteArray bytes = bytesAt(section.data(), std::min<qint64>(section.dataSize(), 64 << 20));
    BoundedReader reader(bytes);
    const quint32 count = reader.u32();
    if (!reader.seek(520))
        return;
    for (quint32 i = 0; i < count && reader.remaining() >= 8; ++i) {
        const qint64 first = reader.u32();
        m_layout.readErrors.push_back({first, qint64(reader.u32())});
    }
}

Result<EwfLayout> readEwfLayout(const std::vector<int> &descriptors, const QStringList &segmentNames)
{
    EwfLayout layout;
    for (size_t i = 0; i < descriptors.size(); ++i) {
        EwfSegment segment{descriptors[i], segmentNames.value(qsizetype(i)), 0, 0};
        struct stat status = {};
        if (::fstat(segment.descriptor, &status) == 0)
            segment.size = status.st_size;
        char head[kEwfSegmentHeader] = {};
        const auto got = readFully(segment.descriptor, 0, head, kEwfSegmentHeader);
        const bool mine = got && *got == kEwfSegmentHeader && memcmp(head, kEwfSignature, 8) == 0;
        if (!mine && i == 0 && got && memcmp(head, kLogicalSignature, 8) == 0)
            return {ErrorCode::Unsupported, QStringLiteral("L01")};
        if (!mine) {
            layout.warnings.push_back({ErrorCode::Damaged, segment.name, QStringLiteral("EVF"), 0, -1});
            continue;
        }
        segment.number = qFromLittleEndian<quint16>(head + 9);
        layout.segments.push_back(segment);
    }
    if (layout.segments.empty())
        return {ErrorCode::Damaged, QStringLiteral("EVF"), 0};
    std::stable_sort(layout.segments.begin(), layout.segments.end(),
                     [](const EwfSegment &a, const EwfSegment &b) { return a.number < b.number; });
    // The same segment twice would double its chunks.
    const auto same = std::unique(layout.segments.begin(), layout.segments.end(),
                                  [](const EwfSegment &a, const EwfSegment &b) { return a.number == b.number; });
    for (auto it = same; it != layout.segments.end(); ++it)
        layout.warnings.push_back({ErrorCode::Invalid, it->name, QString::number(it->number), -1, -1});
    layout.segments.erase(same, layout.segments.end());
    const QString missing = missingNumbers(layout.segments);
    if (!missing.isEmpty())
        layout.warnings.push_back({ErrorCode::Missing, segmentNames.value(0), missing, -1, -1});

    EwfLayoutReader reader(layout);
    for (quint32 i = 0; i < layout.segments.size(); ++i)
        reader.readSegment(i);
    reader.finish();
    if (layout.logical)
        return {ErrorCode::Unsupported, QStringLiteral("L01")};
    if (!layout.volume.plausible())
        return {ErrorCode::Damaged, QStringLiteral("volume"), kEwfSegmentHeader};
    return layout;
}

} // namespace ashiato
