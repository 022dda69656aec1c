// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/query/eventquery.h"
#include "models/records/result.h"

#include <QObject>
#include <QThreadPool>

#include <memory>

namespace ashiato
{

class Case;

/// The events of the whole case that a filter holds, whatever the lens shows. Asks off the GUI thread; the newest question
/// alone is answered, and what was found stays until it is. GUI thread; signals come there.
class EventSearch : public QObject
{
    Q_OBJECT

public:
    EventSearch(Case &openCase, std::shared_ptr<ColumnStore> columns, QObject *parent = nullptr);
    ~EventSearch() override;

    void ask(const Filter &filter, EventColumn column, Qt::SortOrder order);
    /// Stops what is being asked (Esc).
    void cancel();
    bool isBusy() const { return m_asked != m_answered; }
    const EventSelection &found() const { return m_found; }

Q_SIGNALS:
    void foundChanged();
    void busyChanged(bool busy);
    void failed(const ashiato::Error &error);

private:
    Case &m_case;
    std::shared_ptr<ColumnStore> m_columns;
    QThreadPool m_pool; // one thread: questions in order
    EventSelection m_found;
    CancelFlag m_cancel;
    quint64 m_asked = 0, m_answered = 0;
};

} // namespace ashiato
