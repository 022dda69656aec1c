// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/casereader.h"
#include "models/casedb/fold.h"
#include "models/lens/eventkind.h"
#include "models/lens/filter.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>
#include <tuple>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

/// The meaning of filters told a second time, row by row on what SQL gives, without columns, bits or ranks.
class Oracle
{
public:
    Oracle(CaseReader &reader)
    {
        QList<qint64> ids;
        const auto scanned = reader.scanEvents(0, [&ids](const EventScanRow &row) {
            ids.append(row.id);
            return true;
        });
        Q_ASSERT(scanned);
        rows = *reader.events(ids);
        std::sort(rows.begin(), rows.end(), [](const EventRow &a, const EventRow &b) {
            const auto key = [](const EventRow &row) {
                return std::tuple(row.shownNs, row.evidenceId, row.offset >= 0 ? row.offset : row.recordNumber, row.id);
            };
            return key(a) < key(b);
        });
        const auto tags = reader.tags();
        for (const TagRow &tag : *tags)
            tagNames[tag.id] = foldKey(tag.name);
        for (const EventRow &row : rows)
            m_folded.push_back(folded(row));
    }

    /// Of the row at a place; filters and rows are folded once and compared as they stand.
    bool holds(const Filter &filter, size_t place) const
    {
        const Row &row = m_folded[place];
        if (filter.isEmpty())
            return true;
        return std::any_of(filter.groups.begin(), filter.groups.end(), [&](const Filter::Group &group) {
            return std::all_of(group.begin(), group.end(), [&](const Condition &condition) { return holds(condition, row); });
        });
    }

    /// Places of the rows that a filter holds.
    std::vector<size_t> places(Filter filter) const
    {
        for (Filter::Group &group : filter.groups) {
            for (Condition &condition : group) {
                for (QString &value : condition.values)
                    value = foldKey(value);
            }
        }
        std::vector<size_t> list;
        for (size_t i = 0; i < rows.size(); ++i) {
            if (holds(filter, i))
                list.push_back(i);
        }
        return list;
    }

    std::vector<EventRow> rows;
    QHash<qint64, QString> tagNames;

private:
    struct Row : EventRow {
        QStringList details;
    };

    static Row folded(const EventRow &row)
    {
        Row out{row, {}};
        for (QString *text : {&out.evidence, &out.type, &out.path})
            *text = foldKey(*text);
        for (const EventFieldSpec &spec : kTypedSpecs) {
            if (spec.isText())
                out.*kRowTexts[typedIndex(spec.field)] = foldKey(textOf(row, spec.field));
        }
        const QJsonObject details = QJsonDocument::fromJson(row.details).object();
        for (const QJsonValue &entry : details)
            out.details.append(foldKey(entry.toVariant().toString()));
        return out;
    }
    static bool same(const QString &a, const QString &b) { return a == b; }
    static bool has(const QString &text, const QString &part) { return part.isEmpty() ? text.isEmpty() : text.contains(part); }

    /// Part of a path, or its end where it is a pattern: said with a regular expression.
    static bool onPath(const QString &path, const QString &value)
    {
        if (!value.contains(u'*') && !value.contains(u'?'))
            return has(path, value);
        QString pattern = QRegularExpression::escape(value);
        pattern.replace(u"\\*"_s, u".*"_s).replace(u"\\?"_s, u"."_s).replace(u"\\/"_s, u"/"_s).replace(u"/"_s, u"[/\\\\]"_s);
        const QRegularExpression whole(u"\\A(?:.*[/\\\\])?(?:"_s + pattern + u")\\z"_s, QRegularExpression::DotMatchesEverythingOption);
        const QRegularExpression start(u"\\A(?:"_s + pattern + u")\\z"_s, QRegularExpression::DotMatchesEverythingOption);
        return !path.isEmpty() && (whole.match(path).hasMatch() || start.match(path).hasMatch());
    }

    bool holds(const Condition &condition, const Row &row) const
    {
        bool any = false;
        if (condition.field == FilterField::Time) {
            any = row.shownNs != kNoTime && (!condition.fromNs || row.shownNs >= *condition.fromNs) &&
                  (!condition.toNs || row.shownNs < *condition.toNs);
        }
        for (const QString &value : condition.values)
            any |= holds(condition.field, value, row);
        return any != condition.negated;
    }

    bool holds(FilterField field, const QString &value, const Row &row) const
    {
        static const QStringList severities{QString(), u"info"_s, u"low"_s, u"medium"_s, u"high"_s, u"critical"_s};
        switch (field) {
        case FilterField::Evidence: return same(row.evidence, value);
        case FilterField::Type:
            return value.endsWith(u'*') ? row.type.startsWith(value.chopped(1)) : same(row.type, value);
        case FilterField::Kind: return eventKindId(eventKindOf(row.type, row.otherMeaning)) == value;
        case FilterField::Severity: return severities[int(row.severity)] == value;
        case FilterField::Address: return same(row.source, value) || same(row.destination, value);
        case FilterField::Port: return row.sourcePort == value.toInt() || row.destinationPort == value.toInt();
        case FilterField::Path:
            return value.isEmpty() ? row.path.isEmpty() : onPath(row.path, value) || onPath(row.namedPath, value);
        case FilterField::Tag:
            return value.isEmpty() ? row.tags.isEmpty()
                                   : std::any_of(row.tags.begin(), row.tags.end(),
                                                 [&](qint64 id) { return same(tagNames.value(id), value); });
        case FilterField::Text: return text(value, row);
        case FilterField::FileTimes: return bool(row.flags & EventFileTime) == (value == u"only");
        case FilterField::Seen: return row.seen == (value == u"yes");
        case FilterField::Flag: {
            static const QHash<QString, quint32> bits{{u"recovered"_s, 1}, {u"year_derived"_s, 2}, {u"damaged"_s, 4},
                                                      {u"zone_unknown"_s, 8}, {u"time_invalid"_s, 16}, {u"file_time"_s, 32},
                                                      {u"fn_time"_s, 128}, {u"deleted_file"_s, 256}};
            return value.isEmpty() ? (row.flags & ~quint32(EventMakesFlow)) == 0 : (row.flags & bits[value]) != 0;
        }
        default: break;
        }
        // Those of one column each: the texts that are long are asked for by a part.
        const auto typed = typedFieldOf(field);
        if (field == FilterField::Domain || field == FilterField::Url || field == FilterField::Process)
            return has(textOf(row, *typed), value);
        return typed && same(textOf(row, *typed), value);
    }

    std::vector<Row> m_folded;

    static bool text(const QString &value, const Row &row)
    {
        if (value.isEmpty())
            return true;
        QStringList all{row.type, row.path};
        for (const EventFieldSpec &spec : kTypedSpecs)
            all += spec.isText() ? textOf(row, spec.field) : QString();
        all += row.details;
        return std::any_of(all.begin(), all.end(), [&](const QString &one) { return has(one, value); });
    }
};

} // namespace ashiato
