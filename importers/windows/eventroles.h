// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/windows/evtxevent.h"
#include "models/records/recordbatch.h"

#include <QHash>

#include <array>
#include <optional>
#include <vector>

namespace ashiato
{

/// Which field of an event goes into which column, as resources/eventtypes declares it (the key "roles"), and whether it
/// makes two machines known to each other (the key "flow").
/// A role lists alternatives; the first one whose fields all hold something is taken:
///   "{IpAddress}"                          one field
///   "{TargetDomainName}\\{TargetUserName}" several, joined
///   "{Hashes|sha256}"                      a part of a field
///   "=tcp"                                 a constant
class EventRoles
{
public:
    /// Loads the compiled-in declarations of "windows:evtx:…".
    EventRoles();

    /// Fills the columns of record, whose host is known, from event and marks what a column holds exactly as placed.
    void apply(EvtxEvent &event, EventRecord &record, StringPool &strings) const;
    bool isEmpty() const { return m_types.isEmpty(); }
    /// The event's id is declared, for providers of which this one is none.
    bool hasOtherMeaning(const EvtxEvent &event) const;

private:
    struct Piece {
        QByteArray literal;   ///< Before the field
        QByteArray field;     ///< Empty: literal only
        QByteArray part;      ///< "sha256"
    };
    using Alternative = std::vector<Piece>;
    struct Type {
        std::vector<QByteArray> providers; ///< Empty: any
        std::array<std::vector<Alternative>, kTypedFields> roles; ///< By typedIndex()
        Severity severity = Severity::None;
        std::optional<FlowKind> flow;
        bool goesOut = false; ///< From the machine that recorded it
    };

    static void makeFlow(const Type &type, EventRecord &record, StringPool &strings);
    static Alternative parse(const QByteArray &pattern);
    void load(const QByteArray &json);
    const Type &typeOf(const EvtxEvent &event) const;
    bool place(const Alternative &alternative, EventField role, EvtxEvent &event, EventRecord &record,
               StringPool &strings) const;

    QHash<quint32, std::vector<Type>> m_types;
    Type m_default;
};

} // namespace ashiato
