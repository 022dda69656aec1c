// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/changes.h"
#include "models/casedb/taggingproof.h"

#include <QMap>
#include <QSet>

namespace ashiato
{

/// What the journal leaves when its acts are done again one by one in memory: rows by table and id, the acts on tags, the
/// last digests of each exhibit. One thread.
class ActReplay
{
public:
    struct Row {
        QJsonObject columns;
        qint64 entry = 0; ///< That set it last
    };
    using Rows = QMap<QString, Row>; ///< By id, as text

    /// In the order of the journal. An entry that has not the form of its act is left out: the rows that it made differ then.
    void take(qint64 entry, const QString &act, const QString &at, const QString &examiner, const QJsonObject &payload, qint64 undoes);

    const QMap<QString, Rows> &tables() const { return m_tables; }
    const QHash<qint64, TagAct> &tagActs() const { return m_tagActs; }
    const QMap<qint64, std::pair<qint64, QJsonObject>> &seals() const { return m_seals; } ///< By exhibit: entry and digests
    const QSet<QString> &examiners() const { return m_examiners; }
    qint64 acts() const { return m_acts; }

private:
    void apply(qint64 entry, const Change &change);

    QMap<QString, Rows> m_tables;
    QHash<qint64, TagAct> m_tagActs;
    QHash<qint64, std::vector<Change>> m_changes; ///< Of acts that may be undone
    QMap<qint64, std::pair<qint64, QJsonObject>> m_seals;
    QSet<QString> m_examiners;
    qint64 m_acts = 0;
};

} // namespace ashiato
