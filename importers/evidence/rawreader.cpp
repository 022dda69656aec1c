// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/rawreader.h"

#include "importers/evidence/ewfformat.h"
#include "importers/evidence/plainfile.h"

#include <algorithm>
#include <cstring>

namespace ashiato
{

namespace
{

constexpr qint64 kSmallestRead = 4096;
constexpr qint64 kVhdFooter = 512;

/// The number at the end of "name.001", of split(1)'s "name.ab" or "xab" (aa is 0), or -1.
int segmentNumber(const QString &name)
{
    const QString end = name.section(u'.', -1);
    bool number = false;
    const int value = end.toInt(&number);
    if (number)
        return value >= 0 ? value : -1;
    int letters = 0;
    for (const QChar letter : name.contains(u'.') ? end : end.right(2)) {
        if (letter < u'a' || letter > u'z' || letters > 26 * 26)
            return -1;
        letters = letters * 26 + (letter.unicode() - u'a');
    }
    return letters;
}

} // namespace

Result<std::unique_ptr<ImageReader>> RawReader::open(const std::vector<int> &descriptors, const QStringList &segmentNames)
{
    std::unique_ptr<RawReader> reader(new RawReader);
    std::vector<qint64> sizes;
    for (size_t i = 0; i < descriptors.size(); ++i) {
        const auto size = descriptorSize(descriptors[i]);
        if (!size)
            return {ErrorCode::SpecialFile, segmentNames.value(qsizetype(i))};
        sizes.push_back(*size);
        reader->m_info.storedSize += *size;
    }
    std::vector<int> all = descriptors;
    reader->addMissing(segmentNames, sizes, all);
    qint64 start = 0;
    for (size_t i = 0; i < all.size(); ++i) {
        reader->m_segments.push_back({all[i], start, sizes[i]});
        if (all[i] < 0)
            reader->addBadRange(start, sizes[i], ErrorCode::Missing);
        start += sizes[i];
    }
    reader->m_info.size = start;
    reader->m_info.format = all.size() > 1 ? QStringLiteral("split raw") : QStringLiteral("raw");
    // A fixed VHD is a raw image with a footer behind it.
    char footer[8] = {};
    if (all.size() == 1 && start > kVhdFooter && start % 512 == 0
        && readFully(all[0], start - kVhdFooter, footer, sizeof footer) && memcmp(footer, "conectix", 8) == 0) {
        reader->m_segments[0].size -= kVhdFooter;
        reader->m_info.size -= kVhdFooter;
        reader->m_info.format = QStringLiteral("VHD (fixed)");
    }
    return std::unique_ptr<ImageReader>(std::move(reader));
}

void RawReader::addMissing(const QStringList &segmentNames, std::vector<qint64> &sizes, std::vector<int> &descriptors)
{
    if (segmentNames.size() < 2 || segmentNames.size() != qsizetype(sizes.size()))
        return;
    int expected = std::min(segmentNumber(segmentNames[0]), 1); // sets begin with .000 or .001
    if (expected < 0)
        return;
    const bool equal = std::all_of(sizes.begin(), sizes.end() - 1, [&](qint64 size) { return size == sizes[0]; });
    std::vector<qint64> allSizes;
    std::vector<int> all;
    for (qsizetype i = 0; i < segmentNames.size(); ++i, ++expected) {
        const int number = segmentNumber(segmentNames[i]);
        for (; expected < number && expected < number + 100'000 && all.size() < 100'000; ++expected) {
            m_info.warnings.push_back({ErrorCode::Missing, segmentNames[0], QString::number(expected), -1, -1});
            if (!equal)
                break; // its size is anybody's guess
            allSizes.push_back(sizes[0]);
            all.push_back(-1);
        }
        expected = std::max(expected, number);
        allSizes.push_back(sizes[size_t(i)]);
        all.push_back(descriptors[size_t(i)]);
    }
    sizes = allSizes;
    descriptors = all;
}

void RawReader::readPart(const Segment &segment, qint64 within, char *into, qint64 size)
{
    if (segment.descriptor < 0) {
        memset(into, 0, size_t(size));
        return;
    }
    const auto got = readFully(segment.descriptor, within, into, size);
    if (got && *got == size)
        return;
    for (qint64 done = 0; done < size;) {
        const qint64 part = std::min(size - done, kSmallestRead - (within + done) % kSmallestRead);
        const auto again = readFully(segment.descriptor, within + done, into + done, part);
        const qint64 good = again ? *again : 0;
        if (good < part) {
            memset(into + done + good, 0, size_t(part - good));
            addBadRange(segment.start + within + done + good, part - good, again ? ErrorCode::Truncated : ErrorCode::Io);
        }
        done += part;
    }
}

Result<void> RawReader::decodeInto(qint64 offset, char *into, qint64 size)
{
    if (offset < 0 || size < 0 || offset + size > m_info.size)
        return ErrorCode::Invalid;
    auto segment = std::partition_point(m_segments.begin(), m_segments.end(), [&](const Segment &one) {
        return one.start + one.size <= offset;
    });
    for (qint64 done = 0; done < size; ++segment) {
        const qint64 within = offset + done - segment->start;
        const qint64 part = std::min(size - done, segment->size - within);
        readPart(*segment, within, into + done, part);
        done += part;
    }
    return {};
}

} // namespace ashiato
