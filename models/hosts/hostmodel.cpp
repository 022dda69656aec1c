// SPDX-License-Identifier: Apache-2.0
#include "models/hosts/hostmodel.h"

#include "models/casedb/fold.h"
#include "models/time/timetext.h"
#include "models/wording/visibletext.h"

#include <algorithm>
#include <tuple>

namespace ashiato
{

namespace
{

qint64 countOf(const HostRow &host, const QString &kinds)
{
    return std::count_if(host.facts.begin(), host.facts.end(), [&](const FactRow &fact) { return fact.kind.startsWith(kinds); });
}

struct FactTitle {
    const char *kind;
    const char *title;
};

constexpr FactTitle kFactTitles[] = {
    {"host:name", QT_TRANSLATE_NOOP("Facts", "Computer name")},       {"host:dns_name", QT_TRANSLATE_NOOP("Facts", "Host name (DNS)")},
    {"host:domain", QT_TRANSLATE_NOOP("Facts", "Domain")},            {"host:zone", QT_TRANSLATE_NOOP("Facts", "Time zone set on it")},
    {"host:os", QT_TRANSLATE_NOOP("Facts", "System")},                {"host:installed", QT_TRANSLATE_NOOP("Facts", "Installed")},
    {"account:local", QT_TRANSLATE_NOOP("Facts", "Local account")},   {"account:profile", QT_TRANSLATE_NOOP("Facts", "User profile")},
    {"autostart:service", QT_TRANSLATE_NOOP("Facts", "Service")},     {"autostart:run", QT_TRANSLATE_NOOP("Facts", "Run key")},
    {"file:origin", QT_TRANSLATE_NOOP("Facts", "Origin of a file")}};

QString factTitle(const QString &kind)
{
    for (const FactTitle &known : kFactTitles) {
        if (kind == QLatin1StringView(known.kind))
            return QCoreApplication::translate("Facts", known.title);
    }
    return kind;
}

} // namespace

HostModel::HostModel(const Wording &wording, QObject *parent) : QAbstractTableModel(parent), m_wording(wording) {}

void HostModel::setHosts(std::vector<HostRow> hosts)
{
    beginResetModel();
    m_hosts = std::move(hosts);
    order();
    endResetModel();
}

void HostModel::setWording(const Wording &wording)
{
    m_wording = wording;
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!m_hosts.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int HostModel::rowOf(const QString &name) const
{
    const auto found = std::find_if(m_hosts.begin(), m_hosts.end(), [&](const HostRow &host) { return host.name == name; });
    return found == m_hosts.end() ? -1 : int(found - m_hosts.begin());
}

int HostModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_hosts.size()); }
int HostModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(ColumnCount); }

qint64 HostModel::number(const HostRow &host, int column)
{
    switch (column) {
    case Accounts: return countOf(host, QStringLiteral("account:"));
    case Autostarts: return countOf(host, QStringLiteral("autostart:"));
    case Events: return host.events;
    default: return kUnknown;
    }
}

QString HostModel::text(const HostRow &host, int column) const
{
    switch (column) {
    case Host: return visibleText(host.name);
    case OtherNames: {
        QStringList others;
        for (const HostAliasRow &alias : host.aliases) {
            if (alias.value != host.name)
                others.append(visibleText(alias.value));
        }
        return others.join(QStringLiteral(", "));
    }
    case System: return visibleText(host.systems.join(QStringLiteral(", ")));
    case Zone: return visibleText(host.zones.join(QStringLiteral(", ")));
    case Exhibits: return host.exhibits.join(QStringLiteral(", "));
    default: return m_wording.number(number(host, column));
    }
}

QVariant HostModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const HostRow &host = m_hosts[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole: return text(host, index.column());
    case Qt::TextAlignmentRole: return int(Qt::AlignVCenter | (number(host, index.column()) == kUnknown ? Qt::AlignLeft : Qt::AlignRight));
    default: return {};
    }
}

QVariant HostModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == Accounts || section == Autostarts || section == Events ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    const QString titles[] = {tr("Host"), tr("Other names"), tr("System"), tr("Time zone set on it"), tr("Accounts"), tr("Autostarts"), tr("Exhibits"), tr("Events")};
    return titles[section];
}

void HostModel::sort(int column, Qt::SortOrder order)
{
    beginResetModel();
    m_column = column;
    m_order = order;
    this->order();
    endResetModel();
}

void HostModel::order()
{
    const auto key = [this](const HostRow &host) { return std::tuple(number(host, m_column), foldKey(text(host, m_column)), foldKey(host.name)); };
    std::stable_sort(m_hosts.begin(), m_hosts.end(), [&](const HostRow &a, const HostRow &b) {
        return m_order == Qt::AscendingOrder ? key(a) < key(b) : key(b) < key(a);
    });
}

// ---------------------------------------------------------------------------------------------------------------------

FactModel::FactModel(const Wording &wording, QObject *parent) : QAbstractTableModel(parent), m_wording(wording) {}

void FactModel::setFacts(std::vector<FactRow> facts)
{
    beginResetModel();
    m_facts = std::move(facts);
    endResetModel();
}

void FactModel::setWording(const Wording &wording)
{
    beginResetModel();
    m_wording = wording;
    endResetModel();
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

void FactModel::setDisplayZone(const QString &zone)
{
    m_zone = zone;
    if (!m_facts.empty())
        Q_EMIT dataChanged(index(0, Since), index(rowCount() - 1, Since));
}

int FactModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_facts.size()); }
int FactModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(ColumnCount); }

QString FactModel::text(const FactRow &fact, int column) const
{
    switch (column) {
    case Kind: return factTitle(fact.kind);
    case Subject: return visibleText(fact.subject);
    case Name: return visibleText(fact.name);
    case Value: return visibleText(fact.value);
    case Since: return fact.sinceNs == kNoTime ? QString() : timeDisplay(fact.sinceNs, fact.precisionNs, m_zone, fact.zoneKnown);
    case Source: {
        QString source = fact.evidence + QStringLiteral(", ") + visibleText(fact.path);
        if (fact.offset >= 0)
            source += QStringLiteral(", 0x") + QString::number(fact.offset, 16);
        return source;
    }
    default: return {};
    }
}

QVariant FactModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const FactRow &fact = m_facts[size_t(index.row())];
    return role == Qt::DisplayRole || role == Qt::ToolTipRole ? text(fact, index.column()) : QVariant();
}

QVariant FactModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | Qt::AlignLeft);
    if (role != Qt::DisplayRole)
        return {};
    const QString titles[] = {tr("What"), tr("Of"), tr("Name"), tr("Value"), tr("Since"), tr("Source")};
    return titles[section];
}

} // namespace ashiato
