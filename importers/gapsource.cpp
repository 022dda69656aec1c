// SPDX-License-Identifier: Apache-2.0
#include "importers/gapsource.h"

#include <algorithm>
#include <cstring>

namespace ashiato
{

namespace
{

constexpr qint64 kSmallest = 4096, kCoarse = 1 << 20;
constexpr qint64 kLongGap = 64 << 20; ///< From here on a gap is felt for in coarse steps

bool isOfARange(ErrorCode code)
{
    return code == ErrorCode::Io || code == ErrorCode::Damaged || code == ErrorCode::Missing || code == ErrorCode::Truncated;
}

} // namespace

Result<qint64> GapSource::read(qint64 offset, char *into, qint64 size)
{
    const auto got = m_source.read(offset, into, size);
    if (got || !isOfARange(got.error().code) || !m_source.randomAccess() || m_source.size() < 0 || offset < 0)
        return got;
    if (got.error().code == ErrorCode::Io && !isBehind(offset))
        return readable(offset, into, size, got.error());
    const qint64 there = std::clamp<qint64>(m_source.size() - offset, 0, size);
    for (qint64 done = 0; done < there;) { // parts end at whole steps of the source, as the damage does
        const qint64 part = std::min(there - done, kCoarse - (offset + done) % kCoarse);
        readPart(offset + done, into + done, part);
        done += part;
    }
    return there;
}

/// Whether the end of the source can be read: a disk that is gone gives nothing behind the gap either.
bool GapSource::isBehind(qint64 offset)
{
    char last = 0;
    const auto got = m_source.read(std::max(offset, m_source.size() - 1), &last, 1);
    return got && *got == 1;
}

/// What can be read before the first byte that cannot; the error where that is the first.
Result<qint64> GapSource::readable(qint64 offset, char *into, qint64 size, const Error &error)
{
    qint64 done = 0;
    while (done < size) {
        const qint64 part = std::min(size - done, kSmallest - (offset + done) % kSmallest);
        const auto got = m_source.read(offset + done, into + done, part);
        if (!got || *got == 0)
            break;
        done += *got;
    }
    return done > 0 ? Result<qint64>(done) : Result<qint64>(error);
}

void GapSource::readPart(qint64 offset, char *into, qint64 size)
{
    const auto got = m_source.read(offset, into, size);
    if (got && *got == size)
        return;
    const qint64 smallest = smallestAt(offset);
    if (offset / smallest == (offset + size - 1) / smallest || (!got && !isOfARange(got.error().code))) {
        const qint64 good = got ? *got : 0;
        std::memset(into + good, 0, size_t(size - good));
        add(offset + good, size - good, got ? Error{ErrorCode::Truncated, {}, offset + good} : got.error());
        return;
    }
    qint64 middle = (offset + size / 2) / smallest * smallest;
    if (middle <= offset)
        middle += smallest;
    readPart(offset, into, middle - offset);
    readPart(middle, into + (middle - offset), offset + size - middle);
}

qint64 GapSource::smallestAt(qint64 offset) const
{
    const bool isLong = !m_gaps.empty() && m_gaps.back().offset + m_gaps.back().length == offset && m_gaps.back().length >= kLongGap;
    return isLong ? kCoarse : kSmallest;
}

void GapSource::add(qint64 offset, qint64 length, const Error &cause)
{
    qint64 end = offset + length;
    auto first = std::partition_point(m_gaps.begin(), m_gaps.end(), [&](const Gap &gap) { return gap.offset + gap.length < offset; });
    auto last = first;
    Error kept = cause;
    for (; last != m_gaps.end() && last->offset <= end; ++last) {
        if (last->offset <= offset)
            kept = last->cause;
        offset = std::min(offset, last->offset);
        end = std::max(end, last->offset + last->length);
    }
    first = m_gaps.erase(first, last);
    m_gaps.insert(first, Gap{offset, end - offset, kept});
}

bool GapSource::hasGap(qint64 offset, qint64 length) const
{
    if (m_gaps.empty())
        return false;
    const auto after = std::partition_point(m_gaps.begin(), m_gaps.end(), [&](const Gap &gap) { return gap.offset + gap.length <= offset; });
    return after != m_gaps.end() && after->offset < offset + length;
}

} // namespace ashiato
