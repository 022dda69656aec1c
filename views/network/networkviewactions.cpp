// SPDX-License-Identifier: Apache-2.0
// How the network view narrows the lens.
#include "models/lens/lens.h"
#include "models/network/flowtablemodel.h"
#include "models/network/networkquery.h"
#include "views/network/networkcanvas.h"
#include "views/network/networkview.h"

#include <QTableView>

#include <algorithm>

namespace ashiato
{

namespace
{

Condition only(FilterField field, const QString &value, bool negated = false) { return {field, {value}, negated, {}, {}}; }

} // namespace

void NetworkView::include(const std::vector<Condition> &conditions)
{
    Filter filter = m_context.lens.filter(); // one step of the history
    for (const Condition &condition : conditions)
        filter.add(condition);
    m_context.lens.setFilter(filter);
}

void NetworkView::exclude(const std::vector<Condition> &together)
{
    // not (a and b) is (not a) or (not b): every group of the filter once with each.
    const Filter before = m_context.lens.filter();
    Filter filter;
    const auto groups = before.groups.empty() ? std::vector<Filter::Group>(1) : before.groups;
    for (const Filter::Group &group : groups) {
        for (const Condition &condition : together) {
            Filter part;
            part.groups = {group};
            Condition opposite = condition;
            opposite.negated = true;
            part.add(opposite);
            if (group.empty())
                part.groups = {{opposite}};
            if (std::find(filter.groups.begin(), filter.groups.end(), part.groups.front()) == filter.groups.end())
                filter.groups.push_back(part.groups.front());
        }
    }
    m_context.lens.setFilter(filter);
}

void NetworkView::open()
{
    const FlowSum *flow = m_tableLast ? m_model->flow(m_table->currentIndex().row()) : nullptr;
    if (!flow) {
        narrowPick(false);
        return;
    }
    const FlowSelection &flows = m_model->flows();
    std::vector<Condition> conditions{only(FilterField::Source, flows.source(*flow)),
                                      only(FilterField::Destination, flows.destination(*flow))};
    if (flow->port > 0)
        conditions.push_back(only(FilterField::Port, QString::number(flow->port)));
    include(conditions);
}

void NetworkView::narrow(bool exclude)
{
    if (m_tableLast && m_model->flow(m_table->currentIndex().row()))
        narrowRow(exclude);
    else
        narrowPick(exclude);
}

void NetworkView::narrowRow(bool exclude)
{
    const QModelIndex current = m_table->currentIndex();
    const FlowSum &flow = *m_model->flow(current.row());
    const FlowSelection &flows = m_model->flows();
    switch (current.column()) {
    case FlowTableModel::Source: include({only(FilterField::Source, flows.source(flow), exclude)}); return;
    case FlowTableModel::Destination: include({only(FilterField::Destination, flows.destination(flow), exclude)}); return;
    case FlowTableModel::Protocol: include({only(FilterField::Protocol, flows.protocol(flow), exclude)}); return;
    default: break; // sums stand for the pair
    }
    const std::vector<Condition> pair{only(FilterField::Source, flows.source(flow)),
                                      only(FilterField::Destination, flows.destination(flow))};
    exclude ? this->exclude(pair) : include(pair);
}

void NetworkView::narrowPick(bool exclude)
{
    const NetworkGraph &graph = m_canvas->graph();
    const NetworkPick pick = m_canvas->picked();
    if (pick.node >= 0 && !graph.nodes[size_t(pick.node)].others) {
        include({only(FilterField::Address, graph.nodes[size_t(pick.node)].name, exclude)});
    } else if (pick.edge >= 0) {
        const NetworkEdge &edge = graph.edges[size_t(pick.edge)];
        const NetworkNode &from = graph.nodes[size_t(edge.from)], &to = graph.nodes[size_t(edge.to)];
        if (from.others || to.others)
            return; // many endpoints without a name in common: no condition says them
        const std::vector<Condition> ends{only(FilterField::Source, from.name), only(FilterField::Destination, to.name)};
        exclude ? this->exclude(ends) : include(ends);
    }
}

} // namespace ashiato
