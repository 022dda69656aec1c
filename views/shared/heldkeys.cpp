// SPDX-License-Identifier: Apache-2.0
#include "views/shared/heldkeys.h"

#include "views/shared/actionregistry.h"

#include <QApplication>
#include <QKeyEvent>
#include <QScopedValueRollback>
#include <QWidget>

#include <algorithm>
#include <array>
#include <memory>

namespace ashiato
{

namespace
{

/// Groups of actions that work on rows; all others are the window's.
constexpr std::array kRowActions = {"Row.", "Tag.", "Edit.Copy", "Edit.SelectAll", "Filter.Include", "Filter.Exclude", "Filter.Around"};

} // namespace

HeldKeys::HeldKeys(QWidget &list, ActionRegistry &actions, std::function<bool()> isReading)
    : QObject(&list), m_list(list), m_actions(actions), m_isReading(std::move(isReading))
{
    m_list.installEventFilter(this);
}

void HeldKeys::hold(std::function<void()> work)
{
    if (m_waiting.size() < kMost)
        m_waiting.push_back(std::move(work));
}

void HeldKeys::run(std::function<void()> work)
{
    if (mustWait())
        hold(std::move(work));
    else
        work();
}

void HeldKeys::release()
{
    if (m_releasing)
        return;
    while (!m_waiting.empty() && !m_isReading()) {
        const QScopedValueRollback<bool> releasing(m_releasing, true);
        const std::function<void()> work = std::move(m_waiting.front());
        m_waiting.pop_front();
        work();
    }
}

bool HeldKeys::concernsRows(const QKeyEvent &key) const
{
    switch (key.key()) {
    case Qt::Key_Escape:
    case Qt::Key_Tab:
    case Qt::Key_Backtab:
    case Qt::Key_Shift:
    case Qt::Key_Control:
    case Qt::Key_Alt:
    case Qt::Key_AltGr:
    case Qt::Key_Meta: return false;
    default: break;
    }
    const QAction *action = m_actions.actionOf(key);
    return !action || std::any_of(kRowActions.begin(), kRowActions.end(), [action](const char *group) {
        return action->objectName().startsWith(QLatin1StringView(group));
    });
}

/// As Qt does with a key: offered to the widget that has the focus, then to the actions, then the widget's own. The focus
/// is elsewhere where a key that waited before this one has moved it, as into the note.
void HeldKeys::press(const QKeyEvent &key, const QWidget *focusThen)
{
    QWidget *focusNow = QApplication::focusWidget();
    QWidget *focus = focusNow && focusNow != focusThen ? focusNow : &m_list;
    QKeyEvent offer(QEvent::ShortcutOverride, key.key(), key.modifiers(), key.text());
    offer.ignore();
    QCoreApplication::sendEvent(focus, &offer);
    if (!offer.isAccepted()) {
        if (QAction *action = m_actions.actionOf(key)) {
            action->trigger();
            return;
        }
    }
    QKeyEvent down(QEvent::KeyPress, key.key(), key.modifiers(), key.text());
    QCoreApplication::sendEvent(focus, &down);
    QKeyEvent up(QEvent::KeyRelease, key.key(), key.modifiers(), key.text());
    QCoreApplication::sendEvent(focus, &up);
}

bool HeldKeys::eventFilter(QObject *watched, QEvent *event)
{
    const bool isOffer = event->type() == QEvent::ShortcutOverride;
    if (watched != &m_list || !(isOffer || event->type() == QEvent::KeyPress) || !mustWait())
        return false;
    auto *key = static_cast<QKeyEvent *>(event);
    if (!concernsRows(*key))
        return false;
    if (isOffer) {
        event->accept(); // not to the actions yet: it comes back as a key
        return true;
    }
    hold([this, kept = std::shared_ptr<QKeyEvent>(key->clone()), focus = QApplication::focusWidget()] { press(*kept, focus); });
    return true;
}

} // namespace ashiato
