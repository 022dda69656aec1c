// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/actreplay.h"

namespace ashiato
{

namespace
{

QString idText(const QJsonValue &id) { return id.isString() ? id.toString() : QString::number(id.toInteger()); }

} // namespace

void ActReplay::take(qint64 entry, const QString &act, const QString &at, const QString &examiner, const QJsonObject &payload, qint64 undoes)
{
    ++m_acts;
    m_examiners.insert(examiner);
    if (act == u"case.create") {
        for (auto it = payload.begin(); it != payload.end(); ++it)
            m_tables[QStringLiteral("case_info")][it.key()] = {{{QStringLiteral("value"), it.value()}}, entry};
        return;
    }
    if (act == u"evidence.seal") {
        m_seals[payload.value(u"id").toInteger()] = {entry, payload.value(u"digests").toObject()};
        return;
    }
    if (act == u"undo" || act == u"redo") {
        std::vector<Change> &changes = m_changes[undoes];
        if (act == u"redo") {
            for (const Change &change : changes)
                apply(entry, change);
        } else {
            for (auto change = changes.rbegin(); change != changes.rend(); ++change)
                apply(entry, change->reversed());
        }
        if (const auto tag = m_tagActs.find(undoes); tag != m_tagActs.end())
            tag->inForce = act == u"redo";
        return;
    }
    if (act == u"tag.add" || act == u"tag.remove") {
        m_tagActs.insert(entry, {act == u"tag.add", true, at, payload});
        return;
    }
    std::vector<Change> changes;
    for (const QJsonValue &value : payload.value(u"changes").toArray()) {
        if (const auto change = Change::fromJson(value))
            changes.push_back(*change);
    }
    if (act == u"evidence.add" && !changes.empty()) // the row stands beside the change, which only tells what undoing sets
        m_tables[QStringLiteral("evidence")][idText(changes.front().id)] = {payload.value(u"evidence").toObject(), entry};
    for (const Change &change : changes)
        apply(entry, change);
    if (!changes.empty())
        m_changes.insert(entry, std::move(changes));
}

void ActReplay::apply(qint64 entry, const Change &change)
{
    Rows &rows = m_tables[change.table];
    const QString id = idText(change.id);
    if (change.after.isNull()) {
        rows.remove(id);
        return;
    }
    Row &row = rows[id];
    row.entry = entry;
    const QJsonObject after = change.after.toObject();
    for (auto column = after.begin(); column != after.end(); ++column)
        row.columns.insert(column.key(), column.value());
}

} // namespace ashiato
