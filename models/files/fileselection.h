// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/columns/columnstore.h"
#include "models/lens/filter.h"

#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace ashiato
{

class CaseReader;

enum class FileColumn : quint8 {
    Name, State, Size, Modified, Accessed, Changed, Created, Type, Path, Evidence, Inode, Owner, Md5, Sha1, Sha256, Tags,
    Count
};

/// By what the list of files can be grouped.
enum class FileGrouping : quint8 {
    Kind,      ///< FileKind as a decimal number
    Type,      ///< By content, folded; empty: not known
    Extension, ///< What stands behind the last dot of the name, folded; empty: none
    State,     ///< kLiveFiles, kDeletedFiles or kOrphanFiles
    Owner,     ///< As recorded; empty: nobody
    Evidence,  ///< Id of the exhibit as a decimal number
    Last = Evidence
};
inline constexpr char kLiveFiles[] = "live", kDeletedFiles[] = "deleted", kOrphanFiles[] = "orphan";

/// The files with one value, or without it.
struct FileGroup {
    FileGrouping by = FileGrouping::Kind;
    QByteArray value;
    bool excluded = false;
    bool operator==(const FileGroup &) const = default;
};

/// Which files are asked for: those of a folder, those below it, or all; and what they must fulfil.
struct FileQuestion {
    enum class Scope : quint8 { Folder, Below, All };
    Scope scope = Scope::All;
    qint64 evidenceId = 0;   ///< Folder, Below
    qint64 folderId = 0;     ///< 0: the roots of the evidence
    QString folderPath;      ///< Below: ends with '/'
    Filter filter;           ///< All: conditions that a file can fulfil; the others are left out, see unusedFields()
    QString nameContains, pathContains, contents; ///< Folded substrings; contents: hashes and type
    std::optional<qint64> minSize, maxSize;
    quint32 flagsAny = 0;    ///< FileFlag: one of them; 0: any file
    std::vector<FileGroup> groups; ///< A file must be in all of them
    FileColumn sortBy = FileColumn::Name;
    Qt::SortOrder order = Qt::AscendingOrder;
};

/// Fields of a filter that say nothing about files (a host, an account …) and are therefore not applied to them.
std::vector<FilterField> unusedFields(const Filter &filter);

/// The files that a question holds, in its order. A value, cheap to copy; keeps the columns it was made from. Any thread.
class FileSelection
{
public:
    qint64 count() const { return m_rows ? qint64(m_rows->size()) : 0; }
    qint64 total() const { return m_columns ? m_columns->rows() : 0; }
    /// file.id at a place, 0 where there is none.
    qint64 fileId(qint64 place) const
    {
        return place < 0 || place >= count() ? 0 : m_columns->value((*m_rows)[size_t(place)], FileField::Id);
    }
    /// Of a selection with count() > 0 alone: places in the columns, in the order asked for.
    const std::vector<quint32> &rows() const { return *m_rows; }
    const FileColumns &columns() const { return *m_columns; }
    qint64 bytes() const { return m_bytes; } ///< Sum of the known sizes
    qint64 placeOf(qint64 fileId) const;     ///< -1: not there

private:
    friend Result<FileSelection> selectFiles(const ColumnStore &, CaseReader &, const FileQuestion &, const CancelFlag &);

    std::shared_ptr<const FileColumns> m_columns;
    std::shared_ptr<const std::vector<quint32>> m_rows;
    qint64 m_bytes = 0;
};

/// Filters and sorts on the file columns; a million rows take some hundred milliseconds, so: not on the GUI thread.
/// Errors: Cancelled, Damaged (of the cache), those of reading.
Result<FileSelection> selectFiles(const ColumnStore &columns, CaseReader &reader, const FileQuestion &question,
                                  const CancelFlag &cancel = {});

} // namespace ashiato
