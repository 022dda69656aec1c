// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/evidence/container.h"
#include "importers/evidence/filetimes.h"
#include "importers/recordsink.h"
#include "models/records/messages.h"

#include <QHash>

namespace ashiato
{

/// Turns the members of one container into file rows and file-time events. Folders that the container only implies get
/// rows of their own, so that the tree is whole. Used once.
class MemberRows
{
public:
    using Candidate = std::function<void(FileRecord &, QByteArrayView, StringPool &)>;
    MemberRows(Container &container, const UnitRequest &unit, bool zoneKnown, RecordSink &sink, Candidate candidate);

    /// The unit's position counts members: those before unit.position are in the case already.
    Result<void> emitAll();

private:
    bool emitMember(const MemberInfo &member);
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
    RecordSink &m_sink;
    const Candidate m_candidate;
    const FileTimeTypes m_types;
    QByteArray m_root; // path of the container, with "/" at its end
    QHash<QByteArray, quint64> m_folders; // path below the container -> row
    QHash<quint64, quint64> m_locked;     // index of a member that was closed -> row
    qint64 m_count = 0;
    bool m_cancelled = false;
};

} // namespace ashiato
