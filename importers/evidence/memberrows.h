// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/evidence/container.h"
#include "importers/evidence/filetimes.h"
#include "importers/recordsink.h"
#include "models/records/messages.h"

#include <QHash>

namespace ashiato
{

/// What the containers in one file, and in those, may bring in rows and in bytes of names together. Members of archives
/// cost some hundred bytes of it; what brings millions of rows out of some thousand bytes is made to fill a case.
struct RowBudget {
    qint64 rows = 0;
    qint64 nameBytes = 0;
    qint64 counted = 0; ///< Members that may still be counted though they are left out

    static RowBudget ofFile(qint64 size);
    bool spent() const { return rows <= 0 || nameBytes <= 0; }
    void charge(qint64 bytes)
    {
        --rows;
        nameBytes -= bytes;
    }
};

/// Turns the members of one container into file rows and file-time events. Folders that the container only implies get
/// rows of their own, so that the tree is whole. Used once.
class MemberRows
{
public:
    using Candidate = std::function<void(FileRecord &, QByteArrayView, StringPool &)>;
    MemberRows(Container &container, const UnitRequest &unit, bool zoneKnown, RowBudget &budget, RecordSink &sink,
               Candidate candidate);

    /// The unit's position counts members: those before unit.position are in the case already.
    Result<void> emitAll();

private:
    bool emitMember(const MemberInfo &member);
    bool leaveOut();
    void warnDamages();
    quint64 folderId(const QByteArray &path);
    bool emitContent(const MemberInfo &member, const QByteArray &path, bool shortened);
    bool passwordOpens(const MemberInfo &member);
    quint64 emitRow(const MemberInfo &member, const QByteArray &path, bool decrypted);
    void emitOpened(const MemberInfo &member, const QByteArray &path);
    void setContent(FileRecord &file, const MemberInfo &member, QByteArrayView path, bool decrypted);
    bool tooDeep() const { return m_unit.locator.size() >= size_t(kMaxContainerDepth); }

    Container &m_container;
    const UnitRequest &m_unit;
    const bool m_zoneKnown;
    RowBudget &m_budget;
    RecordSink &m_sink;
    const Candidate m_candidate;
    const FileTimeTypes m_types;
    QByteArray m_root; // path of the container, with "/" at its end
    QHash<QByteArray, quint64> m_folders; // path below the container -> row
    QHash<quint64, quint64> m_locked;     // index of a member that was closed -> row
    qint64 m_count = 0;
    qint64 m_leftOut = 0;
    bool m_cancelled = false;
};

} // namespace ashiato
