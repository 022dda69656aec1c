// SPDX-License-Identifier: Apache-2.0
// The file rows of the cache.
#include "models/columns/columnstore_p.h"

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

QString exhibitsOf(const std::vector<EvidenceRow> &evidence)
{
    QString state;
    for (const EvidenceRow &row : evidence)
        state += u"%1%2 "_s.arg(row.id).arg(row.removed ? u"-"_s : QString());
    return state;
}

Result<QString> filesState(CaseReader &reader)
{
    const auto jobs = reader.jobs();
    if (!jobs)
        return jobs.error();
    QString state;
    for (const JobRow &job : *jobs)
        state += u"%1:%2:%3:%4 "_s.arg(job.id).arg(int(job.state)).arg(job.unitsDone).arg(job.unitsPoisoned);
    return state;
}

/// File rows are read whole and even counting them takes a walk over all of them, so beside an import that goes at a pace.
Result<void> ColumnStore::readFilesWhenDue(CaseReader &reader, State &state, const std::vector<ClockRow> &clocks,
                                           const CancelFlag &cancel)
{
    const bool others = exhibitsOf(state.events.evidence) != state.manifest.exhibits;
    if (!others && m_filesPace.waitMs() > 0)
        return {};
    m_filesPace.begin();
    const auto look = [&]() -> Result<void> {
        const auto count = reader.fileCount();
        if (!count)
            return count.error();
        return others || *count != state.manifest.fileRows ? readFiles(reader, state, clocks, {}, cancel) : Result<void>();
    };
    auto done = look();
    m_filesPace.end();
    return done;
}

/// about: filesState(), empty where it was not looked at.
Result<void> ColumnStore::readFiles(CaseReader &reader, State &state, const std::vector<ClockRow> &clocks,
                                    const QString &about, const CancelFlag &cancel)
{
    const auto count = reader.fileCount();
    if (!count)
        return count.error();
    // Rows come with ids out of ranges that workers were given, so that new ones are not behind the old ones: the table
    // is read whole.
    state.files.paths.parts.clear();
    state.files.file.reset();
    state.manifest.paths.clear();
    state.manifest.fileColumns.clear();
    const QString columnsName = newName(state, u"files"_s);
    FileColumnsWriter columns(place(columnsName));
    DictionaryBuilder paths;
    qint64 rows = 0;
    const auto savePaths = [&]() -> Result<void> {
        const QString name = newName(state, u"paths"_s);
        if (auto done = paths.save(place(name)); !done)
            return done;
        auto part = DictionaryPart::open(place(name));
        if (!part)
            return part.error();
        state.files.paths.parts.push_back(*part);
        state.manifest.paths.append(name);
        paths.clear();
        return {};
    };
    FileQuery query;
    query.limit = 20'000;
    for (;;) {
        const auto page = reader.files(query);
        if (!page)
            return page.error();
        for (const FileRow &row : *page) {
            if (auto done = columns.add(row, clocks); !done)
                return done;
            paths.add(row.id, row.path().toUtf8());
        }
        rows += qint64(page->size());
        if (paths.bytes() >= kPartBytes) {
            if (auto done = savePaths(); !done)
                return done;
        }
        if (isCancelled(cancel))
            return ErrorCode::Cancelled;
        if (page->empty())
            break;
        query.afterId = page->back().id;
    }
    if (auto done = columns.finish(); !done)
        return done;
    if (paths.count() > 0) {
        if (auto done = savePaths(); !done)
            return done;
    }
    if (rows > 0) {
        auto file = ColumnFile::open(place(columnsName), kFileFields);
        if (!file)
            return file.error();
        state.files.file = *file;
        state.manifest.fileColumns = columnsName;
    }
    state.manifest.fileRows = *count;
    state.manifest.filesState = about;
    state.manifest.exhibits = exhibitsOf(state.events.evidence);
    return {};
}

} // namespace ashiato
