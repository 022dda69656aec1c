// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

#include <deque>
#include <functional>

class QKeyEvent;
class QWidget;

namespace ashiato
{

class ActionRegistry;

/// Keys that are pressed in a list while it is being read: they mean the rows that are on their way, so they wait and are
/// acted on in order when these have come. At most kMost wait; what comes after them is dropped. Keys of the window
/// (another view, the search field, Tab, Escape) never wait. GUI thread.
class HeldKeys : public QObject
{
    Q_OBJECT

public:
    static constexpr size_t kMost = 256;

    /// isReading: whether the rows that keys mean are still to come. list gets its keys through this from now on.
    HeldKeys(QWidget &list, ActionRegistry &actions, std::function<bool()> isReading);

    /// Work of an action on the rows: done now, or after what waits.
    void run(std::function<void()> work);
    /// The rows have come: does what waits, until one of it has the list read again.
    void release();
    void clear() { m_waiting.clear(); }

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool mustWait() const { return !m_releasing && (!m_waiting.empty() || m_isReading()); }
    bool concernsRows(const QKeyEvent &key) const;
    void hold(std::function<void()> work);
    void press(const QKeyEvent &key, const QWidget *focusThen);

    QWidget &m_list;
    ActionRegistry &m_actions;
    std::function<bool()> m_isReading;
    std::deque<std::function<void()>> m_waiting;
    bool m_releasing = false;
};

} // namespace ashiato
