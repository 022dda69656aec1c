// SPDX-License-Identifier: Apache-2.0
#include "models/network/networkquery.h"

#include "models/casedb/case.h"
#include "models/casedb/casereader.h"
#include "models/casedb/casewriter.h"
#include "models/lens/background.h"
#include "models/query/rowfilter.h"

#include <utility>

namespace ashiato
{

NetworkQuery::NetworkQuery(Case &openCase, QObject *parent)
    : QObject(parent), m_case(openCase), m_flows(std::make_shared<FlowSelection>())
{
    m_pool.setMaxThreadCount(1);
}

NetworkQuery::~NetworkQuery()
{
    raiseFlag(m_cancel);
    m_pool.waitForDone();
}

void NetworkQuery::ask(const EventSelection &selection, const Filter &filter, bool keep)
{
    m_selection = selection;
    m_filter = filter;
    m_keep = keep;
    start();
}

void NetworkQuery::showKinds(quint32 kinds)
{
    if (kinds == m_kinds)
        return;
    m_kinds = kinds;
    if (m_asked > 0)
        start();
}

void NetworkQuery::start()
{
    raiseFlag(m_cancel);
    m_cancel = newFlag();
    const bool wasBusy = isBusy();
    const quint64 number = ++m_asked;
    auto work = [openCase = &m_case, selection = m_selection, filter = m_filter, kinds = m_kinds, placed = m_placed, seen = m_seen, isAnew = m_isAnew, column = m_column,
                 order = m_order, cancel = m_cancel] {
        Answer answer;
        auto reader = openCase->reader();
        auto stored = !reader ? Result<QHash<QString, QPointF>>(reader.error())
                      : isAnew ? Result(QHash<QString, QPointF>())
                               : (*reader)->networkPositions();
        auto told = stored ? toldFlows(**reader, filter) : Result<std::vector<FlowRow>>(stored.error());
        auto flows = told ? flowsOf(selection, *told, kinds, cancel) : Result<FlowSelection>(told.error());
        if (!flows) {
            answer.error = flows.error();
            return answer;
        }
        answer.placed = *stored;
        answer.placed.insert(placed); // moved since, perhaps not committed yet
        answer.graph = makeNetworkGraph(*flows);
        if (!layOut(answer.graph, seen, cancel, answer.placed)) {
            answer.error = {ErrorCode::Cancelled, {}, -1};
            return answer;
        }
        if (column != FlowColumn::Bytes || order != Qt::DescendingOrder) // else they stand so already
            sortFlows(*flows, column, order);
        answer.flows = std::make_shared<FlowSelection>(std::move(*flows));
        return answer;
    };
    inBackground(m_pool, this, std::move(work), [this, number](Answer &answer) { take(number, answer); });
    if (!wasBusy)
        Q_EMIT busyChanged(true);
}

void NetworkQuery::take(quint64 number, Answer &answer)
{
    if (number != m_asked)
        return; // a newer question is on its way
    m_answered = number;
    if (answer.error.code == ErrorCode::None) {
        m_flows = answer.flows;
        m_graph = std::move(answer.graph);
        answer.placed.insert(m_placed); // a node may have been moved meanwhile
        m_placed = std::move(answer.placed);
        for (NetworkNode &node : m_graph.nodes) {
            const QString name = node.others ? kOthersName : node.name;
            if (const auto placed = m_placed.constFind(name); placed != m_placed.cend())
                node.position = *placed;
            m_seen.insert(name, node.position);
        }
        const auto fresh = m_keep ? takeFreshPlaces() : std::vector<std::pair<QString, QPointF>>();
        if (std::exchange(m_isArranging, false))
            Q_EMIT arranged({m_placed.keyValueBegin(), m_placed.keyValueEnd()});
        else if (CaseWriter *writer = m_case.writer(); writer && !fresh.empty())
            writer->setNetworkPositions(fresh);
        Q_EMIT changed();
    } else if (answer.error.code != ErrorCode::Cancelled) {
        Q_EMIT failed(answer.error);
    }
    Q_EMIT busyChanged(false);
}

void NetworkQuery::sort(FlowColumn column, Qt::SortOrder order)
{
    if (column == m_column && order == m_order)
        return;
    m_column = column;
    m_order = order;
    if (isBusy()) {
        start();
        return;
    }
    const quint64 number = ++m_asked;
    auto work = [flows = m_flows, column, order] {
        auto ordered = std::make_shared<FlowSelection>(*flows);
        sortFlows(*ordered, column, order);
        return ordered;
    };
    inBackground(m_pool, this, std::move(work), [this, number](std::shared_ptr<FlowSelection> &ordered) {
        if (number != m_asked)
            return;
        m_answered = number;
        m_flows = ordered;
        Q_EMIT sorted();
        Q_EMIT busyChanged(false);
    });
    Q_EMIT busyChanged(true);
}

void NetworkQuery::place(const QString &node, const QPointF &position)
{
    m_placed.insert(node, position);
    m_seen.insert(node, position);
    for (NetworkNode &known : m_graph.nodes) {
        if ((known.others ? kOthersName : known.name) == node)
            known.position = position;
    }
}

void NetworkQuery::arrangeAnew()
{
    m_placed.clear();
    m_seen.clear();
    m_isAnew = true;
    m_isArranging = true;
    start();
}

void NetworkQuery::forgetPlaces()
{
    m_placed.clear();
    m_isAnew = false;
}

std::vector<std::pair<QString, QPointF>> NetworkQuery::takeFreshPlaces()
{
    std::vector<std::pair<QString, QPointF>> fresh;
    for (const NetworkNode &node : m_graph.nodes) {
        const QString name = node.others ? kOthersName : node.name;
        if (!m_placed.contains(name))
            fresh.emplace_back(name, node.position);
    }
    for (const auto &[name, position] : fresh)
        m_placed.insert(name, position);
    return fresh;
}

void NetworkQuery::cancel() { raiseFlag(m_cancel); }

} // namespace ashiato
