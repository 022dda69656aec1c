// SPDX-License-Identifier: Apache-2.0
#include "models/search/eventsearch.h"

#include "models/casedb/case.h"
#include "models/casedb/casereader.h"
#include "models/lens/background.h"

namespace ashiato
{

EventSearch::EventSearch(Case &openCase, std::shared_ptr<ColumnStore> columns, QObject *parent)
    : QObject(parent), m_case(openCase), m_columns(std::move(columns))
{
    m_pool.setMaxThreadCount(1);
}

EventSearch::~EventSearch()
{
    cancel();
    m_pool.waitForDone();
}

void EventSearch::cancel() { raiseFlag(m_cancel); }

void EventSearch::ask(const Filter &filter, EventColumn column, Qt::SortOrder order)
{
    cancel();
    m_cancel = newFlag();
    const bool wasBusy = isBusy();
    const quint64 number = ++m_asked;
    if (!wasBusy)
        Q_EMIT busyChanged(true);
    auto work = [openCase = &m_case, columns = m_columns, filter, column, order, cancel = m_cancel]() -> Result<EventSelection> {
        const auto reader = openCase->reader();
        if (!reader)
            return reader.error();
        return EventQuery(columns, *reader).select(filter, column, order, cancel);
    };
    inBackground(m_pool, this, std::move(work), [this, number](Result<EventSelection> &answer) {
        if (number != m_asked)
            return; // a newer question is on its way
        m_answered = number;
        if (answer) {
            m_found = std::move(*answer);
            Q_EMIT foundChanged();
        } else if (answer.error().code != ErrorCode::Cancelled) {
            Q_EMIT failed(answer.error());
        }
        Q_EMIT busyChanged(false);
    });
}

} // namespace ashiato
