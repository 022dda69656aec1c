// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/evidence/fatrows.h"
#include "importers/evidence/fatsurvey.h"
#include "importers/evidence/filesystementry.h"
#include "importers/evidence/volumes.h"
#include "models/records/messages.h"

#include <tsk/libtsk.h>

#include <map>
#include <unordered_map>
#include <vector>

namespace ashiato
{

/// One walk over the directories of a task: a stack of units, never recursion, so that it can stop and go on anywhere.
class FileSystemWalk
{
public:
    FileSystemWalk(VolumeTable &table, bool zoneKnown, const TaskRequest &request, RecordSink &sink);
    ~FileSystemWalk();

    Result<void> run();
    /// Whether it was cancelled within a call of TSK, whose handles are not to be used again then.
    bool stopped() const { return m_stopped; }

private:
    /// Why the metadata of an entry is not told.
    struct EntryFault {
        bool any = false;
        bool reused = false; ///< The record belongs to another file than this deleted name's.
        QString detail;
    };
    class EntryLoader;
    struct Unit {
        quint64 id = 0;
        quint64 inode = 0;
        quint32 attributeId = 0;
        qint64 position = 0;
        QByteArray path; ///< With "/" at its end
        int chain = -1;  ///< Index into VolumeState::chain
        bool orphan = false;
        quint32 sequence = 0; ///< Of its record, NTFS
        std::vector<qint64> skips;
    };
    /// A directory and the one that it was entered from.
    struct ChainLink {
        quint64 inode = 0;
        int parent = -1;
        int depth = 0;
    };
    struct VolumeState {
        Volume *volume = nullptr;
        std::unique_ptr<EntryRecorder> recorder;
        std::vector<ChainLink> chain;
        std::unordered_map<quint64, int> entered; ///< Times that a directory was entered
        std::map<QByteArray, int> chainOfPath;    ///< For units of the request and what lies above them
        std::vector<quint64> deletedInodes;       ///< Named by this walk; for the orphan search
        std::vector<Unit> stack;
        Unit orphans;           ///< id 0: not met
        bool wholeTree = false; ///< Walked from its root within this task
        std::vector<bool> listed; ///< NTFS: records that a name led to, where the whole tree is walked
        std::unique_ptr<FatSurvey> survey; ///< FAT, exFAT: made when the tree is done
    };

    void take(const UnitRequest &request);
    VolumeState *state(quint32 volume);
    int chainForUnit(VolumeState &state, const Unit &unit);
    bool isLoop(const VolumeState &state, const Unit &parent, quint64 inode, const QByteArray &shownName);
    Result<void> runVolume(VolumeState &state);
    Result<void> runStack(VolumeState &state);
    Result<void> runUnit(VolumeState &state, const Unit &unit);
    Result<void> listDirectory(VolumeState &state, const Unit &unit);
    TSK_FS_DIR *openDirectory(const VolumeState &state, const Unit &unit);
    Result<void> runEntries(VolumeState &state, const Unit &unit, TSK_FS_DIR *directory);
    void recordEntry(VolumeState &state, const Unit &unit, TSK_FS_FILE *entry, const EntryFault &fault);
    void warnOfRecord(const VolumeState &state, const Unit &unit, const TSK_FS_FILE *entry, const EntryFault &fault);
    void noteListed(VolumeState &state, const TSK_FS_FILE &entry);
    void warnOfShadowStores(const VolumeState &state, const Unit &unit, const TSK_FS_DIR *directory);
    Result<void> listLostRecords(VolumeState &state, Unit unit, qint64 position);
    std::vector<quint64> lostRecords(VolumeState &state);
    void compareWithPromises(VolumeState &state);
    Result<void> listFat(VolumeState &state, const Unit &unit);
    Result<void> listFatOrphans(VolumeState &state, const Unit &unit);
    Result<void> runFatEntry(VolumeState &state, const Unit &unit, qint64 number, const FatEntry &entry);
    void recordFatEntry(VolumeState &state, const Unit &unit, const FatEntry &entry);
    Result<void> surveyFat(VolumeState &state);
    bool goesOn();
    void enter(VolumeState &state, const Unit &unit, const QByteArray &shownName, bool orphans);
    void presetNamedInodes(VolumeState &state);
    bool step(const Unit &unit, qint64 position);

    VolumeTable &m_table;
    const bool m_zoneKnown;
    const TaskRequest &m_request;
    RecordSink &m_sink;
    std::map<quint32, VolumeState> m_states;
    std::vector<Unit> m_found; ///< Subdirectories of the unit being listed
    QString m_current;         ///< Path of the unit
    bool m_recording = false;
    bool m_stopped = false;
    qint64 m_done = 0;
    qint64 m_total = 0;
};

} // namespace ashiato
