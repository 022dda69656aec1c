// SPDX-License-Identifier: Apache-2.0
#include "tests/gui/wordsaudit.h"

#include <QAbstractButton>
#include <QAbstractItemModel>
#include <QComboBox>
#include <QDockWidget>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QSet>
#include <QTabBar>
#include <QWidget>

namespace
{

/// Widgets that show what the case holds, not words of the interface.
const QSet<QString> &ofTheCase()
{
    static const QSet<QString> names = {QStringLiteral("caseTitle"), QStringLiteral("inspectorTitle"), QStringLiteral("networkSummary"),
                                        QStringLiteral("fileCount"), QStringLiteral("fileScopePlace")};
    return names;
}

bool isSameInAllLanguages(const QString &word)
{
    static const QSet<QString> words = {
        // the languages are named in themselves
        QStringLiteral("English"), QStringLiteral("日本語"),
        // names: of the program, of zones, formats, algorithms and encodings
        QStringLiteral("Ashiato"), QStringLiteral("足跡"), QStringLiteral("JST"), QStringLiteral("UTC"), QStringLiteral("HTML"),
        QStringLiteral("PDF"), QStringLiteral("SHA"), QStringLiteral("URL"), QStringLiteral("UTF"), QStringLiteral("EUC"),
        QStringLiteral("ISO"), QStringLiteral("inode"),
        // keys are engraved so
        QStringLiteral("Ctrl"), QStringLiteral("Alt"), QStringLiteral("Shift"), QStringLiteral("Enter"), QStringLiteral("Esc"),
        QStringLiteral("Backspace"),
        // hosts and exhibits of the sample case
        QStringLiteral("proxy")};
    return words.contains(word);
}

/// The same place in another language: by the names and numbers of the widgets above.
QString placeOf(const QWidget *widget)
{
    QStringList steps;
    for (const QWidget *at = widget; at && !at->isWindow(); at = at->parentWidget()) {
        if (!at->objectName().isEmpty()) {
            steps.prepend(at->objectName());
            continue;
        }
        int number = 0;
        for (const QObject *sibling : at->parent()->children()) {
            if (sibling == at)
                break;
            number += sibling->isWidgetType() ? 1 : 0;
        }
        steps.prepend(QStringLiteral("%1[%2]").arg(QString::fromLatin1(at->metaObject()->className())).arg(number));
    }
    return steps.join(u'/');
}

void addOwnWords(const QWidget *widget, const QString &place, WindowWords &words)
{
    const auto add = [&](const QString &what, const QString &text) {
        if (!text.isEmpty())
            words.insert(place + u' ' + what, text);
    };
    if (const auto *label = qobject_cast<const QLabel *>(widget)) {
        add(QStringLiteral("text"), label->text());
    } else if (const auto *button = qobject_cast<const QAbstractButton *>(widget)) {
        add(QStringLiteral("text"), button->text());
    } else if (const auto *line = qobject_cast<const QLineEdit *>(widget)) {
        add(QStringLiteral("placeholder"), line->placeholderText());
    } else if (const auto *text = qobject_cast<const QPlainTextEdit *>(widget)) {
        add(QStringLiteral("placeholder"), text->placeholderText());
    } else if (const auto *dock = qobject_cast<const QDockWidget *>(widget)) {
        add(QStringLiteral("title"), dock->windowTitle());
    } else if (const auto *tabs = qobject_cast<const QTabBar *>(widget)) {
        for (int i = 0; i < tabs->count(); ++i)
            add(QStringLiteral("tab %1").arg(i), tabs->tabText(i));
    } else if (const auto *combo = qobject_cast<const QComboBox *>(widget)) {
        for (int i = 0; i < combo->count() && !combo->isEditable(); ++i)
            add(QStringLiteral("choice %1").arg(i), combo->itemText(i));
    } else if (const auto *header = qobject_cast<const QHeaderView *>(widget); header && header->model() && header->orientation() == Qt::Horizontal) {
        for (int i = 0; i < header->count(); ++i)
            add(QStringLiteral("column %1").arg(i), header->model()->headerData(i, Qt::Horizontal).toString());
    } else if (const auto *menus = qobject_cast<const QMenuBar *>(widget)) {
        for (const QAction *title : menus->actions())
            add(QStringLiteral("menu"), title->text());
    }
    add(QStringLiteral("tip"), widget->toolTip());
    add(QStringLiteral("spoken"), widget->accessibleName());
}

} // namespace

bool needsTranslation(const QString &text)
{
    static const QRegularExpression kWord(QStringLiteral("[A-Za-z]{3,}|[\\x{3041}-\\x{30ff}\\x{4e00}-\\x{9fff}]+"));
    static const QRegularExpression kMarkup(QStringLiteral("<[^>]*>"));
    QString bare = text;
    bare.remove(kMarkup);
    for (auto found = kWord.globalMatch(bare); found.hasNext();) {
        if (!isSameInAllLanguages(found.next().captured()))
            return true;
    }
    return false;
}

WindowWords wordsOf(QWidget *window)
{
    WindowWords words;
    for (const QWidget *widget : window->findChildren<QWidget *>()) {
        if (widget->isVisible() && widget->window() == window && !ofTheCase().contains(widget->objectName()))
            addOwnWords(widget, placeOf(widget), words);
    }
    return words;
}

QStringList untranslatedWords(const WindowWords &one, const WindowWords &other)
{
    QStringList same;
    for (auto place = one.cbegin(); place != one.cend(); ++place) {
        if (other.value(place.key()) == place.value() && needsTranslation(place.value()))
            same.append(QStringLiteral("%1: \"%2\" in both languages").arg(place.key(), place.value().simplified().left(80)));
    }
    return same;
}
