// SPDX-License-Identifier: Apache-2.0
#include "models/query/filtercompiler.h"

#include "models/casedb/fold.h"
#include "models/lens/pathpattern.h"
#include "models/records/eventflags.h"
#include "models/records/severity.h"

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

constexpr qsizetype kPathsBetweenLooks = 4096; // at the cancel flag

std::shared_ptr<const IdSet> only(qint64 id)
{
    auto ids = std::make_shared<IdSet>();
    ids->add(id);
    ids->seal();
    return ids;
}

std::shared_ptr<const IdSet> sealed(IdSet &&ids)
{
    ids.seal();
    return std::make_shared<const IdSet>(std::move(ids));
}

} // namespace

Result<FilterPlan::Conjunct> FilterPlan::Compiler::compile(const Condition &condition)
{
    Conjunct out;
    out.negated = condition.negated;
    if (condition.field == FilterField::Time) {
        out.time = {condition.fromNs.value_or(kNoTime + 1),
                    condition.toNs ? qMax(*condition.toNs, kNoTime + 1) - 1 : std::numeric_limits<qint64>::max()};
        return out;
    }
    for (const QString &value : condition.values) {
        if (auto done = add(condition.field, value, out); !done)
            return done.error();
        if (m_stopped)
            return Error{ErrorCode::Cancelled, {}, -1};
        if (m_damaged)
            return ErrorCode::Damaged;
    }
    return out;
}

std::shared_ptr<const IdSet> FilterPlan::Compiler::find(const TextDictionary &dictionary, const QString &value, TextMatch match)
{
    if (value.isEmpty())
        return only(0); // rows without the field
    IdSet ids;
    m_damaged |= !dictionary.isSound();
    if (!dictionary.search(foldKey(value).toUtf8(), match, cancelFlag(), ids))
        m_stopped = true;
    return sealed(std::move(ids));
}

std::shared_ptr<const IdSet> FilterPlan::Compiler::findPaths(const TextDictionary &dictionary, const QString &pattern)
{
    const QByteArray folded = foldKey(pattern).toUtf8();
    IdSet ids;
    m_damaged |= !dictionary.isSound();
    for (const auto &part : dictionary.parts) {
        for (qsizetype place = 0; place < part->count(); ++place) {
            if (place % kPathsBetweenLooks == 0 && m_cancel && m_cancel->load(std::memory_order_relaxed)) {
                m_stopped = true;
                return only(0);
            }
            if (matchesPathPattern(part->folded(place), folded))
                ids.add(part->id(place));
        }
    }
    return sealed(std::move(ids));
}

void FilterPlan::Compiler::inColumn(EventField field, const QString &value, TextMatch match, Conjunct &out)
{
    out.sets.push_back({field, find(*m_columns.dictionary(field), value, match)});
}

Result<void> FilterPlan::Compiler::add(FilterField what, const QString &value, Conjunct &out)
{
    switch (what) {
    case FilterField::Evidence: evidence(value, out); return {};
    case FilterField::Type: type(value, out); return {};
    case FilterField::Kind: return kind(value, out);
    case FilterField::Severity: return severity(value, out);
    case FilterField::Address:
        inColumn(EventField::Source, value, TextMatch::Whole, out);
        out.sets.push_back({EventField::Destination, out.sets.back().ids});
        return {};
    case FilterField::Port: return number({EventField::SourcePort, EventField::DestinationPort}, what, value, 0, out);
    case FilterField::Path: path(value, out); return {};
    case FilterField::Tag: tag(value, out); return {};
    case FilterField::Text: text(value, out); return {};
    case FilterField::FileTimes: return fileTimes(value, out);
    case FilterField::Seen: return seen(value, out);
    case FilterField::Flag: return flag(value, out);
    default: break;
    }
    const auto field = typedFieldOf(what);
    return field ? typed(*field, value, out) : Result<void>(ErrorCode::Invalid);
}

Result<void> FilterPlan::Compiler::typed(EventField field, const QString &value, Conjunct &out)
{
    const EventFieldSpec &spec = specOf(field);
    if (!spec.isText())
        return number({field}, filterFieldOf(field), value, spec.none(), out);
    inColumn(field, value, spec.match == FieldMatch::Whole ? TextMatch::Whole : TextMatch::Contains, out);
    if (spec.table == ValueTable::HostAlias && !value.isEmpty())
        out.sets.push_back({field, find(m_columns.hostAliases, value, TextMatch::Whole)});
    return {};
}

void FilterPlan::Compiler::evidence(const QString &value, Conjunct &out)
{
    IdSet ids;
    for (const EvidenceRow &row : m_columns.evidence) {
        if (foldKey(row.number) == foldKey(value) || foldKey(row.name) == foldKey(value))
            ids.add(row.id);
    }
    out.sets.push_back({EventField::Evidence, sealed(std::move(ids))});
}

void FilterPlan::Compiler::type(const QString &value, Conjunct &out)
{
    if (value.endsWith(u'*'))
        inColumn(EventField::Type, value.chopped(1), TextMatch::Prefix, out);
    else
        inColumn(EventField::Type, value, TextMatch::Whole, out);
    if (value == u"*")
        out.always = true;
}

Result<void> FilterPlan::Compiler::kind(const QString &value, Conjunct &out)
{
    const auto wanted = eventKindFromId(value.toLower());
    if (!wanted)
        return {ErrorCode::Invalid, u"kind:"_s + value};
    IdSet ids;
    for (size_t id = 0; id < m_columns.kindOfType.size(); ++id) {
        if (m_columns.kindOfType[id] == quint8(*wanted))
            ids.add(qint64(id));
    }
    out.sets.push_back({EventField::Type, sealed(std::move(ids))});
    return {};
}

Result<void> FilterPlan::Compiler::severity(const QString &value, Conjunct &out)
{
    for (size_t i = 0; i < kSeverityIds.size(); ++i) {
        if (value.compare(QLatin1String(kSeverityIds[i]), Qt::CaseInsensitive) == 0 || value == QString::number(i)) {
            out.sets.push_back({EventField::Severity, only(qint64(i))});
            return {};
        }
    }
    return {ErrorCode::Invalid, u"severity:"_s + value};
}

Result<void> FilterPlan::Compiler::fileTimes(const QString &value, Conjunct &out)
{
    if (value != u"hide" && value != u"only")
        return {ErrorCode::Invalid, u"filetimes:"_s + value};
    const bool only = value == u"only";
    out.always |= out.fileTimes.value_or(only) != only; // both are all
    out.fileTimes = only;
    return {};
}

Result<void> FilterPlan::Compiler::number(std::initializer_list<EventField> fields, FilterField what, const QString &value,
                                          qint64 none, Conjunct &out)
{
    bool ok = true;
    const qint64 wanted = value.isEmpty() ? none : value.toLongLong(&ok, 0);
    if (!ok)
        return {ErrorCode::Invalid, filterFieldId(what) + u':' + value};
    for (EventField field : fields)
        out.sets.push_back({field, only(wanted)});
    return {};
}

void FilterPlan::Compiler::path(const QString &value, Conjunct &out)
{
    if (value.isEmpty()) {
        out.sets.push_back({EventField::File, only(0)});
        return;
    }
    if (isPathPattern(value)) {
        out.sets.push_back({EventField::NamedPath, findPaths(m_columns.texts, value)});
        out.sets.push_back({EventField::File, findPaths(m_columns.files, value)});
        return;
    }
    inColumn(EventField::NamedPath, value, TextMatch::Contains, out);
    // Paths in an image are written with '/', whatever its system calls them.
    QString slashed = value;
    out.sets.push_back({EventField::File, find(m_columns.files, slashed.replace(u'\\', u'/'), TextMatch::Contains)});
}

void FilterPlan::Compiler::tag(const QString &value, Conjunct &out)
{
    IdSet tags;
    for (const TagRow &row : m_marks.tags) {
        const bool named = foldKey(row.name) == foldKey(value) ||
                           (!row.nameEn.isEmpty() && foldKey(row.nameEn) == foldKey(value));
        if (!row.removed && !value.isEmpty() && named)
            tags.add(row.id);
    }
    tags.seal();
    if (value.isEmpty()) { // untagged: every tag's events in one test, since alternatives are joined
        IdSet any;
        for (const auto &[id, events] : m_marks.tagged)
            events.forEach([&any](qint64 event) { any.add(event); });
        out.sets.push_back({EventField::Id, sealed(std::move(any)), true});
        return;
    }
    for (const auto &[id, events] : m_marks.tagged) {
        if (tags.contains(id))
            out.sets.push_back({EventField::Id, std::make_shared<const IdSet>(events)});
    }
}

void FilterPlan::Compiler::text(const QString &value, Conjunct &out)
{
    if (value.isEmpty()) {
        out.always = true;
        return;
    }
    inColumn(EventField::Type, value, TextMatch::Contains, out);
    inColumn(EventField::File, value, TextMatch::Contains, out);
    out.sets.push_back({EventField::Host, find(m_columns.hostAliases, value, TextMatch::Contains)});
    // Each table is searched once, whatever the number of columns that refer to it.
    for (const ValueTable table : {ValueTable::HostAlias, ValueTable::Account, ValueTable::Endpoint, ValueTable::Text}) {
        const auto ids = find(*m_columns.dictionary(table), value, TextMatch::Contains);
        for (const EventFieldSpec &spec : kTypedSpecs) {
            if (spec.table == table)
                out.sets.push_back({spec.field, ids});
        }
    }
    out.details.push_back({foldKey(value).toUtf8()});
}

Result<void> FilterPlan::Compiler::flag(const QString &value, Conjunct &out)
{
    const auto wanted = eventFlagFromId(value);
    if (!wanted && !value.isEmpty())
        return {ErrorCode::Invalid, u"flag:"_s + value};
    out.unflagged |= value.isEmpty();
    out.flags |= wanted ? quint32(*wanted) : 0;
    return {};
}

Result<void> FilterPlan::Compiler::seen(const QString &value, Conjunct &out)
{
    if (value != u"yes" && value != u"no")
        return {ErrorCode::Invalid, u"seen:"_s + value};
    out.sets.push_back({EventField::Id, std::make_shared<const IdSet>(m_marks.seen), value == u"no"});
    return {};
}

} // namespace ashiato
