// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/imagereader.h"

#include <algorithm>

namespace ashiato
{

Result<qint64> ImageReader::read(qint64 offset, char *into, qint64 size, OnDamage onDamage)
{
    if (offset < 0 || size < 0)
        return ErrorCode::Invalid;
    size = std::clamp<qint64>(m_info.size - offset, 0, size);
    if (size == 0)
        return 0;
    const auto decoded = decodeInto(offset, into, size);
    if (!decoded)
        return decoded.error();
    if (onDamage == OnDamage::Fail && touchesBadRange(offset, size)) {
        for (const BadRange &range : badRanges()) {
            if (range.offset + range.length > offset)
                return {range.code, QString(), std::max(range.offset, offset)};
        }
    }
    return size;
}

std::vector<BadRange> ImageReader::badRanges() const
{
    const std::lock_guard lock(m_badMutex);
    return m_bad;
}

bool ImageReader::touchesBadRange(qint64 offset, qint64 length) const
{
    const std::lock_guard lock(m_badMutex);
    const auto after = std::partition_point(m_bad.begin(), m_bad.end(), [&](const BadRange &range) {
        return range.offset + range.length <= offset;
    });
    return after != m_bad.end() && after->offset < offset + length;
}

bool ImageReader::isBad(qint64 offset, qint64 length) const
{
    const std::lock_guard lock(m_badMutex);
    const auto after = std::partition_point(m_bad.begin(), m_bad.end(), [&](const BadRange &range) {
        return range.offset + range.length <= offset;
    });
    return after != m_bad.end() && after->offset <= offset && offset + length <= after->offset + after->length;
}

void ImageReader::addBadRange(qint64 offset, qint64 length, ErrorCode code)
{
    if (length <= 0)
        return;
    const std::lock_guard lock(m_badMutex);
    qint64 end = offset + length;
    // Everything that overlaps or touches the new range and has its cause grows together with it; an overlapping range
    // of another cause keeps the first cause.
    auto first = std::partition_point(m_bad.begin(), m_bad.end(), [&](const BadRange &range) {
        return range.offset + range.length < offset || (range.offset + range.length == offset && range.code != code);
    });
    if (first != m_bad.end() && first->offset <= offset && first->offset + first->length >= end)
        return;
    auto last = first;
    while (last != m_bad.end() && (last->offset < end || (last->offset == end && last->code == code))) {
        if (last->offset <= offset)
            code = last->code;
        offset = std::min(offset, last->offset);
        end = std::max(end, last->offset + last->length);
        ++last;
    }
    first = m_bad.erase(first, last);
    m_bad.insert(first, BadRange{offset, end - offset, code});
    m_badRevision.fetch_add(1, std::memory_order_release);
}

} // namespace ashiato
