// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/caserows.h"
#include "models/casedb/eventrow.h"
#include "models/records/messages.h"
#include "models/records/result.h"

#include <QHash>
#include <QPointF>
#include <QSet>
#include <QVariant>

#include <chrono>
#include <functional>
#include <memory>

#include <span>
#include <vector>

namespace ashiato
{

using Companions = QHash<QString, std::vector<CompanionSpec>>; ///< By importer

class Case;

/// Rows of a query, one at a time. Lives no longer than its reader. Same thread as the reader.
class SqlRows
{
public:
    SqlRows(SqlRows &&) noexcept;
    SqlRows &operator=(SqlRows &&) noexcept;
    ~SqlRows();

    const QStringList &columns() const;
    /// Steps to the next row; false at the end or on an error (see error()). Cancelled after interrupt().
    bool next();
    const std::optional<Error> &error() const;

    bool isNull(int column) const;
    QString text(int column) const;      ///< Blobs as lower-case hex
    QByteArrayView utf8(int column) const; ///< Valid until next()
    QVariant value(int column) const;    ///< qlonglong, double, QString, QByteArray or invalid

private:
    friend class CaseReader;
    SqlRows();
    struct Private;
    std::unique_ptr<Private> d;
};

/// Which files are asked for.
struct FileQuery {
    qint64 evidenceId = 0; ///< 0: all
    QString pathContains;  ///< Folded substring of the path; empty: all
    qint64 afterId = 0;
    int limit = 1000;
};

/// A read-only connection. One thread at a time; interrupt() from any. Each call sees one state of the case.
/// Errors of every function: Cancelled (interrupted), Io, Damaged.
class CaseReader
{
public:
    ~CaseReader();

    /// Stops the query that runs; it answers Cancelled.
    void interrupt();
    /// Bounds what is asked from now on: time from this call on, and memory of SQLite in the whole process. Past them an
    /// answer breaks off, with Cancelled or OutOfMemory.
    void setBounds(std::chrono::seconds time, qint64 memoryBytes);

    /// Holds one state of the case over several calls (a report, an export).
    Result<void> beginSnapshot();
    void endSnapshot();

    Result<CaseInfo> info();
    Result<qint64> revision();
    Result<QStringList> examiners();

    // --- evidence and files ---
    Result<std::vector<EvidenceRow>> evidence(bool withRemoved = false);
    Result<EvidenceRow> evidenceById(qint64 id);
    Result<std::vector<VolumeRow>> volumes(qint64 evidenceId); ///< 0: all
    Result<std::vector<ClockRow>> clocks();                    ///< With their spans
    /// Children of a file (0: the roots of the evidence), by name; with their own number of children.
    Result<std::vector<FileRow>> children(qint64 evidenceId, qint64 parentId);
    Result<std::vector<FileRow>> files(const FileQuery &query); ///< In order of id
    Result<std::vector<FileRow>> filesByIds(const QList<qint64> &ids);
    Result<FileRow> file(qint64 id);
    /// Owners and inodes of all files, in order of id. The function gives false to stop.
    Result<void> scanFileOwners(const std::function<bool(const FileOwnerRow &)> &row);
    Result<qint64> fileCount(qint64 evidenceId = 0);
    /// Finds a file by its whole path (as v_file prints it). NotFound.
    Result<FileRow> fileByPath(qint64 evidenceId, const QString &path);
    /// The way from the evidence to the bytes of a file.
    Result<FileLocator> locator(qint64 fileId);
    /// Evidence that was read with another encoding, mapping or format than it has now.
    Result<QSet<qint64>> readOtherwise();
    Result<qint64> maxFileId();
    /// Members of the archives of an exhibit (0: of all) whose content stays closed for want of a password.
    Result<qint64> encryptedMembers(qint64 evidenceId);

    // --- jobs ---
    Result<std::vector<JobRow>> jobs();
    /// Units that are not done, most urgent first. Walk: directories that were found and not listed (TaskRequest's
    /// doneOrphans and doneVolumes come from doneOrphanVolumes()).
    /// companions: what importers want to see beside their file, by importer. Files of such importers are left out while
    /// more files may come (isListing).
    Result<std::vector<UnitRequest>> pendingUnits(qint64 jobId, int limit = 100000, const Companions &companions = {}, bool isListing = false);
    Result<std::vector<quint32>> doneOrphanVolumes(qint64 jobId);
    Result<bool> isUnitDone(qint64 jobId, quint64 unit);

    // --- what was read and what was not ---
    /// Those that still hold: of times without a zone, none once the zone of the exhibit is told.
    Result<std::vector<WarningRow>> warnings(qint64 evidenceId = 0, int limit = -1);
    Result<std::vector<CoverageRow>> coverage(qint64 evidenceId = 0);
    Result<std::vector<TypeCount>> countsByType();
    /// Ids of Dictionary::EventType for which the meaning and kind of their type do not hold.
    Result<std::vector<qint64>> typesOfOtherMeaning();
    Result<qint64> eventCount();

    // --- events ---
    Result<std::vector<EventRow>> events(const QList<qint64> &ids); ///< In the order of ids
    /// All events above an id in order of id, as the column store takes them. The function gives false to stop.
    Result<void> scanEvents(qint64 afterId, const std::function<bool(const EventScanRow &)> &row);
    /// All values above an id: (id, UTF-8). HostAlias gives the host's name where the alias was joined to one.
    Result<void> scanDictionary(Dictionary dictionary, qint64 afterId,
                                const std::function<bool(qint64, QByteArrayView)> &value);
    Result<std::vector<HostAliasRow>> hostAliases();

    // --- flows ---
    /// Facts in order of host, kind, subject, name, value and where they stand.
    Result<std::vector<FactRow>> facts();
    enum class FlowsOf { All, SourcesAlone }; ///< Those that sources tell themselves: no event of the case stands for them
    Result<std::vector<FlowRow>> flows(FlowsOf which = FlowsOf::All); ///< By bytes, most first
    Result<QHash<QString, QPointF>> networkPositions();

    // --- the examiner's work ---
    Result<std::vector<TagRow>> tags();
    Result<std::vector<TaggingRow>> taggings(qint64 tagId = 0);
    /// (event or file id, tag id) of everything tagged, in order of id.
    Result<std::vector<std::pair<qint64, qint64>>> taggedIds(TargetKind target);
    /// The first of them, for no more than this many targets.
    Result<std::vector<std::pair<qint64, qint64>>> firstTaggedIds(TargetKind target, int most);
    /// Whether each of the targets has the tag; looks at no others. Ends at the first that has not.
    Result<bool> haveTag(TargetKind target, qint64 tagId, std::span<const qint64> ids);
    Result<std::vector<NoteRow>> notes();
    Result<std::optional<NoteRow>> note(TargetKind target, qint64 id);
    Result<std::vector<qint64>> seenIds(TargetKind target);
    Result<std::vector<SavedLensRow>> savedLenses();
    Result<std::vector<JournalRow>> journal(qint64 afterId = 0, int limit = -1);
    /// (entry, what was done) behind an entry, in order; touches no payload.
    Result<std::vector<std::pair<qint64, QString>>> actsSince(qint64 entry);
    Result<QString> journalHead(); ///< Hash of the last entry; 64 zeros for an empty journal
    /// Walks the chain. HashMismatch: detail is the first entry that does not fit. Gives the number of entries.
    Result<qint64> verifyJournal();
    struct UndoState { bool canUndo = false, canRedo = false; QString undoKind, redoKind; };
    Result<UndoState> undoState();

    // --- a question of the examiner's own ---
    /// One SELECT on tables and views. An authorizer refuses everything else (Invalid, detail: SQLite's message).
    Result<SqlRows> sql(const QString &select);
    /// A pure SQL function for sql(): gets the arguments as values, gives a value.
    using Function = std::function<QVariant(const std::vector<QVariant> &)>;
    Result<void> registerFunction(const QString &name, int arguments, Function function);
    /// Runs CREATE TEMP VIEW statements: a view of the same name over main.v_event adds sentences to it.
    Result<void> createTempViews(const QString &statements);

private:
    Result<void> knownFolders(const FileRow &container, UnitRequest &unit);
    Result<void> findCompanions(const FileRow &file, const std::vector<CompanionSpec> &wanted, UnitRequest &unit);
    Result<void> lockedMembers(qint64 jobId, UnitRequest &unit);
    friend class Case;
    friend class SqlRows;
    struct Private;
    explicit CaseReader(std::unique_ptr<Private> priv);
    std::unique_ptr<Private> d;
};

} // namespace ashiato
