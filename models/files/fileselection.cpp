// SPDX-License-Identifier: Apache-2.0
#include "models/files/fileselection.h"

#include "models/casedb/casereader.h"
#include "models/casedb/fold.h"
#include "models/files/filegroups.h"
#include "models/files/filesort.h"
#include "models/files/filevalues.h"
#include "models/lens/pathpattern.h"

#include <algorithm>

namespace ashiato
{

namespace
{

constexpr quint32 kRowsBetweenLooks = 4096; // at the cancel flag

bool isStopped(const CancelFlag &cancel) { return cancel && cancel->load(std::memory_order_relaxed); }

bool appliesToFiles(FilterField field)
{
    switch (field) {
    case FilterField::Time:
    case FilterField::Evidence:
    case FilterField::Path:
    case FilterField::Hash:
    case FilterField::Text:
    case FilterField::Tag: return true;
    default: return false;
    }
}

/// One condition made ready to be asked of a million rows.
struct Test {
    FilterField field = FilterField::Text;
    bool negated = false;
    std::vector<QByteArray> needles; ///< Folded
    std::vector<QByteArray> patterns; ///< Paths with * or ?, folded
    IdSet ids;                       ///< Evidence or tagged files
    bool wantsEmpty = false;
    std::optional<qint64> fromNs, toNs;
};

/// A row looked at once: what several conditions ask of it is made when it is first asked.
class RowView
{
public:
    RowView(const FileColumns &columns, quint32 row) : m_columns(columns), m_row(row) {}

    qint64 value(FileField field) const { return m_columns.value(m_row, field); }
    QByteArrayView path() const { return m_columns.paths.folded(value(FileField::Id)); }
    QByteArray name() const { return foldedName(m_columns, m_row); }
    QByteArrayView contents() const
    {
        const qint64 number = value(FileField::Contents);
        return number == 0 ? QByteArrayView() : m_columns.file->strings(m_row / kChunkRows).string(quint32(number));
    }
    bool fulfils(const Test &test) const { return holds(test) != test.negated; }

private:
    bool holds(const Test &test) const
    {
        const auto any = [&test](const QByteArrayView &text) {
            return (test.wantsEmpty && text.isEmpty()) ||
                   std::any_of(test.needles.begin(), test.needles.end(),
                               [&text](const QByteArray &needle) { return text.contains(needle); });
        };
        switch (test.field) {
        case FilterField::Time:
            for (int i = 0; i < 4; ++i) {
                const qint64 at = value(FileField(int(FileField::Modified) + i));
                if (at != kNoTime && (!test.fromNs || at >= *test.fromNs) && (!test.toNs || at < *test.toNs))
                    return true;
            }
            return false;
        case FilterField::Evidence: return test.ids.contains(value(FileField::Evidence));
        case FilterField::Tag: return test.ids.contains(value(FileField::Id)) != test.wantsEmpty;
        case FilterField::Path:
            return any(path()) || std::any_of(test.patterns.begin(), test.patterns.end(), [this](const QByteArray &pattern) {
                       return matchesPathPattern(path(), pattern);
                   });
        case FilterField::Hash: return any(contents());
        case FilterField::Text: return any(path()) || any(contents());
        default: return true;
        }
    }

    const FileColumns &m_columns;
    quint32 m_row;
};

/// Makes the conditions ready. Tags and exhibits are few, so they become sets of ids.
class Plan
{
public:
    Result<void> add(const Filter &filter, CaseReader &reader)
    {
        for (const Filter::Group &group : filter.groups) {
            std::vector<Test> tests;
            for (const Condition &condition : group) {
                if (!appliesToFiles(condition.field))
                    continue;
                auto test = testOf(condition, reader);
                if (!test)
                    return test.error();
                tests.push_back(std::move(*test));
            }
            m_groups.push_back(std::move(tests));
        }
        return {};
    }
    bool holds(const RowView &row) const
    {
        return m_groups.empty() || std::any_of(m_groups.begin(), m_groups.end(), [&row](const std::vector<Test> &group) {
            return std::all_of(group.begin(), group.end(), [&row](const Test &test) { return row.fulfils(test); });
        });
    }

private:
    static Result<Test> testOf(const Condition &condition, CaseReader &reader)
    {
        Test test;
        test.field = condition.field;
        test.negated = condition.negated;
        test.fromNs = condition.fromNs;
        test.toNs = condition.toNs;
        for (const QString &value : condition.values) {
            test.wantsEmpty |= value.isEmpty();
            const bool isPattern = condition.field == FilterField::Path && isPathPattern(value);
            if (!value.isEmpty())
                (isPattern ? test.patterns : test.needles).push_back(foldKey(value).toUtf8());
        }
        const auto named = [&test](const QString &value) {
            const QByteArray folded = foldKey(value).toUtf8();
            return std::find(test.needles.begin(), test.needles.end(), folded) != test.needles.end();
        };
        if (condition.field == FilterField::Evidence) {
            const auto rows = reader.evidence(true);
            if (!rows)
                return rows.error();
            for (const EvidenceRow &row : *rows) {
                if (named(row.number))
                    test.ids.add(row.id);
            }
        } else if (condition.field == FilterField::Tag) {
            const auto tags = reader.tags();
            const auto tagged = reader.taggedIds(TargetKind::File);
            if (!tags || !tagged)
                return tags ? tagged.error() : tags.error();
            for (const auto &[fileId, tagId] : *tagged) {
                const bool wanted = test.wantsEmpty || std::any_of(tags->begin(), tags->end(), [&](const TagRow &tag) {
                    return tag.id == tagId && !tag.removed && (named(tag.name) || named(tag.nameEn));
                });
                if (wanted)
                    test.ids.add(fileId);
            }
        }
        test.ids.seal();
        return test;
    }

    std::vector<std::vector<Test>> m_groups;
};

bool isInScope(const FileQuestion &question, const RowView &row, const QByteArray &folderPath)
{
    switch (question.scope) {
    case FileQuestion::Scope::Folder:
        return row.value(FileField::Parent) == question.folderId &&
               (question.folderId != 0 || row.value(FileField::Evidence) == question.evidenceId);
    case FileQuestion::Scope::Below:
        return row.value(FileField::Evidence) == question.evidenceId &&
               (question.folderId == 0 || row.path().startsWith(folderPath));
    case FileQuestion::Scope::All: break;
    }
    return true;
}

struct Needles {
    QByteArray name, path, contents;
    explicit Needles(const FileQuestion &question)
        : name(foldKey(question.nameContains.toUtf8())), path(foldKey(question.pathContains.toUtf8())),
          contents(foldKey(question.contents.toUtf8()))
    {
    }
    bool hold(const FileQuestion &question, const RowView &row) const
    {
        const qint64 size = row.value(FileField::Size);
        if ((question.minSize && size < *question.minSize) || (question.maxSize && (size < 0 || size > *question.maxSize)))
            return false;
        if (question.flagsAny && !(quint32(row.value(FileField::Flags)) & question.flagsAny))
            return false;
        return (name.isEmpty() || (row.path().contains(name) && row.name().contains(name))) &&
               (path.isEmpty() || row.path().contains(path)) &&
               (contents.isEmpty() || row.contents().contains(contents));
    }
};

} // namespace

std::vector<FilterField> unusedFields(const Filter &filter)
{
    std::vector<FilterField> fields;
    for (const Filter::Group &group : filter.groups) {
        for (const Condition &condition : group) {
            if (!appliesToFiles(condition.field) && std::find(fields.begin(), fields.end(), condition.field) == fields.end())
                fields.push_back(condition.field);
        }
    }
    return fields;
}

qint64 FileSelection::placeOf(qint64 fileId) const
{
    for (qint64 place = 0; place < count(); ++place) {
        if (this->fileId(place) == fileId)
            return place;
    }
    return -1;
}

Result<FileSelection> selectFiles(const ColumnStore &store, CaseReader &reader, const FileQuestion &question,
                                  const CancelFlag &cancel)
{
    FileSelection selection;
    selection.m_columns = store.files();
    auto rows = std::make_shared<std::vector<quint32>>();
    if (selection.m_columns && selection.m_columns->rows() > 0) {
        const FileColumns &columns = *selection.m_columns;
        Plan plan;
        if (question.scope == FileQuestion::Scope::All) {
            if (auto made = plan.add(question.filter, reader); !made)
                return made.error();
        }
        const auto removed = reader.evidence(true);
        if (!removed)
            return removed.error();
        IdSet gone;
        for (const EvidenceRow &row : *removed) {
            if (row.removed)
                gone.add(row.id);
        }
        gone.seal();
        const Needles needles(question);
        const QByteArray folder = foldKey(question.folderPath.toUtf8());
        for (quint32 number = 0; number < columns.rows(); ++number) {
            if (number % kRowsBetweenLooks == 0 && isStopped(cancel))
                return ErrorCode::Cancelled;
            const RowView row(columns, number);
            if (gone.contains(row.value(FileField::Evidence)) || !isInScope(question, row, folder) ||
                !needles.hold(question, row) || !plan.holds(row))
                continue;
            rows->push_back(number);
        }
        if (auto kept = keepGroups(*rows, columns, reader, question.groups, cancel); !kept)
            return kept.error();
        for (const quint32 number : *rows)
            selection.m_bytes += qMax<qint64>(0, columns.value(number, FileField::Size));
        if (auto sorted = sortFiles(*rows, columns, reader, question.sortBy, question.order, cancel); !sorted)
            return sorted.error();
        if (columns.file->isDamaged() || !columns.paths.isSound())
            return ErrorCode::Damaged;
        if (isStopped(cancel))
            return ErrorCode::Cancelled;
    }
    selection.m_rows = std::move(rows);
    return selection;
}

} // namespace ashiato
