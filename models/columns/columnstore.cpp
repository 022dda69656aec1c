// SPDX-License-Identifier: Apache-2.0
#include "models/columns/columnstore.h"

#include "models/casedb/casereader.h"
#include "models/columns/eventruns.h"
#include "models/columns/manifest.h"

#include <QDir>
#include <QTemporaryDir>

#include <future>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

constexpr qint64 kPartBytes = qint64(32) << 20; // a dictionary part is cut here
constexpr size_t kMostSegments = 4;
constexpr qsizetype kMostParts = 8;

bool isCancelled(const CancelFlag &cancel) { return cancel && cancel->load(std::memory_order_relaxed); }

/// A dictionary that is small and whose values change: read whole, held in memory.
Result<TextDictionary> readWhole(CaseReader &reader, Dictionary kind)
{
    DictionaryBuilder builder;
    const auto done = reader.scanDictionary(kind, 0, [&builder](qint64 id, QByteArrayView value) {
        builder.add(id, value);
        return true;
    });
    if (!done)
        return done.error();
    return TextDictionary{{DictionaryPart::fromBytes(builder.build())}};
}

Result<TextDictionary> readAliases(CaseReader &reader)
{
    const auto aliases = reader.hostAliases();
    if (!aliases)
        return aliases.error();
    std::map<qint64, QByteArray> byId;
    for (const HostAliasRow &alias : *aliases)
        byId[alias.id] = alias.value.toUtf8();
    DictionaryBuilder builder;
    for (const auto &[id, value] : byId)
        builder.add(id, value);
    return TextDictionary{{DictionaryPart::fromBytes(builder.build())}};
}

/// Files of an exhibit that was taken out are not read; when it is brought back they must be.
QString exhibitsOf(const std::vector<EvidenceRow> &evidence)
{
    QString state;
    for (const EvidenceRow &row : evidence)
        state += u"%1%2 "_s.arg(row.id).arg(row.removed ? u"-"_s : QString());
    return state;
}

/// The jobs that write file rows (hashes, types, members of containers), as far as they are.
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

struct ColumnStore::State {
    Manifest manifest;
    EventColumns events;
    FileColumns files;
};

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

/// What is cheap and belongs to every state: whether the cache fits the case, and the dictionaries that change.
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
    auto types = readWhole(reader, Dictionary::EventType);
    const auto others = reader.typesOfOtherMeaning();
    if (!others)
        return others.error();
    auto hosts = readWhole(reader, Dictionary::HostAlias);
    auto aliases = readAliases(reader);
    auto accounts = readWhole(reader, Dictionary::Account);
    if (!evidence)
        return evidence.error();
    for (const auto *read : {&types, &hosts, &aliases, &accounts}) {
        if (!*read)
            return read->error();
    }
    state.events.evidence = std::move(*evidence);
    state.events.types = std::move(*types);
    state.events.hosts = std::move(*hosts);
    state.events.hostAliases = std::move(*aliases);
    state.events.accounts = std::move(*accounts);
    state.events.kindOfType.assign(size_t(state.events.types.lastId()) + 1, 0);
    for (const auto &part : state.events.types.parts) {
        for (qsizetype i = 0; i < part->count(); ++i)
            state.events.kindOfType[size_t(part->id(i))] = quint8(eventKindOf(QString::fromUtf8(part->value(i))));
    }
    for (const qint64 id : *others)
        state.events.kindOfType[size_t(id)] = quint8(eventKindOf({}, true));
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
        // File rows are read whole, so while an import runs only a tenth of the time goes into that.
        const auto count = reader.fileCount();
        if (!count)
            return count.error();
        const bool due = !m_filesRead.isValid() || m_filesRead.elapsed() > 10 * m_filesCostMs;
        if ((*count != state.manifest.fileRows && due) || exhibitsOf(state.events.evidence) != state.manifest.exhibits) {
            if (auto done = readFiles(reader, state, clocks, {}, cancel); !done)
                return done.error();
        }
        const auto read = readEvents(reader, state, clocks, cancel, maxRows);
        if (!read)
            return read.error();
        more = *read;
    }
    if (!more)
        state.manifest.revision = state.events.revision;

    // From the youngest: a segment joins the merge while it is less than twice as large as all younger ones together.
    size_t first = state.events.segments.size();
    quint64 younger = 0;
    while (first > 0 && (younger == 0 || state.events.segments[first - 1]->rows() < 2 * younger))
        younger += state.events.segments[--first]->rows();
    if (state.events.segments.size() - first > kMostSegments) {
        if (auto done = mergeSegments(state, first, cancel); !done)
            return done.error();
    }
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

Result<void> ColumnStore::readValues(CaseReader &reader, State &state, const CancelFlag &cancel)
{
    const auto read = [&](Dictionary table, TextDictionary &into, QStringList &names, const QString &kind) -> Result<void> {
        DictionaryBuilder builder;
        Result<void> saved;
        const auto save = [&] {
            const QString name = newName(state, kind);
            if (saved = builder.save(place(name)); !saved)
                return false;
            auto part = DictionaryPart::open(place(name));
            if (!part) {
                saved = part.error();
                return false;
            }
            into.parts.push_back(*part);
            names.append(name);
            builder.clear();
            return true;
        };
        const auto scanned = reader.scanDictionary(table, into.lastId(), [&](qint64 id, QByteArrayView value) {
            builder.add(id, value);
            return (builder.bytes() < kPartBytes || save()) && !isCancelled(cancel);
        });
        if (isCancelled(cancel))
            return ErrorCode::Cancelled;
        if (saved && builder.count() > 0)
            save();
        if (!saved || !scanned)
            return saved ? scanned : saved;
        return mergeParts(state, names, into, kind);
    };
    if (auto done = read(Dictionary::Text, state.events.texts, state.manifest.texts, u"texts"_s); !done)
        return done;
    return read(Dictionary::Endpoint, state.events.endpoints, state.manifest.endpoints, u"endpoints"_s);
}

Result<void> ColumnStore::mergeParts(State &state, QStringList &names, TextDictionary &dictionary, const QString &kind)
{
    if (dictionary.parts.size() <= size_t(kMostParts))
        return {};
    // A live import leaves many small parts behind the large ones: those become one.
    size_t first = dictionary.parts.size();
    while (first > 0 && dictionary.parts[first - 1]->bytes() < kPartBytes)
        --first;
    if (dictionary.parts.size() - first < 2)
        return {};
    DictionaryBuilder builder;
    for (size_t i = first; i < dictionary.parts.size(); ++i) {
        const DictionaryPart &part = *dictionary.parts[i];
        for (qsizetype place = 0; place < part.count(); ++place)
            builder.add(part.id(place), part.value(place), part.folded(place));
    }
    const QString name = newName(state, kind);
    if (auto done = builder.save(place(name)); !done)
        return done;
    auto part = DictionaryPart::open(place(name));
    if (!part)
        return part.error();
    dictionary.parts.resize(first);
    dictionary.parts.push_back(*part);
    names.resize(qsizetype(first));
    names.append(name);
    return {};
}

/// about: filesState(), empty where it was not looked at.
Result<void> ColumnStore::readFiles(CaseReader &reader, State &state, const std::vector<ClockRow> &clocks,
                                    const QString &about, const CancelFlag &cancel)
{
    QElapsedTimer timer;
    timer.start();
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
    m_filesCostMs = timer.elapsed();
    m_filesRead.start();
    return {};
}

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
