// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/act.h"

#include <QJsonArray>

#include <utility>

namespace ashiato
{

namespace
{

Act onTargets(const char *kind, qint64 tagId, TargetKind target, std::vector<qint64> ids, const QJsonObject &lens)
{
    QJsonObject arguments{{QStringLiteral("tag"), tagId}, {QStringLiteral("target"), targetId(target)}};
    if (!lens.isEmpty())
        arguments.insert(QStringLiteral("lens"), lens);
    return {QString::fromLatin1(kind), arguments, target, std::move(ids)};
}

Act onFields(const char *kind, qint64 id, const QJsonObject &fields)
{
    return {QString::fromLatin1(kind),
            {{QStringLiteral("id"), id}, {QStringLiteral("fields"), fields}},
            TargetKind::Event,
            {}};
}

QJsonObject placesJson(const std::vector<std::pair<QString, QPointF>> &places)
{
    QJsonObject nodes;
    for (const auto &[node, place] : places)
        nodes.insert(node, QJsonObject{{QStringLiteral("x"), place.x()}, {QStringLiteral("y"), place.y()}});
    return {{QStringLiteral("places"), nodes}};
}

} // namespace

Act Act::tagAdd(qint64 tagId, TargetKind target, std::vector<qint64> ids, const QJsonObject &lens)
{
    return onTargets("tag.add", tagId, target, std::move(ids), lens);
}

Act Act::tagRemove(qint64 tagId, TargetKind target, std::vector<qint64> ids, const QJsonObject &lens)
{
    return onTargets("tag.remove", tagId, target, std::move(ids), lens);
}

Act Act::tagCreate(const QString &name, const QString &nameEn, const QString &colour, const QString &key,
                   Severity severity)
{
    return onFields("tag.create", 0,
                    {{QStringLiteral("name"), name},
                     {QStringLiteral("name_en"), nameEn},
                     {QStringLiteral("colour"), colour},
                     {QStringLiteral("key"), key},
                     {QStringLiteral("severity"), int(severity)}});
}

Act Act::tagSet(qint64 tagId, const QJsonObject &fields) { return onFields("tag.set", tagId, fields); }

Act Act::noteSet(TargetKind target, qint64 id, const QString &text)
{
    return {QStringLiteral("note.set"),
            {{QStringLiteral("target"), targetId(target)}, {QStringLiteral("text"), text}},
            target,
            {id}};
}

Act Act::evidenceAdd(const NewEvidence &evidence)
{
    QJsonObject fields{{QStringLiteral("number"), evidence.number},
                       {QStringLiteral("kind"), evidenceKindId(evidence.kind)},
                       {QStringLiteral("name"), evidence.name},
                       {QStringLiteral("location"), evidence.location},
                       {QStringLiteral("segments"), QJsonArray::fromStringList(evidence.segments)},
                       {QStringLiteral("fingerprint"), evidence.fingerprint},
                       {QStringLiteral("zone"), evidence.zone},
                       {QStringLiteral("encoding"), evidence.encoding},
                       {QStringLiteral("host"), evidence.host},
                       {QStringLiteral("chosen_format"), evidence.chosenFormat},
                       {QStringLiteral("mapping"), QString::fromUtf8(evidence.mapping)},
                       {QStringLiteral("skew_ns"), evidence.skewNs},
                       {QStringLiteral("received_at"), evidence.receivedAt},
                       {QStringLiteral("received_from"), evidence.receivedFrom},
                       {QStringLiteral("received_by"), evidence.receivedBy},
                       {QStringLiteral("maker"), evidence.maker},
                       {QStringLiteral("serial"), evidence.serial},
                       {QStringLiteral("place_kept"), evidence.placeKept},
                       {QStringLiteral("note"), evidence.note}};
    if (evidence.size >= 0)
        fields.insert(QStringLiteral("size"), evidence.size);
    if (evidence.storedSize >= 0)
        fields.insert(QStringLiteral("stored_size"), evidence.storedSize);
    return onFields("evidence.add", 0, fields);
}

Act Act::evidenceRemove(qint64 evidenceId) { return onFields("evidence.remove", evidenceId, {}); }
Act Act::evidenceSet(qint64 evidenceId, const QJsonObject &fields)
{
    return onFields("evidence.set", evidenceId, fields);
}

Act Act::hostJoin(const QString &name, std::vector<qint64> aliasIds)
{
    return {QStringLiteral("host.join"), {{QStringLiteral("name"), name}}, TargetKind::Event, std::move(aliasIds)};
}

Act Act::hostSplit(std::vector<qint64> aliasIds)
{
    return {QStringLiteral("host.split"), {}, TargetKind::Event, std::move(aliasIds)};
}

Act Act::lensSave(const QString &name, const QJsonObject &lens)
{
    return onFields("lens.save", 0, {{QStringLiteral("name"), name}, {QStringLiteral("lens"), lens}});
}

Act Act::lensRemove(qint64 id) { return onFields("lens.remove", id, {}); }
Act Act::caseSet(const QJsonObject &fields) { return onFields("case.set", 0, fields); }
Act Act::findingSet(qint64 id, const QJsonObject &fields) { return onFields("finding.set", id, fields); }
Act Act::findingRemove(qint64 id) { return onFields("finding.remove", id, {}); }

Act Act::networkPlace(const std::vector<std::pair<QString, QPointF>> &places)
{
    return {QStringLiteral("network.place"), placesJson(places), TargetKind::Event, {}};
}

Act Act::networkArrange(const std::vector<std::pair<QString, QPointF>> &places)
{
    return {QStringLiteral("network.arrange"), placesJson(places), TargetKind::Event, {}};
}

Act Act::noted(const QString &kind, const QJsonObject &what) { return {kind, what, TargetKind::Event, {}}; }

} // namespace ashiato
