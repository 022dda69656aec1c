// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QMap>
#include <QStringList>

class QWidget;

/// Every word of the interface that a window shows or speaks now, by the place where it stands: labels, buttons, tabs,
/// titles of columns and docks, choices, menus, tool tips, placeholders and accessible names. Values of the case are left out.
using WindowWords = QMap<QString, QString>;
WindowWords wordsOf(QWidget *window);

/// Places whose words are the same in both languages, but for names that have no other (each with its reason in the .cpp).
QStringList untranslatedWords(const WindowWords &one, const WindowWords &other);

/// Whether this text holds words that another language would say in another way.
bool needsTranslation(const QString &text);
