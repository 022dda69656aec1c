// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/hosts/hostquery.h"
#include "views/shared/viewcontext.h"

#include <QWidget>

class QAbstractItemModel;
class QLabel;
class QSplitter;
class QTableView;

namespace ashiato
{

class EmptyNote;
class FactModel;
class HostModel;
class HostProposalBar;

/// The machines of the case: above, each with its names, system, zone and counts, and what names may be of one machine;
/// below, the facts of the chosen one with their sources. Names are joined and parted by key, menu and button, and both can
/// be undone. Loads while it is looked at. GUI thread.
class HostsView : public QWidget
{
    Q_OBJECT

public:
    explicit HostsView(const ViewContext &context, QWidget *parent = nullptr);

    const HostModel &hosts() const { return *m_hosts; }
    const FactModel &facts() const { return *m_facts; }

public Q_SLOTS:
    /// The case has moved.
    void refresh();

Q_SIGNALS:
    /// The lens was narrowed to a host: its events are to be shown.
    void eventsWanted();

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    QTableView *makeTable(QAbstractItemModel *model, const QString &name);
    void connectAll();
    void restoreState();
    void saveState();
    void take(const HostList &list);
    void showFacts();
    void narrow(bool exclude);
    void join();
    void split();
    void copyRows();
    void refreshText();
    void retranslate();
    std::vector<int> chosenRows() const;

    ViewContext m_context;
    HostQuery *m_query = nullptr;
    HostModel *m_hosts = nullptr;
    FactModel *m_facts = nullptr;
    HostProposalBar *m_proposals = nullptr;
    QSplitter *m_splitter = nullptr;
    QLabel *m_title = nullptr, *m_nameless = nullptr, *m_factsTitle = nullptr;
    QTableView *m_table = nullptr, *m_factTable = nullptr;
    EmptyNote *m_empty = nullptr, *m_noFacts = nullptr;
    QString m_failure;
    qint64 m_namelessEvents = 0;
    bool m_stale = true;  ///< The case has moved since this view last asked
    bool m_loaded = false;
};

} // namespace ashiato
