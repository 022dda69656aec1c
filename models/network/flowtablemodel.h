// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/query/flowquery.h"
#include "models/wording/wording.h"

#include <QAbstractTableModel>

#include <memory>

namespace ashiato
{

/// The conversations of a selection as a table, in the order they come in; NetworkQuery sorts them. GUI thread.
class FlowTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Source, Destination, Protocol, Events, Sent, Received, Total, First, Last, Kind, ColumnCount };
    enum Role {
        RawValueRole = Qt::UserRole, ///< The exact value as text: times in UTC, numbers without marks
        RelatedRole,                 ///< bool: part of what is picked in the graph
    };

    explicit FlowTableModel(const Wording &wording, QObject *parent = nullptr);

    void setFlows(std::shared_ptr<const FlowSelection> flows);
    void setWording(const Wording &wording);
    /// IANA id, "UTC" or Lens::kSourceZone, which reads UTC: a sum over several sources has no zone of its own.
    void setDisplayZone(const QString &zone);
    /// Conversations of an endpoint (other == 0), or from endpoint to other, are marked; 0, 0: none.
    void setPicked(qint64 endpointId, qint64 otherId);

    const FlowSelection &flows() const { return *m_flows; }
    /// Null where there is no such row.
    const FlowSum *flow(int row) const;
    /// First row that is marked; -1: none.
    int firstRelated() const;
    /// By what a column sorts.
    static FlowColumn sortColumn(int column);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString text(const FlowSum &flow, int column) const;
    QString rawText(const FlowSum &flow, int column) const;
    QString bytesText(qint64 bytes) const;
    QString toolTip(const FlowSum &flow, int column) const;
    bool isRelated(const FlowSum &flow) const;
    void everythingChanged();

    std::shared_ptr<const FlowSelection> m_flows;
    Wording m_wording;
    QString m_zone;
    qint64 m_endpoint = 0, m_other = 0;
};

} // namespace ashiato
