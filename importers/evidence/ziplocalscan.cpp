// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/ziplocalscan.h"

#include "importers/evidence/zipextra.h"

#include <QtEndian>

#include <algorithm>
#include <cstring>

namespace ashiato
{

namespace
{

constexpr qint64 kPart = 1 << 20;
constexpr qint64 kOverlap = 64;             // a signature and what is looked at around it
constexpr qint64 kBehindCandidate = 4 << 20; // searched on for a descriptor behind a header that can be one
constexpr qint64 kMostNames = 256 << 20;
constexpr qint64 kMostDirectory = 256 << 20;
constexpr size_t kMostGaps = 100;

quint32 signatureAt(QByteArrayView bytes, qsizetype at)
{
    return at >= 0 && at + 4 <= bytes.size() ? qFromLittleEndian<quint32>(bytes.data() + at) : 0;
}

bool isKnownMethod(quint16 method)
{
    static constexpr quint16 kKnown[] = {0, 1, 2, 3, 4, 5, 6, 8, 9, 12, 14, 93, 94, 95, 96, 97, 98, 99};
    return std::find(std::begin(kKnown), std::end(kKnown), method) != std::end(kKnown);
}

bool isAfterMembers(quint32 signature)
{
    return signature == kZipCentralHeader || signature == kZipEndRecord || signature == kZipEndRecord64;
}

} // namespace

ZipLocalScan::ZipLocalScan(ByteSource &source, const ContainerLimits &limits, const std::function<bool()> &alive)
    : m_source(source), m_limits(limits), m_alive(alive)
{
    m_directory.cut = true;
}

Result<void> ZipLocalScan::run()
{
    if (const auto head = m_source.window(0, 8); head && signatureAt(*head, 0) == kZipDescriptor
        && signatureAt(*head, 4) == kZipLocalHeader)
        m_at = 4; // the mark of a zip that might have been split
    for (;;) {
        const auto more = member();
        if (!more)
            return more.error();
        if (!*more)
            break;
    }
    readDirectory();
    return {};
}

void ZipLocalScan::addGap(qint64 from, qint64 to)
{
    if (m_directory.gaps.size() < kMostGaps)
        m_directory.gaps.push_back({from, to - from});
    else
        ++m_directory.moreGaps;
}

/// Takes the member whose header stands at m_at, or looks for the next; false at the end of the members.
Result<bool> ZipLocalScan::member()
{
    if (m_alive && m_directory.entries.size() % 256 == 0 && !m_alive())
        return ErrorCode::Cancelled;
    const auto header = m_source.window(m_at, kZipLocalHeaderSize);
    if (!header)
        return header.error();
    const quint32 signature = signatureAt(*header, 0);
    if (isAfterMembers(signature) || header->size() < 4)
        return false;
    ZipEntry entry;
    if (!readZipLocalHeader(*header, entry)) {
        const auto next = nextHeader(m_at + 1, std::numeric_limits<qint64>::max());
        if (!next)
            return next.error();
        if (*next < 0)
            return false;
        addGap(m_at, *next);
        m_at = *next;
        return true;
    }
    const qint64 text = m_at + kZipLocalHeaderSize;
    const auto names = m_source.window(text, qint64(entry.nameLength) + entry.extraLength);
    if (!names)
        return names.error();
    if (names->size() < qint64(entry.nameLength) + entry.extraLength)
        return false; // cut within the header: there is no content
    if (m_directory.entries.size() >= m_limits.members || m_directory.bytes.size() > kMostNames) {
        ++m_directory.leftOut; // at least
        return false;
    }
    entry.localOffset = m_at;
    entry.nameAt = m_directory.bytes.size();
    m_directory.bytes += *names;
    readZip64(m_directory.extra(entry), &entry.size, &entry.storedSize, nullptr);
    const qint64 start = text + names->size();
    const auto end = endOf(start, entry);
    if (!end)
        return end.error();
    entry.cut = !end->found;
    entry.storedSize = end->stored;
    if (entry.flags & kZipDescriptorFlag) {
        entry.size = end->size;
        entry.crc = end->crc;
    }
    m_directory.entries.push_back(entry);
    m_at = end->next;
    return true;
}

Result<ZipLocalScan::End> ZipLocalScan::endOf(qint64 start, const ZipEntry &entry)
{
    const bool sized = !(entry.flags & kZipDescriptorFlag) || entry.storedSize > 0;
    if (!sized)
        return searchEnd(start);
    End end{entry.storedSize, start + entry.storedSize, entry.size, entry.crc, true};
    if (entry.storedSize < 0 || entry.storedSize > (qint64(1) << 60))
        return searchEnd(start);
    // Behind the content stands a header, a descriptor, or nothing.
    const auto behind = m_source.window(end.next, 32);
    if (!behind)
        return behind.error();
    if (entry.flags & kZipDescriptorFlag) {
        const bool signedOne = signatureAt(*behind, 0) == kZipDescriptor;
        for (const int bytes : {12, 20}) {
            const quint32 next = signatureAt(*behind, bytes + (signedOne ? 4 : 0));
            if (next == kZipLocalHeader || isAfterMembers(next)) {
                end.next += bytes + (signedOne ? 4 : 0);
                return end;
            }
        }
        return searchEnd(start);
    }
    const quint32 next = signatureAt(*behind, 0);
    if (next == kZipLocalHeader || isAfterMembers(next))
        return end;
    // The file ends within the content or right behind it.
    const auto last = entry.storedSize > 0 ? m_source.window(end.next - 1, 1) : Result<QByteArray>(QByteArray(1, '\0'));
    if (!last)
        return last.error();
    if (last->isEmpty()) {
        auto cut = searchEnd(start); // to the end, or to a header within what the size covers
        if (cut)
            cut->size = entry.size, cut->crc = entry.crc, cut->found = false;
        return cut;
    }
    return end; // what follows is no header: that is a gap
}

/// A descriptor whose distance from start fits: at is where its signature stands, or the header behind one without.
bool ZipLocalScan::descriptor(QByteArrayView bytes, qsizetype at, qint64 distance, End &end) const
{
    const auto u32 = [&](qsizetype i) { return qint64(qFromLittleEndian<quint32>(bytes.data() + i)); };
    const auto i64 = [&](qsizetype i) { return qFromLittleEndian<qint64>(bytes.data() + i); };
    const bool signedOne = signatureAt(bytes, at) == kZipDescriptor;
    const auto fits = [&](qsizetype from, bool wide, qint64 stored, qint64 next) {
        if (from < 0 || from + (wide ? 20 : 12) > bytes.size() || stored < 0)
            return false;
        if ((wide ? i64(from + 4) : u32(from + 4)) != stored)
            return false;
        end = {stored, next, wide ? i64(from + 12) : u32(from + 8), quint32(u32(from)), true};
        return end.size >= 0;
    };
    if (signedOne) {
        const auto headerBehind = [&](qsizetype i) {
            const quint32 next = signatureAt(bytes, i);
            return next == kZipLocalHeader || isAfterMembers(next);
        };
        // Of the two widths the one behind which a header stands; at the end of the file the narrow one.
        if (headerBehind(at + 24) && !headerBehind(at + 16) && fits(at + 4, true, distance, distance + 24))
            return true;
        return fits(at + 4, false, distance, distance + 16) || fits(at + 4, true, distance, distance + 24);
    }
    return fits(at - 12, false, distance - 12, distance) || fits(at - 20, true, distance - 20, distance);
}

/// Where the content of a streamed member ends.
Result<ZipLocalScan::End> ZipLocalScan::searchEnd(qint64 start)
{
    const qint64 size = m_source.size();
    const qint64 mostSearched = size < 0 ? qint64(8) << 30 : size * 4 + (qint64(1) << 30);
    qint64 candidate = -1;
    for (qint64 at = start;;) {
        const qint64 from = std::max(start, at - kOverlap);
        const auto part = m_source.window(from, at - from + kPart);
        if (!part)
            return part.error();
        if (m_alive && !m_alive())
            return ErrorCode::Cancelled;
        for (qsizetype i = part->indexOf("PK"); i >= 0; i = part->indexOf("PK", i + 1)) {
            const quint32 signature = signatureAt(*part, i);
            const bool header = signature == kZipLocalHeader || isAfterMembers(signature);
            if (!header && signature != kZipDescriptor)
                continue;
            const qint64 distance = from + i - start;
            End end;
            if (descriptor(*part, i, distance, end)) {
                end.next += start;
                return end;
            }
            if (candidate < 0 && header && (signature != kZipLocalHeader || mayBeHeader(from + i)))
                candidate = from + i;
        }
        const qint64 read = std::max<qint64>(0, part->size() - (at - from));
        at += read;
        m_searched += read;
        const bool ended = read < kPart;
        if (ended || (candidate >= 0 && (at > candidate + kBehindCandidate || m_searched > mostSearched))) {
            const qint64 next = candidate >= 0 ? candidate : at;
            return End{next - start, next, kUnknown, 0, false};
        }
    }
}

/// The next place where a header can stand, or the first record of a directory; -1: none.
Result<qint64> ZipLocalScan::nextHeader(qint64 from, qint64 until)
{
    for (qint64 at = from; at < until;) {
        const auto part = m_source.window(at, kPart);
        if (!part)
            return part.error();
        if (m_alive && !m_alive())
            return ErrorCode::Cancelled;
        for (qsizetype i = part->indexOf("PK"); i >= 0; i = part->indexOf("PK", i + 1)) {
            const quint32 signature = signatureAt(*part, i);
            if (isAfterMembers(signature) || (signature == kZipLocalHeader && mayBeHeader(at + i)))
                return at + i;
        }
        if (part->size() < kPart)
            return qint64(-1);
        at += part->size() - 3;
    }
    return qint64(-1);
}

bool ZipLocalScan::mayBeHeader(qint64 offset)
{
    constexpr quint16 kLongestName = 4096;
    const auto header = m_source.window(offset, kZipLocalHeaderSize + 64);
    ZipEntry entry;
    if (!header || !readZipLocalHeader(*header, entry))
        return false;
    const quint16 needs = qFromLittleEndian<quint16>(header->constData() + 4) & 0xff;
    if (needs > 63 || !isKnownMethod(entry.method) || entry.nameLength == 0 || entry.nameLength > kLongestName)
        return false;
    const QByteArrayView name = QByteArrayView(*header).sliced(kZipLocalHeaderSize).first(
        std::min<qsizetype>(entry.nameLength, header->size() - kZipLocalHeaderSize));
    return std::none_of(name.begin(), name.end(), [](char c) { return quint8(c) < 0x20; });
}

/// What is left of the directory behind the members: attributes and the system that wrote them.
void ZipLocalScan::readDirectory()
{
    const auto head = m_source.window(m_at, 4);
    if (!head || signatureAt(*head, 0) != kZipCentralHeader)
        return;
    const qint64 left = m_source.size() < 0 ? 16 << 20 : m_source.size() - m_at;
    const auto bytes = m_source.window(m_at, std::clamp<qint64>(left, 0, kMostDirectory));
    if (!bytes)
        return;
    ZipDirectory central;
    const qint64 end = central.readCentral(*bytes, 0, 0, m_limits.members);
    std::vector<const ZipEntry *> byPlace;
    for (const ZipEntry &entry : central.entries)
        byPlace.push_back(&entry);
    const auto before = [](const ZipEntry *a, const ZipEntry *b) { return a->localOffset < b->localOffset; };
    std::stable_sort(byPlace.begin(), byPlace.end(), before);
    size_t told = 0;
    for (ZipEntry &entry : m_directory.entries) {
        const auto same = std::lower_bound(byPlace.begin(), byPlace.end(), &entry, before);
        if (same == byPlace.end() || (*same)->localOffset != entry.localOffset
            || central.name(**same) != m_directory.name(entry))
            continue;
        entry.madeBy = (*same)->madeBy;
        entry.attributes = (*same)->attributes;
        ++told;
    }
    const bool ends = signatureAt(*bytes, end) == kZipEndRecord || signatureAt(*bytes, end) == kZipEndRecord64;
    m_whole = ends && told == m_directory.entries.size() && told == central.entries.size() && m_directory.gaps.empty();
}

} // namespace ashiato
