// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/network/flowtablemodel.h"
#include "models/wording/wording.h"
#include "views/network/networkcanvas.h"

#include <QCoreApplication>

namespace ashiato
{

/// The sums of what is picked in the network view, in words. A value for one sentence. GUI thread.
class NetworkSummary
{
    Q_DECLARE_TR_FUNCTIONS(ashiato::NetworkView)

public:
    NetworkSummary(const NetworkCanvas &canvas, const FlowSelection &flows, const Wording &words)
        : m_canvas(canvas), m_flows(flows), m_words(words)
    {
    }

    QString ofPick(const NetworkPick &pick) const;
    QString ofFlow(const FlowSum &flow) const;
    QString ofAll() const;

private:
    QString connections(qint64 count) const;
    QString between(const QString &from, const QString &to, qint64 count, qint64 out, qint64 in) const;

    const NetworkCanvas &m_canvas;
    const FlowSelection &m_flows;
    const Wording m_words;
};

} // namespace ashiato
