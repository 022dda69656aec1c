// SPDX-License-Identifier: Apache-2.0
// The event rows of the cache: runs, segments and their merges.
#include "models/columns/columnstore_p.h"
#include "models/columns/eventruns.h"

#include <future>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

constexpr size_t kMostSegments = 4;

} // namespace

Result<void> ColumnStore::addSegment(State &state, const QString &name)
{
    auto file = ColumnFile::open(place(name), kEventFields);
    if (!file)
        return file.error();
    state.events.segments.push_back(std::make_shared<EventSegment>(*file));
    return {};
}

Result<bool> ColumnStore::readEvents(CaseReader &reader, State &state, const std::vector<ClockRow> &clocks,
                                     const CancelFlag &cancel, qint64 maxRows)
{
    ClockTable table(clocks);
    auto run = std::make_unique<EventRun>();
    qint64 count = 0, lastId = state.manifest.lastEventId;
    // The scan fills one run while the one before is sorted and written on the other core.
    std::future<Result<void>> writing;
    Result<void> written;
    const auto settle = [&] {
        if (writing.valid() && written)
            written = writing.get();
        return written.ok();
    };
    const auto hand = [&] {
        if (!settle())
            return false;
        const QString name = newName(state, u"events"_s);
        state.manifest.segments.append(name);
        writing = std::async(std::launch::async,
                             [full = std::move(run), path = place(name)] { return full->write(path); });
        run = std::make_unique<EventRun>();
        return true;
    };
    bool more = false;
    const size_t before = state.events.segments.size();
    const auto scanned = reader.scanEvents(lastId, [&](const EventScanRow &row) {
        if (count >= maxRows) {
            more = true;
            return false;
        }
        run->add(row, table);
        lastId = row.id;
        ++count;
        return (!run->isFull() || hand()) && (count % 1024 != 0 || !isCancelled(cancel));
    });
    if (written && scanned && run->rows() > 0 && !isCancelled(cancel))
        hand();
    settle();
    if (isCancelled(cancel))
        return Error{ErrorCode::Cancelled, {}, -1};
    if (!written)
        return written.error();
    if (!scanned)
        return scanned.error();
    for (size_t i = before; i < size_t(state.manifest.segments.size()); ++i) {
        if (auto done = addSegment(state, state.manifest.segments[qsizetype(i)]); !done)
            return done.error();
    }
    state.manifest.lastEventId = lastId;
    return more;
}

Result<void> ColumnStore::mergeYoungSegments(State &state, const CancelFlag &cancel)
{
    std::vector<qint64> sizes;
    for (const auto &segment : state.events.segments)
        sizes.push_back(segment->rows());
    const size_t first = firstToMerge(sizes);
    return sizes.size() - first > kMostSegments ? mergeSegments(state, first, cancel) : Result<void>();
}

Result<void> ColumnStore::mergeSegments(State &state, size_t first, const CancelFlag &cancel)
{
    std::vector<std::shared_ptr<const ColumnFile>> files;
    for (size_t i = first; i < state.events.segments.size(); ++i)
        files.push_back(std::shared_ptr<const ColumnFile>(state.events.segments[i], &state.events.segments[i]->file()));
    const QString name = newName(state, u"events"_s);
    if (auto done = mergeEventFiles(files, place(name), cancel ? cancel.get() : nullptr); !done)
        return done;
    state.events.segments.resize(first);
    state.manifest.segments.resize(qsizetype(first));
    state.manifest.segments.append(name);
    return addSegment(state, name);
}

} // namespace ashiato
