// SPDX-License-Identifier: Apache-2.0
#include "models/columns/textdictionary.h"

#include "models/casedb/fold.h"
#include "models/columns/columnfile.h"

#include <QSaveFile>

#include <libdeflate.h>

#include <algorithm>
#include <cstring>

namespace ashiato
{

namespace
{

constexpr char kMagic[8] = {'A', 'S', 'H', 'I', 'D', 'I', 'C', '1'};
constexpr qsizetype kSearchBlock = qsizetype(4) << 20; // how much is searched between two looks at the cancel flag

quint32 headerCrc(DictionaryPart::Header header)
{
    header.headerCrc = 0;
    return libdeflate_crc32(0, &header, sizeof header);
}

} // namespace

Result<std::shared_ptr<const DictionaryPart>> DictionaryPart::open(const QString &path)
{
    std::shared_ptr<DictionaryPart> part(new DictionaryPart);
    part->m_file.setFileName(path);
    if (!part->m_file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::Io, path};
    const qint64 size = part->m_file.size();
    const uchar *map = size > 0 ? part->m_file.map(0, size) : nullptr;
    if (!map || !part->attach(map, quint64(size)))
        return Error{ErrorCode::Damaged, path};
    return std::shared_ptr<const DictionaryPart>(std::move(part));
}

std::shared_ptr<const DictionaryPart> DictionaryPart::fromBytes(const QByteArray &bytes)
{
    std::shared_ptr<DictionaryPart> part(new DictionaryPart);
    part->m_bytes = bytes;
    const bool whole = part->attach(reinterpret_cast<const uchar *>(part->m_bytes.constData()), quint64(bytes.size()));
    Q_ASSERT(whole);
    Q_UNUSED(whole);
    return part;
}

bool DictionaryPart::attach(const uchar *data, quint64 size)
{
    Header header;
    if (size < sizeof header)
        return false;
    std::memcpy(&header, data, sizeof header);
    const quint64 body = size - sizeof header;
    if (std::memcmp(header.magic, kMagic, sizeof kMagic) != 0 || header.headerCrc != headerCrc(header) ||
        header.count > body / 24 || header.valueBytes > body || header.foldedBytes > body ||
        header.count * 24 + header.valueBytes + header.foldedBytes != body)
        return false;
    m_data = data;
    m_size = size;
    m_count = header.count;
    m_crc = header.crc;
    m_valueEnds = reinterpret_cast<const quint64 *>(data + sizeof header);
    m_foldedEnds = m_valueEnds + m_count;
    m_ids = reinterpret_cast<const qint64 *>(m_foldedEnds + m_count);
    m_values = reinterpret_cast<const char *>(m_ids + m_count);
    m_folded = m_values + header.valueBytes;
    return true;
}

bool DictionaryPart::isSound() const
{
    std::call_once(m_checkOnce, [this] {
        m_sound = libdeflate_crc32(0, m_data + sizeof(Header), size_t(m_size - sizeof(Header))) == m_crc;
    });
    return m_sound;
}

qsizetype DictionaryPart::placeOf(qint64 id) const
{
    if (m_count == 0 || id < firstId() || id > lastId())
        return -1;
    if (quint64(lastId() - firstId()) == m_count - 1)
        return qsizetype(id - firstId());
    const qint64 *found = std::lower_bound(m_ids, m_ids + m_count, id);
    return *found == id ? qsizetype(found - m_ids) : -1;
}

bool DictionaryPart::search(QByteArrayView needle, TextMatch match, const std::atomic<bool> *cancel,
                            const std::function<void(qint64)> &found) const
{
    // The separators around a value make "whole" and "prefix" a plain search as well, but for the first value.
    QByteArray pattern;
    if (match != TextMatch::Contains)
        pattern.append(kSeparator);
    pattern.append(needle);
    if (match == TextMatch::Whole)
        pattern.append(kSeparator);
    const auto startsAt = [&](qsizetype place) {
        const QByteArrayView value = folded(place);
        return match == TextMatch::Whole ? value == needle : value.startsWith(needle);
    };
    if (m_count == 0)
        return true;
    if (needle.isEmpty() && match != TextMatch::Whole) {
        for (quint64 i = 0; i < m_count; ++i)
            found(m_ids[i]);
        return true;
    }
    if (match != TextMatch::Contains && startsAt(0))
        found(m_ids[0]);

    const char *const end = m_folded + m_foldedEnds[m_count - 1] + 1;
    const char *at = m_folded;
    const char *looked = at;
    while (at < end) {
        // Blocks overlap by the pattern, so that a match on the border is found once, by the block that it begins in.
        const qsizetype size = qMin(qsizetype(end - at), kSearchBlock + pattern.size() - 1);
        const auto *hit = static_cast<const char *>(memmem(at, size_t(size), pattern.constData(), size_t(pattern.size())));
        if (!hit) {
            at += qMin(qsizetype(end - at), kSearchBlock);
        } else {
            const quint64 offset = quint64(hit - m_folded) + (match == TextMatch::Contains ? 0 : 1);
            const auto place = std::lower_bound(m_foldedEnds, m_foldedEnds + m_count, offset) - m_foldedEnds;
            found(m_ids[place]);
            // Go on at the separator behind this value: it may begin the next match.
            at = m_folded + m_foldedEnds[place];
            if (at == hit)
                ++at;
        }
        if (at - looked > kSearchBlock) {
            looked = at;
            if (cancel && cancel->load(std::memory_order_relaxed))
                return false;
        }
    }
    return true;
}

void DictionaryBuilder::add(qint64 id, QByteArrayView value) { add(id, value, foldKey(value)); }

void DictionaryBuilder::add(qint64 id, QByteArrayView value, QByteArrayView folded)
{
    Q_ASSERT(m_ids.empty() || id > m_ids.back());
    m_ids.push_back(id);
    m_values.append(value);
    m_valueEnds.push_back(quint64(m_values.size()));
    m_values.append(kSeparator);
    m_folded.append(folded);
    m_foldedEnds.push_back(quint64(m_folded.size()));
    m_folded.append(kSeparator);
}

QByteArray DictionaryBuilder::build() const
{
    DictionaryPart::Header header{};
    std::memcpy(header.magic, kMagic, sizeof kMagic);
    header.count = m_ids.size();
    header.valueBytes = quint64(m_values.size());
    header.foldedBytes = quint64(m_folded.size());
    QByteArray bytes(qsizetype(sizeof header), '\0');
    bytes.reserve(qsizetype(sizeof header + m_ids.size() * 24) + m_values.size() + m_folded.size());
    const auto append = [&bytes](const auto &numbers) {
        bytes.append(reinterpret_cast<const char *>(numbers.data()), qsizetype(numbers.size() * 8));
    };
    append(m_valueEnds);
    append(m_foldedEnds);
    append(m_ids);
    bytes.append(m_values).append(m_folded);
    header.crc = libdeflate_crc32(0, bytes.constData() + sizeof header, size_t(bytes.size()) - sizeof header);
    header.headerCrc = headerCrc(header);
    std::memcpy(bytes.data(), &header, sizeof header);
    return bytes;
}

Result<void> DictionaryBuilder::save(const QString &path) const
{
    QFile file(path + QStringLiteral(".part"));
    const QByteArray bytes = build();
    if (!file.open(QIODevice::WriteOnly))
        return {ErrorCode::Io, path};
    if (file.write(bytes) != bytes.size() || !file.flush()) {
        file.remove();
        return {ErrorCode::DiskFull, path};
    }
    file.close();
    QFile::remove(path);
    if (!file.rename(path))
        return {ErrorCode::Io, path};
    return {};
}

void DictionaryBuilder::clear() { *this = {}; }

qint64 TextDictionary::count() const
{
    qint64 sum = 0;
    for (const auto &part : parts)
        sum += part->count();
    return sum;
}

std::pair<const DictionaryPart *, qsizetype> TextDictionary::find(qint64 id) const
{
    const auto part = std::lower_bound(parts.begin(), parts.end(), id,
                                       [](const auto &one, qint64 wanted) { return one->lastId() < wanted; });
    if (part == parts.end())
        return {nullptr, -1};
    return {part->get(), (*part)->placeOf(id)};
}

QByteArrayView TextDictionary::value(qint64 id) const
{
    const auto [part, place] = find(id);
    return place >= 0 ? part->value(place) : QByteArrayView();
}

QByteArrayView TextDictionary::folded(qint64 id) const
{
    const auto [part, place] = find(id);
    return place >= 0 ? part->folded(place) : QByteArrayView();
}

bool TextDictionary::search(QByteArrayView foldedNeedle, TextMatch match, const std::atomic<bool> *cancel, IdSet &into) const
{
    for (const auto &part : parts) {
        if (!part->search(foldedNeedle, match, cancel, [&into](qint64 id) { into.add(id); }))
            return false;
    }
    return true;
}

bool TextDictionary::isSound() const
{
    return std::all_of(parts.begin(), parts.end(), [](const auto &part) { return part->isSound(); });
}

} // namespace ashiato
