// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/caserows.h"

#include <QJsonObject>
#include <QPointF>

#include <vector>

namespace ashiato
{

/// What an examiner adds as evidence.
struct NewEvidence {
    QString number; ///< Empty: the next E-nn
    EvidenceKind kind = EvidenceKind::File;
    QString name, location;
    QStringList segments;
    qint64 size = -1, storedSize = -1;
    QString fingerprint;
    QString zone;         ///< IANA id or "+09:00"; empty: unknown
    QString encoding, host, chosenFormat;
    QByteArray mapping;
    qint64 skewNs = 0;    ///< Added to what its clock recorded
    QString receivedAt, receivedFrom, receivedBy, maker, serial, placeKept, note;
};

/// An examiner's act: one entry of the journal, accepted whole or not at all, undone by an inverse entry.
/// Made by the functions below; applied by CaseWriter::act().
struct Act {
    QString kind;                 ///< "tag.add", "note.set" …: the id in the journal
    QJsonObject arguments;
    TargetKind target = TargetKind::Event;
    std::vector<qint64> targets;  ///< Row ids

    // Tags. lens: what "all matches" was, Filter::toJson(); empty for marked rows.
    static Act tagAdd(qint64 tagId, TargetKind target, std::vector<qint64> ids, const QJsonObject &lens = {});
    static Act tagRemove(qint64 tagId, TargetKind target, std::vector<qint64> ids, const QJsonObject &lens = {});
    static Act tagCreate(const QString &name, const QString &nameEn, const QString &colour, const QString &key,
                         Severity severity = Severity::None);
    /// Keys: name, name_en, colour, key, severity (number), removed (0 or 1).
    static Act tagSet(qint64 tagId, const QJsonObject &fields);

    /// An empty text removes the note.
    static Act noteSet(TargetKind target, qint64 id, const QString &text);

    static Act evidenceAdd(const NewEvidence &evidence);
    static Act evidenceRemove(qint64 evidenceId);
    /// Keys: number, zone, skew_ns (number), host (name), encoding, mapping, chosen_format, location, received_at,
    /// received_from, received_by, maker, serial, place_kept, note. An empty string makes it unknown.
    /// Zone, skew and host take effect at once; encoding, mapping and format want a reading again (CaseWriter::reread).
    static Act evidenceSet(qint64 evidenceId, const QJsonObject &fields);

    /// The aliases stand for one host from now on, called name.
    static Act hostJoin(const QString &name, std::vector<qint64> aliasIds);
    /// The alias stands for itself again.
    static Act hostSplit(std::vector<qint64> aliasIds);

    static Act lensSave(const QString &name, const QJsonObject &lens);
    static Act lensRemove(qint64 id);
    /// Keys: name, number, client, zone, language.
    static Act caseSet(const QJsonObject &fields);
    /// id 0 adds. Keys: chapter, position, text, grade.
    static Act findingSet(qint64 id, const QJsonObject &fields);
    static Act findingRemove(qint64 id);
    /// The examiner puts nodes of the network (by name, NetworkQuery's for the others) to places of the plane.
    static Act networkPlace(const std::vector<std::pair<QString, QPointF>> &places);
    /// These places and no others are kept from now on.
    static Act networkArrange(const std::vector<std::pair<QString, QPointF>> &places);
    /// Something done that changes no row and cannot be undone: "report.make", "export", "file.open" …
    static Act noted(const QString &kind, const QJsonObject &what);
};

/// Whether an act was done, or one from before taken back or done again.
enum class ActWay : quint8 { Done, Undone, Redone };

/// What came of an act.
struct ActDone {
    qint64 entry = 0; ///< Journal id; 0: nothing changed, nothing was written
    qint64 id = 0;    ///< The row that was made (tag, evidence, note …)
    qint64 count = 0; ///< Rows changed
    QString kind;     ///< Of the act, or of the act undone or redone
    ActWay way = ActWay::Done;
};

} // namespace ashiato
