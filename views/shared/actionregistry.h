// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAction>
#include <QHash>
#include <QKeySequence>
#include <QList>
#include <QObject>

class QKeyEvent;
class QSettings;

namespace ashiato
{

class Theme;

/// One line of the table of actions. Menus, toolbars, the key sheet and the settings read this table alone.
struct ActionSpec {
    const char *id;      ///< "View.ZoneNext"
    const char *text;    ///< English, context "Actions"
    const char *tip;     ///< English, context "Actions": one sentence
    const char *icon;    ///< Name in resources/icons, or nullptr
    const char *keys;    ///< Default keys, separated by "; " in portable text, or ""
    bool checkable;
};

/// The table, in the order of the key sheet (views/shared/actiontable.cpp).
const QList<ActionSpec> &actionTable();

/// Owns every QAction of the window, one a line of the table, with its keys from the settings or the table.
/// Views never set a shortcut; they connect to action(id). Keys made of a single letter or digit are inactive while an
/// editable field has the focus, for Qt gives those to the field first, and so to an input method; Enter and Space belong
/// to the field, button or list of choices that has it. GUI thread.
class ActionRegistry : public QObject
{
    Q_OBJECT

public:
    ActionRegistry(Theme &theme, QSettings &settings, QObject *parent = nullptr);

    /// Never null: an id that is not in the table is a defect (asserted).
    QAction *action(const char *id) const;
    QList<QAction *> all() const;
    /// The enabled action of a key; nullptr where it has none.
    QAction *actionOf(const QKeyEvent &key) const;
    /// Adds the actions of a group ("Tag.", "View.") to a widget's or window's shortcuts.
    void setKeys(const QString &id, const QList<QKeySequence> &keys);
    void resetKeys();
    /// Other action that has this key already; empty where none.
    QString conflict(const QString &id, const QKeySequence &key) const;

    bool eventFilter(QObject *watched, QEvent *event) override;

public Q_SLOTS:
    void retranslate();
    void refreshIcons();

private:
    QList<QKeySequence> storedKeys(const ActionSpec &spec) const;
    void setTip(const ActionSpec &spec, QAction *action) const;

    Theme &m_theme;
    QSettings &m_settings;
    QHash<QString, QAction *> m_actions;
};

} // namespace ashiato
