// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/journal.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <algorithm>

namespace ashiato
{

namespace
{

/// A JSON string literal, quoted as QJsonDocument quotes.
QByteArray quoted(const QString &value)
{
    QByteArray array = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return array.mid(1, array.size() - 2);
}

} // namespace

QString journalGenesis() { return QString(64, u'0'); }

QString journalHash(const JournalRow &entry)
{
    // The payload goes in as it is stored, so that a byte changed in it shows whatever a JSON reader makes of it.
    QCryptographicHash sha(QCryptographicHash::Sha256);
    sha.addData(entry.previous.toLatin1());
    sha.addData("{\"act\":" + quoted(entry.act) + ",\"at\":" + quoted(entry.at) + ",\"examiner\":" +
                quoted(entry.examiner) + ",\"id\":" + QByteArray::number(entry.id) + ",\"payload\":" + entry.payload +
                ",\"undoes\":" + (entry.undoes ? QByteArray::number(entry.undoes) : QByteArray("null")) + '}');
    return QString::fromLatin1(sha.result().toHex());
}

Result<qint64> nextJournalId(Connection &connection)
{
    const auto last = connection.integer("SELECT max(id) FROM journal");
    return last ? Result<qint64>(*last + 1) : last;
}

Result<JournalRow> appendToJournal(Connection &connection, JournalRow entry)
{
    const auto id = nextJournalId(connection);
    if (!id)
        return id.error();
    const auto previous = connection.text("SELECT hash FROM journal ORDER BY id DESC LIMIT 1");
    if (!previous)
        return previous.error();
    entry.id = *id;
    entry.previous = previous->isEmpty() ? journalGenesis() : *previous;
    entry.hash = journalHash(entry);
    Statement &insert = connection.statement(
        "INSERT INTO journal (id, at, examiner, act, payload, undoes, previous, hash)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
    insert.bind(1, entry.id).bindText(2, entry.at).bindText(3, entry.examiner).bindText(4, entry.act);
    insert.bindView(5, entry.payload).bindUnless(6, entry.undoes, 0).bindText(7, entry.previous).bindText(8, entry.hash);
    if (auto done = insert.run(); !done)
        return done.error();
    return entry;
}

bool isUndoable(const QString &act)
{
    static const QSet<QString> kinds{
        QStringLiteral("tag.add"), QStringLiteral("tag.remove"), QStringLiteral("tag.create"), QStringLiteral("tag.set"),
        QStringLiteral("note.set"), QStringLiteral("evidence.add"), QStringLiteral("evidence.remove"),
        QStringLiteral("evidence.set"), QStringLiteral("host.join"), QStringLiteral("host.split"),
        QStringLiteral("lens.save"), QStringLiteral("lens.remove"), QStringLiteral("case.set"),
        QStringLiteral("finding.set"), QStringLiteral("finding.remove"),
        QStringLiteral("network.place"), QStringLiteral("network.arrange")};
    return kinds.contains(act);
}

void UndoStack::add(qint64 id, const QString &act, qint64 undoes)
{
    const auto take = [undoes](std::vector<Item> &from, std::vector<Item> &to) {
        const auto found = std::find_if(from.rbegin(), from.rend(), [&](const Item &item) { return item.id == undoes; });
        if (found == from.rend())
            return;
        to.push_back(*found);
        from.erase(std::next(found).base());
    };
    if (act == u"undo") {
        take(done, undone);
    } else if (act == u"redo") {
        take(undone, done);
    } else if (isUndoable(act)) {
        done.push_back({id, act});
        undone.clear();
    }
}

Result<UndoStack> UndoStack::replay(Connection &connection)
{
    UndoStack stack;
    Statement &all = connection.statement("SELECT id, act, undoes FROM journal ORDER BY id");
    Statement::Step step = all.step();
    for (; step == Statement::Step::Row; step = all.step())
        stack.add(all.integer(0), all.text(1), all.integer(2));
    if (step == Statement::Step::Failed)
        return all.error();
    all.reset();
    return stack;
}

} // namespace ashiato
