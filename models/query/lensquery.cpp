// SPDX-License-Identifier: Apache-2.0
#include "models/query/lensquery.h"

#include "models/casedb/case.h"
#include "models/casedb/casereader.h"
#include "models/columns/columnstore.h"
#include "models/lens/background.h"
#include "models/lens/lens.h"

#include <QElapsedTimer>

namespace ashiato
{

namespace
{

constexpr int kSoonMs = 250;   // several commits of an import are one look
constexpr int kNextMs = 20;    // between the parts of what is there already
constexpr qint64 kGrowingRows = 200'000; // of a part while the case grows: short turns, short pauses
constexpr qint64 kWaitingRows = 500'000;
constexpr qint64 kLongestPauseMs = 15'000;
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
    raiseFlag(m_cancel);
    raiseFlag(m_cancelHistogram);
    raiseFlag(m_cancelBuild);
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
    raiseFlag(m_cancel);
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
    const Question question{effectiveFilter(), m_column, m_order};
    auto work = [openCase = &m_case, columns = m_columns, question, everything, cancel = m_cancel] {
        Answer answer;
        QElapsedTimer timer;
        timer.start();
        auto reader = openCase->reader();
        if (!reader) {
            answer.selection = reader.error();
            return answer;
        }
        EventQuery query(columns, *reader);
        answer.selection = query.select(question.filter, question.column, question.order, cancel);
        if (answer.selection) {
            if (const auto span = query.spanOf(everything, cancel))
                answer.span = *span;
        } else if (answer.selection.error().code == ErrorCode::Damaged) {
            columns->discard(); // derived data: thrown away and made again below
        }
        answer.ms = timer.elapsed();
        return answer;
    };
    const bool wholeCase = question.filter.isEmpty() || question.filter == everything;
    inBackground(m_queries, this, std::move(work), [this, number, question, wholeCase](Answer &answer) {
        if (number != m_asked)
            return; // a newer question is on its way
        m_answered = number;
        m_lastMs = answer.ms;
        if (answer.selection) {
            m_selection = std::move(*answer.selection);
            m_sameQuestion = m_shown == question;
            m_shown = question;
            m_wholeCase = wholeCase;
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
        endTurn();
    });
}

void LensQuery::requestHistogram(qint64 fromNs, qint64 toNs, int buckets)
{
    raiseFlag(m_cancelHistogram);
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
    m_grew = true;
    if (m_compacting)
        buildIn(kSoonMs); // news go before tidiness
    else if (!m_soon.isActive() && !m_turn)
        buildIn(pauseMs());
}

void LensQuery::caseSettled()
{
    m_marks = true;
    buildIn(0);
}

void LensQuery::marksChanged() { caseSettled(); }

void LensQuery::buildIn(qint64 ms) { m_soon.start(int(ms)); }

qint64 LensQuery::pauseMs() const { return qBound<qint64>(kSoonMs, m_pace.waitMs(), kLongestPauseMs); }

void LensQuery::build()
{
    m_quiet.stop();
    if (m_building) {
        m_again = true;
        if (m_compacting)
            raiseFlag(m_cancelBuild);
        return;
    }
    m_building = true;
    if (!std::exchange(m_turn, true))
        m_pace.begin();
    const qint64 rows = std::exchange(m_grew, false) ? kGrowingRows : kWaitingRows;
    m_compacting = std::exchange(m_compact, false);
    m_cancelBuild = newFlag();
    struct Answer {
        bool more = false;
        Error error{ErrorCode::None, {}, -1};
    };
    auto work = [openCase = &m_case, columns = m_columns, marks = std::exchange(m_marks, false), compact = m_compacting, rows,
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
        if (auto refreshed = columns->refresh(**reader, cancel, rows))
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
    m_more = more;
    ask();
}

/// What comes next when an answer is there. While the case grows, a pause; what is there already is read on at once.
void LensQuery::endTurn()
{
    if (m_building || !std::exchange(m_turn, false))
        return;
    m_pace.end();
    const bool compacted = std::exchange(m_compacting, false);
    if (std::exchange(m_again, false))
        buildIn(0);
    else if (m_grew)
        buildIn(pauseMs());
    else if (m_more)
        buildIn(kNextMs);
    else if (!compacted)
        m_quiet.start();
}

void LensQuery::cancel() { raiseFlag(m_cancel); }

} // namespace ashiato
