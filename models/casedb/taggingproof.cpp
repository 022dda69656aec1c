// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/taggingproof.h"

#include "models/casedb/identity.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QSet>

#include <algorithm>

namespace ashiato
{

namespace
{

using What = CaseDifference::What;
const QString kTagging = QStringLiteral("tagging");

/// The taggings that one act made, as the tables hold them now, in the order in which it made them.
struct Group {
    qint64 act = 0, count = 0;
    QCryptographicHash sha{QCryptographicHash::Sha256};
    QSet<QString> identities; ///< Where the entry lists its own
    std::vector<std::pair<qint64, QString>> strangers; ///< Rows whose tag, time or target is not the act's
};

void closeGroup(const Group &group, const QHash<qint64, TagAct> &acts, QSet<qint64> &seen, std::vector<CaseDifference> &differences)
{
    const auto act = acts.constFind(group.act);
    if (act == acts.constEnd() || !act->adds) {
        differences.push_back({What::Added, kTagging, QString::number(group.act), QStringLiteral("act_id"), {},
                               QString::number(group.count), 0});
        return;
    }
    seen.insert(group.act);
    for (const auto &[row, column] : group.strangers)
        differences.push_back({What::Changed, kTagging, QString::number(row), column, {}, {}, group.act});
    const QJsonObject &payload = act->payload;
    const QString digest = payload.value(u"digest").toString();
    const qint64 count = payload.value(u"count").toInteger();
    if (count == group.count && (digest.isEmpty() || digest == QString::fromLatin1(group.sha.result().toHex())))
        return;
    const size_t before = differences.size();
    if (payload.contains(u"identities")) {
        QSet<QString> listed;
        for (const QJsonValue &identity : payload.value(u"identities").toArray())
            listed.insert(identity.toString());
        for (const QString &identity : listed - group.identities)
            differences.push_back({What::Removed, kTagging, identity, {}, {}, {}, group.act});
        for (const QString &identity : group.identities - listed)
            differences.push_back({What::Added, kTagging, identity, {}, {}, {}, group.act});
    }
    if (differences.size() == before)
        differences.push_back({What::Changed, kTagging, QStringLiteral("act %1").arg(group.act), QStringLiteral("count"),
                               QString::number(count), QString::number(group.count), group.act});
}

/// What each act made, whether it stands in the table or has been taken away since.
Result<void> proveGroups(Connection &connection, const QHash<qint64, TagAct> &acts, std::vector<CaseDifference> &differences)
{
    Statement all = connection.prepare(
        "SELECT act_id, id, identity, tag_id, target, at FROM tagging UNION"
        " SELECT act_id, id, identity, tag_id, target, at FROM tagging_removed ORDER BY act_id, id");
    QSet<qint64> seen;
    std::unique_ptr<Group> group;
    Statement::Step step = all.step();
    for (; step == Statement::Step::Row; step = all.step()) {
        if (!group || group->act != all.integer(0)) {
            if (group)
                closeGroup(*group, acts, seen, differences);
            group = std::make_unique<Group>();
            group->act = all.integer(0);
        }
        ++group->count;
        group->sha.addData(all.view(2));
        group->sha.addData("\n");
        const auto act = acts.constFind(group->act);
        if (act == acts.constEnd())
            continue;
        if (act->payload.contains(u"identities"))
            group->identities.insert(all.text(2));
        if (act->payload.value(u"tag").toInteger() != all.integer(3))
            group->strangers.emplace_back(all.integer(1), QStringLiteral("tag_id"));
        if (act->payload.contains(u"target") && act->payload.value(u"target").toString() != all.text(4))
            group->strangers.emplace_back(all.integer(1), QStringLiteral("target"));
        if (act->at != all.text(5))
            group->strangers.emplace_back(all.integer(1), QStringLiteral("at"));
    }
    if (step == Statement::Step::Failed)
        return all.error();
    if (group)
        closeGroup(*group, acts, seen, differences);
    for (auto act = acts.constBegin(); act != acts.constEnd(); ++act) {
        if (act->adds && !seen.contains(act.key()) && act->payload.value(u"count").toInteger() > 0)
            differences.push_back({What::Removed, kTagging, QStringLiteral("act %1").arg(act.key()), {},
                                   QString::number(act->payload.value(u"count").toInteger()), QStringLiteral("0"), act.key()});
    }
    return {};
}

/// Whether what an act took away is away now: a removal that holds, or an addition that is undone.
bool takesAway(const QHash<qint64, TagAct> &acts, qint64 act)
{
    const auto found = acts.constFind(act);
    return found != acts.constEnd() && found->inForce != found->adds;
}

Result<void> proveRemovals(Connection &connection, const QHash<qint64, TagAct> &acts, std::vector<CaseDifference> &differences)
{
    QHash<qint64, qint64> counts;
    Statement all = connection.prepare(
        "SELECT r.id, r.removed_act, r.given_back, EXISTS (SELECT 1 FROM tagging t WHERE t.id = r.id) FROM tagging_removed r ORDER BY r.id");
    QHash<qint64, std::pair<bool, bool>> rows; // by tagging: taken away by any, and whether it stands
    Statement::Step step = all.step();
    for (; step == Statement::Step::Row; step = all.step()) {
        const qint64 id = all.integer(0), act = all.integer(1);
        const bool away = takesAway(acts, act);
        ++counts[act];
        auto &row = rows[id];
        row.first = row.first || away;
        row.second = all.integer(3) != 0;
        if (away == (all.integer(2) != 0))
            differences.push_back({What::Changed, QStringLiteral("tagging_removed"), QString::number(id), QStringLiteral("given_back"),
                                   away ? QStringLiteral("0") : QStringLiteral("1"), all.text(2), act});
    }
    if (step == Statement::Step::Failed)
        return all.error();
    for (auto row = rows.constBegin(); row != rows.constEnd(); ++row) {
        if (row->first == row->second)
            differences.push_back({row->second ? What::Added : What::Removed, kTagging, QString::number(row.key()), {}, {}, {}, 0});
    }
    for (auto act = acts.constBegin(); act != acts.constEnd(); ++act) {
        const qint64 count = act->payload.value(u"count").toInteger();
        if (!act->adds && counts.value(act.key()) != count)
            differences.push_back({What::Changed, QStringLiteral("tagging_removed"), QStringLiteral("act %1").arg(act.key()),
                                   QStringLiteral("count"), QString::number(count), QString::number(counts.value(act.key())), act.key()});
    }
    return {};
}

/// Taggings of an act that is undone, and no longer in the table of what was taken away.
Result<void> proveStanding(Connection &connection, const QHash<qint64, TagAct> &acts, std::vector<CaseDifference> &differences)
{
    Statement all = connection.prepare("SELECT DISTINCT act_id FROM tagging");
    Statement::Step step = all.step();
    for (; step == Statement::Step::Row; step = all.step()) {
        const auto act = acts.constFind(all.integer(0));
        if (act != acts.constEnd() && act->adds && !act->inForce)
            differences.push_back({What::Added, kTagging, QStringLiteral("act %1").arg(all.integer(0)), {}, {}, {}, all.integer(0)});
    }
    return step == Statement::Step::Failed ? Result<void>(all.error()) : Result<void>();
}

/// Whether two identities name the same record: which importer read it may have been known only when it had read on.
bool sameRecord(const QByteArray &one, const QByteArray &other)
{
    if (one == other)
        return true;
    QJsonArray a = QJsonDocument::fromJson(one).array(), b = QJsonDocument::fromJson(other).array();
    if (a.size() < 3 || a.size() != b.size() || a[0] != QJsonValue(QStringLiteral("e")))
        return false;
    a[2] = b[2];
    return a == b;
}

} // namespace

Result<void> proveTaggings(Connection &connection, const QHash<qint64, TagAct> &acts, std::vector<CaseDifference> &differences)
{
    for (const auto prove : {&proveGroups, &proveRemovals, &proveStanding}) {
        if (auto done = prove(connection, acts, differences); !done)
            return done;
    }
    return proveTargets(connection, "tagging", differences);
}

Result<void> proveTargets(Connection &connection, const char *table, std::vector<CaseDifference> &differences)
{
    IdentityMaker maker(connection);
    Statement all = connection.prepare("SELECT id, target, target_id, identity FROM " + QByteArray(table) + " WHERE target_id IS NOT NULL");
    Statement::Step step = all.step();
    for (; step == Statement::Step::Row; step = all.step()) {
        const auto kind = targetFromId(all.text(1));
        const auto identity = kind ? maker.of(*kind, all.integer(2)) : Result<QByteArray>(ErrorCode::NotFound);
        if (!identity && identity.error().code != ErrorCode::NotFound)
            return identity.error();
        if (!identity || !sameRecord(*identity, all.blob(3)))
            differences.push_back({CaseDifference::What::Unbound, QString::fromLatin1(table), all.text(0), QStringLiteral("target_id"),
                                   all.text(3), identity ? QString::fromUtf8(*identity) : QString(), 0});
    }
    return step == Statement::Step::Failed ? Result<void>(all.error()) : Result<void>();
}

} // namespace ashiato
