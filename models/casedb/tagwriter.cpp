// SPDX-License-Identifier: Apache-2.0
// The taggings of ActWriter. They may be millions, so an act's rows are found by its number instead of being listed in
// the journal: rows that are taken away move to tagging_removed and come back from there.
#include "models/casedb/actwriter.h"

#include "models/casedb/identity.h"

#include <QCryptographicHash>

namespace ashiato
{

namespace
{

constexpr size_t kListedInJournal = 100; ///< More than these are told by count and digest alone

/// Notes what an act touched in its journal entry: count and digest of the identities, and the few themselves.
class TouchedTargets
{
public:
    void add(QByteArrayView identity)
    {
        m_sha.addData(identity);
        m_sha.addData("\n");
        if (++m_count <= kListedInJournal)
            m_listed.append(QString::fromUtf8(identity));
    }
    void writeTo(QJsonObject &payload)
    {
        payload.insert(QStringLiteral("count"), qint64(m_count));
        payload.insert(QStringLiteral("digest"), QString::fromLatin1(m_sha.result().toHex()));
        if (m_count <= kListedInJournal)
            payload.insert(QStringLiteral("identities"), m_listed);
    }
    size_t count() const { return m_count; }

private:
    QCryptographicHash m_sha{QCryptographicHash::Sha256};
    QJsonArray m_listed;
    size_t m_count = 0;
};

} // namespace

Result<void> ActWriter::tagAdd(const Act &act, Draft &draft)
{
    const qint64 tagId = act.arguments.value(u"tag").toInteger();
    const QString target = targetId(act.target);
    IdentityMaker maker(m_connection);
    TouchedTargets touched;
    for (const qint64 id : act.targets) {
        const auto identity = maker.of(act.target, id);
        if (!identity)
            return identity.error();
        Statement &insert = m_connection.statement(
            "INSERT INTO tagging (tag_id, target, target_id, identity, act_id, at, examiner_id)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING RETURNING id");
        insert.bind(1, tagId).bindText(2, target).bind(3, id).bindView(4, *identity).bind(5, draft.entry);
        insert.bindText(6, draft.at).bind(7, draft.examinerId);
        const Statement::Step step = insert.step();
        if (step == Statement::Step::Failed)
            return insert.error();
        insert.reset();
        if (step == Statement::Step::Row) // else it has the tag already
            touched.add(*identity);
    }
    touched.writeTo(draft.payload);
    draft.id = tagId;
    draft.count = qint64(touched.count());
    return {};
}

Result<void> ActWriter::tagRemove(const Act &act, Draft &draft)
{
    const qint64 tagId = act.arguments.value(u"tag").toInteger();
    const QString target = targetId(act.target);
    TouchedTargets touched;
    for (const qint64 id : act.targets) {
        Statement &keep = m_connection.statement(
            "INSERT INTO tagging_removed (id, tag_id, target, target_id, identity, act_id, at, examiner_id, removed_act)"
            " SELECT id, tag_id, target, target_id, identity, act_id, at, examiner_id, ?4 FROM tagging"
            " WHERE target = ?2 AND target_id = ?3 AND tag_id = ?1"
            " ON CONFLICT (removed_act, id) DO UPDATE SET given_back = 0, target_id = excluded.target_id RETURNING identity");
        keep.bind(1, tagId).bindText(2, target).bind(3, id).bind(4, draft.entry);
        Statement::Step step = keep.step();
        for (; step == Statement::Step::Row; step = keep.step())
            touched.add(keep.blob(0));
        if (step == Statement::Step::Failed)
            return keep.error();
        keep.reset();
    }
    Statement &erase = m_connection.statement(
        "DELETE FROM tagging WHERE id IN (SELECT id FROM tagging_removed WHERE removed_act = ?1)");
    erase.bind(1, draft.entry);
    if (auto done = erase.run(); !done)
        return done;
    touched.writeTo(draft.payload);
    draft.id = tagId;
    draft.count = qint64(touched.count());
    return {};
}

Result<qint64> ActWriter::moveTaggings(const QString &act, qint64 actId, bool redo)
{
    const bool added = act == u"tag.add";
    if (!added && act != u"tag.remove")
        return qint64(0);
    const auto run = [&](const char *sql) {
        Statement &statement = m_connection.statement(sql);
        statement.bind(1, actId);
        return statement.run();
    };
    // Undoing an add and redoing a remove take away; the other two give back.
    Result<void> done;
    if (added && !redo) {
        done = run("INSERT INTO tagging_removed (id, tag_id, target, target_id, identity, act_id, at, examiner_id,"
                   " removed_act) SELECT id, tag_id, target, target_id, identity, act_id, at, examiner_id, ?1"
                   " FROM tagging WHERE act_id = ?1"
                   " ON CONFLICT (removed_act, id) DO UPDATE SET given_back = 0, target_id = excluded.target_id");
        if (done)
            done = run("DELETE FROM tagging WHERE act_id = ?1");
    } else if (!added && redo) {
        done = run("DELETE FROM tagging WHERE id IN (SELECT id FROM tagging_removed WHERE removed_act = ?1)");
        if (done)
            done = run("UPDATE tagging_removed SET given_back = 0 WHERE removed_act = ?1");
    } else {
        done = run("INSERT INTO tagging (id, tag_id, target, target_id, identity, act_id, at, examiner_id)"
                   " SELECT id, tag_id, target, target_id, identity, act_id, at, examiner_id FROM tagging_removed"
                   " WHERE removed_act = ?1 AND given_back = 0");
        if (done)
            done = run("UPDATE tagging_removed SET given_back = 1 WHERE removed_act = ?1");
    }
    if (!done)
        return done.error();
    Statement &count = m_connection.statement("SELECT count(*) FROM tagging_removed WHERE removed_act = ?1");
    count.bind(1, actId);
    if (count.step() != Statement::Step::Row)
        return count.error();
    const qint64 moved = count.integer(0);
    count.reset();
    return moved;
}

} // namespace ashiato
