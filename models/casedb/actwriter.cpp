// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/actwriter.h"

#include "models/casedb/clockwriter.h"
#include "models/casedb/identity.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QSet>

namespace ashiato
{

namespace
{

/// What Act::noted() may say: done, and changes no row.
bool isNote(const QString &kind)
{
    static const QSet<QString> kinds{QStringLiteral("report.make"), QStringLiteral("export"), QStringLiteral("file.open"),
                                     QStringLiteral("evidence.verify"), QStringLiteral("evidence.unbound"),
                                     QStringLiteral("evidence.retry")};
    return kinds.contains(kind);
}

QString now() { return QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs); }

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
        {QStringLiteral("evidence.seal"), &ActWriter::evidenceSeal},
        {QStringLiteral("host.join"), &ActWriter::hostJoin},
        {QStringLiteral("host.split"), &ActWriter::hostSplit},
        {QStringLiteral("lens.save"), &ActWriter::lensSave},
        {QStringLiteral("lens.remove"), &ActWriter::lensRemove},
        {QStringLiteral("case.set"), &ActWriter::caseSet},
        {QStringLiteral("finding.set"), &ActWriter::findingSet},
        {QStringLiteral("finding.remove"), &ActWriter::findingRemove},
        {QStringLiteral("network.place"), &ActWriter::networkPlace},
        {QStringLiteral("network.arrange"), &ActWriter::networkArrange},
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
    const Performer performer = performerOf(act.kind);
    if (!performer && !isNote(act.kind)) // undo and redo have functions of their own
        return {ErrorCode::Invalid, act.kind};
    if (performer) {
        if (auto done = (this->*performer)(act, draft); !done)
            return done.error();
        if (draft.count == 0)
            return ActDone{0, draft.id, 0, act.kind};
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
    return ActDone{row->id, 0, count, item.act, redo ? ActWay::Redone : ActWay::Undone};
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

} // namespace ashiato
