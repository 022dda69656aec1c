// SPDX-License-Identifier: Apache-2.0
#include "app/cli/eventaccess.h"

#include "app/cli/filternames.h"
#include "app/cli/filteroptions.h"
#include "app/cli/interrupt.h"

#include "models/columns/columnstore.h"
#include "models/query/eventquery.h"

#include <future>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

Result<void> refreshAll(ColumnStore &store, CaseReader &reader, const CancelFlag &cancel)
{
    for (;;) {
        const Result<bool> more = store.refresh(reader, cancel);
        if (!more)
            return more.error();
        if (!*more)
            return {};
    }
}

/// Brings the case's own column cache up to date where its lock can be had for the moment, so that the next question
/// reads no event at all. Where it cannot, each command makes up what is missing for itself.
void updateCache(const QString &path, const CancelFlag &cancel)
{
    const Result<std::unique_ptr<Case>> owned = Case::open(path, CaseMode::ReadWrite);
    if (!owned)
        return;
    const Result<std::shared_ptr<CaseReader>> reader = (*owned)->reader();
    if (!reader)
        return;
    ColumnStore store((*owned)->cacheFolder(), ColumnStore::Use::Own);
    if (!store.open(**reader))
        return;
    if (!refreshAll(store, **reader, cancel))
        return;
    (void)store.compact(**reader, cancel).ok(); // without it the cache is only slower
}

Result<std::shared_ptr<ColumnStore>> currentColumns(const OpenedCase &opened, CaseReader &reader, const CancelFlag &cancel)
{
    constexpr qint64 kWorthKeeping = 50'000; // events that take longer to read than the lock to take
    const bool mine = opened.file->mode() == CaseMode::ReadWrite;
    const auto make = [&] {
        return std::make_shared<ColumnStore>(opened.file->cacheFolder(), mine ? ColumnStore::Use::Own : ColumnStore::Use::Guest);
    };
    std::shared_ptr<ColumnStore> store = make();
    if (const Result<void> read = store->open(reader); !read)
        return read.error();
    const Result<qint64> total = reader.eventCount();
    if (!total)
        return total.error();
    if (!mine && *total - qint64(store->events()->rows) > kWorthKeeping) {
        updateCache(opened.file->path(), cancel);
        store = make();
        if (const Result<void> read = store->open(reader); !read)
            return read.error();
    }
    if (const Result<void> caughtUp = refreshAll(*store, reader, cancel); !caughtUp)
        return caughtUp.error();
    return store;
}

/// The query on a connection of its own, and what it selects.
struct Selected {
    std::shared_ptr<ColumnStore> columns;
    std::unique_ptr<EventQuery> query;
    EventSelection selection;
};

Result<Selected> select(const OpenedCase &opened, const Filter &filter, const CancelFlag &cancel)
{
    const Result<std::shared_ptr<CaseReader>> reader = opened.file->reader();
    if (!reader)
        return reader.error();
    if (const Result<void> known = namesExist(filter, **reader); !known)
        return known.error();
    const Result<std::shared_ptr<ColumnStore>> columns = currentColumns(opened, **reader, cancel);
    if (!columns)
        return columns.error();
    Selected selected{*columns, std::make_unique<EventQuery>(*columns, *reader), {}};
    Result<EventSelection> selection = selected.query->select(filter, EventColumn::Time, Qt::AscendingOrder, cancel);
    if (!selection && selection.error().code == ErrorCode::Damaged) { // Only derived: made again
        (*columns)->discard();
        if (const Result<void> made = refreshAll(**columns, **reader, cancel); !made)
            return made.error();
        selection = selected.query->select(filter, EventColumn::Time, Qt::AscendingOrder, cancel);
    }
    if (!selection && selection.error().code == ErrorCode::Invalid)
        return {ErrorCode::Invalid, filterValueSentence(selection.error().detail)};
    if (!selection)
        return selection.error();
    selected.selection = std::move(*selection);
    return selected;
}

} // namespace

Result<void> eachEvent(const OpenedCase &opened, const Filter &filter, const std::function<bool(const EventRow &)> &take)
{
    constexpr int kPage = 2000;
    const InterruptFlag interrupt;
    Result<Selected> selected = select(opened, filter, interrupt.flag());
    if (!selected)
        return selected.error();
    const qint64 count = selected->selection.count();
    const auto fetch = [&](qint64 first) {
        return std::async(std::launch::async, [&selected, first] {
            return selected->query->page(selected->selection, first, kPage);
        });
    };
    // The next page is fetched while this one is written; one call of the query at a time.
    std::future<Result<QVector<EventRow>>> next = fetch(0);
    for (qint64 first = 0; first < count; first += kPage) {
        const Result<QVector<EventRow>> page = next.get();
        if (!page)
            return page.error();
        if (interrupt.flag()->load())
            return ErrorCode::Cancelled;
        if (first + kPage < count)
            next = fetch(first + kPage);
        for (const EventRow &event : *page) {
            if (!take(event))
                return {}; // the future waits for its thread
        }
    }
    return {};
}

Result<std::vector<qint64>> eventIds(const OpenedCase &opened, const Filter &filter)
{
    const InterruptFlag interrupt;
    Result<Selected> selected = select(opened, filter, interrupt.flag());
    if (!selected)
        return selected.error();
    const qint64 count = selected->selection.count();
    std::vector<qint64> ids;
    ids.reserve(size_t(count));
    for (qint64 row = 0; row < count; ++row)
        ids.push_back(selected->selection.eventId(row));
    return ids;
}

Result<std::vector<HostUse>> hostUses(const OpenedCase &opened)
{
    const InterruptFlag interrupt;
    const Result<Selected> selected = select(opened, {}, interrupt.flag());
    return selected ? hostUse(selected->selection, interrupt.flag()) : Result<std::vector<HostUse>>(selected.error());
}

EventSentences::EventSentences(QLocale::Language language) : m_wording(std::make_shared<EventTypeCatalogue>(), language) {}

QString EventSentences::of(const EventRow &event) const
{
    return m_wording.eventSentence(eventFieldsOf(event));
}

Result<void> addSentences(CaseReader &reader, const EventSentences &sentences)
{
    // The arguments of the function, in the order in which it takes them apart again.
    QStringList arguments{u"type"_s, u"path"_s, u"details"_s, u"(SELECT e.macb FROM main.event e WHERE e.id = v.id)"_s};
    for (const EventFieldSpec &spec : kTypedSpecs)
        arguments.append(QLatin1String(spec.csv));
    const auto message = [sentences](const std::vector<QVariant> &values) -> QVariant {
        EventRow event;
        auto value = values.begin();
        event.type = (value++)->toString();
        event.path = (value++)->toString();
        event.details = (value++)->toString().toUtf8();
        event.macb = quint8((value++)->toInt());
        for (size_t i = 0; i < kTypedFields; ++i, ++value) {
            const qint64 number = value->isValid() ? value->toLongLong() : kTypedSpecs[i].none();
            if (kTypedSpecs[i].isText())
                event.*kRowTexts[i] = value->toString();
            else if (kTypedSpecs[i].shape == FieldShape::Port)
                event.*kRowPorts[i] = int(number);
            else
                event.*kRowNumbers[i] = number;
        }
        return sentences.of(event);
    };
    const QString function = u"ashiato_message"_s;
    if (const Result<void> known = reader.registerFunction(function, int(arguments.size()), message); !known)
        return known;
    const Result<SqlRows> shape = reader.sql(u"SELECT * FROM v_event LIMIT 0"_s);
    if (!shape)
        return shape.error();
    QStringList columns;
    for (const QString &column : shape->columns())
        columns.append(column == "message"_L1 ? u"%1(%2) AS message"_s.arg(function, arguments.join(u", "_s)) : column);
    return reader.createTempViews(u"CREATE TEMP VIEW v_event AS SELECT %1 FROM main.v_event v"_s.arg(columns.join(u", "_s)));
}

Result<QLocale::Language> languageFrom(const QString &value)
{
    if (value.isEmpty() || value == "en"_L1)
        return QLocale::English;
    if (value == "ja"_L1)
        return QLocale::Japanese;
    return {ErrorCode::Invalid, u"--language is ja or en."_s};
}

} // namespace ashiato
