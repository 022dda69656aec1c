// SPDX-License-Identifier: Apache-2.0
// The acts themselves, one function each: what they change, as rows before and after.
#include "models/casedb/actwriter.h"

#include "models/casedb/clockwriter.h"
#include "models/casedb/exhibitdigest.h"
#include "models/casedb/fold.h"
#include "models/casedb/identity.h"

#include <QUuid>

namespace ashiato
{

namespace
{

QString randomUid() { return QUuid::createUuid().toString(QUuid::WithoutBraces); }

/// Unknown is NULL in the case.
QJsonValue textOrNull(const QJsonValue &value) { return value.toString().isEmpty() ? QJsonValue() : value; }

Result<void> onlyFields(const QJsonObject &fields, const QString &allowed)
{
    const QStringList names = allowed.split(u' ');
    for (auto it = fields.begin(); it != fields.end(); ++it) {
        if (!names.contains(it.key()))
            return {ErrorCode::Invalid, it.key()};
    }
    return {};
}

QJsonObject fieldsOf(const Act &act) { return act.arguments.value(u"fields").toObject(); }
qint64 idOf(const Act &act) { return act.arguments.value(u"id").toInteger(); }

} // namespace

Result<void> ActWriter::tagCreate(const Act &act, Draft &draft)
{
    QJsonObject fields = fieldsOf(act);
    if (fields.value(u"name").toString().isEmpty())
        return {ErrorCode::Invalid, QStringLiteral("name")};
    for (const QString &optional : {QStringLiteral("name_en"), QStringLiteral("key")})
        fields[optional] = textOrNull(fields.value(optional));
    fields.insert(QStringLiteral("uid"), randomUid());
    const auto id = insertRow(draft, QStringLiteral("tag"), fields);
    if (!id)
        return id.error();
    draft.id = *id;
    return {};
}

Result<void> ActWriter::tagSet(const Act &act, Draft &draft)
{
    const QJsonObject fields = fieldsOf(act);
    if (auto allowed = onlyFields(fields, QStringLiteral("name name_en colour key severity removed")); !allowed)
        return allowed;
    return setRow(draft, QStringLiteral("tag"), idOf(act), fields);
}

Result<void> ActWriter::noteSet(const Act &act, Draft &draft)
{
    IdentityMaker maker(m_connection);
    const qint64 target = act.targets.empty() ? 0 : act.targets.front();
    const auto identity = maker.of(act.target, target);
    if (!identity)
        return identity.error();
    Statement &find = m_connection.statement("SELECT id, text FROM note WHERE target = ?1 AND identity = ?2");
    find.bindText(1, targetId(act.target)).bindView(2, *identity);
    const Statement::Step step = find.step();
    if (step == Statement::Step::Failed)
        return find.error();
    const qint64 noteId = step == Statement::Step::Row ? find.integer(0) : 0;
    find.reset();
    const QString text = act.arguments.value(u"text").toString();
    draft.payload.insert(QStringLiteral("identity"), QString::fromUtf8(*identity));
    draft.id = noteId;
    const QString table = QStringLiteral("note");
    const QJsonObject row{{QStringLiteral("target"), targetId(act.target)},
                          {QStringLiteral("target_id"), target},
                          {QStringLiteral("identity"), QString::fromUtf8(*identity)},
                          {QStringLiteral("text"), text},
                          {QStringLiteral("act_id"), draft.entry},
                          {QStringLiteral("at"), draft.at},
                          {QStringLiteral("examiner_id"), draft.examinerId}};
    if (noteId == 0) {
        if (text.isEmpty())
            return {};
        const auto id = insertRow(draft, table, row);
        if (!id)
            return id.error();
        draft.id = *id;
        return {};
    }
    auto before = readRow(m_connection, table, noteId, row.keys());
    if (!before)
        return before.error();
    if (before->toObject().value(u"text").toString() == text)
        return {};
    return change(draft, {table, noteId, *before, text.isEmpty() ? QJsonValue() : QJsonValue(row)});
}

// ---------------------------------------------------------------------------------------------------------------------

Result<QString> ActWriter::freeEvidenceNumber()
{
    for (int number = 1;; ++number) {
        const QString candidate = QStringLiteral("E-%1").arg(number, 2, 10, QLatin1Char('0'));
        Statement &find = m_connection.statement("SELECT 1 FROM evidence WHERE number = ?1");
        find.bindText(1, candidate);
        const Statement::Step step = find.step();
        if (step == Statement::Step::Failed)
            return find.error();
        find.reset();
        if (step == Statement::Step::Done)
            return candidate;
    }
}

Result<QJsonObject> ActWriter::evidenceFields(const QJsonObject &fields)
{
    QJsonObject row;
    for (auto it = fields.begin(); it != fields.end(); ++it) {
        const QString &key = it.key();
        if (key == u"host") {
            QJsonValue alias;
            if (const QString host = it.value().toString(); !host.isEmpty()) {
                const auto id = m_hostAlias(host);
                if (!id)
                    return id.error();
                alias = *id;
            }
            row.insert(QStringLiteral("host_alias_id"), alias);
        } else if (it.value().isString() && key != u"number" && key != u"kind" && key != u"name" && key != u"location") {
            row.insert(key, textOrNull(it.value()));
        } else {
            row.insert(key, it.value());
        }
    }
    return row;
}

Result<void> ActWriter::evidenceAdd(const Act &act, Draft &draft)
{
    auto fields = evidenceFields(fieldsOf(act));
    if (!fields)
        return fields.error();
    QJsonObject row = *fields;
    if (row.value(u"number").toString().isEmpty()) {
        const auto number = freeEvidenceNumber();
        if (!number)
            return number.error();
        row.insert(QStringLiteral("number"), *number);
    }
    row.insert(QStringLiteral("segments"), QString::fromUtf8(canonicalJson(row.value(u"segments").toArray())));
    row.insert(QStringLiteral("uid"), randomUid());
    row.insert(QStringLiteral("added_at"), draft.at);
    row.insert(QStringLiteral("removed"), 0);
    const auto most = m_connection.integer("SELECT max(id) FROM evidence");
    if (!most)
        return most.error();
    Change add{QStringLiteral("evidence"), *most + 1, QJsonValue(), row};
    if (auto done = change(draft, add); !done)
        return done;
    if (auto done = unseal(m_connection, *most + 1, kAllSealParts); !done)
        return done;
    // What was read from it hangs on the row, so that undo sets it aside instead of deleting it.
    draft.changes.back().before = QJsonObject{{QStringLiteral("removed"), 1}};
    draft.changes.back().after = QJsonObject{{QStringLiteral("removed"), 0}};
    draft.payload.insert(QStringLiteral("evidence"), row);
    draft.id = *most + 1;
    return {};
}

Result<void> ActWriter::evidenceRemove(const Act &act, Draft &draft)
{
    return setRow(draft, QStringLiteral("evidence"), idOf(act), {{QStringLiteral("removed"), 1}});
}

Result<void> ActWriter::evidenceSet(const Act &act, Draft &draft)
{
    const QJsonObject fields = fieldsOf(act);
    if (auto allowed = onlyFields(fields, QStringLiteral("number zone skew_ns host encoding mapping chosen_format "
                                                         "location received_at received_from received_by maker serial "
                                                         "place_kept note"));
        !allowed)
        return allowed;
    if (fields.contains(u"number") && fields.value(u"number").toString().isEmpty())
        return {ErrorCode::Invalid, QStringLiteral("number")};
    const auto row = evidenceFields(fields);
    return row ? setRow(draft, QStringLiteral("evidence"), idOf(act), *row) : Result<void>(row.error());
}

// ---------------------------------------------------------------------------------------------------------------------

Result<void> ActWriter::aliasesTo(const Act &act, Draft &draft, const QJsonValue &hostId)
{
    for (const qint64 alias : act.targets) {
        if (auto done = setRow(draft, QStringLiteral("host_alias"), alias, {{QStringLiteral("host_id"), hostId}}); !done)
            return done;
    }
    return {};
}

Result<void> ActWriter::hostJoin(const Act &act, Draft &draft)
{
    const QString name = act.arguments.value(u"name").toString();
    if (name.isEmpty() || act.targets.empty())
        return {ErrorCode::Invalid, QStringLiteral("name")};
    const auto host = insertRow(draft, QStringLiteral("host"),
                                {{QStringLiteral("name"), name}, {QStringLiteral("folded"), foldKey(name)}});
    if (!host)
        return host.error();
    if (auto done = aliasesTo(act, draft, *host); !done)
        return done;
    draft.id = *host;
    return {};
}

Result<void> ActWriter::hostSplit(const Act &act, Draft &draft) { return aliasesTo(act, draft, QJsonValue()); }

Result<void> ActWriter::lensSave(const Act &act, Draft &draft)
{
    const QJsonObject fields = fieldsOf(act);
    const auto id = insertRow(draft, QStringLiteral("saved_lens"),
                              {{QStringLiteral("name"), fields.value(u"name")},
                               {QStringLiteral("lens"), QString::fromUtf8(canonicalJson(fields.value(u"lens").toObject()))}});
    if (!id)
        return id.error();
    draft.id = *id;
    return {};
}

Result<void> ActWriter::lensRemove(const Act &act, Draft &draft)
{
    return setRow(draft, QStringLiteral("saved_lens"), idOf(act), {{QStringLiteral("removed"), 1}});
}

Result<void> ActWriter::caseSet(const Act &act, Draft &draft)
{
    const QJsonObject fields = fieldsOf(act);
    if (auto allowed = onlyFields(fields, QStringLiteral("name number client zone language")); !allowed)
        return allowed;
    for (auto it = fields.begin(); it != fields.end(); ++it) {
        const QJsonObject row{{QStringLiteral("value"), it.value()}};
        auto before = readRow(m_connection, QStringLiteral("case_info"), it.key(), row.keys());
        if (!before)
            return before.error();
        if (*before == QJsonValue(row))
            continue;
        if (auto done = change(draft, {QStringLiteral("case_info"), it.key(), *before, row}); !done)
            return done;
    }
    return {};
}

Result<void> ActWriter::findingSet(const Act &act, Draft &draft)
{
    const QJsonObject fields = fieldsOf(act);
    if (auto allowed = onlyFields(fields, QStringLiteral("chapter position text grade")); !allowed)
        return allowed;
    const qint64 id = idOf(act);
    if (id != 0)
        return setRow(draft, QStringLiteral("finding"), id, fields);
    const auto made = insertRow(draft, QStringLiteral("finding"), fields);
    if (!made)
        return made.error();
    draft.id = *made;
    return {};
}

Result<void> ActWriter::findingRemove(const Act &act, Draft &draft)
{
    const QStringList columns = QStringLiteral("chapter position text grade").split(u' ');
    auto before = readRow(m_connection, QStringLiteral("finding"), idOf(act), columns);
    if (!before)
        return before.error();
    if (before->isNull())
        return {ErrorCode::NotFound, QStringLiteral("finding %1").arg(idOf(act))};
    return change(draft, {QStringLiteral("finding"), idOf(act), *before, QJsonValue()});
}

Result<void> ActWriter::networkPlace(const Act &act, Draft &draft)
{
    const QString table = QStringLiteral("network_position");
    const QJsonObject places = act.arguments.value(u"places").toObject();
    draft.payload.remove(QStringLiteral("places")); // the changes say the same
    for (auto place = places.begin(); place != places.end(); ++place) {
        const auto before = readRow(m_connection, table, place.key(), {QStringLiteral("x"), QStringLiteral("y")});
        if (!before)
            return before.error();
        if (*before == *place)
            continue;
        if (auto done = change(draft, {table, place.key(), *before, *place}); !done)
            return done;
    }
    return {};
}

Result<void> ActWriter::networkArrange(const Act &act, Draft &draft)
{
    const QJsonObject places = act.arguments.value(u"places").toObject();
    std::vector<Change> forgotten;
    Statement &all = m_connection.statement("SELECT node, x, y FROM network_position ORDER BY node");
    Statement::Step step = all.step();
    for (; step == Statement::Step::Row; step = all.step()) {
        const QJsonObject before{{QStringLiteral("x"), all.real(1)}, {QStringLiteral("y"), all.real(2)}};
        if (!places.contains(all.text(0)))
            forgotten.push_back({QStringLiteral("network_position"), all.text(0), before, QJsonValue()});
    }
    if (step == Statement::Step::Failed)
        return all.error();
    all.reset();
    for (Change &change : forgotten) {
        if (auto done = this->change(draft, std::move(change)); !done)
            return done;
    }
    return networkPlace(act, draft);
}

} // namespace ashiato
