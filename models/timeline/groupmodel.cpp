// SPDX-License-Identifier: Apache-2.0
#include "models/timeline/groupmodel.h"

#include "models/casedb/case.h"
#include "models/casedb/casereader.h"
#include "models/lens/background.h"
#include "models/lens/lens.h"
#include "models/query/lensquery.h"

#include <algorithm>

namespace ashiato
{

GroupModel::GroupModel(Case &openCase, Lens &lens, LensQuery &query, std::shared_ptr<ColumnStore> columns, QObject *parent)
    : GroupList(parent), m_case(openCase), m_lens(lens), m_query(query), m_columns(std::move(columns))
{
    m_pool.setMaxThreadCount(1);
    connect(&m_query, &LensQuery::selectionChanged, this, &GroupModel::refresh);
    connect(&m_lens, &Lens::displayZoneChanged, this, [this] {
        if (m_field == FilterField::Time)
            refresh();
    });
}

GroupModel::~GroupModel()
{
    raiseFlag(m_cancel);
    m_pool.clear();
    m_pool.waitForDone();
}

void GroupModel::groupBy(std::optional<FilterField> field)
{
    if (field == m_field)
        return;
    m_field = field;
    beginResetModel();
    m_counts = {};
    endResetModel();
    refresh();
}

bool GroupModel::isChosen(const Condition &condition) const
{
    const Filter &filter = m_lens.filter();
    return filter.groups.size() == 1 && std::find(filter.groups[0].begin(), filter.groups[0].end(), condition) != filter.groups[0].end();
}

/// In an OR of groups no condition can be taken away without a change of meaning: it stays whole.
Filter GroupModel::withoutChoice() const
{
    Filter filter = m_query.effectiveFilter();
    if (filter.groups.size() == 1) {
        std::erase_if(filter.groups[0], [this](const Condition &condition) { return condition.field == *m_field && !condition.negated; });
        if (filter.groups[0].empty())
            filter.groups.clear();
    }
    return filter;
}

void GroupModel::refresh()
{
    raiseFlag(m_cancel);
    if (!m_field)
        return;
    m_cancel = newFlag();
    const quint64 number = ++m_asked;
    Q_EMIT asked();
    // Days as recorded have no single zone: they are those of UTC.
    const QString zone = m_lens.displayZone() == Lens::kSourceZone ? QString() : m_lens.displayZone();
    auto work = [openCase = &m_case, columns = m_columns, filter = withoutChoice(), grouping = Grouping{*m_field, zone},
                 cancel = m_cancel]() -> Result<GroupCounts> {
        auto reader = openCase->reader();
        if (!reader)
            return reader.error();
        EventQuery query(columns, *reader);
        const auto selection = query.select(filter, EventColumn::Time, Qt::AscendingOrder, cancel);
        if (!selection)
            return selection.error();
        return query.groups(*selection, grouping, kMost, cancel);
    };
    inBackground(m_pool, this, std::move(work), [this, number](Result<GroupCounts> &answer) {
        if (number != m_asked)
            return; // a newer question is on its way
        m_answered = number;
        if (answer) {
            beginResetModel();
            m_counts = std::move(*answer);
            endResetModel();
        }
        Q_EMIT answered();
    });
}

void GroupModel::choose(int row)
{
    const Condition wanted = condition(row);
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
    Condition unwanted = condition(row);
    if (isChosen(unwanted))
        filter.remove(unwanted);
    unwanted.negated = !unwanted.negated;
    filter.add(unwanted);
    m_lens.setFilter(filter);
}

void GroupModel::setWords(std::function<QString(const Condition &)> words, const QLocale &locale)
{
    m_words = std::move(words);
    m_locale = locale;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int GroupModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_counts.groups.size()); }

QString GroupModel::valueText(int row) const
{
    const Condition value = condition(row);
    return m_words ? m_words(value) : value.values.value(0);
}

} // namespace ashiato
