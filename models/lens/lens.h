// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/lens/filter.h"

#include <QObject>

#include <optional>
#include <vector>

namespace ashiato
{

enum class ItemKind : quint8 { None, Event, File, Flow, Endpoint, Evidence };

/// The one item that all views highlight: a row of the case, or an endpoint by its value.
struct Focus {
    ItemKind kind = ItemKind::None;
    qint64 id = 0;
    bool operator==(const Focus &) const = default;
};

/// What is being looked at: filter, focus, display zone, and the way back. Every view reads it and changes it; no view
/// talks to another. GUI thread. Signals come only when something changed, after it did.
class Lens : public QObject
{
    Q_OBJECT

public:
    /// As recorded: each row in the zone of its own source.
    static const QString kSourceZone;

    explicit Lens(QObject *parent = nullptr);

    const Filter &filter() const { return m_history[m_now].filter; }
    Focus focus() const { return m_history[m_now].focus; }
    QString displayZone() const { return m_zone; } ///< IANA id, "UTC" or kSourceZone
    bool isAround() const { return m_history[m_now].around; }
    bool canGoBack() const { return m_now > 0; }
    bool canGoForward() const { return m_now + 1 < m_history.size(); }

public Q_SLOTS:
    /// One step of the history; an equal filter is no step.
    void setFilter(const ashiato::Filter &filter);
    void addCondition(const ashiato::Condition &condition);
    void removeCondition(const ashiato::Condition &condition);
    void clearFilter();
    /// The focus belongs to the step: going back finds it again.
    void setFocus(const ashiato::Focus &focus);
    void setDisplayZone(const QString &zone);
    /// Everything five minutes around a time, other conditions lifted; called again: back to where it began.
    void toggleAround(qint64 centreNs);
    void back();
    void forward();

Q_SIGNALS:
    void filterChanged(const ashiato::Filter &filter);
    void focusChanged(const ashiato::Focus &focus);
    void displayZoneChanged(const QString &zone);
    void historyChanged(bool canGoBack, bool canGoForward);

private:
    struct Step {
        Filter filter;
        Focus focus;
        bool around = false;
    };

    void push(Step step);
    void moveTo(size_t step);

    std::vector<Step> m_history{Step{}};
    size_t m_now = 0;
    QString m_zone;
};

} // namespace ashiato

Q_DECLARE_METATYPE(ashiato::Filter)
Q_DECLARE_METATYPE(ashiato::Condition)
Q_DECLARE_METATYPE(ashiato::Focus)
