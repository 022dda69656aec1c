// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/ewfformat.h"

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

const char kEwfSignature[] = "EVF\x09\x0d\x0a\xff";
const char kLogicalSignature[] = "LVF\x09\x0d\x0a\xff";

struct Section {
    QByteArray type;
    qint64 offset = 0;
    qint64 next = 0; ///< End of the section; the segment's end in the last one
    qint64 data() const { return offset + kEwfDescriptor; }
    qint64 dataSize() const { return next - data(); }
};

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

/// Walks the chains of all segments and gathers what they say.
class LayoutReader
{
public:
    explicit LayoutReader(EwfLayout &layout) : m_layout(layout) {}

    void readSegment(quint32 index);
    void finish();

private:
    const EwfSegment &segment() const { return m_layout.segments[m_segment]; }
    void warn(ErrorCode code, const QString &detail, qint64 offset = -1, qint64 length = -1);
    QByteArray bytesAt(qint64 offset, qint64 size) const;
    qint64 findDescriptor(qint64 from) const;
    void readSection(const Section &section);
    void readVolume(const Section &section);
    void readHeader(const Section &section, QByteArray &into);
    void readHash(const Section &section);
    void readErrors(const Section &section);
    void readTable(const Section &section);
    bool readList(EwfChunkGroup &group, qint64 most) const;
    void closeSectors();
    bool recoverSectors(const Section &section, EwfChunkGroup &group);
    void addGroup(EwfChunkGroup group);

    EwfLayout &m_layout;
    quint32 m_segment = 0;
    bool m_gap = false;            // chunks are missing before what comes next
    Section m_sectors;             // waiting for its table
    bool m_haveSectors = false;
    bool m_haveTable = false;      // the last table, kept until table2 or something else comes
    bool m_tableGood = false;
    EwfChunkGroup m_table;
};

void LayoutReader::warn(ErrorCode code, const QString &detail, qint64 offset, qint64 length)
{
    if (int(m_layout.warnings.size()) < kMaxWarnings)
        m_layout.warnings.push_back({code, segment().name, detail, offset, length});
}

QByteArray LayoutReader::bytesAt(qint64 offset, qint64 size) const
{
    QByteArray bytes(qsizetype(size), Qt::Uninitialized);
    const auto got = readFully(segment().descriptor, offset, bytes.data(), size);
    bytes.truncate(got ? qsizetype(*got) : 0);
    return bytes;
}

/// The next offset from `from` on where a valid descriptor stands, or -1. Reads the segment through, 1 MiB at a time.
qint64 LayoutReader::findDescriptor(qint64 from) const
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

void LayoutReader::readSegment(quint32 index)
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
        Section section{typeOf(descriptor), offset, qFromLittleEndian<qint64>(descriptor.data() + 16)};
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

void LayoutReader::finish()
{
    if (m_gap)
        m_layout.gapAtEnd = true;
}

void LayoutReader::readSection(const Section &section)
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

void LayoutReader::readVolume(const Section &section)
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

void LayoutReader::readHeader(const Section &section, QByteArray &into)
{
    if (!into.isEmpty() || section.dataSize() <= 0 || section.dataSize() > kMaxHeaderStored)
        return;
    into = inflated(bytesAt(section.data(), section.dataSize()), kMaxHeaderText);
    if (into.isEmpty())
        warn(ErrorCode::Damaged, QString::fromLatin1(section.type), section.offset);
}

void LayoutReader::readHash(const Section &section)
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
void LayoutReader::readErrors(const Section &section)
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

/// table: u32 entries, 4 padding, u64 base offset (0 in old ones), 4 padding, u32 sum of these 20; then u32 entries and
/// their sum (none in SMART, where the chunks follow).
void LayoutReader::readTable(const Section &section)
{
    const QByteArray head = bytesAt(section.data(), std::min<qint64>(section.dataSize(), 24));
    if (head.size() < 24)
        return;
    bool good = qFromLittleEndian<quint32>(head.data() + 20) == adler32(QByteArrayView(head).first(20));
    qint64 count = qFromLittleEndian<quint32>(head.data());
    const qint64 fits = (section.dataSize() - 24) / 4;
    if (count > fits) {
        good = false;
        count = fits;
    }
    EwfChunkGroup group;
    group.segment = m_segment;
    group.base = qFromLittleEndian<qint64>(head.data() + 8);
    if (group.base < 0 || group.base > segment().size) {
        good = false;
        group.base = 0;
    }
    group.listOffset = section.data() + 24;
    const bool summed = readList(group, count);
    const bool inside = group.count > 0 && group.firstOffset >= section.data();
    if (inside)
        group.dataEnd = section.next;
    else if (m_haveSectors)
        group.dataEnd = m_sectors.next;
    else
        group.dataEnd = section.offset;
    good &= inside || summed;
    if (!good)
        warn(ErrorCode::Damaged, QString::fromLatin1(section.type), section.offset);

    const bool second = section.type == "table2";
    if (m_haveTable && !second)
        closeSectors();
    if (group.count == 0 || (second && m_haveTable && (m_tableGood || !good)))
        return;
    if (second && !m_haveTable && !m_haveSectors)
        return; // a copy of a table that was read
    m_table = std::move(group);
    m_tableGood = good;
    m_haveTable = true;
}

/// Looks once through the `most` entries of a table, in windows: how many there are, where the first chunk lies, whether
/// bit 31 becomes a part of the offsets. Gives whether the sum behind them is right.
bool LayoutReader::readList(EwfChunkGroup &group, qint64 most) const
{
    constexpr qint64 kWindow = 64 << 10; // entries
    const qint64 chunkSize = qint64(m_layout.volume.chunkSize());
    quint32 sum = adler32({});
    quint32 previous = 0;
    while (group.count < most) {
        const QByteArray window = bytesAt(group.listOffset + group.count * 4, std::min(kWindow, most - group.count) * 4);
        const qint64 entries = window.size() / 4;
        for (qint64 i = 0; i < entries; ++i) {
            const quint32 entry = qFromLittleEndian<quint32>(window.data() + i * 4);
            const qint64 before = previous & 0x7fffffffu;
            // Offsets rise; where they would pass 2 GiB EnCase 6.7 goes on in bit 31 and stores no compressed chunks there.
            if (group.overflowFrom == EwfChunkGroup::kNever && group.count + i > 0 && (entry & 0x7fffffffu) < before
                && before + chunkSize + 4 > 0x7fffffffll)
                group.overflowFrom = group.count + i;
            if (group.count + i == 0)
                group.firstOffset = group.offsetOf(0, entry);
            previous = entry;
        }
        sum = adler32(QByteArrayView(window).first(entries * 4), sum);
        group.count += entries;
        if (entries == 0)
            return false;
    }
    const QByteArray stored = bytesAt(group.listOffset + most * 4, 4);
    return stored.size() == 4 && qFromLittleEndian<quint32>(stored.data()) == sum;
}

/// The group of chunks that was being read is complete. Its table counts; where that is damaged or not there, its data.
void LayoutReader::closeSectors()
{
    bool whole = true;
    if (m_haveSectors && !(m_haveTable && m_tableGood)) {
        EwfChunkGroup found;
        whole = recoverSectors(m_sectors, found);
        if (whole || found.count > m_table.count) {
            m_table = std::move(found);
            m_haveTable = m_table.count > 0;
        } else if (m_haveTable) {
            whole = true; // the table, with its sum wrong, knows of more chunks
        }
    }
    if (m_haveTable)
        addGroup(std::move(m_table));
    m_gap |= !whole;
    m_table = {};
    m_haveTable = false;
    m_haveSectors = false;
}

void LayoutReader::addGroup(EwfChunkGroup group)
{
    group.gapBefore = m_gap;
    m_gap = false;
    m_layout.groups.push_back(std::move(group));
}

/// Chunks lie one behind the other: a stored one is told by its Adler-32, a compressed one by inflating to a whole chunk.
/// Gives false where chunks may be missing at the end of the group.
bool LayoutReader::recoverSectors(const Section &section, EwfChunkGroup &group)
{
    const qint64 chunkSize = qint64(m_layout.volume.chunkSize());
    if (!m_layout.volume.plausible())
        return false;
    if (!m_haveTable)
        warn(ErrorCode::Missing, QStringLiteral("table"), section.offset);
    group.segment = m_segment;
    group.base = group.firstOffset = section.data();
    group.dataEnd = section.next;
    QByteArray chunk(qsizetype(chunkSize), Qt::Uninitialized);
    QByteArray window;
    qint64 windowAt = 0;
    qint64 offset = section.data();
    while (offset < section.next && offset - group.base < 0x7fffffff) {
        const qint64 want = std::min(chunkSize + chunkSize / 64 + 64, section.next - offset);
        if (offset < windowAt || offset + want > windowAt + window.size()) {
            window = bytesAt(offset, std::min<qint64>(std::max<qint64>(want, 4 << 20), section.next - offset));
            windowAt = offset;
        }
        const QByteArrayView stored = QByteArrayView(window).sliced(offset - windowAt);
        qint64 used = 0;
        quint32 entry = quint32(offset - group.base);
        if (stored.size() >= chunkSize + 4
            && decodeEwfChunk(stored.first(chunkSize + 4), false, chunkSize, chunkSize, chunk.data()) == ErrorCode::None) {
            used = chunkSize + 4;
        } else if (decodeEwfChunk(stored, true, chunkSize, 1, chunk.data(), &used) == ErrorCode::None) {
            entry |= 0x80000000u;
        } else {
            break;
        }
        group.found.push_back(entry);
        offset += used;
    }
    group.count = qint64(group.found.size());
    group.dataEnd = offset;
    return offset == section.next && section.next < segment().size;
}

QString missingNumbers(const std::vector<EwfSegment> &segments)
{
    QStringList missing;
    quint32 expected = 1;
    for (const EwfSegment &segment : segments) {
        for (; expected < segment.number && missing.size() < 20; ++expected)
            missing += QString::number(expected);
        expected = segment.number + 1;
    }
    return missing.join(u", ");
}

} // namespace

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

    LayoutReader reader(layout);
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
