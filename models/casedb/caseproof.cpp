// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/caseproof.h"

#include "models/casedb/actreplay.h"
#include "models/time/zones.h"

#include <QDateTime>
#include <QJsonDocument>

#include <algorithm>
#include <array>

namespace ashiato
{

namespace
{

using What = CaseDifference::What;

constexpr qint64 kClockSlackMs = 1000; ///< A clock that is kept right by the network steps back by less

/// Tables whose rows come from acts alone, and columns of acts that others write, too.
struct ActTable {
    const char *name;
    const char *key;
    bool actsOnly;
    QStringList notCompared;
};

const std::vector<ActTable> &actTables()
{
    static const std::vector<ActTable> all{
        {"tag", "id", true, {}},
        {"note", "id", true, {QStringLiteral("target_id")}}, // proven by its identity
        {"evidence", "id", true, QStringLiteral("kind format size stored_size").split(u' ')}, // opening it tells them; they have a digest
        {"host", "id", true, {}},
        {"host_alias", "id", false, {}},
        {"saved_lens", "id", true, {}},
        {"finding", "id", true, {}},
        {"case_info", "key", false, {}},
    };
    return all;
}

QString valueText(const QJsonValue &value)
{
    return value.isNull() || value.isUndefined() ? QStringLiteral("NULL")
           : value.isDouble() ? QString::number(value.toInteger()) : value.toVariant().toString();
}

class Prover
{
public:
    Prover(Connection &connection, const ProofOptions &options) : m_connection(connection), m_options(options) {}

    Result<CaseProof> prove()
    {
        for (const auto step : {&Prover::replay, &Prover::compareSchemas, &Prover::compareRows, &Prover::findStrangers,
                                &Prover::compareClocks, &Prover::compareTags, &Prover::compareSeals}) {
            if (auto done = (this->*step)(); !done)
                return done.error();
        }
        m_proof.acts = m_replay.acts();
        return std::move(m_proof);
    }

private:
    template <typename Row> Result<void> each(QByteArrayView sql, Row row)
    {
        Statement all = m_connection.prepare(sql);
        Statement::Step step = all.step();
        for (; step == Statement::Step::Row; step = all.step())
            row(all);
        return step == Statement::Step::Failed ? Result<void>(all.error()) : Result<void>();
    }
    void differ(What what, const QString &table, const QString &row, const QString &column = {}, const QString &expected = {},
                const QString &found = {}, qint64 entry = 0)
    {
        m_proof.differences.push_back({what, table, row, column, expected, found, entry});
    }

    Result<void> replay()
    {
        QDateTime last;
        QString lastText;
        auto done = each("SELECT id, at, examiner, act, payload, undoes FROM journal ORDER BY id", [&](Statement &row) {
            const QString at = row.text(1);
            const QDateTime time = QDateTime::fromString(at, Qt::ISODateWithMs);
            if (last.isValid() && time.isValid() && time < last.addMSecs(-kClockSlackMs))
                m_proof.clockSteps.push_back({row.integer(0), lastText, at});
            last = time;
            lastText = at;
            m_replay.take(row.integer(0), row.text(3), at, row.text(2), QJsonDocument::fromJson(row.blob(4)).object(), row.integer(5));
        });
        if (done && m_replay.acts() == 0)
            differ(What::JournalEmpty, QStringLiteral("journal"), {});
        return done;
    }

    Result<void> compareSchemas()
    {
        const auto differences = compareSchema(m_connection);
        if (!differences)
            return differences.error();
        for (const SchemaDifference &difference : *differences) {
            using Kind = SchemaDifference::What;
            differ(What::Schema, difference.type, difference.name, {}, {},
                   difference.what == Kind::Foreign ? QStringLiteral("foreign")
                   : difference.what == Kind::Changed ? QStringLiteral("changed") : QStringLiteral("missing"));
        }
        return {};
    }

    Result<void> compareRows()
    {
        for (const ActTable &table : actTables()) {
            const QString name = QString::fromLatin1(table.name);
            const ActReplay::Rows rows = m_replay.tables().value(name);
            for (auto row = rows.constBegin(); row != rows.constEnd(); ++row) {
                QStringList columns = row->columns.keys();
                columns.removeIf([&](const QString &column) { return table.notCompared.contains(column); });
                const QJsonValue id = qstrcmp(table.key, "id") == 0 ? QJsonValue(row.key().toLongLong()) : QJsonValue(row.key());
                const auto found = readRow(m_connection, name, id, columns);
                if (!found)
                    return found.error();
                if (found->isNull()) {
                    differ(What::Removed, name, row.key(), {}, {}, {}, row->entry);
                    continue;
                }
                for (const QString &column : columns) {
                    const QJsonValue expected = row->columns.value(column), value = found->toObject().value(column);
                    if (valueText(expected) != valueText(value))
                        differ(What::Changed, name, row.key(), column, valueText(expected), valueText(value), row->entry);
                }
            }
        }
        return {};
    }

    /// Rows that no act made.
    Result<void> findStrangers()
    {
        for (const ActTable &table : actTables()) {
            if (!table.actsOnly)
                continue;
            const QString name = QString::fromLatin1(table.name);
            const ActReplay::Rows rows = m_replay.tables().value(name);
            auto done = each("SELECT id FROM " + QByteArray(table.name), [&](Statement &row) {
                if (!rows.contains(row.text(0)))
                    differ(What::Added, name, row.text(0));
            });
            if (!done)
                return done;
        }
        const ActReplay::Rows aliases = m_replay.tables().value(QStringLiteral("host_alias"));
        auto done = each("SELECT id, value, host_id FROM host_alias WHERE host_id IS NOT NULL", [&](Statement &row) {
            if (!aliases.contains(row.text(0)))
                differ(What::Changed, QStringLiteral("host_alias"), row.text(1), QStringLiteral("host_id"), QStringLiteral("NULL"), row.text(2));
        });
        if (!done)
            return done;
        done = each("SELECT name FROM examiner", [&](Statement &row) {
            if (!m_replay.examiners().contains(row.text(0)))
                differ(What::Added, QStringLiteral("examiner"), row.text(0));
        });
        if (!done)
            return done;
        for (const QString &examiner : m_replay.examiners()) {
            Statement find = m_connection.prepare("SELECT 1 FROM examiner WHERE name = ?1");
            find.bindText(1, examiner);
            if (find.step() == Statement::Step::Done)
                differ(What::Removed, QStringLiteral("examiner"), examiner);
        }
        // No act of this version makes such rows.
        for (const char *table : {"claim", "claim_evidence"}) {
            done = each("SELECT id FROM " + QByteArray(table), [&](Statement &row) { differ(What::Added, QString::fromLatin1(table), row.text(0)); });
            if (!done)
                return done;
        }
        return each("SELECT id FROM account WHERE same_as IS NOT NULL", [&](Statement &row) {
            differ(What::Changed, QStringLiteral("account"), row.text(0), QStringLiteral("same_as"), QStringLiteral("NULL"));
        });
    }

    Result<void> compareClocks()
    {
        struct Zone {
            qint64 id;
            QString number, zone;
            qint64 skewNs;
        };
        std::vector<Zone> zones;
        auto done = each("SELECT id, number, zone, skew_ns FROM evidence", [&](Statement &row) {
            zones.push_back({row.integer(0), row.text(1), row.text(2), row.integer(3)});
        });
        if (!done)
            return done;
        for (const Zone &zone : zones) {
            const auto local = localSpans(zone.zone, zone.skewNs);
            for (const bool utc : {true, false}) {
                const QString basis = utc ? QStringLiteral("utc") : QStringLiteral("local");
                const std::vector<ClockSpan> expected = utc ? utcSpans(zone.skewNs) : local ? *local : std::vector<ClockSpan>();
                std::vector<std::array<qint64, 4>> found;
                Statement spans = m_connection.prepare(
                    "SELECT s.from_ns, s.to_ns, s.offset_ns, s.ambiguous FROM clock c JOIN clock_span s ON s.clock_id = c.id"
                    " WHERE c.evidence_id = ?1 AND c.basis = ?2 ORDER BY s.from_ns");
                spans.bind(1, zone.id).bindText(2, basis);
                Statement::Step step = spans.step();
                for (; step == Statement::Step::Row; step = spans.step())
                    found.push_back({spans.integer(0), spans.integer(1), spans.integer(2), spans.integer(3)});
                if (step == Statement::Step::Failed)
                    return spans.error();
                const bool same = std::equal(expected.begin(), expected.end(), found.begin(), found.end(), [](const ClockSpan &a, const auto &b) {
                    return a.fromNs == b[0] && a.toNs == b[1] && a.offsetNs == b[2] && qint64(a.ambiguous) == b[3];
                });
                if (!same)
                    differ(What::Clock, QStringLiteral("clock_span"), zone.number, basis, zone.zone.isEmpty() ? QStringLiteral("UTC") : zone.zone);
            }
        }
        return {};
    }

    Result<void> compareTags()
    {
        if (auto done = proveTaggings(m_connection, m_replay.tagActs(), m_proof.differences); !done)
            return done;
        return proveTargets(m_connection, "note", m_proof.differences);
    }

    Result<void> compareSeals()
    {
        struct Exhibit {
            qint64 id;
            QString number;
            bool ended;
            quint32 written;
        };
        std::vector<Exhibit> exhibits;
        auto done = each("SELECT v.id, v.number, NOT EXISTS (SELECT 1 FROM job j WHERE j.evidence_id = v.id AND j.state IN"
                         " ('pending', 'running', 'paused')), v.unsealed FROM evidence v ORDER BY v.id",
                         [&](Statement &row) { exhibits.push_back({row.integer(0), row.text(1), row.integer(2) != 0, quint32(row.integer(3))}); });
        if (!done)
            return done;
        for (const Exhibit &exhibit : exhibits) {
            const auto seal = m_replay.seals().constFind(exhibit.id);
            if (seal == m_replay.seals().constEnd() || !exhibit.ended)
                m_proof.unsealed.append(exhibit.number);
            if (seal == m_replay.seals().constEnd())
                continue;
            ++m_proof.sealed;
            if (!m_options.rows)
                continue;
            // While an import goes on, what it has not written to is still what it was.
            const quint32 parts = exhibit.ended ? kAllSealParts : kAllSealParts & ~exhibit.written;
            const ExhibitDigest expected = digestFromJson(seal->second);
            const auto digest = digestExhibit(m_connection, exhibit.id, parts, &expected, [&](qint64 rows) {
                return !m_options.progress || m_options.progress(exhibit.number, rows);
            });
            if (!digest)
                return digest.error();
            for (const auto &[part, made] : *digest) {
                const auto said = expected.find(part);
                if (said == expected.end() && part == SealPart::Facts && made.rows.count == 0)
                    continue; // an entry of before there were facts
                if (said == expected.end() || said->second.rows != made.rows)
                    differ(What::Rows, sealPartId(part), exhibit.number, {},
                           said == expected.end() ? QString() : QString::number(said->second.rows.count), QString::number(made.rows.count), seal->first);
            }
        }
        return {};
    }

    Connection &m_connection;
    const ProofOptions &m_options;
    ActReplay m_replay;
    CaseProof m_proof;
};

} // namespace

Result<CaseProof> proveCase(const QString &databasePath, bool immutable, const ProofOptions &options)
{
    auto opened = Connection::open(databasePath, immutable ? Connection::Mode::Immutable : Connection::Mode::Read);
    if (!opened)
        return opened.error();
    if (auto begun = (*opened)->execute("BEGIN"); !begun) // one state of the case
        return begun.error();
    return Prover(**opened, options).prove();
}

} // namespace ashiato
