// SPDX-License-Identifier: Apache-2.0
#include "models/network/flowtablemodel.h"

#include "models/lens/lens.h"
#include "models/time/timetext.h"

#include <limits>

namespace ashiato
{

namespace
{

QString rawNumber(qint64 number) { return number == kUnknown ? QString() : QString::number(number); }

constexpr qint64 kSecondNs = 1'000'000'000; // sums carry no precision of their own: seconds are enough to find them

int alignment(int column)
{
    const bool number = column >= FlowTableModel::Events && column <= FlowTableModel::Total;
    return int((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
}

} // namespace

FlowTableModel::FlowTableModel(const Wording &wording, QObject *parent)
    : QAbstractTableModel(parent), m_flows(std::make_shared<FlowSelection>()), m_wording(wording)
{
}

void FlowTableModel::setFlows(std::shared_ptr<const FlowSelection> flows)
{
    beginResetModel();
    m_flows = flows ? std::move(flows) : std::make_shared<FlowSelection>();
    endResetModel();
}

void FlowTableModel::everythingChanged()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void FlowTableModel::setWording(const Wording &wording)
{
    m_wording = wording;
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    everythingChanged();
}

void FlowTableModel::setDisplayZone(const QString &zone)
{
    m_zone = zone == Lens::kSourceZone ? QStringLiteral("UTC") : zone;
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    everythingChanged();
}

void FlowTableModel::setPicked(qint64 endpointId, qint64 otherId)
{
    m_endpoint = endpointId;
    m_other = otherId;
    everythingChanged();
}

bool FlowTableModel::isRelated(const FlowSum &flow) const
{
    if (!m_endpoint)
        return false;
    if (m_other)
        return flow.sourceId == m_endpoint && flow.destinationId == m_other;
    return flow.sourceId == m_endpoint || flow.destinationId == m_endpoint;
}

const FlowSum *FlowTableModel::flow(int row) const
{
    return row < 0 || row >= rowCount() ? nullptr : &m_flows->flows[size_t(row)];
}

int FlowTableModel::firstRelated() const
{
    for (int row = 0; m_endpoint && row < rowCount(); ++row) {
        if (isRelated(m_flows->flows[size_t(row)]))
            return row;
    }
    return -1;
}

FlowColumn FlowTableModel::sortColumn(int column)
{
    switch (column) {
    case Source: return FlowColumn::Source;
    case Destination: return FlowColumn::Destination;
    case Protocol: return FlowColumn::Protocol;
    case Kind: return FlowColumn::Kind;
    case Events: return FlowColumn::Events;
    case Sent: return FlowColumn::BytesOut;
    case Received: return FlowColumn::BytesIn;
    case First: return FlowColumn::First;
    case Last: return FlowColumn::Last;
    default: return FlowColumn::Bytes;
    }
}

int FlowTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(qMin<size_t>(m_flows->flows.size(), size_t(std::numeric_limits<int>::max())));
}

int FlowTableModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(ColumnCount); }

/// Empty where no record tells it.
QString FlowTableModel::bytesText(qint64 bytes) const { return bytes == kUnknown ? QString() : m_wording.bytes(bytes); }

QString FlowTableModel::text(const FlowSum &flow, int column) const
{
    switch (column) {
    case Source: return visibleText(m_flows->source(flow));
    case Destination: {
        const QString name = visibleText(m_flows->destination(flow));
        if (flow.port <= 0)
            return name;
        // An IPv6 address has colons of its own.
        return (name.contains(u':') ? QStringLiteral("[%1]:%2") : QStringLiteral("%1:%2")).arg(name).arg(flow.port);
    }
    case Protocol: return visibleText(m_flows->protocol(flow));
    case Kind: return m_wording.flowKind(flow.kind);
    case Events: return m_wording.number(flow.count);
    case Sent: return bytesText(flow.bytesOut);
    case Received: return bytesText(flow.bytesIn);
    case Total: return bytesText(flow.bytes());
    case First: return timeDisplay(flow.firstNs, kSecondNs, m_zone, flow.firstZoneKnown);
    case Last: return timeDisplay(flow.lastNs, kSecondNs, m_zone, flow.lastZoneKnown);
    default: return {};
    }
}

QString FlowTableModel::rawText(const FlowSum &flow, int column) const
{
    switch (column) {
    case Source: return m_flows->source(flow);
    case Destination: return m_flows->destination(flow);
    case Protocol: return m_flows->protocol(flow);
    case Kind: return m_wording.flowKind(flow.kind);
    case Events: return QString::number(flow.count);
    case Sent: return rawNumber(flow.bytesOut);
    case Received: return rawNumber(flow.bytesIn);
    case Total: return rawNumber(flow.bytes());
    case First: return timeText(flow.firstNs, 1, 0, flow.firstZoneKnown);
    case Last: return timeText(flow.lastNs, 1, 0, flow.lastZoneKnown);
    default: return {};
    }
}

QString FlowTableModel::toolTip(const FlowSum &flow, int column) const
{
    switch (column) {
    case Sent: return m_wording.exactBytes(flow.bytesOut);
    case Received: return m_wording.exactBytes(flow.bytesIn);
    case Total: return m_wording.exactBytes(flow.bytes());
    default: return text(flow, column);
    }
}

QVariant FlowTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const FlowSum &flow = m_flows->flows[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole: return text(flow, index.column());
    case Qt::ToolTipRole: return QStringLiteral("<qt>%1</qt>").arg(toolTip(flow, index.column()).toHtmlEscaped());
    case Qt::TextAlignmentRole: return alignment(index.column());
    case RawValueRole: return rawText(flow, index.column());
    case RelatedRole: return isRelated(flow);
    default: return {};
    }
}

QVariant FlowTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return alignment(section);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const QString zone = m_zone == QStringLiteral("Asia/Tokyo") ? QStringLiteral("JST") : m_zone.isEmpty() ? QStringLiteral("UTC") : m_zone;
    switch (section) {
    case Source: return tr("Source");
    case Destination: return tr("Destination");
    case Protocol: return tr("Protocol");
    case Kind: return tr("Kind");
    //: Log records, each of a connection or a request
    case Events: return tr("Connections");
    case Sent: return tr("Sent");
    case Received: return tr("Received");
    case Total: return tr("Total");
    case First: return tr("First (%1)").arg(zone);
    case Last: return tr("Last (%1)").arg(zone);
    default: return {};
    }
}

} // namespace ashiato
