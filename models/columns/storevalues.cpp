// SPDX-License-Identifier: Apache-2.0
// The dictionaries of the cache: large ones in files, those whose values acts change in memory.
#include "models/columns/columnstore_p.h"

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

constexpr size_t kMostParts = 8;

using Parts = std::span<const std::shared_ptr<const DictionaryPart>>;

std::vector<qint64> sizesOf(Parts parts)
{
    std::vector<qint64> sizes;
    for (const auto &part : parts)
        sizes.push_back(part->bytes());
    return sizes;
}

DictionaryBuilder joined(Parts parts)
{
    DictionaryBuilder builder;
    for (const auto &part : parts) {
        for (qsizetype place = 0; place < part->count(); ++place)
            builder.add(part->id(place), part->value(place), part->folded(place));
    }
    return builder;
}

/// Adds what is behind the last value known to a dictionary that is held in memory.
Result<void> grow(CaseReader &reader, Dictionary kind, TextDictionary &dictionary)
{
    DictionaryBuilder builder;
    const auto done = reader.scanDictionary(kind, dictionary.lastId(), [&builder](qint64 id, QByteArrayView value) {
        builder.add(id, value);
        return true;
    });
    if (!done || builder.count() == 0)
        return done;
    dictionary.parts.push_back(DictionaryPart::fromBytes(builder.build()));
    const size_t first = firstToMerge(sizesOf(dictionary.parts));
    if (dictionary.parts.size() - first > kMostParts) {
        auto part = DictionaryPart::fromBytes(joined(std::span(dictionary.parts).subspan(first)).build());
        dictionary.parts.resize(first);
        dictionary.parts.push_back(std::move(part));
    }
    return {};
}

/// Whether an act may have changed the name of a host or an account. New kinds of acts may until they are listed here.
bool mayRename(const QString &act)
{
    return !act.startsWith(u"tag.") && !act.startsWith(u"note.") && !act.startsWith(u"lens.") && !act.startsWith(u"finding.");
}


} // namespace

Result<void> ColumnStore::readNames(CaseReader &reader, State &state)
{
    EventColumns &events = state.events;
    const auto acts = reader.actsSince(qMax<qint64>(0, state.journalEntry));
    const auto others = reader.typesOfOtherMeaning();
    if (!acts || !others)
        return acts ? others.error() : acts.error();
    if (state.journalEntry < 0 || std::any_of(acts->begin(), acts->end(), [](const auto &act) { return mayRename(act.second); })) {
        events.hosts.parts.clear();
        events.accounts.parts.clear();
    }
    state.journalEntry = acts->empty() ? qMax<qint64>(0, state.journalEntry) : acts->back().first;
    const std::pair<Dictionary, TextDictionary *> growing[] = {{Dictionary::EventType, &events.types},
                                                               {Dictionary::HostAlias, &events.hosts},
                                                               {Dictionary::RecordedHost, &events.hostAliases},
                                                               {Dictionary::Account, &events.accounts}};
    const size_t partsBefore = events.types.parts.size();
    for (const auto &[kind, dictionary] : growing) {
        if (auto done = grow(reader, kind, *dictionary); !done)
            return done;
    }
    if (events.types.parts.size() == partsBefore && !events.kindOfType.empty())
        return {};
    events.kindOfType.assign(size_t(events.types.lastId()) + 1, 0);
    for (const auto &part : events.types.parts) {
        for (qsizetype i = 0; i < part->count(); ++i)
            events.kindOfType[size_t(part->id(i))] = quint8(eventKindOf(QString::fromUtf8(part->value(i))));
    }
    for (const qint64 id : *others)
        events.kindOfType[size_t(id)] = quint8(eventKindOf({}, true));
    return {};
}

Result<void> ColumnStore::readValues(CaseReader &reader, State &state, const CancelFlag &cancel)
{
    const auto read = [&](Dictionary table, TextDictionary &into, QStringList &names, const QString &kind) -> Result<void> {
        DictionaryBuilder builder;
        Result<void> saved;
        const auto save = [&] {
            const QString name = newName(state, kind);
            if (saved = builder.save(place(name)); !saved)
                return false;
            auto part = DictionaryPart::open(place(name));
            if (!part) {
                saved = part.error();
                return false;
            }
            into.parts.push_back(*part);
            names.append(name);
            builder.clear();
            return true;
        };
        const auto scanned = reader.scanDictionary(table, into.lastId(), [&](qint64 id, QByteArrayView value) {
            builder.add(id, value);
            return (builder.bytes() < kPartBytes || save()) && !isCancelled(cancel);
        });
        if (isCancelled(cancel))
            return ErrorCode::Cancelled;
        if (saved && builder.count() > 0)
            save();
        if (!saved || !scanned)
            return saved ? scanned : saved;
        return mergeParts(state, names, into, kind);
    };
    if (auto done = read(Dictionary::Text, state.events.texts, state.manifest.texts, u"texts"_s); !done)
        return done;
    return read(Dictionary::Endpoint, state.events.endpoints, state.manifest.endpoints, u"endpoints"_s);
}

Result<void> ColumnStore::mergeParts(State &state, QStringList &names, TextDictionary &dictionary, const QString &kind)
{
    // A live import leaves many small parts behind the whole ones.
    size_t whole = dictionary.parts.size();
    while (whole > 0 && dictionary.parts[whole - 1]->bytes() < kPartBytes)
        --whole;
    const size_t first = whole + firstToMerge(sizesOf(std::span(dictionary.parts).subspan(whole)));
    if (dictionary.parts.size() - first <= kMostParts)
        return {};
    const DictionaryBuilder builder = joined(std::span(dictionary.parts).subspan(first));
    const QString name = newName(state, kind);
    if (auto done = builder.save(place(name)); !done)
        return done;
    auto part = DictionaryPart::open(place(name));
    if (!part)
        return part.error();
    dictionary.parts.resize(first);
    dictionary.parts.push_back(*part);
    names.resize(qsizetype(first));
    names.append(name);
    return {};
}

} // namespace ashiato
