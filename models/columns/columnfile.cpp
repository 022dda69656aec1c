// SPDX-License-Identifier: Apache-2.0
#include "models/columns/columnfile.h"

#include <libdeflate.h>

#include <cstring>

namespace ashiato
{

namespace
{

constexpr char kMagic[8] = {'A', 'S', 'H', 'I', 'C', 'O', 'L', '1'};

quint32 headerCrc(FileHeader header)
{
    header.headerCrc = 0;
    return libdeflate_crc32(0, &header, sizeof header);
}

bool widthFits(quint8 width) { return width == 0 || width == 1 || width == 2 || width == 4 || width == 8; }

} // namespace

Result<std::shared_ptr<const ColumnFile>> ColumnFile::open(const QString &path, int columns)
{
    std::shared_ptr<ColumnFile> file(new ColumnFile);
    file->m_file.setFileName(path);
    if (!file->m_file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::Io, path};
    const quint64 size = quint64(file->m_file.size());
    FileHeader header;
    if (size < sizeof header)
        return Error{ErrorCode::Truncated, path};
    const uchar *map = file->m_file.map(0, qint64(size));
    if (!map)
        return Error{ErrorCode::Io, path};
    std::memcpy(&header, map, sizeof header);
    const quint64 entries = quint64(header.chunks) * quint64(columns + 1);
    const bool sound = std::memcmp(header.magic, kMagic, sizeof kMagic) == 0 && header.headerCrc == headerCrc(header) &&
                       header.columns == quint32(columns) && header.rows <= std::numeric_limits<quint32>::max() &&
                       header.chunks == (header.rows + kChunkRows - 1) / kChunkRows && header.directoryOffset <= size &&
                       header.directoryOffset % 8 == 0 &&
                       size - header.directoryOffset == entries * sizeof(DirectoryEntry) &&
                       libdeflate_crc32(0, map + header.directoryOffset, size_t(size - header.directoryOffset)) ==
                           header.directoryCrc;
    if (!sound)
        return Error{ErrorCode::Damaged, path};

    file->m_map = map;
    file->m_rows = quint32(header.rows);
    file->m_chunks = header.chunks;
    file->m_columns = columns;
    file->m_directory = reinterpret_cast<const DirectoryEntry *>(map + header.directoryOffset);
    for (quint64 i = 0; i < entries; ++i) {
        const DirectoryEntry &entry = file->m_directory[i];
        const bool strings = i % quint64(columns + 1) == quint64(columns);
        const quint64 expected = quint64(entry.width) * file->chunkRows(quint32(i / quint64(columns + 1)));
        if (!widthFits(entry.width) || entry.offset % 8 != 0 || entry.offset > header.directoryOffset ||
            entry.size > header.directoryOffset - entry.offset || (!strings && entry.size != expected))
            return Error{ErrorCode::Damaged, path};
    }
    file->m_states = std::make_unique<std::atomic<quint8>[]>(entries);
    return std::shared_ptr<const ColumnFile>(std::move(file));
}

bool ColumnFile::verified(quint32 chunk, int column) const
{
    const DirectoryEntry &e = entry(chunk, column);
    std::atomic<quint8> &state = m_states[size_t(chunk) * size_t(m_columns + 1) + size_t(column)];
    quint8 known = state.load(std::memory_order_relaxed);
    if (known == Unchecked) {
        // Two threads may both compute it; they come to the same answer.
        known = libdeflate_crc32(0, m_map + e.offset, size_t(e.size)) == e.crc ? Good : Bad;
        state.store(known, std::memory_order_relaxed);
        if (known == Bad)
            m_damaged.store(true, std::memory_order_relaxed);
    }
    return known == Good;
}

ChunkColumn ColumnFile::column(quint32 chunk, int column) const
{
    const DirectoryEntry &e = entry(chunk, column);
    if (e.width != 0 && !verified(chunk, column))
        return {};
    return {m_map + e.offset, e.base, e.max, e.width};
}

ChunkStrings ColumnFile::strings(quint32 chunk) const
{
    const DirectoryEntry &e = entry(chunk, m_columns);
    if (e.size < sizeof(quint32) || !verified(chunk, m_columns))
        return {};
    ChunkStrings strings;
    std::memcpy(&strings.count, m_map + e.offset, sizeof(quint32));
    const quint64 head = sizeof(quint32) * (quint64(strings.count) + 1);
    if (head > e.size) {
        m_damaged.store(true, std::memory_order_relaxed);
        return {};
    }
    strings.ends = reinterpret_cast<const quint32 *>(m_map + e.offset) + 1;
    strings.bytes = QByteArrayView(m_map + e.offset + head, qsizetype(e.size - head));
    return strings;
}

quint32 ColumnFile::lowerBound(int column, qint64 value) const
{
    // Zone maps find the chunk without touching data, then one chunk is halved.
    quint32 low = 0, high = m_chunks;
    while (low < high) {
        const quint32 middle = low + (high - low) / 2;
        if (maximum(middle, column) < value)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == m_chunks)
        return m_rows;
    const ChunkColumn chunk = this->column(low, column);
    quint32 first = 0, last = chunkRows(low);
    while (first < last) {
        const quint32 middle = first + (last - first) / 2;
        if (chunk.value(middle) < value)
            first = middle + 1;
        else
            last = middle;
    }
    return low * kChunkRows + first;
}

void ChunkRows::clear()
{
    for (auto &column : values)
        column.clear();
    strings.clear();
}

ColumnFileWriter::ColumnFileWriter(const QString &path, int columns)
    : m_path(path), m_file(path + QStringLiteral(".part")), m_columns(columns)
{
}

ColumnFileWriter::~ColumnFileWriter()
{
    if (!m_done && m_file.isOpen()) {
        m_file.close();
        m_file.remove();
    }
}

Result<void> ColumnFileWriter::write(QByteArrayView bytes)
{
    if (m_file.write(bytes.data(), bytes.size()) != bytes.size())
        return {ErrorCode::DiskFull, m_path};
    m_offset += quint64(bytes.size());
    return {};
}

Result<void> ColumnFileWriter::pad()
{
    static constexpr char zeros[8] = {};
    return write(QByteArrayView(zeros, qsizetype((8 - m_offset % 8) % 8)));
}

Result<void> ColumnFileWriter::addChunk(const ChunkRows &chunk)
{
    Q_ASSERT(m_rows % kChunkRows == 0 && chunk.rows() > 0 && chunk.rows() <= kChunkRows);
    if (!m_file.isOpen()) {
        if (!m_file.open(QIODevice::WriteOnly) || !m_file.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
            return {ErrorCode::Io, m_path};
        const FileHeader empty{};
        if (m_file.write(reinterpret_cast<const char *>(&empty), sizeof empty) != qint64(sizeof empty))
            return {ErrorCode::DiskFull, m_path};
    }
    for (const std::vector<qint64> &values : chunk.values) {
        const auto [least, most] = std::minmax_element(values.begin(), values.end());
        const quint64 range = quint64(*most) - quint64(*least);
        DirectoryEntry entry{};
        entry.offset = m_offset;
        entry.base = *least;
        entry.max = *most;
        entry.width = range == 0 ? 0 : range <= 0xff ? 1 : range <= 0xffff ? 2 : range <= 0xffffffff ? 4 : 8;
        entry.size = quint64(entry.width) * values.size();
        m_packed.resize(size_t(entry.size));
        uchar *out = m_packed.data();
        const auto pack = [&]<typename T>(T) {
            for (size_t i = 0; i < values.size(); ++i) {
                const T stored = T(quint64(values[i]) - quint64(entry.base));
                std::memcpy(out + i * sizeof(T), &stored, sizeof(T));
            }
        };
        switch (entry.width) {
        case 1: pack(quint8()); break;
        case 2: pack(quint16()); break;
        case 4: pack(quint32()); break;
        case 8: pack(quint64()); break;
        }
        entry.crc = libdeflate_crc32(0, m_packed.data(), m_packed.size());
        m_directory.push_back(entry);
        if (auto done = write(QByteArrayView(m_packed.data(), qsizetype(m_packed.size()))); !done)
            return done;
        if (auto done = pad(); !done)
            return done;
    }

    DirectoryEntry entry{};
    entry.offset = m_offset;
    if (!chunk.strings.empty()) {
        QByteArray block;
        std::vector<quint32> head{quint32(chunk.strings.size())};
        quint64 end = 0;
        for (const QByteArray &string : chunk.strings) {
            end += quint64(string.size());
            head.push_back(quint32(end));
            ++end; // the separator
        }
        if (end > std::numeric_limits<quint32>::max())
            return {ErrorCode::LimitExceeded, m_path};
        block.reserve(qsizetype(head.size() * sizeof(quint32) + end));
        block.append(reinterpret_cast<const char *>(head.data()), qsizetype(head.size() * sizeof(quint32)));
        for (const QByteArray &string : chunk.strings)
            block.append(string).append(kSeparator);
        entry.size = quint64(block.size());
        entry.crc = libdeflate_crc32(0, block.constData(), size_t(block.size()));
        if (auto done = write(block); !done)
            return done;
        if (auto done = pad(); !done)
            return done;
    }
    m_directory.push_back(entry);
    m_rows += chunk.rows();
    return {};
}

Result<void> ColumnFileWriter::finish()
{
    if (!m_file.isOpen())
        return {ErrorCode::Invalid, m_path};
    const qsizetype size = qsizetype(m_directory.size() * sizeof(DirectoryEntry));
    FileHeader header{};
    std::memcpy(header.magic, kMagic, sizeof kMagic);
    header.columns = quint32(m_columns);
    header.chunks = quint32(m_directory.size() / size_t(m_columns + 1));
    header.rows = m_rows;
    header.directoryOffset = m_offset;
    header.directoryCrc = libdeflate_crc32(0, m_directory.data(), size_t(size));
    header.headerCrc = headerCrc(header);
    if (auto done = write(QByteArrayView(reinterpret_cast<const char *>(m_directory.data()), size)); !done)
        return done;
    if (!m_file.seek(0) || m_file.write(reinterpret_cast<const char *>(&header), sizeof header) != qint64(sizeof header))
        return {ErrorCode::DiskFull, m_path};
    m_file.close(); // derived data: a checksum finds what a power cut leaves half written, so nothing waits for the disk
    if (m_file.error() != QFileDevice::NoError)
        return {ErrorCode::DiskFull, m_path};
    QFile::remove(m_path);
    if (!m_file.rename(m_path))
        return {ErrorCode::Io, m_path};
    m_done = true;
    return {};
}

} // namespace ashiato
