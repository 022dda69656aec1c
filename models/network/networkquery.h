// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/network/networkgraph.h"

#include <QObject>
#include <QSet>
#include <QThreadPool>

#include <memory>
#include <vector>

namespace ashiato
{

class Case;

/// Makes conversations and their laid-out graph of a selection, off the GUI thread; the newest question wins and an
/// older one is cancelled. The first picture of the whole case is kept in it, and so is each node that the examiner moves:
/// from then on they stand there, under any lens, after a restart and in the report. Other nodes begin where they stood
/// last, so that the picture does not jump. GUI thread; signals come there. The case must outlive it.
class NetworkQuery : public QObject
{
    Q_OBJECT

public:
    explicit NetworkQuery(Case &openCase, QObject *parent = nullptr);
    ~NetworkQuery() override;

    /// Never null; in the order asked for.
    std::shared_ptr<const FlowSelection> flows() const { return m_flows; }
    const NetworkGraph &graph() const { return m_graph; }
    bool isBusy() const { return m_asked != m_answered; }
    FlowColumn sortColumn() const { return m_column; }
    Qt::SortOrder sortOrder() const { return m_order; }

public Q_SLOTS:
    /// filter: what the selection was made by, for the flows that sources tell themselves. keep: the selection has all
    /// conversations of the case, and their places are to stay.
    void ask(const ashiato::EventSelection &selection, const ashiato::Filter &filter, bool keep);
    /// Only flows of these kinds (bits of FlowKind).
    void showKinds(quint32 kinds);
    /// All conversations, not those on the screen alone.
    void sort(ashiato::FlowColumn column, Qt::SortOrder order);
    /// The examiner has put a node (by name, kOthersName for the others) to a place of the plane. Who calls it makes the
    /// act of it, where the case can be written.
    void place(const QString &node, const QPointF &position);
    /// Every node finds its place as if none had ever stood anywhere; arranged() tells what the case is to keep instead of
    /// what it kept. The same conversations give the same picture again.
    void arrangeAnew();
    /// What the case keeps has changed (an act was taken back): the next question reads it.
    void forgetPlaces();
    /// Stops what is being asked (Esc); the picture before stays.
    void cancel();

Q_SIGNALS:
    /// Conversations and graph are those of the last selection asked for.
    void changed();
    /// The picture after arrangeAnew() is there; where its nodes are to stay, with the whole case alone.
    void arranged(const std::vector<std::pair<QString, QPointF>> &places);
    /// The same conversations stand in another order.
    void sorted();
    void busyChanged(bool busy);
    void failed(const ashiato::Error &error);

private:
    struct Answer {
        std::shared_ptr<FlowSelection> flows;
        NetworkGraph graph;
        QHash<QString, QPointF> placed;
        Error error{ErrorCode::None, {}, -1};
    };

    void start();
    void take(quint64 number, Answer &answer);
    /// Places of the whole case that it does not know yet.
    std::vector<std::pair<QString, QPointF>> takeFreshPlaces();

    Case &m_case;
    QThreadPool m_pool; // one thread: questions in order
    EventSelection m_selection;
    Filter m_filter;
    quint32 m_kinds = kAllFlowKinds;
    bool m_keep = false;
    std::shared_ptr<const FlowSelection> m_flows;
    NetworkGraph m_graph;
    QHash<QString, QPointF> m_placed; ///< Those that the case keeps
    bool m_isAnew = false;            ///< m_placed is all there is: what the case may still hold is from before
    bool m_isArranging = false;       ///< arranged() is to be told
    QHash<QString, QPointF> m_seen;   ///< Where every node stood last, also those that a lens hides now
    FlowColumn m_column = FlowColumn::Bytes;
    Qt::SortOrder m_order = Qt::DescendingOrder;
    CancelFlag m_cancel;
    quint64 m_asked = 0, m_answered = 0;
};

} // namespace ashiato
