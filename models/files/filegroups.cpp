// SPDX-License-Identifier: Apache-2.0
#include "models/files/filegroups.h"

#include "models/casedb/casereader.h"
#include "models/files/filevalues.h"

#include <QHash>

#include <algorithm>

namespace ashiato
{

namespace
{

constexpr quint32 kRowsBetweenLooks = 4096; // at the cancel flag

/// What stands behind the last dot of a name that has something before it. Folders and streams have none: their dots
/// ("a.zip:Zone.Identifier") say nothing of a type.
QByteArray extensionOf(const FileColumns &columns, quint32 row)
{
    const auto kind = FileKind(columns.value(row, FileField::Kind));
    if (kind == FileKind::Directory || kind == FileKind::Virtual || kind == FileKind::Stream)
        return {};
    const QByteArray name = foldedName(columns, row);
    const qsizetype dot = name.lastIndexOf('.');
    return dot > 0 ? name.mid(dot + 1) : QByteArray();
}

QByteArray stateOf(quint32 flags)
{
    return flags & FileOrphan ? kOrphanFiles : flags & kDeletedFileFlags ? kDeletedFiles : kLiveFiles;
}

/// Calls take with the place of each row and its value; the rows stand in order of id.
template <typename Take>
Result<void> eachValue(const std::vector<quint32> &rows, const FileColumns &columns, CaseReader &reader, FileGrouping by,
                       const CancelFlag &cancel, Take take)
{
    if (by == FileGrouping::Owner) {
        // A row that the case does not give has nobody: every row is in a group.
        std::vector<QByteArray> owners(rows.size());
        const auto done = eachOwner(rows, columns, reader, cancel, [&owners](size_t place, const FileOwnerRow &file) { owners[place] = file.owner; });
        for (size_t place = 0; done && place < rows.size(); ++place)
            take(place, owners[place]);
        return done;
    }
    for (size_t place = 0; place < rows.size(); ++place) {
        if (place % kRowsBetweenLooks == 0 && cancel && cancel->load(std::memory_order_relaxed))
            return ErrorCode::Cancelled;
        take(place, groupValue(columns, rows[place], by));
    }
    return {};
}

} // namespace

QByteArray groupValue(const FileColumns &columns, quint32 row, FileGrouping by)
{
    switch (by) {
    case FileGrouping::Kind: return QByteArray::number(columns.value(row, FileField::Kind));
    case FileGrouping::Type: return contentsPart(columns, row, ContentsPart::Type);
    case FileGrouping::Extension: return extensionOf(columns, row);
    case FileGrouping::State: return stateOf(quint32(columns.value(row, FileField::Flags)));
    case FileGrouping::Evidence: return QByteArray::number(columns.value(row, FileField::Evidence));
    case FileGrouping::Owner: break;
    }
    return {};
}

Result<void> keepGroups(std::vector<quint32> &rows, const FileColumns &columns, CaseReader &reader, const std::vector<FileGroup> &groups,
                        const CancelFlag &cancel)
{
    for (const FileGroup &group : groups) {
        std::vector<quint32> kept;
        const auto done = eachValue(rows, columns, reader, group.by, cancel, [&](size_t place, const QByteArray &value) {
            if ((value == group.value) != group.excluded)
                kept.push_back(rows[place]);
        });
        if (!done)
            return done;
        rows = std::move(kept);
    }
    return {};
}

Result<FileGroupCounts> countGroups(const FileSelection &selection, CaseReader &reader, FileGrouping by, int most, const CancelFlag &cancel)
{
    if (selection.count() == 0)
        return FileGroupCounts();
    std::vector<quint32> rows = selection.rows();
    std::sort(rows.begin(), rows.end());
    QHash<QByteArray, qint64> counts;
    const auto done = eachValue(rows, selection.columns(), reader, by, cancel, [&counts](size_t, const QByteArray &value) { ++counts[value]; });
    if (!done)
        return done.error();
    std::vector<CountedGroup<FileGroup>> groups;
    for (auto entry = counts.cbegin(); entry != counts.cend(); ++entry)
        groups.push_back({{by, entry.key()}, entry.value()});
    std::sort(groups.begin(), groups.end(), [](const auto &a, const auto &b) { return a.value.value < b.value.value; });
    return largestGroups(std::move(groups), most);
}

} // namespace ashiato
