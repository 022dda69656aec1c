// SPDX-License-Identifier: Apache-2.0
#include "models/lens/lens.h"

#include <limits>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{
constexpr qint64 kAroundNs = qint64(5) * 60 * 1'000'000'000;
constexpr qint64 kMinNs = std::numeric_limits<qint64>::min();
constexpr qint64 kMaxNs = std::numeric_limits<qint64>::max();
constexpr size_t kMaxSteps = 200; // a way back that nobody walks costs memory only
} // namespace

const QString Lens::kSourceZone = u"source"_s;

Lens::Lens(QObject *parent) : QObject(parent), m_zone(u"UTC"_s) {}

void Lens::setFilter(const Filter &filter)
{
    if (filter != this->filter())
        push({filter, focus(), false});
}

void Lens::addCondition(const Condition &condition)
{
    Filter changed = filter();
    changed.add(condition);
    setFilter(changed);
}

void Lens::removeCondition(const Condition &condition)
{
    Filter changed = filter();
    changed.remove(condition);
    setFilter(changed);
}

void Lens::clearFilter() { setFilter({}); }

void Lens::setFocus(const Focus &focus)
{
    if (focus == this->focus())
        return;
    m_history[m_now].focus = focus;
    Q_EMIT focusChanged(focus);
}

void Lens::setDisplayZone(const QString &zone)
{
    if (zone == m_zone)
        return;
    m_zone = zone;
    Q_EMIT displayZoneChanged(zone);
}

void Lens::toggleAround(qint64 centreNs)
{
    if (isAround()) {
        // The focus stays: the examiner may have found something next to where they began.
        const Focus kept = focus();
        if (canGoBack())
            back();
        setFocus(kept);
        return;
    }
    Filter around;
    around.add(Condition::time(qMax(centreNs, kMinNs + kAroundNs) - kAroundNs,
                               qMin(centreNs, kMaxNs - kAroundNs - 1) + kAroundNs + 1));
    push({around, focus(), true});
}

void Lens::back()
{
    if (canGoBack())
        moveTo(m_now - 1);
}

void Lens::forward()
{
    if (canGoForward())
        moveTo(m_now + 1);
}

void Lens::push(Step step)
{
    const bool changed = step.filter != filter();
    m_history.resize(m_now + 1);
    m_history.push_back(std::move(step));
    if (m_history.size() > kMaxSteps)
        m_history.erase(m_history.begin());
    m_now = m_history.size() - 1;
    if (changed)
        Q_EMIT filterChanged(filter());
    Q_EMIT historyChanged(canGoBack(), canGoForward());
}

void Lens::moveTo(size_t step)
{
    const Step &from = m_history[m_now];
    const bool filterDiffers = from.filter != m_history[step].filter;
    const bool focusDiffers = from.focus != m_history[step].focus;
    m_now = step;
    if (filterDiffers)
        Q_EMIT filterChanged(filter());
    if (focusDiffers)
        Q_EMIT focusChanged(focus());
    Q_EMIT historyChanged(canGoBack(), canGoForward());
}

} // namespace ashiato
