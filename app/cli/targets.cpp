// SPDX-License-Identifier: Apache-2.0
#include "app/cli/targets.h"

#include <algorithm>
#include <utility>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

constexpr std::pair<const char *, TargetKind> kKinds[] = {
    {"event", TargetKind::Event}, {"file", TargetKind::File}, {"flow", TargetKind::Flow}};

/// The first id that no row has; 0 where all are there.
Result<qint64> firstUnknown(CaseReader &reader, TargetKind kind, const std::vector<qint64> &ids)
{
    std::vector<qint64> found;
    if (kind == TargetKind::Event) {
        const auto rows = reader.events(QList<qint64>(ids.begin(), ids.end()));
        if (!rows)
            return rows.error();
        for (const EventRow &row : *rows)
            found.push_back(row.id);
    } else if (kind == TargetKind::File) {
        const auto rows = reader.filesByIds(QList<qint64>(ids.begin(), ids.end()));
        if (!rows)
            return rows.error();
        for (const FileRow &row : *rows)
            found.push_back(row.id);
    } else {
        const auto rows = reader.flows();
        if (!rows)
            return rows.error();
        for (const FlowRow &row : *rows)
            found.push_back(row.id);
    }
    std::sort(found.begin(), found.end());
    for (const qint64 id : ids) {
        if (!std::binary_search(found.begin(), found.end(), id))
            return id;
    }
    return qint64(0);
}

} // namespace

QList<QCommandLineOption> targetOptions()
{
    return {{u"event"_s, u"Event with this id (several: 12,13 or the option again)."_s, u"ID"_s},
            {u"file"_s, u"File with this id."_s, u"ID"_s},
            {u"flow"_s, u"Flow with this id."_s, u"ID"_s}};
}

Result<Targets> namedTargets(const Invocation &call, CaseReader &reader, int firstWord)
{
    Targets targets;
    QStringList words;
    bool named = false;
    for (const auto &[name, kind] : kKinds) {
        const QString option = QLatin1String(name);
        if (!call.isSet(option))
            continue;
        if (named)
            return {ErrorCode::Invalid, u"--event, --file and --flow do not go together; give one of them."_s};
        named = true;
        targets.kind = kind;
        words = call.values(option);
    }
    if (named)
        words += call.arguments().mid(firstWord);
    for (const QString &word : words) {
        for (const QString &part : word.split(u',', Qt::SkipEmptyParts)) {
            bool isNumber = false;
            const qint64 id = part.trimmed().toLongLong(&isNumber);
            if (!isNumber || id <= 0)
                return {ErrorCode::Invalid, u"--%1 “%2” is no id; expected a number, as --with-id prints it."_s.arg(targetId(targets.kind), part)};
            targets.ids.push_back(id);
        }
    }
    if (targets.ids.empty())
        return targets;
    const Result<qint64> unknown = firstUnknown(reader, targets.kind, targets.ids);
    if (!unknown)
        return unknown.error();
    if (*unknown != 0)
        return {ErrorCode::NotFound, u"%1 %2"_s.arg(targetId(targets.kind)).arg(*unknown)};
    return targets;
}

} // namespace ashiato
