// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/hosts/hostlist.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <memory>

namespace ashiato
{

class Case;
class ColumnStore;

/// Loads the list of hosts off the GUI thread; several requests within half a second are one. GUI thread; the case must
/// outlive it. It reads the columns as they are and never makes them.
class HostQuery : public QObject
{
    Q_OBJECT

public:
    HostQuery(Case &openCase, std::shared_ptr<const ColumnStore> columns, QObject *parent = nullptr);
    ~HostQuery() override;

    bool isBusy() const { return m_busy || m_soon.isActive(); }

public Q_SLOTS:
    void refresh();
    void refreshSoon();

Q_SIGNALS:
    void loaded(const ashiato::HostList &list);
    void failed(const ashiato::Error &error);

private:
    Case &m_case;
    std::shared_ptr<const ColumnStore> m_columns;
    CancelFlag m_cancel;
    QThreadPool m_pool;
    QTimer m_soon;
    bool m_busy = false, m_again = false;
};

} // namespace ashiato
