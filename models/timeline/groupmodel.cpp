// SPDX-License-Identifier: Apache-2.0
#include "models/timeline/groupmodel.h"

#include "models/casedb/case.h"
#include "models/casedb/casereader.h"
#include "models/lens/lens.h"
#include "models/query/lensquery.h"

#include <algorithm>

namespace ashiato
{

GroupModel::GroupModel(Case &openCase, Lens &lens, LensQuery &query, std::shared_ptr<ColumnStore> columns, QObject *parent)
    : AskedGroups(parent), m_case(openCase), m_lens(lens), m_query(query), m_columns(std::move(columns))
{
    connect(&m_query, &LensQuery::selectionChanged, this, [this] { ask(); });
    connect(&m_lens, &Lens::displayZoneChanged, this, [this] {
        if (field() == FilterField::Time)
            ask();
    });
}

bool GroupModel::isChosen(const Condition &condition) const
{
    const Filter &filter = m_lens.filter();
    return filter.groups.size() == 1 && std::find(filter.groups[0].begin(), filter.groups[0].end(), condition) != filter.groups[0].end();
}

/// In an OR of groups no condition can be taken away without a change of meaning: it stays whole.
Filter GroupModel::withoutChoice(FilterField by) const
{
    Filter filter = m_query.effectiveFilter();
    if (filter.groups.size() == 1) {
        std::erase_if(filter.groups[0], [by](const Condition &condition) { return condition.field == by && !condition.negated; });
        if (filter.groups[0].empty())
            filter.groups.clear();
    }
    return filter;
}

GroupModel::Question GroupModel::question(FilterField by, const CancelFlag &cancel) const
{
    // Days as recorded have no single zone: they are those of UTC.
    const QString zone = m_lens.displayZone() == Lens::kSourceZone ? QString() : m_lens.displayZone();
    return [openCase = &m_case, columns = m_columns, filter = withoutChoice(by), grouping = Grouping{by, zone}, cancel]() -> Result<GroupCounts> {
        auto reader = openCase->reader();
        if (!reader)
            return reader.error();
        EventQuery query(columns, *reader);
        const auto selection = query.select(filter, EventColumn::Time, Qt::AscendingOrder, cancel);
        if (!selection)
            return selection.error();
        return query.groups(*selection, grouping, kMost, cancel);
    };
}

void GroupModel::choose(int row)
{
    const Condition wanted = value(row);
    if (isChosen(wanted)) {
        m_lens.removeCondition(wanted);
        return;
    }
    Filter filter = m_lens.filter();
    if (filter.groups.size() == 1)
        std::erase_if(filter.groups[0], [&](const Condition &other) { return other.field == wanted.field && !other.negated; });
    if (filter.groups.size() == 1 && filter.groups[0].empty())
        filter.groups.clear();
    filter.add(wanted);
    m_lens.setFilter(filter);
}

void GroupModel::exclude(int row)
{
    Filter filter = m_lens.filter();
    Condition unwanted = value(row);
    if (isChosen(unwanted))
        filter.remove(unwanted);
    unwanted.negated = !unwanted.negated;
    filter.add(unwanted);
    m_lens.setFilter(filter);
}

} // namespace ashiato
