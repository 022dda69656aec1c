// SPDX-License-Identifier: Apache-2.0
// ActWriter: the digests of an exhibit's rows go into the journal.
#include "models/casedb/actwriter.h"

#include <QJsonDocument>

namespace ashiato
{

namespace
{

/// What the journal said of the exhibit last.
Result<QJsonObject> lastDigests(Connection &connection, qint64 evidenceId)
{
    Statement &find = connection.statement(
        "SELECT payload FROM journal WHERE act = 'evidence.seal' AND payload ->> 'id' = ?1 ORDER BY id DESC LIMIT 1");
    find.bind(1, evidenceId);
    const Statement::Step step = find.step();
    if (step == Statement::Step::Failed)
        return find.error();
    const QJsonObject payload = step == Statement::Step::Row ? QJsonDocument::fromJson(find.blob(0)).object() : QJsonObject();
    find.reset();
    return payload.value(u"digests").toObject();
}

} // namespace

Result<void> ActWriter::evidenceSeal(const Act &act, Draft &draft)
{
    const qint64 id = act.arguments.value(u"id").toInteger();
    Statement &mark = m_connection.statement(
        "UPDATE evidence SET unsealed = 0 WHERE id = ?1 AND unsealed = ?2 AND writes = ?3 RETURNING id");
    mark.bind(1, id).bind(2, act.arguments.value(u"parts").toInteger()).bind(3, act.arguments.value(u"writes").toInteger());
    const Statement::Step step = mark.step();
    if (step == Statement::Step::Failed)
        return mark.error();
    mark.reset();
    if (step == Statement::Step::Done) // written to in the meantime: computed anew at the next end
        return {};
    auto digests = lastDigests(m_connection, id);
    if (!digests)
        return digests.error();
    const QJsonObject computed = act.arguments.value(u"digests").toObject();
    for (auto part = computed.begin(); part != computed.end(); ++part)
        digests->insert(part.key(), part.value());
    draft.payload = {{QStringLiteral("id"), id}, {QStringLiteral("digests"), *digests}};
    draft.id = id;
    draft.count = 1;
    return {};
}

} // namespace ashiato
