// SPDX-License-Identifier: Apache-2.0
// CaseReader: the connection, the case's own data and the examiner's work.
#include "models/casedb/casereader.h"

#include "models/casedb/casereader_p.h"
#include "models/casedb/journal.h"

namespace ashiato
{

namespace
{

JournalRow journalRow(const Statement &row)
{
    return {row.integer(0), row.text(1),    row.text(2), row.text(3),
            row.blob(4),    row.integer(5), row.text(6), row.text(7)};
}

} // namespace

CaseReader::CaseReader(std::unique_ptr<Private> priv) : d(std::move(priv)) {}
CaseReader::~CaseReader() = default;

Result<std::shared_ptr<CaseReader>> CaseReader::Private::make(std::unique_ptr<Connection> connection)
{
    // No mmap_size: a bad sector under a mapped file is a SIGBUS, under read() an error.
    if (auto done = connection->execute("PRAGMA query_only = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32768");
        !done)
        return done.error();
    auto priv = std::make_unique<Private>();
    priv->connection = std::move(connection);
    return std::shared_ptr<CaseReader>(new CaseReader(std::move(priv)));
}

void CaseReader::interrupt() { d->connection->interrupt(); }

Result<void> CaseReader::beginSnapshot()
{
    if (d->inSnapshot)
        return {};
    // The first read fixes the state.
    auto done = d->connection->execute("BEGIN; SELECT 1 FROM case_info LIMIT 1");
    d->inSnapshot = done.ok();
    return done;
}

void CaseReader::endSnapshot()
{
    if (d->inSnapshot)
        (void)d->connection->execute("COMMIT"); // nothing was written
    d->inSnapshot = false;
}

Result<CaseInfo> CaseReader::info()
{
    CaseInfo info;
    auto done = d->each("SELECT key, value FROM case_info", [&info](Statement &row) {
        const QString key = row.text(0);
        const std::pair<QStringView, QString *> texts[] = {{u"uid", &info.uid},       {u"name", &info.name},
                                                           {u"number", &info.number}, {u"client", &info.client},
                                                           {u"zone", &info.zone},     {u"language", &info.language},
                                                           {u"created", &info.created}};
        for (const auto &[name, into] : texts) {
            if (key == name)
                *into = row.text(1);
        }
        if (key == u"revision")
            info.revision = row.integer(1);
        if (key == u"generation")
            info.generation = row.integer(1);
    });
    return done ? Result<CaseInfo>(info) : Result<CaseInfo>(done.error());
}

Result<qint64> CaseReader::revision()
{
    return d->connection->integer("SELECT value FROM case_info WHERE key = 'revision'");
}

Result<QStringList> CaseReader::examiners()
{
    QStringList names;
    auto done = d->each("SELECT name FROM examiner ORDER BY id", [&](Statement &row) { names.append(row.text(0)); });
    return done ? Result<QStringList>(names) : Result<QStringList>(done.error());
}

// --- the examiner's work ---

Result<std::vector<TagRow>> CaseReader::tags()
{
    std::vector<TagRow> rows;
    auto done = d->each("SELECT t.id, t.uid, t.name, t.name_en, t.colour, t.key, t.severity, t.removed,"
                        " (SELECT count(*) FROM tagging g WHERE g.tag_id = t.id) FROM tag t ORDER BY t.id",
                        [&](Statement &row) {
                            rows.push_back({row.integer(0), row.text(1), row.text(2), row.text(3), row.text(4),
                                            row.text(5), Severity(row.integer(6)), row.integer(7) != 0, row.integer(8)});
                        });
    if (!done)
        return done.error();
    return rows;
}

Result<std::vector<TaggingRow>> CaseReader::taggings(qint64 tagId)
{
    std::vector<TaggingRow> rows;
    auto done = d->each(
        "SELECT g.id, g.tag_id, g.target, g.target_id, g.identity, g.at, x.name FROM tagging g"
        " LEFT JOIN examiner x ON x.id = g.examiner_id WHERE ?1 = 0 OR g.tag_id = ?1 ORDER BY g.id",
        [&](Statement &select) { select.bind(1, tagId); },
        [&](Statement &row) {
            rows.push_back({row.integer(0), row.integer(1), targetFromId(row.text(2)).value_or(TargetKind::Event),
                            row.integer(3), row.blob(4), row.text(5), row.text(6)});
        });
    if (!done)
        return done.error();
    return rows;
}

Result<std::vector<std::pair<qint64, qint64>>> CaseReader::taggedIds(TargetKind target)
{
    std::vector<std::pair<qint64, qint64>> rows;
    auto done = d->each(
        "SELECT target_id, tag_id FROM tagging WHERE target = ?1 AND target_id IS NOT NULL ORDER BY target_id, tag_id",
        [&](Statement &select) { select.bindText(1, targetId(target)); },
        [&](Statement &row) { rows.emplace_back(row.integer(0), row.integer(1)); });
    if (!done)
        return done.error();
    return rows;
}

Result<std::vector<std::pair<qint64, qint64>>> CaseReader::firstTaggedIds(TargetKind target, int most)
{
    std::vector<std::pair<qint64, qint64>> rows;
    auto done = d->each(
        "SELECT target_id, tag_id FROM tagging WHERE target = ?1 AND target_id IN (SELECT DISTINCT target_id FROM tagging"
        " WHERE target = ?1 AND target_id IS NOT NULL ORDER BY target_id LIMIT ?2) ORDER BY target_id, tag_id",
        [&](Statement &select) { select.bindText(1, targetId(target)).bind(2, qint64(most)); },
        [&](Statement &row) { rows.emplace_back(row.integer(0), row.integer(1)); });
    if (!done)
        return done.error();
    return rows;
}

Result<bool> CaseReader::haveTag(TargetKind target, qint64 tagId, std::span<const qint64> ids)
{
    for (const qint64 id : ids) {
        bool found = false;
        auto done = d->each(
            "SELECT 1 FROM tagging WHERE target = ?1 AND target_id = ?2 AND tag_id = ?3 LIMIT 1",
            [&](Statement &select) { select.bindText(1, targetId(target)).bind(2, id).bind(3, tagId); },
            [&](Statement &) { found = true; });
        if (!done)
            return done.error();
        if (!found)
            return false;
    }
    return true;
}

namespace
{
NoteRow noteRow(const Statement &row)
{
    return {row.integer(0), targetFromId(row.text(1)).value_or(TargetKind::Event), row.integer(2), row.blob(3),
            row.text(4),    row.text(5), row.text(6)};
}
} // namespace

Result<std::vector<NoteRow>> CaseReader::notes()
{
    std::vector<NoteRow> rows;
    auto done = d->each("SELECT n.id, n.target, n.target_id, n.identity, n.text, n.at, x.name FROM note n"
                        " LEFT JOIN examiner x ON x.id = n.examiner_id ORDER BY n.id",
                        [&](Statement &row) { rows.push_back(noteRow(row)); });
    if (!done)
        return done.error();
    return rows;
}

Result<std::optional<NoteRow>> CaseReader::note(TargetKind target, qint64 id)
{
    std::optional<NoteRow> found;
    auto done = d->each(
        "SELECT n.id, n.target, n.target_id, n.identity, n.text, n.at, x.name FROM note n"
        " LEFT JOIN examiner x ON x.id = n.examiner_id WHERE n.target = ?1 AND n.target_id = ?2",
        [&](Statement &select) { select.bindText(1, targetId(target)).bind(2, id); },
        [&](Statement &row) { found = noteRow(row); });
    if (!done)
        return done.error();
    return found;
}

Result<std::vector<qint64>> CaseReader::seenIds(TargetKind target)
{
    std::vector<qint64> ids;
    auto done = d->each(
        "SELECT target_id FROM seen WHERE target = ?1 ORDER BY target_id",
        [&](Statement &select) { select.bindText(1, targetId(target)); },
        [&](Statement &row) { ids.push_back(row.integer(0)); });
    if (!done)
        return done.error();
    return ids;
}

Result<std::vector<SavedLensRow>> CaseReader::savedLenses()
{
    std::vector<SavedLensRow> rows;
    auto done = d->each("SELECT id, name, lens FROM saved_lens WHERE NOT removed ORDER BY name, id", [&](Statement &row) {
        rows.push_back({row.integer(0), row.text(1), row.blob(2)});
    });
    if (!done)
        return done.error();
    return rows;
}

Result<std::vector<JournalRow>> CaseReader::journal(qint64 afterId, int limit)
{
    std::vector<JournalRow> rows;
    auto done = d->each(
        "SELECT id, at, examiner, act, payload, undoes, previous, hash FROM journal WHERE id > ?1 ORDER BY id LIMIT ?2",
        [&](Statement &select) { select.bind(1, afterId).bind(2, qint64(limit)); },
        [&](Statement &row) { rows.push_back(journalRow(row)); });
    if (!done)
        return done.error();
    return rows;
}

Result<std::vector<std::pair<qint64, QString>>> CaseReader::actsSince(qint64 entry)
{
    std::vector<std::pair<qint64, QString>> acts;
    auto done = d->each(
        "SELECT id, act FROM journal WHERE id > ?1 ORDER BY id", [&](Statement &select) { select.bind(1, entry); },
        [&](Statement &row) { acts.emplace_back(row.integer(0), row.text(1)); });
    if (!done)
        return done.error();
    return acts;
}

Result<QString> CaseReader::journalHead()
{
    auto head = d->connection->text("SELECT hash FROM journal ORDER BY id DESC LIMIT 1");
    if (head && head->isEmpty())
        return journalGenesis();
    return head;
}

Result<qint64> CaseReader::verifyJournal()
{
    QString previous = journalGenesis();
    qint64 count = 0;
    std::optional<qint64> wrong;
    auto done = d->each("SELECT id, at, examiner, act, payload, undoes, previous, hash FROM journal ORDER BY id",
                        [&](Statement &row) {
                            const JournalRow entry = journalRow(row);
                            // Numbers without a gap: a removed entry shows even where hashes were made anew after it.
                            const bool fits = entry.id == count + 1 && entry.previous == previous &&
                                              entry.hash == journalHash(entry);
                            if (!fits && !wrong)
                                wrong = entry.id;
                            previous = entry.hash;
                            ++count;
                        });
    if (!done)
        return done.error();
    if (wrong)
        return {ErrorCode::HashMismatch, QString::number(*wrong)};
    return count;
}

Result<CaseReader::UndoState> CaseReader::undoState()
{
    const auto stack = UndoStack::replay(*d->connection);
    if (!stack)
        return stack.error();
    UndoState state;
    if (!stack->done.empty())
        state = {true, false, stack->done.back().act, {}};
    if (!stack->undone.empty()) {
        state.canRedo = true;
        state.redoKind = stack->undone.back().act;
    }
    return state;
}

Result<QHash<QString, QPointF>> CaseReader::networkPositions()
{
    QHash<QString, QPointF> positions;
    auto done = d->each("SELECT node, x, y FROM network_position", [&](Statement &row) {
        positions.insert(row.text(0), QPointF(row.real(1), row.real(2)));
    });
    return done ? Result<QHash<QString, QPointF>>(positions) : Result<QHash<QString, QPointF>>(done.error());
}

// --- a question of the examiner's own ---

} // namespace ashiato
