// SPDX-License-Identifier: Apache-2.0
#include "models/query/rowfilter.h"

#include "models/casedb/fold.h"
#include "models/lens/pathpattern.h"

#include <algorithm>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

bool fileHas(FilterField field)
{
    switch (field) {
    case FilterField::Time:
    case FilterField::Evidence:
    case FilterField::Host:
    case FilterField::Account:
    case FilterField::Path:
    case FilterField::Hash:
    case FilterField::Tag:
    case FilterField::Text:
        return true;
    default:
        return false;
    }
}

bool flowHas(FilterField field)
{
    switch (field) {
    case FilterField::Time:
    case FilterField::Evidence:
    case FilterField::Host:
    case FilterField::Account:
    case FilterField::Address:
    case FilterField::Source:
    case FilterField::Destination:
    case FilterField::Port:
    case FilterField::Protocol:
    case FilterField::Path:
    case FilterField::Tag:
    case FilterField::Text:
        return true;
    default:
        return false;
    }
}

bool inRange(const Condition &condition, qint64 ns)
{
    return ns != kNoTime && (!condition.fromNs || ns >= *condition.fromNs) && (!condition.toNs || ns < *condition.toNs);
}

bool equalsAny(const QStringList &folded, const QString &value) { return folded.contains(foldKey(value)); }

bool isNumber(const QString &value)
{
    bool ok = false;
    value.toInt(&ok);
    return ok;
}

/// Both folded. No part: rows that do not have the value.
bool contains(const QString &key, const QString &part) { return part.isEmpty() ? key.isEmpty() : key.contains(part); }

bool containsAny(const QStringList &folded, const QString &value)
{
    const QString key = foldKey(value);
    return std::any_of(folded.begin(), folded.end(), [&](const QString &part) { return contains(key, part); });
}

bool hasPath(const Condition &condition, const QStringList &folded, const QString &path)
{
    const QString key = foldKey(path);
    for (qsizetype i = 0; i < folded.size(); ++i) {
        const bool isPattern = isPathPattern(condition.values[i]);
        if (isPattern ? matchesPathPattern(key.toUtf8(), folded[i].toUtf8()) : contains(key, folded[i]))
            return true;
    }
    return false;
}

} // namespace

Result<RowFilter> RowFilter::make(const Filter &filter, TargetKind rows, CaseReader &reader, Lacking lacking)
{
    RowFilter made;
    for (const Filter::Group &group : filter.groups) {
        std::vector<Test> tests;
        for (const Condition &condition : group) {
            const bool known = rows == TargetKind::File ? fileHas(condition.field) : flowHas(condition.field);
            if (!known && lacking == Lacking::IsRefused)
                return {ErrorCode::Invalid, filterFieldId(condition.field)};
            Test test{condition, {}};
            for (const QString &value : condition.values) {
                if (condition.field == FilterField::Port && !value.isEmpty() && !isNumber(value))
                    return {ErrorCode::Invalid, u"port:"_s + value};
                test.folded.append(foldKey(value));
            }
            tests.push_back(std::move(test));
        }
        made.m_groups.push_back(std::move(tests));
    }
    if (made.m_groups.empty())
        return made;

    const Result<std::vector<ClockRow>> clocks = reader.clocks();
    if (!clocks)
        return clocks.error();
    for (const ClockRow &clock : *clocks)
        made.m_clocks.insert(clock.id, clock);
    const Result<std::vector<EvidenceRow>> evidence = reader.evidence();
    if (!evidence)
        return evidence.error();
    for (const EvidenceRow &row : *evidence) {
        made.m_evidenceHost.insert(row.id, foldKey(row.host));
        made.addNumber(row);
    }
    const Result<std::vector<TagRow>> tags = reader.tags();
    if (!tags)
        return tags.error();
    const Result<std::vector<std::pair<qint64, qint64>>> tagged = reader.taggedIds(rows);
    if (!tagged)
        return tagged.error();
    QHash<qint64, QStringList> names;
    for (const TagRow &tag : *tags)
        names.insert(tag.id, {foldKey(tag.name), foldKey(tag.nameEn)});
    for (const auto &[rowId, tagId] : *tagged)
        made.m_tags[rowId] += names.value(tagId);
    return made;
}

/// An exhibit is also named by its file name, as it is for events; rows have its number.
void RowFilter::addNumber(const EvidenceRow &evidence)
{
    for (std::vector<Test> &group : m_groups) {
        for (Test &test : group) {
            if (test.condition.field == FilterField::Evidence && equalsAny(test.folded, evidence.name))
                test.folded.append(foldKey(evidence.number));
        }
    }
}

bool RowFilter::matches(const Test &test, const FileRow &file) const
{
    switch (test.condition.field) {
    case FilterField::Time: {
        const auto clock = m_clocks.constFind(file.clockId);
        const auto shownInRange = [&](qint64 ns) {
            return inRange(test.condition, clock == m_clocks.constEnd() ? ns : shownTime(*clock, ns));
        };
        return std::any_of(std::begin(file.times), std::end(file.times), shownInRange)
               || std::any_of(std::begin(file.fnTimes), std::end(file.fnTimes), shownInRange);
    }
    case FilterField::Evidence:
        return equalsAny(test.folded, file.evidence);
    case FilterField::Host:
        return test.folded.contains(m_evidenceHost.value(file.evidenceId));
    case FilterField::Account:
        return equalsAny(test.folded, file.owner);
    case FilterField::Path:
        return hasPath(test.condition, test.folded, file.path());
    case FilterField::Hash: {
        const QString hashes[] = {QString::fromLatin1(file.md5.toHex()), QString::fromLatin1(file.sha1.toHex()),
                                  QString::fromLatin1(file.sha256.toHex())};
        return std::any_of(std::begin(hashes), std::end(hashes), [&](const QString &hash) { return test.folded.contains(hash); });
    }
    case FilterField::Tag: {
        const QStringList tags = m_tags.value(file.id);
        return std::any_of(test.folded.begin(), test.folded.end(),
                           [&](const QString &value) { return value.isEmpty() ? tags.isEmpty() : tags.contains(value); });
    }
    case FilterField::Text:
        return containsAny(test.folded, file.path()) || containsAny(test.folded, file.linkTarget);
    default:
        return false;
    }
}

bool RowFilter::matches(const Test &test, const FlowRow &flow) const
{
    switch (test.condition.field) {
    case FilterField::Time: // Any moment of the conversation
        return flow.firstNs != kNoTime && (!test.condition.fromNs || flow.lastNs >= *test.condition.fromNs)
               && (!test.condition.toNs || flow.firstNs < *test.condition.toNs);
    case FilterField::Evidence:
        return equalsAny(test.folded, flow.evidence);
    case FilterField::Host:
        return test.folded.contains(m_evidenceHost.value(flow.evidenceId));
    case FilterField::Account:
        return equalsAny(test.folded, flow.account);
    case FilterField::Address:
        return equalsAny(test.folded, flow.source) || equalsAny(test.folded, flow.destination);
    case FilterField::Source:
        return equalsAny(test.folded, flow.source);
    case FilterField::Destination:
        return equalsAny(test.folded, flow.destination);
    case FilterField::Port:
        return test.folded.contains(QString::number(flow.sourcePort)) || test.folded.contains(QString::number(flow.destinationPort));
    case FilterField::Protocol:
        return equalsAny(test.folded, flow.protocol);
    case FilterField::Path:
        return hasPath(test.condition, test.folded, flow.path);
    case FilterField::Tag: {
        const QStringList tags = m_tags.value(flow.id);
        return std::any_of(test.folded.begin(), test.folded.end(),
                           [&](const QString &value) { return value.isEmpty() ? tags.isEmpty() : tags.contains(value); });
    }
    case FilterField::Text:
        return containsAny(test.folded, flow.source) || containsAny(test.folded, flow.destination)
               || containsAny(test.folded, flow.account) || containsAny(test.folded, flow.protocol);
    default:
        return false;
    }
}

template <typename Row> bool RowFilter::holdsRow(const Row &row) const
{
    return m_groups.empty() || std::any_of(m_groups.begin(), m_groups.end(), [&](const std::vector<Test> &group) {
               return std::all_of(group.begin(), group.end(),
                                  [&](const Test &test) { return matches(test, row) != test.condition.negated; });
           });
}

bool RowFilter::holds(const FileRow &file) const { return holdsRow(file); }
bool RowFilter::holds(const FlowRow &flow) const { return holdsRow(flow); }

Result<void> eachFile(CaseReader &reader, const RowFilter &filter, const std::function<bool(const FileRow &)> &take)
{
    FileQuery query;
    for (;;) {
        const Result<std::vector<FileRow>> page = reader.files(query);
        if (!page)
            return page.error();
        for (const FileRow &file : *page) {
            if (filter.holds(file) && !take(file))
                return {};
        }
        if (page->empty())
            return {};
        query.afterId = page->back().id;
    }
}

Result<std::vector<FlowRow>> toldFlows(CaseReader &reader, const Filter &filter)
{
    Result<std::vector<FlowRow>> flows = reader.flows(CaseReader::FlowsOf::SourcesAlone);
    if (!flows || flows->empty())
        return flows;
    const auto wanted = RowFilter::make(filter, TargetKind::Flow, reader, RowFilter::Lacking::HoldsNone);
    if (!wanted)
        return wanted.error();
    std::erase_if(*flows, [&](const FlowRow &flow) { return !wanted->holds(flow); });
    return flows;
}

} // namespace ashiato
