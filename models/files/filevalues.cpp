// SPDX-License-Identifier: Apache-2.0
#include "models/files/filevalues.h"

#include "models/casedb/casereader.h"
#include "models/casedb/fold.h"

#include <QHash>

namespace ashiato
{

namespace
{

constexpr size_t kFewRows = 2000; // below it rows are asked for by id, above it all files are passed over

bool isStopped(const CancelFlag &cancel) { return cancel && cancel->load(std::memory_order_relaxed); }

} // namespace

QByteArray foldedName(const FileColumns &columns, quint32 row)
{
    const QByteArrayView whole = columns.paths.value(columns.value(row, FileField::Id));
    return foldKey(whole.last(qMin(whole.size(), qsizetype(columns.value(row, FileField::NameLength)))));
}

QByteArray contentsPart(const FileColumns &columns, quint32 row, ContentsPart part)
{
    const qint64 number = columns.value(row, FileField::Contents);
    if (number == 0)
        return {};
    QByteArrayView rest = columns.file->strings(row / kChunkRows).string(quint32(number));
    for (int before = int(part); before > 0; --before) {
        const qsizetype blank = rest.indexOf(' ');
        if (blank < 0)
            return {};
        rest = rest.sliced(blank + 1);
    }
    // The type is the last one and may have blanks.
    return part == ContentsPart::Type ? rest.toByteArray() : rest.first(qMax<qsizetype>(0, rest.indexOf(' '))).toByteArray();
}

Result<void> eachOwner(const std::vector<quint32> &rows, const FileColumns &columns, CaseReader &reader, const CancelFlag &cancel,
                       const std::function<void(size_t, const FileOwnerRow &)> &take)
{
    const auto idAt = [&](size_t place) { return columns.value(rows[place], FileField::Id); };
    if (rows.size() <= kFewRows) {
        QHash<qint64, size_t> places;
        QList<qint64> ids;
        for (size_t place = 0; place < rows.size(); ++place) {
            places.insert(idAt(place), place);
            ids.append(idAt(place));
        }
        const auto files = reader.filesByIds(ids);
        if (!files)
            return files.error();
        for (const FileRow &file : *files)
            take(places.value(file.id), {file.id, file.inode, file.inodeText.toUtf8(), file.owner.toUtf8()});
        return {};
    }
    size_t place = 0;
    const auto done = reader.scanFileOwners([&](const FileOwnerRow &file) {
        while (place < rows.size() && idAt(place) < file.id)
            ++place;
        if (place < rows.size() && idAt(place) == file.id)
            take(place, file);
        return place < rows.size() && !(file.id % 4096 == 0 && isStopped(cancel));
    });
    return done && isStopped(cancel) ? Result<void>(ErrorCode::Cancelled) : done;
}

} // namespace ashiato
