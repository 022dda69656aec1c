// SPDX-License-Identifier: Apache-2.0
#include "views/shared/actionregistry.h"

#include "views/shared/icons.h"
#include "views/shared/settingskeys.h"
#include "views/shared/theme.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QKeyEvent>
#include <QSettings>

namespace ashiato
{

namespace
{

QList<QKeySequence> keysFromText(const QString &text)
{
    return text.isEmpty() ? QList<QKeySequence>() : QKeySequence::listFromString(text, QKeySequence::PortableText);
}

/// Qt leaves Enter and Space to shortcuts even where the widget has a use for them.
bool usesKey(const QObject *widget, int key)
{
    const bool isEnter = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (!isEnter && key != Qt::Key_Space)
        return false;
    if (qobject_cast<const QComboBox *>(widget))
        return true;
    return isEnter ? widget->inherits("QLineEdit") || widget->inherits("QPlainTextEdit") || widget->inherits("QTextEdit")
                   : widget->inherits("QAbstractButton");
}

QString settingOf(const QString &id) { return settings::kShortcuts + u'/' + id; }

} // namespace

ActionRegistry::ActionRegistry(Theme &theme, QSettings &settings, QObject *parent)
    : QObject(parent), m_theme(theme), m_settings(settings)
{
    for (const ActionSpec &spec : actionTable()) {
        auto *action = new QAction(this);
        action->setObjectName(QString::fromLatin1(spec.id));
        action->setCheckable(spec.checkable);
        action->setShortcuts(storedKeys(spec));
        m_actions.insert(action->objectName(), action);
    }
    retranslate();
    refreshIcons();
    connect(&m_theme, &Theme::changed, this, &ActionRegistry::refreshIcons);
    QCoreApplication::instance()->installEventFilter(this);
}

bool ActionRegistry::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::ShortcutOverride || !usesKey(watched, static_cast<QKeyEvent *>(event)->key()))
        return false;
    event->accept();
    return true;
}

QAction *ActionRegistry::action(const char *id) const
{
    QAction *found = m_actions.value(QString::fromLatin1(id));
    Q_ASSERT_X(found, "ActionRegistry", id);
    return found;
}

QList<QAction *> ActionRegistry::all() const
{
    QList<QAction *> actions;
    for (const ActionSpec &spec : actionTable())
        actions.append(action(spec.id));
    return actions;
}

QAction *ActionRegistry::actionOf(const QKeyEvent &key) const
{
    // As for shortcuts, a key of the keypad is the same key.
    const QKeySequence pressed(QKeyCombination(key.modifiers() & ~Qt::KeypadModifier, Qt::Key(key.key())));
    for (QAction *action : m_actions) {
        if (action->isEnabled() && action->shortcuts().contains(pressed))
            return action;
    }
    return nullptr;
}

QList<QKeySequence> ActionRegistry::storedKeys(const ActionSpec &spec) const
{
    const QVariant stored = m_settings.value(settingOf(QString::fromLatin1(spec.id)));
    return keysFromText(stored.isValid() ? stored.toString() : QString::fromLatin1(spec.keys));
}

void ActionRegistry::setKeys(const QString &id, const QList<QKeySequence> &keys)
{
    QAction *changed = m_actions.value(id);
    if (!changed)
        return;
    changed->setShortcuts(keys);
    m_settings.setValue(settingOf(id), QKeySequence::listToString(keys, QKeySequence::PortableText));
    retranslate();
}

void ActionRegistry::resetKeys()
{
    m_settings.remove(settings::kShortcuts);
    for (const ActionSpec &spec : actionTable())
        action(spec.id)->setShortcuts(storedKeys(spec));
    retranslate();
}

QString ActionRegistry::conflict(const QString &id, const QKeySequence &key) const
{
    for (auto other = m_actions.cbegin(); other != m_actions.cend(); ++other) {
        if (other.key() != id && other.value()->shortcuts().contains(key))
            return other.key();
    }
    return {};
}

void ActionRegistry::setTip(const ActionSpec &spec, QAction *action) const
{
    const QString tip = QCoreApplication::translate("Actions", spec.tip);
    const QString key = action->shortcut().toString(QKeySequence::NativeText);
    action->setStatusTip(tip);
    action->setToolTip(key.isEmpty() ? tip : QStringLiteral("%1 (%2)").arg(tip, key));
}

void ActionRegistry::retranslate()
{
    for (const ActionSpec &spec : actionTable()) {
        QAction *shown = action(spec.id);
        shown->setText(QCoreApplication::translate("Actions", spec.text));
        setTip(spec, shown);
    }
}

void ActionRegistry::refreshIcons()
{
    for (const ActionSpec &spec : actionTable()) {
        if (spec.icon)
            action(spec.id)->setIcon(icon(QString::fromLatin1(spec.icon), m_theme.colours().text));
    }
}

} // namespace ashiato
