// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/caserows.h"
#include "models/columns/columnfile.h"
#include "models/columns/textdictionary.h"

namespace ashiato
{

/// The columns of a file row, in order of id.
enum class FileField : quint8 {
    Id, Evidence, Parent, Size, Flags, Kind, NameLength, ///< NameLength: bytes of the name at the end of the path
    Modified, Accessed, Changed, Created,                ///< Shown times
    Contents, ///< Number of the string in the chunk: hashes in hex and the type by content, folded, a blank between
    Count
};
inline constexpr int kFileFields = int(FileField::Count);

/// All files of the case at one revision, for filtering and sorting a million of them. Immutable. Any thread.
class FileColumns
{
public:
    std::shared_ptr<const ColumnFile> file; ///< nullptr: no files
    TextDictionary paths;                       ///< By file id
    qint64 revision = 0;

    quint32 rows() const { return file ? file->rows() : 0; }
    qint64 value(quint32 row, FileField field) const { return file->value(row, int(field)); }
};

/// Writes the file rows of a case, given in order of id. One thread.
class FileColumnsWriter
{
public:
    explicit FileColumnsWriter(const QString &path) : m_writer(path, kFileFields), m_chunk(kFileFields) {}
    /// clocks: in order of id.
    Result<void> add(const FileRow &row, const std::vector<ClockRow> &clocks);
    Result<void> finish();

private:
    ColumnFileWriter m_writer;
    ChunkRows m_chunk;
    qint64 m_rows = 0;
};

} // namespace ashiato
