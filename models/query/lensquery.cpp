// SPDX-License-Identifier: Apache-2.0
#include "models/query/lensquery.h"

#include "models/casedb/case.h"
#include "models/casedb/casereader.h"
#include "models/columns/columnstore.h"
#include "models/lens/lens.h"
#include "models/query/background.h"

#include <QElapsedTimer>

namespace ashiato
{

namespace
{

constexpr int kSoonMs = 250;   // several commits of an import are one look
constexpr int kQuietMs = 3000; // nothing was committed for so long: time to put the columns in order

} // namespace

LensQuery::LensQuery(Case &openCase, Lens &lens, std::shared_ptr<ColumnStore> columns, QObject *parent)
    : QObject(parent), m_case(openCase), m_lens(lens), m_columns(std::move(columns))
{
    for (QThreadPool *pool : {&m_queries, &m_histograms, &m_builds})
        pool->setMaxThreadCount(1);
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &LensQuery::build);
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(kQuietMs);
    connect(&m_quiet, &QTimer::timeout, this, [this] {
        m_compact = true;
        build();
    });
    connect(&m_lens, &Lens::filterChanged, this, &LensQuery::ask);
}

LensQuery::~LensQuery()
{
    raise(m_cancel);
    raise(m_cancelHistogram);
    raise(m_cancelBuild);
    for (QThreadPool *pool : {&m_queries, &m_histograms, &m_builds})
        pool->waitForDone();
}

Filter LensQuery::effectiveFilter() const
{
    Filter filter = m_lens.filter();
    bool named = false;
    for (const Filter::Group &group : filter.groups) {
        for (const Condition &condition : group)
            named |= condition.field == FilterField::FileTimes;
    }
    if (!m_fileTimes && !named)
        filter.add({FilterField::FileTimes, {QStringLiteral("hide")}, false, {}, {}});
    return filter;
}

void LensQuery::sort(EventColumn column, Qt::SortOrder order)
{
    if (column == m_column && order == m_order)
        return;
    m_column = column;
    m_order = order;
    ask();
}

void LensQuery::showFileTimes(bool shown)
{
    if (shown == m_fileTimes)
        return;
    m_fileTimes = shown;
    ask();
}

void LensQuery::ask()
{
    raise(m_cancel);
    m_cancel = newFlag();
    const bool wasBusy = isBusy();
    const quint64 number = ++m_asked;
    if (!wasBusy)
        Q_EMIT busyChanged(true);
    struct Answer {
        Result<EventSelection> selection{ErrorCode::Internal};
        std::optional<std::pair<qint64, qint64>> span;
        qint64 ms = 0;
    };
    // The band spans what can be shown: hidden file times may lie years away from everything else.
    Filter everything;
    if (!m_fileTimes)
        everything.add({FilterField::FileTimes, {QStringLiteral("hide")}, false, {}, {}});
    auto work = [openCase = &m_case, columns = m_columns, filter = effectiveFilter(), everything, column = m_column, order = m_order,
                 cancel = m_cancel] {
        Answer answer;
        QElapsedTimer timer;
        timer.start();
        auto reader = openCase->reader();
        if (!reader) {
            answer.selection = reader.error();
            return answer;
        }
        EventQuery query(columns, *reader);
        answer.selection = query.select(filter, column, order, cancel);
        if (answer.selection) {
            if (const auto span = query.spanOf(everything, cancel))
                answer.span = *span;
        } else if (answer.selection.error().code == ErrorCode::Damaged) {
            columns->discard(); // derived data: thrown away and made again below
        }
        answer.ms = timer.elapsed();
        return answer;
    };
    inBackground(m_queries, this, std::move(work), [this, number](Answer &answer) {
        if (number != m_asked)
            return; // a newer question is on its way
        m_answered = number;
        m_lastMs = answer.ms;
        if (answer.selection) {
            m_selection = std::move(*answer.selection);
            const bool otherSpan = answer.span != m_span;
            m_span = answer.span;
            Q_EMIT selectionChanged();
            if (otherSpan)
                Q_EMIT spanChanged();
        } else if (answer.selection.error().code == ErrorCode::Damaged) {
            caseChanged();
        } else if (answer.selection.error().code != ErrorCode::Cancelled) {
            Q_EMIT failed(answer.selection.error());
        }
        Q_EMIT busyChanged(false);
    });
}

void LensQuery::requestHistogram(qint64 fromNs, qint64 toNs, int buckets)
{
    raise(m_cancelHistogram);
    m_cancelHistogram = newFlag();
    const quint64 number = ++m_histogramAsked;
    if (!m_selection.columns())
        return;
    auto work = [openCase = &m_case, columns = m_columns, selection = m_selection, fromNs, toNs, buckets,
                 cancel = m_cancelHistogram]() -> Result<Histogram> {
        auto reader = openCase->reader();
        if (!reader)
            return reader.error();
        EventQuery query(columns, *reader);
        return query.histogram(selection, fromNs, toNs, buckets, cancel);
    };
    inBackground(m_histograms, this, std::move(work), [this, number](Result<Histogram> &answer) {
        if (number == m_histogramAsked && answer)
            Q_EMIT histogramChanged(*answer);
    });
}

void LensQuery::caseChanged()
{
    m_marks = true; // an import may bind tags anew
    if (!m_soon.isActive())
        m_soon.start(kSoonMs);
}

void LensQuery::marksChanged()
{
    m_marks = true;
    m_soon.start(0);
}

void LensQuery::build()
{
    m_quiet.stop();
    if (m_building) {
        m_again = true;
        if (m_compacting) // news go before tidiness
            raise(m_cancelBuild);
        return;
    }
    m_building = true;
    m_compacting = std::exchange(m_compact, false);
    m_cancelBuild = newFlag();
    struct Answer {
        bool more = false;
        Error error{ErrorCode::None, {}, -1};
    };
    auto work = [openCase = &m_case, columns = m_columns, marks = std::exchange(m_marks, false), compact = m_compacting,
                 cancel = m_cancelBuild] {
        Answer answer;
        auto reader = openCase->reader();
        if (!reader) {
            answer.error = reader.error();
            return answer;
        }
        if (marks) {
            if (auto refreshed = columns->refreshMarks(**reader); !refreshed)
                answer.error = refreshed.error();
        }
        if (auto refreshed = columns->refresh(**reader, cancel))
            answer.more = *refreshed;
        else
            answer.error = refreshed.error();
        if (compact && !answer.more && answer.error.code == ErrorCode::None) {
            if (auto compacted = columns->compact(**reader, cancel); !compacted)
                answer.error = compacted.error();
        }
        return answer;
    };
    inBackground(m_builds, this, std::move(work), [this](Answer &answer) { built(answer.more, answer.error); });
}

void LensQuery::built(bool more, const Error &error)
{
    m_building = false;
    if (error.code != ErrorCode::None && error.code != ErrorCode::Cancelled)
        Q_EMIT failed(error);
    ask();
    const bool again = std::exchange(m_again, false);
    if (more || again)
        m_soon.start(kSoonMs);
    else if (!m_compacting)
        m_quiet.start();
    m_compacting = false;
}

void LensQuery::cancel() { raise(m_cancel); }

} // namespace ashiato
