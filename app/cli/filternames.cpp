// SPDX-License-Identifier: Apache-2.0
#include "app/cli/filternames.h"

#include "models/casedb/fold.h"
#include "models/wording/eventtypecatalogue.h"

#include <algorithm>
#include <numeric>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

constexpr qsizetype kAllTold = 8;     // names: a list that is read at a glance
constexpr qsizetype kNearestTold = 4; // of a longer one

/// How many characters have to be put in, taken out or changed to make one of the other (Levenshtein).
qsizetype distance(const QString &from, const QString &to)
{
    std::vector<qsizetype> row(size_t(to.size()) + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 0; i < from.size(); ++i) {
        qsizetype diagonal = std::exchange(row[0], i + 1);
        for (size_t j = 0; j < size_t(to.size()); ++j) {
            const qsizetype changed = diagonal + (from[i] == to[qsizetype(j)] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({changed, row[j] + 1, diagonal + 1});
        }
    }
    return row.back();
}

/// "E-01, E-02 or E-03"; of many those that are written most like the value.
QString expected(QStringList names, const QString &value)
{
    if (names.isEmpty())
        return u"there is none"_s;
    const bool all = names.size() <= kAllTold;
    if (!all) {
        const QString key = foldKey(value);
        std::stable_sort(names.begin(), names.end(), [&key](const QString &a, const QString &b) {
            return distance(foldKey(a), key) < distance(foldKey(b), key);
        });
        names.resize(kNearestTold);
    }
    const QString last = names.takeLast();
    return (all ? u"expected "_s : u"nearest are "_s) + (names.isEmpty() ? last : names.join(u", "_s) + (all ? u" or "_s : u" and "_s) + last);
}

Error unknown(FilterField field, const QString &value, const QString &what, const QStringList &names)
{
    return {ErrorCode::Invalid, u"--%1 “%2” is no %3; %4."_s.arg(filterFieldId(field), value, what, expected(names, value)), -1};
}

bool isAny(const QStringList &names, const QString &value)
{
    return std::any_of(names.begin(), names.end(), [key = foldKey(value)](const QString &name) { return foldKey(name) == key; });
}

Result<void> exhibitsExist(const QStringList &values, CaseReader &reader)
{
    const Result<std::vector<EvidenceRow>> rows = reader.evidence();
    if (!rows)
        return rows.error();
    QStringList known, told;
    for (const EvidenceRow &row : *rows) {
        known << row.number << row.name;
        if (!row.removed)
            told << row.number;
    }
    for (const QString &value : values) {
        if (!value.isEmpty() && !isAny(known, value))
            return unknown(FilterField::Evidence, value, u"exhibit of this case"_s, told);
    }
    return {};
}

Result<void> tagsExist(const QStringList &values, CaseReader &reader)
{
    const Result<std::vector<TagRow>> rows = reader.tags();
    if (!rows)
        return rows.error();
    QStringList known, told;
    for (const TagRow &row : *rows) {
        if (row.removed)
            continue;
        known << row.name << row.nameEn;
        told << row.name;
    }
    for (const QString &value : values) { // an empty one: what has no tag
        if (!value.isEmpty() && !isAny(known, value))
            return unknown(FilterField::Tag, value, u"tag of this case"_s, told);
    }
    return {};
}

/// Whether an id, or with a trailing '*' one that begins so, may be one of a type of the catalogue ("fs:*:si"); all folded.
bool mayBe(const QString &wanted, const QString &type)
{
    const bool begins = wanted.endsWith(u'*');
    const QString text = begins ? wanted.chopped(1) : wanted;
    const qsizetype star = type.indexOf(u'*');
    if (star < 0)
        return begins ? type.startsWith(text) : type == text;
    const QString head = type.left(star), tail = type.mid(star + 1);
    if (begins)
        return head.startsWith(text) || text.startsWith(head);
    return text.size() > head.size() + tail.size() && text.startsWith(head) && text.endsWith(tail);
}

Result<void> typesExist(const QStringList &values, CaseReader &reader)
{
    QStringList told;
    const auto take = [&told](qint64, QByteArrayView value) {
        if (!value.isEmpty())
            told << QString::fromUtf8(value);
        return true;
    };
    if (const Result<void> read = reader.scanDictionary(Dictionary::EventType, 0, take); !read)
        return read;
    QStringList known;
    for (const QString &type : told)
        known << foldKey(type);
    const EventTypeCatalogue catalogue;
    for (const EventType &type : catalogue.types()) {
        if (type.id == u"*") // what nothing is known about
            continue;
        known << foldKey(type.id);
        if (!type.id.contains(u'*'))
            told << type.id;
    }
    told.sort();
    told.removeDuplicates();
    for (const QString &value : values) {
        const QString key = foldKey(value);
        if (!value.isEmpty() && std::none_of(known.begin(), known.end(), [&key](const QString &type) { return mayBe(key, type); }))
            return unknown(FilterField::Type, value, u"event type of this case, nor one that is known"_s, told);
    }
    return {};
}

} // namespace

Result<void> namesExist(const Filter &filter, CaseReader &reader)
{
    QStringList exhibits, tags, types;
    for (const Filter::Group &group : filter.groups) {
        for (const Condition &condition : group) {
            if (condition.field == FilterField::Evidence)
                exhibits += condition.values;
            else if (condition.field == FilterField::Tag)
                tags += condition.values;
            else if (condition.field == FilterField::Type)
                types += condition.values;
        }
    }
    using Check = Result<void> (*)(const QStringList &, CaseReader &);
    for (const auto &[values, check] : {std::pair<QStringList &, Check>{exhibits, exhibitsExist}, {tags, tagsExist}, {types, typesExist}}) {
        if (values.isEmpty())
            continue;
        if (const Result<void> checked = check(values, reader); !checked)
            return checked;
    }
    return {};
}

} // namespace ashiato
