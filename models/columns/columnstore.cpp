// SPDX-License-Identifier: Apache-2.0
#include "models/columns/columnstore_p.h"

#include <QDir>
#include <QTemporaryDir>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

/// Ends the snapshot that a build reads from, whichever way it is left.
struct Snapshot {
    explicit Snapshot(CaseReader &caseReader) : reader(caseReader), begun(caseReader.beginSnapshot()) {}
    ~Snapshot()
    {
        if (begun)
            reader.endSnapshot();
    }
    Q_DISABLE_COPY_MOVE(Snapshot)
    CaseReader &reader;
    const Result<void> begun;
};

} // namespace

size_t firstToMerge(std::span<const qint64> sizes)
{
    size_t first = sizes.size();
    qint64 younger = 0;
    while (first > 0 && (younger == 0 || sizes[first - 1] < 2 * younger))
        younger += sizes[--first];
    return first;
}

ColumnStore::ColumnStore(const QString &folder, Use use)
    : m_folder(folder), m_state(std::make_unique<State>()), m_events(std::make_shared<EventColumns>()),
      m_files(std::make_shared<FileColumns>()), m_marks(std::make_shared<EventMarks>())
{
    if (use == Use::Guest)
        m_own = std::make_unique<QTemporaryDir>();
    else
        QDir().mkpath(folder);
}

ColumnStore::~ColumnStore() = default;

std::shared_ptr<const EventColumns> ColumnStore::events() const
{
    const std::lock_guard lock(m_lock);
    return m_events;
}

std::shared_ptr<const FileColumns> ColumnStore::files() const
{
    const std::lock_guard lock(m_lock);
    return m_files;
}

std::shared_ptr<const EventMarks> ColumnStore::marks() const
{
    const std::lock_guard lock(m_lock);
    return m_marks;
}

QString ColumnStore::newName(State &state, const QString &kind) const
{
    // A guest's names must not meet those of the owner, who goes on counting.
    return u"%1-%2%3.col"_s.arg(kind).arg(++state.manifest.serial).arg(m_own ? u"-guest"_s : QString());
}

QString ColumnStore::place(const QString &name) const
{
    return m_own && name.endsWith(u"-guest.col") ? m_own->filePath(name) : QDir(m_folder).filePath(name);
}

Result<void> ColumnStore::open(CaseReader &reader)
{
    const std::lock_guard building(m_building);
    auto manifest = readManifest(m_folder);
    State state;
    if (manifest) {
        state.manifest = *manifest;
        for (const QString &name : state.manifest.segments) {
            if (auto done = addSegment(state, name); !done)
                state.manifest.generation = -1; // fits no case: everything is read anew
        }
        const auto openParts = [&](const QStringList &names, TextDictionary &into) {
            for (const QString &name : names) {
                auto part = DictionaryPart::open(place(name));
                if (part)
                    into.parts.push_back(*part);
                else
                    state.manifest.generation = -1;
            }
        };
        openParts(state.manifest.texts, state.events.texts);
        openParts(state.manifest.endpoints, state.events.endpoints);
        openParts(state.manifest.paths, state.files.paths);
        if (!state.manifest.fileColumns.isEmpty()) {
            auto file = ColumnFile::open(place(state.manifest.fileColumns), kFileFields);
            if (file)
                state.files.file = *file;
            else
                state.manifest.generation = -1;
        }
    }
    *m_state = std::move(state);

    const Snapshot snapshot(reader);
    if (!snapshot.begun)
        return snapshot.begun.error();
    std::vector<ClockRow> clocks;
    if (auto done = update(reader, *m_state, clocks, {}); !done)
        return done;
    if (auto done = publish(*m_state); !done)
        return done;
    return refreshMarks(reader);
}

/// What is cheap and belongs to every state: whether the cache fits the case, exhibits, clocks and names.
Result<void> ColumnStore::update(CaseReader &reader, State &state, std::vector<ClockRow> &clocks, const CancelFlag &cancel)
{
    const auto info = reader.info();
    auto clockRows = reader.clocks();
    if (!info || !clockRows)
        return info ? clockRows.error() : info.error();
    clocks = *clockRows;
    std::sort(clocks.begin(), clocks.end(), [](const ClockRow &a, const ClockRow &b) { return a.id < b.id; });
    QMap<QString, qint64> revisions;
    for (const ClockRow &clock : clocks)
        revisions.insert(QString::number(clock.id), clock.revision);
    bool fits = state.manifest.caseUid == info->uid && state.manifest.generation == info->generation &&
                state.manifest.revision <= info->revision;
    for (auto it = state.manifest.clocks.cbegin(); fits && it != state.manifest.clocks.cend(); ++it)
        fits = revisions.value(it.key(), -1) == it.value(); // new clocks are of new evidence
    if (!fits) {
        const qint64 serial = state.manifest.serial;
        state = {};
        state.manifest.serial = serial; // names are never used again: an old snapshot may have its file mapped
        state.manifest.caseUid = info->uid;
        state.manifest.generation = info->generation;
    }
    state.manifest.clocks = revisions;
    state.events.revision = info->revision;
    state.events.generation = info->generation;
    state.files.revision = info->revision;

    auto evidence = reader.evidence(true);
    if (!evidence)
        return evidence.error();
    state.events.evidence = std::move(*evidence);
    if (auto done = readNames(reader, state); !done)
        return done;
    return isCancelled(cancel) ? Result<void>(ErrorCode::Cancelled) : Result<void>();
}

Result<bool> ColumnStore::refresh(CaseReader &reader, const CancelFlag &cancel, qint64 maxRows)
{
    const std::lock_guard building(m_building);
    State state = *m_state;
    std::vector<ClockRow> clocks;
    bool more = false;
    {
        const Snapshot snapshot(reader);
        if (!snapshot.begun)
            return snapshot.begun.error();
        if (auto done = update(reader, state, clocks, cancel); !done)
            return done.error();
        // Nothing was committed since: what is cheap has been read anew, the rest is as it was.
        if (state.manifest.revision == state.events.revision)
            return false;
        if (auto done = readValues(reader, state, cancel); !done)
            return done.error();
        if (auto done = readFilesWhenDue(reader, state, clocks, cancel); !done)
            return done.error();
        const auto read = readEvents(reader, state, clocks, cancel, maxRows);
        if (!read)
            return read.error();
        more = *read;
    }
    if (!more)
        state.manifest.revision = state.events.revision;

    if (auto done = mergeYoungSegments(state, cancel); !done)
        return done.error();
    if (auto done = publish(state); !done)
        return done.error();
    *m_state = std::move(state);
    return more;
}

Result<void> ColumnStore::compact(CaseReader &reader, const CancelFlag &cancel)
{
    const std::lock_guard building(m_building);
    State state = *m_state;
    {
        const Snapshot snapshot(reader);
        if (!snapshot.begun)
            return snapshot.begun.error();
        std::vector<ClockRow> clocks;
        if (auto done = update(reader, state, clocks, cancel); !done)
            return done;
        const auto about = filesState(reader);
        const auto count = reader.fileCount();
        if (!about || !count)
            return about ? count.error() : about.error();
        if (*about != state.manifest.filesState || *count != state.manifest.fileRows ||
            exhibitsOf(state.events.evidence) != state.manifest.exhibits) {
            if (auto done = readFiles(reader, state, clocks, *about, cancel); !done)
                return done;
        } else if (state.events.segments.size() <= 1) {
            return {};
        }
    }
    if (state.events.segments.size() > 1) {
        if (auto done = mergeSegments(state, 0, cancel); !done)
            return done;
    }
    if (auto done = publish(state); !done)
        return done;
    *m_state = std::move(state);
    return {};
}

Result<void> ColumnStore::publish(const State &state)
{
    auto events = std::make_shared<EventColumns>(state.events);
    events->firstRows.clear();
    events->rows = 0;
    for (const auto &segment : events->segments) {
        events->firstRows.push_back(events->rows);
        events->rows += segment->rows();
    }
    events->files = state.files.paths;
    events->lastEventId = state.manifest.lastEventId;
    if (!m_own) {
        if (auto done = writeManifest(m_folder, state.manifest); !done)
            return done;
        // Files that no manifest names any more; a snapshot that still has one mapped keeps it until it goes.
        const QStringList used = state.manifest.fileNames();
        const QStringList there = QDir(m_folder).entryList({u"*.col"_s, u"*.col.part"_s}, QDir::Files);
        for (const QString &name : there) {
            if (!used.contains(name))
                QFile::remove(place(name));
        }
    }
    const std::lock_guard lock(m_lock);
    m_events = std::move(events);
    m_files = std::make_shared<FileColumns>(state.files);
    return {};
}

void ColumnStore::discard()
{
    const std::lock_guard building(m_building);
    const qint64 serial = m_state->manifest.serial;
    *m_state = {};
    m_state->manifest.serial = serial;
    const std::lock_guard lock(m_lock);
    m_events = std::make_shared<EventColumns>();
    m_files = std::make_shared<FileColumns>();
}

} // namespace ashiato
