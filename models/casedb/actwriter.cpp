// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/actwriter.h"

#include "models/casedb/clockwriter.h"
#include "models/casedb/fold.h"
#include "models/casedb/identity.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QUuid>

namespace ashiato
{

namespace
{

QString now() { return QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs); }

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

ActWriter::ActWriter(Connection &connection, HostAlias hostAlias)
    : m_connection(connection), m_hostAlias(std::move(hostAlias))
{
}

Result<void> ActWriter::reload()
{
    auto stack = UndoStack::replay(m_connection);
    if (!stack)
        return stack.error();
    m_stack = std::move(*stack);
    return {};
}

ActWriter::Performer ActWriter::performerOf(const QString &kind)
{
    static const QHash<QString, Performer> performers{
        {QStringLiteral("tag.add"), &ActWriter::tagAdd},
        {QStringLiteral("tag.remove"), &ActWriter::tagRemove},
        {QStringLiteral("tag.create"), &ActWriter::tagCreate},
        {QStringLiteral("tag.set"), &ActWriter::tagSet},
        {QStringLiteral("note.set"), &ActWriter::noteSet},
        {QStringLiteral("evidence.add"), &ActWriter::evidenceAdd},
        {QStringLiteral("evidence.remove"), &ActWriter::evidenceRemove},
        {QStringLiteral("evidence.set"), &ActWriter::evidenceSet},
        {QStringLiteral("host.join"), &ActWriter::hostJoin},
        {QStringLiteral("host.split"), &ActWriter::hostSplit},
        {QStringLiteral("lens.save"), &ActWriter::lensSave},
        {QStringLiteral("lens.remove"), &ActWriter::lensRemove},
        {QStringLiteral("case.set"), &ActWriter::caseSet},
        {QStringLiteral("finding.set"), &ActWriter::findingSet},
        {QStringLiteral("finding.remove"), &ActWriter::findingRemove},
    };
    return performers.value(kind, nullptr);
}

Result<ActDone> ActWriter::perform(const Act &act)
{
    const auto examiner = examinerId();
    const auto entry = nextJournalId(m_connection);
    if (!examiner || !entry)
        return examiner ? entry.error() : examiner.error();
    Draft draft;
    draft.payload = act.arguments;
    draft.examinerId = *examiner;
    draft.entry = *entry;
    draft.at = now();
    if (const Performer performer = performerOf(act.kind)) {
        if (auto done = (this->*performer)(act, draft); !done)
            return done.error();
        if (draft.count == 0)
            return ActDone{0, draft.id, 0, act.kind};
    } else if (act.kind == u"undo" || act.kind == u"redo") {
        return {ErrorCode::Invalid, act.kind}; // these have functions of their own
    }
    QJsonArray changes;
    for (const Change &change : draft.changes)
        changes.append(change.toJson());
    if (!changes.isEmpty())
        draft.payload.insert(QStringLiteral("changes"), changes);
    const auto row = appendToJournal(
        m_connection, {0, draft.at, m_examiner, act.kind, canonicalJson(draft.payload), 0, {}, {}});
    if (!row)
        return row.error();
    m_stack.add(row->id, act.kind, 0);
    return ActDone{row->id, draft.id, draft.count, act.kind};
}

Result<ActDone> ActWriter::undo() { return takeBack(false); }
Result<ActDone> ActWriter::redo() { return takeBack(true); }

Result<ActDone> ActWriter::takeBack(bool redo)
{
    const auto &items = redo ? m_stack.undone : m_stack.done;
    if (items.empty())
        return ActDone{};
    const UndoStack::Item item = items.back();
    Statement &find = m_connection.statement("SELECT payload FROM journal WHERE id = ?1");
    find.bind(1, item.id);
    if (find.step() != Statement::Step::Row)
        return {ErrorCode::Damaged, QStringLiteral("journal %1").arg(item.id)};
    const QJsonArray changes = QJsonDocument::fromJson(find.blob(0)).object().value(u"changes").toArray();
    find.reset();
    qint64 count = 0;
    for (qsizetype i = 0; i < changes.size(); ++i) {
        const auto change = Change::fromJson(changes[redo ? i : changes.size() - 1 - i]);
        if (!change)
            return change.error();
        const Change step = redo ? *change : change->reversed();
        if (auto done = applyChange(m_connection, step); !done)
            return done.error();
        if (auto done = afterChange(step); !done)
            return done.error();
        ++count;
    }
    const auto moved = moveTaggings(item.act, item.id, redo);
    if (!moved)
        return moved.error();
    count += *moved;
    const QString kind = redo ? QStringLiteral("redo") : QStringLiteral("undo");
    const QJsonObject payload{{QStringLiteral("act"), item.act}, {QStringLiteral("count"), count}};
    const auto examiner = examinerId();
    if (!examiner)
        return examiner.error();
    const auto row = appendToJournal(m_connection,
                                     {0, now(), m_examiner, kind, canonicalJson(payload), item.id, {}, {}});
    if (!row)
        return row.error();
    m_stack.add(row->id, kind, item.id);
    return ActDone{row->id, 0, count, item.act};
}

Result<qint64> ActWriter::examinerId()
{
    if (m_examiner.isEmpty()) {
        const auto first = m_connection.text("SELECT name FROM examiner ORDER BY id LIMIT 1");
        if (!first)
            return first.error();
        m_examiner = *first;
    }
    Statement &upsert = m_connection.statement(
        "INSERT INTO examiner (name) VALUES (?1) ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING id");
    upsert.bindText(1, m_examiner);
    if (upsert.step() != Statement::Step::Row)
        return upsert.error();
    const qint64 id = upsert.integer(0);
    upsert.reset();
    return id;
}

// ---------------------------------------------------------------------------------------------------------------------

Result<void> ActWriter::change(Draft &draft, Change change)
{
    const auto id = applyChange(m_connection, change);
    if (!id)
        return id.error();
    if (change.before.isNull() && change.id.isNull())
        change.id = *id;
    if (auto done = afterChange(change); !done)
        return done;
    draft.changes.push_back(std::move(change));
    ++draft.count;
    return {};
}

Result<void> ActWriter::afterChange(const Change &change)
{
    if (change.table != u"evidence" || change.after.isNull())
        return {};
    const QJsonObject after = change.after.toObject();
    if (after.contains(u"zone") || after.contains(u"skew_ns")) {
        if (auto done = rebuildClocks(m_connection, change.id.toInteger()); !done)
            return done;
    }
    // The cache keeps the host of every event: one that comes from the evidence is another one now.
    if (after.contains(u"host_alias_id") && !change.before.isNull())
        return m_connection.execute("UPDATE case_info SET value = value + 1 WHERE key = 'generation'");
    return {};
}

Result<void> ActWriter::setRow(Draft &draft, const QString &table, qint64 id, const QJsonObject &fields)
{
    auto before = readRow(m_connection, table, id, fields.keys());
    if (!before)
        return before.error();
    if (before->isNull())
        return {ErrorCode::NotFound, QStringLiteral("%1 %2").arg(table).arg(id)};
    draft.id = id;
    if (before->toObject() == fields)
        return {};
    return change(draft, {table, id, *before, fields});
}

Result<qint64> ActWriter::insertRow(Draft &draft, const QString &table, const QJsonObject &fields)
{
    // The id is fixed before, so that redo makes the same row again.
    const auto most = m_connection.integer(("SELECT max(id) FROM " + table.toUtf8()).constData());
    if (!most)
        return most;
    if (auto done = change(draft, {table, *most + 1, QJsonValue(), fields}); !done)
        return done.error();
    return *most + 1;
}

// ---------------------------------------------------------------------------------------------------------------------

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

} // namespace ashiato
