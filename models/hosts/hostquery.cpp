// SPDX-License-Identifier: Apache-2.0
#include "models/hosts/hostquery.h"

#include "models/casedb/case.h"
#include "models/casedb/casereader.h"
#include "models/lens/background.h"

namespace ashiato
{

namespace
{

constexpr int kSoonMs = 500;

Result<HostList> load(Case &openCase, const std::shared_ptr<const ColumnStore> &columns, const CancelFlag &cancel)
{
    const auto reader = openCase.reader();
    if (!reader)
        return reader.error();
    EventQuery query(columns, *reader);
    const auto selection = query.select({}, EventColumn::Time, Qt::AscendingOrder, cancel);
    if (!selection)
        return selection.error();
    const auto uses = hostUse(*selection, cancel);
    if (!uses)
        return uses.error();
    return listHosts(**reader, *uses);
}

} // namespace

HostQuery::HostQuery(Case &openCase, std::shared_ptr<const ColumnStore> columns, QObject *parent)
    : QObject(parent), m_case(openCase), m_columns(std::move(columns)), m_cancel(newFlag())
{
    m_pool.setMaxThreadCount(1);
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoonMs);
    connect(&m_soon, &QTimer::timeout, this, &HostQuery::refresh);
}

HostQuery::~HostQuery()
{
    raiseFlag(m_cancel);
    m_pool.waitForDone();
}

void HostQuery::refreshSoon()
{
    if (!m_soon.isActive())
        m_soon.start();
}

void HostQuery::refresh()
{
    if (m_busy) {
        m_again = true;
        return;
    }
    m_busy = true;
    const auto work = [openCase = &m_case, columns = m_columns, cancel = m_cancel] { return load(*openCase, columns, cancel); };
    inBackground(m_pool, this, work, [this](Result<HostList> &answer) {
        m_busy = false;
        if (answer)
            Q_EMIT loaded(*answer);
        else
            Q_EMIT failed(answer.error());
        if (std::exchange(m_again, false))
            refreshSoon();
    });
}

} // namespace ashiato
