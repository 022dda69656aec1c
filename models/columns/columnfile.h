// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/result.h"

#include <QByteArrayView>
#include <QFile>
#include <QString>

#include <atomic>
#include <memory>
#include <vector>

namespace ashiato
{

/// Rows of one chunk; row numbers are chunk * kChunkRows + place, so a shift tells them apart.
inline constexpr quint32 kChunkRows = 1u << 16;

/// One column of one chunk: value(i) = base + the stored unsigned number of `width` bytes. A column whose values are all
/// equal has width 0 and no bytes at all; base and max are its zone map.
struct ChunkColumn {
    const uchar *data = nullptr;
    qint64 base = 0;
    qint64 max = 0;
    quint8 width = 0; ///< 0, 1, 2, 4 or 8

    bool constant() const { return width == 0; }
    quint64 stored(quint32 i) const
    {
        switch (width) {
        case 1: return data[i];
        case 2: return reinterpret_cast<const quint16 *>(data)[i];
        case 4: return reinterpret_cast<const quint32 *>(data)[i];
        case 8: return reinterpret_cast<const quint64 *>(data)[i];
        default: return 0;
        }
    }
    qint64 value(quint32 i) const { return qint64(quint64(base) + stored(i)); }
};

/// The strings of one chunk that rows point at by a small number (0: none).
struct ChunkStrings {
    quint32 count = 0;
    const quint32 *ends = nullptr; ///< End of string i (from 1) in bytes; each is followed by a separator byte
    QByteArrayView bytes;

    QByteArrayView string(quint32 number) const
    {
        const quint32 begin = number == 1 ? 0 : ends[number - 2] + 1;
        return bytes.sliced(begin, ends[number - 1] - begin);
    }
};
/// Stands between strings that are searched as one block; never a byte of UTF-8.
inline constexpr char kSeparator = char(0xff);

// File layout, little endian, all offsets from the start of the file:
//   header     FileHeader, 64 bytes
//   data       per chunk: its columns one after another, each at a multiple of 8; then its strings
//              (u32 count, u32 end[count], bytes)
//   directory  per chunk: `columns` entries and one for the strings (DirectoryEntry, 40 bytes)
// Every entry carries the CRC-32 of its bytes; the header carries that of the directory and of itself.
struct FileHeader {
    char magic[8];             ///< "ASHICOL1"
    quint32 columns;
    quint32 chunks;
    quint64 rows;
    quint64 directoryOffset;
    quint32 directoryCrc;
    quint32 headerCrc;         ///< Over the 64 bytes with this field 0
    quint8 reserved[24];
};
static_assert(sizeof(FileHeader) == 64);

struct DirectoryEntry {
    quint64 offset;
    quint64 size;
    qint64 base;
    qint64 max;
    quint32 crc;
    quint8 width;
    quint8 reserved[3];
};
static_assert(sizeof(DirectoryEntry) == 40);

/// An immutable file of columns, mapped read-only. Any thread. The bytes of a column are checked against their checksum
/// when they are first looked at; what does not fit reads as zeros and isDamaged() tells: the owner then throws the cache
/// away, and nothing computed from it is used.
class ColumnFile
{
public:
    static Result<std::shared_ptr<const ColumnFile>> open(const QString &path, int columns);

    quint32 rows() const { return m_rows; }
    quint32 chunks() const { return m_chunks; }
    quint32 chunkRows(quint32 chunk) const { return qMin(kChunkRows, m_rows - chunk * kChunkRows); }
    ChunkColumn column(quint32 chunk, int column) const;
    ChunkStrings strings(quint32 chunk) const;
    /// The zone map alone; touches no data.
    qint64 minimum(quint32 chunk, int column) const { return entry(chunk, column).base; }
    qint64 maximum(quint32 chunk, int column) const { return entry(chunk, column).max; }
    qint64 value(quint32 row, int column) const
    {
        return this->column(row / kChunkRows, column).value(row % kChunkRows);
    }
    /// First row whose value is not below; for a column that the rows are sorted by.
    quint32 lowerBound(int column, qint64 value) const;

    bool isDamaged() const { return m_damaged.load(std::memory_order_relaxed); }
    QString path() const { return m_file.fileName(); }

private:
    ColumnFile() = default;
    const DirectoryEntry &entry(quint32 chunk, int column) const
    {
        return m_directory[size_t(chunk) * size_t(m_columns + 1) + size_t(column)];
    }
    bool verified(quint32 chunk, int column) const;

    enum State : quint8 { Unchecked, Good, Bad };

    QFile m_file;
    const uchar *m_map = nullptr;
    quint32 m_rows = 0;
    quint32 m_chunks = 0;
    int m_columns = 0;
    const DirectoryEntry *m_directory = nullptr;
    mutable std::unique_ptr<std::atomic<quint8>[]> m_states;
    mutable std::atomic<bool> m_damaged = false;
};

/// The rows of a chunk before they are written: one array a column, all of one length, and their strings.
struct ChunkRows {
    explicit ChunkRows(int columns) : values(size_t(columns)) {}
    std::vector<std::vector<qint64>> values;
    std::vector<QByteArray> strings;

    quint32 rows() const { return quint32(values[0].size()); }
    void clear();
};

/// Writes a column file beside its place and puts it there whole. One thread.
class ColumnFileWriter
{
public:
    ColumnFileWriter(const QString &path, int columns);
    ~ColumnFileWriter(); ///< Without finish() nothing is left

    /// Every chunk but the last has kChunkRows rows.
    Result<void> addChunk(const ChunkRows &chunk);
    Result<void> finish();

private:
    Result<void> write(QByteArrayView bytes);
    Result<void> pad();

    QString m_path;
    QFile m_file;
    int m_columns;
    quint64 m_rows = 0;
    quint64 m_offset = sizeof(FileHeader);
    std::vector<DirectoryEntry> m_directory;
    std::vector<uchar> m_packed;
    bool m_done = false;
};

} // namespace ashiato
