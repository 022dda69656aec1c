// SPDX-License-Identifier: Apache-2.0
#include "models/files/filesort.h"

#include "models/casedb/casereader.h"
#include "models/casedb/fold.h"
#include "models/files/filevalues.h"

#include <QHash>

#include <algorithm>
#include <numeric>

namespace ashiato
{

namespace
{

/// What rows are sorted by: a key each, and whether it is known.
template <typename Key> struct Keys {
    std::vector<Key> values;
    std::vector<char> known;

    explicit Keys(size_t rows) : values(rows), known(rows, 1) {}
};

template <typename Key> void sortByKeys(std::vector<quint32> &rows, const Keys<Key> &keys, Qt::SortOrder order)
{
    std::vector<quint32> places(rows.size());
    std::iota(places.begin(), places.end(), 0u);
    std::stable_sort(places.begin(), places.end(), [&keys, order](quint32 a, quint32 b) {
        if (keys.known[a] != keys.known[b])
            return keys.known[a] > keys.known[b];
        return order == Qt::AscendingOrder ? keys.values[a] < keys.values[b] : keys.values[b] < keys.values[a];
    });
    std::vector<quint32> sorted(rows.size());
    std::transform(places.begin(), places.end(), sorted.begin(), [&rows](quint32 place) { return rows[place]; });
    rows = std::move(sorted);
}

struct NumberColumn {
    FileField field;
    qint64 unknown;
};

std::optional<NumberColumn> numberColumn(FileColumn column)
{
    switch (column) {
    case FileColumn::State: return NumberColumn{FileField::Flags, 0}; // nothing to say of it: an empty cell
    case FileColumn::Size: return NumberColumn{FileField::Size, -1};
    case FileColumn::Modified: return NumberColumn{FileField::Modified, kNoTime};
    case FileColumn::Accessed: return NumberColumn{FileField::Accessed, kNoTime};
    case FileColumn::Changed: return NumberColumn{FileField::Changed, kNoTime};
    case FileColumn::Created: return NumberColumn{FileField::Created, kNoTime};
    default: return std::nullopt;
    }
}

/// Which of the words of FileField::Contents a column shows.
std::optional<ContentsPart> contentsPartOf(FileColumn column)
{
    switch (column) {
    case FileColumn::Md5: return ContentsPart::Md5;
    case FileColumn::Sha1: return ContentsPart::Sha1;
    case FileColumn::Sha256: return ContentsPart::Sha256;
    case FileColumn::Type: return ContentsPart::Type;
    default: return std::nullopt;
    }
}

/// Position of the first tag of each file, in the order of the tags' keys and names.
Result<QHash<qint64, qint64>> tagPlaces(CaseReader &reader)
{
    auto tags = reader.tags();
    const auto tagged = reader.taggedIds(TargetKind::File);
    if (!tags || !tagged)
        return tags ? tagged.error() : tags.error();
    std::stable_sort(tags->begin(), tags->end(), [](const TagRow &a, const TagRow &b) {
        return a.key.isEmpty() != b.key.isEmpty() ? b.key.isEmpty() : a.key < b.key;
    });
    QHash<qint64, qint64> order, places;
    for (const TagRow &tag : *tags)
        order.insert(tag.id, order.size());
    for (const auto &[file, tag] : *tagged) {
        const qint64 place = order.value(tag, order.size());
        const auto found = places.find(file);
        if (found == places.end())
            places.insert(file, place);
        else
            *found = qMin(*found, place);
    }
    return places;
}

/// Exhibits stand in the order of their numbers.
Result<QHash<qint64, QByteArray>> exhibitNumbers(CaseReader &reader)
{
    const auto exhibits = reader.evidence(true);
    if (!exhibits)
        return exhibits.error();
    QHash<qint64, QByteArray> numbers;
    for (const EvidenceRow &row : *exhibits)
        numbers.insert(row.id, row.number.toUtf8());
    return numbers;
}

template <typename Key, typename KeyOf>
void sortByText(std::vector<quint32> &rows, Qt::SortOrder order, KeyOf keyOf)
{
    Keys<Key> keys(rows.size());
    for (size_t place = 0; place < rows.size(); ++place) {
        keys.values[place] = keyOf(rows[place]);
        keys.known[place] = keys.values[place].size() > 0;
    }
    sortByKeys(rows, keys, order);
}

Result<void> sortByOwner(std::vector<quint32> &rows, const FileColumns &columns, CaseReader &reader, FileColumn column,
                         Qt::SortOrder order, const CancelFlag &cancel)
{
    if (column == FileColumn::Owner) {
        Keys<QByteArray> owners(rows.size());
        std::fill(owners.known.begin(), owners.known.end(), 0);
        const auto done = eachOwner(rows, columns, reader, cancel, [&owners](size_t place, const FileOwnerRow &file) {
            owners.values[place] = foldKey(file.owner);
            owners.known[place] = !file.owner.isEmpty();
        });
        if (done)
            sortByKeys(rows, owners, order);
        return done;
    }
    Keys<std::pair<quint64, QByteArray>> inodes(rows.size());
    std::fill(inodes.known.begin(), inodes.known.end(), 0);
    const auto done = eachOwner(rows, columns, reader, cancel, [&inodes](size_t place, const FileOwnerRow &file) {
        inodes.values[place] = {file.inode, file.inodeText};
        inodes.known[place] = file.inode != 0 || !file.inodeText.isEmpty();
    });
    if (done)
        sortByKeys(rows, inodes, order);
    return done;
}

Result<void> sortByTags(std::vector<quint32> &rows, const FileColumns &columns, CaseReader &reader, Qt::SortOrder order)
{
    const auto places = tagPlaces(reader);
    if (!places)
        return places.error();
    Keys<qint64> keys(rows.size());
    for (size_t at = 0; at < rows.size(); ++at) {
        keys.values[at] = places->value(columns.value(rows[at], FileField::Id), -1);
        keys.known[at] = keys.values[at] >= 0;
    }
    sortByKeys(rows, keys, order);
    return {};
}

} // namespace

Result<void> sortFiles(std::vector<quint32> &rows, const FileColumns &columns, CaseReader &reader, FileColumn column,
                       Qt::SortOrder order, const CancelFlag &cancel)
{
    if (const auto number = numberColumn(column)) {
        Keys<qint64> keys(rows.size());
        for (size_t place = 0; place < rows.size(); ++place) {
            keys.values[place] = columns.value(rows[place], number->field);
            keys.known[place] = keys.values[place] != number->unknown;
        }
        sortByKeys(rows, keys, order);
        return {};
    }
    if (const auto part = contentsPartOf(column)) {
        sortByText<QByteArray>(rows, order, [&columns, part = *part](quint32 row) { return contentsPart(columns, row, part); });
        return {};
    }
    switch (column) {
    case FileColumn::Owner:
    case FileColumn::Inode: return sortByOwner(rows, columns, reader, column, order, cancel);
    case FileColumn::Tags: return sortByTags(rows, columns, reader, order);
    case FileColumn::Evidence: {
        const auto numbers = exhibitNumbers(reader);
        if (!numbers)
            return numbers.error();
        sortByText<QByteArray>(rows, order, [&](quint32 row) { return numbers->value(columns.value(row, FileField::Evidence)); });
        return {};
    }
    case FileColumn::Path:
        sortByText<QByteArrayView>(rows, order, [&columns](quint32 row) { return columns.paths.folded(columns.value(row, FileField::Id)); });
        return {};
    default:
        sortByText<QByteArray>(rows, order, [&columns](quint32 row) { return foldedName(columns, row); });
        return {};
    }
}

} // namespace ashiato
