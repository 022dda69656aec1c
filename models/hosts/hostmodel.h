// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/hosts/hostlist.h"
#include "models/wording/wording.h"

#include <QAbstractTableModel>

namespace ashiato
{

/// The machines of the case, a row each. GUI thread.
class HostModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Host, OtherNames, System, Zone, Accounts, Autostarts, Exhibits, Events, ColumnCount };

    explicit HostModel(const Wording &wording, QObject *parent = nullptr);

    void setHosts(std::vector<HostRow> hosts);
    void setWording(const Wording &wording);
    const HostRow *host(int row) const { return row >= 0 && size_t(row) < m_hosts.size() ? &m_hosts[size_t(row)] : nullptr; }
    int rowOf(const QString &name) const; ///< -1: none

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

private:
    QString text(const HostRow &host, int column) const;
    static qint64 number(const HostRow &host, int column); ///< kUnknown: the column is text
    void order();

    std::vector<HostRow> m_hosts;
    Wording m_wording;
    int m_column = Host;
    Qt::SortOrder m_order = Qt::AscendingOrder;
};

/// The facts of one machine. GUI thread.
class FactModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Kind, Subject, Name, Value, Since, Source, ColumnCount };

    explicit FactModel(const Wording &wording, QObject *parent = nullptr);

    void setFacts(std::vector<FactRow> facts);
    void setWording(const Wording &wording);
    void setDisplayZone(const QString &zone); ///< IANA id, "UTC" or Lens::kSourceZone, which reads UTC

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString text(const FactRow &fact, int column) const;

    std::vector<FactRow> m_facts;
    Wording m_wording;
    QString m_zone;
};

} // namespace ashiato
