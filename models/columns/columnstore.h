// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/columns/eventcolumns.h"
#include "models/columns/filecolumns.h"
#include "models/columns/pace.h"
#include "models/lens/background.h"

#include <QString>

#include <map>
#include <memory>
#include <mutex>

class QTemporaryDir;

namespace ashiato
{

class CaseReader;
struct Manifest;

/// What examiners have put on events: small and often changed, so it is held in memory by event id and never in the
/// column files. Immutable.
struct EventMarks {
    std::vector<TagRow> tags;
    std::map<qint64, IdSet> tagged; ///< Event ids by tag id
    IdSet noted, seen;
};

/// The column cache of a case: files in cache/ that can be thrown away at any time and are made again from case.sqlite.
///
/// How it grows: new events (ids above the last one known) are read in one ordered scan and sorted in runs of at most
/// 256 Ki rows, each written as a segment. Segments are merged so that few remain and a row is rewritten only a
/// logarithmic number of times; compact() leaves one. A first build and a live import are the same thing, and memory is
/// bounded by a run. A manifest names the files that count and is replaced whole, so a kill at any moment leaves the old
/// state or the new one. Columns hold ids of the case's dictionary tables as they are: a value that stands twice in
/// `text` is found twice by a search and joined where values are counted or ranked; joining hosts changes a dictionary
/// of some kilobytes and no column.
///
/// A refresh() costs what is new: events and dictionary values behind the last id known, and the merges. What it reads
/// whole is bounded by its pace (file rows) or small (exhibits, clocks, event types); names that acts change (hosts,
/// accounts) are read whole when such an act was done. Who refreshes beside an import keeps a Pace.
///
/// Valid for: format, case uid, generation (events were deleted or moved), and the revision of every clock.
///
/// open(), refresh(), compact() and refreshMarks() wait for each other and read the case: not for the GUI thread. The
/// rest: any thread.
class ColumnStore
{
public:
    enum class Use : quint8 {
        Own,  ///< By the process that writes the case: it keeps the cache
        Guest ///< Reads what is there; what it must add goes to a temporary folder
    };
    ColumnStore(const QString &folder, Use use);
    ~ColumnStore();

    /// Takes what is in the folder if it fits the case, without reading any event; and the marks.
    Result<void> open(CaseReader &reader);
    /// Reads what is new, about maxRows events at most. True: there is more, call again; what is read is shown already.
    Result<bool> refresh(CaseReader &reader, const CancelFlag &cancel = {}, qint64 maxRows = 500'000);
    /// Merges everything into one segment and reads changed file rows anew: for quiet moments, above all when an import
    /// has ended. Costs next to nothing where there is nothing to do. While an import runs, refresh() reads the file rows
    /// only now and then, since they must be read whole: files of the last seconds may lack until then.
    Result<void> compact(CaseReader &reader, const CancelFlag &cancel = {});
    Result<void> refreshMarks(CaseReader &reader);
    /// Throws the files away; the next refresh() begins anew. For damage found by a query.
    void discard();

    std::shared_ptr<const EventColumns> events() const; ///< Never null
    std::shared_ptr<const FileColumns> files() const;
    std::shared_ptr<const EventMarks> marks() const;

private:
    struct State;

    Result<void> update(CaseReader &reader, State &state, std::vector<ClockRow> &clocks, const CancelFlag &cancel);
    Result<void> readNames(CaseReader &reader, State &state);
    Result<void> readValues(CaseReader &reader, State &state, const CancelFlag &cancel);
    Result<void> readFilesWhenDue(CaseReader &reader, State &state, const std::vector<ClockRow> &clocks,
                                  const CancelFlag &cancel);
    Result<void> readFiles(CaseReader &reader, State &state, const std::vector<ClockRow> &clocks, const QString &about,
                           const CancelFlag &cancel);
    Result<bool> readEvents(CaseReader &reader, State &state, const std::vector<ClockRow> &clocks,
                            const CancelFlag &cancel, qint64 maxRows);
    Result<void> addSegment(State &state, const QString &name);
    Result<void> mergeYoungSegments(State &state, const CancelFlag &cancel);
    Result<void> mergeSegments(State &state, size_t first, const CancelFlag &cancel);
    Result<void> mergeParts(State &state, QStringList &names, TextDictionary &dictionary, const QString &kind);
    Result<void> publish(const State &state);
    QString newName(State &state, const QString &kind) const;
    QString place(const QString &name) const; ///< Where a file of the manifest lies

    QString m_folder;
    std::unique_ptr<QTemporaryDir> m_own; ///< Guest: what it added
    std::mutex m_building;
    std::unique_ptr<State> m_state; ///< Guarded by m_building
    Pace m_filesPace;               ///< Of looking at the file rows
    mutable std::mutex m_lock;      ///< Guards the pointers below
    std::shared_ptr<const EventColumns> m_events;
    std::shared_ptr<const FileColumns> m_files;
    std::shared_ptr<const EventMarks> m_marks;
};

} // namespace ashiato
