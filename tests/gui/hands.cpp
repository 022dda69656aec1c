// SPDX-License-Identifier: Apache-2.0
#include "tests/gui/hands.h"

#include "views/shared/frozentable.h"

#include <QAbstractItemView>
#include <QAction>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QHeaderView>
#include <QKeySequence>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QScrollBar>
#include <QUrl>
#include <QWheelEvent>

namespace hands
{

namespace
{

QWidget *withKeys()
{
    if (QWidget *focused = QApplication::focusWidget())
        return focused;
    if (QWidget *modal = QApplication::activeModalWidget())
        return modal;
    // The offscreen platform has no window manager that gives the keys back when a dialog or a menu is gone.
    for (QWidget *window : QApplication::topLevelWidgets()) {
        if (!QApplication::activeWindow() && window->isVisible() && qobject_cast<QMainWindow *>(window)) {
            window->activateWindow();
            (void)QTest::qWaitForWindowActive(window);
        }
    }
    return QApplication::focusWidget() ? QApplication::focusWidget() : QApplication::activeWindow();
}

/// The part of a table that shows a column over the others while the table is scrolled sideways; nullptr: none does.
QWidget *partOver(QWidget *view, int column, const char *name)
{
    const auto *table = qobject_cast<ashiato::FrozenTable *>(view);
    return table && table->frozenColumn() == column && table->isFrozenOver() ? view->findChild<QWidget *>(QLatin1StringView(name)) : nullptr;
}

} // namespace

void press(const char *keys)
{
    const QKeySequence sequence = QKeySequence::fromString(QString::fromLatin1(keys), QKeySequence::PortableText);
    QWidget *target = withKeys();
    QVERIFY2(target, keys);
    for (int i = 0; i < sequence.count(); ++i) {
        const QKeyCombination combination = sequence[uint(i)];
        QTest::keyClick(target, combination.key(), combination.keyboardModifiers());
    }
    QCoreApplication::processEvents();
}

void type(const QString &text)
{
    QWidget *target = withKeys();
    QVERIFY(target);
    for (const QChar letter : text) {
        // QTest knows the keys of Latin letters alone; others come as an input method commits them.
        if (letter.unicode() < 128) {
            QTest::keyClick(target, letter.toLatin1());
        } else {
            QInputMethodEvent committed;
            committed.setCommitString(QString(letter));
            QCoreApplication::sendEvent(target, &committed);
        }
    }
}

void click(QWidget *widget) { click(widget, widget->rect().center()); }

void click(QWidget *widget, const QPoint &at)
{
    QTest::mouseMove(widget, at);
    QTest::mouseClick(widget, Qt::LeftButton, {}, at);
    QCoreApplication::processEvents();
}

void clickCell(QAbstractItemView *view, int row, int column)
{
    const QModelIndex index = view->model()->index(row, column);
    view->scrollTo(index);
    if (QWidget *part = partOver(view, column, "frozenColumn")) {
        click(part, {part->width() / 2, view->visualRect(index).center().y()});
        return;
    }
    const QRect cell = view->visualRect(index).intersected(view->viewport()->rect());
    QVERIFY2(!cell.isEmpty(), qPrintable(QStringLiteral("no cell at row %1, column %2").arg(row).arg(column)));
    click(view->viewport(), cell.center());
}

void clickTitle(QHeaderView *header, int column)
{
    if (auto *view = qobject_cast<QAbstractItemView *>(header->parentWidget()))
        view->scrollTo(view->model()->index(qMax(0, view->indexAt(QPoint(2, 2)).row()), column));
    if (QWidget *part = partOver(header->parentWidget(), column, "frozenTitle")) {
        click(part, {12, 12});
        return;
    }
    const int x = header->sectionViewportPosition(column);
    QVERIFY2(x >= 0 && x + 12 < header->viewport()->width(), qPrintable(QStringLiteral("column %1 is not on the screen").arg(column)));
    click(header->viewport(), QPoint(x + 12, 12));
}

void choose(QComboBox *combo, int row)
{
    click(combo);
    SOON(combo->view()->isVisible());
    const QRect entry = combo->view()->visualRect(combo->model()->index(row, combo->modelColumn()));
    QTest::mouseMove(combo->view()->viewport(), entry.center());
    QTest::mouseClick(combo->view()->viewport(), Qt::LeftButton, {}, entry.center());
    SOON_IS(combo->currentIndex(), row);
}

void drag(QWidget *widget, const QPoint &from, const QPoint &to)
{
    QTest::mousePress(widget, Qt::LeftButton, {}, from);
    for (int step = 1; step <= 4; ++step) {
        const QPoint at = from + (to - from) * step / 4;
        QMouseEvent move(QEvent::MouseMove, at, widget->mapToGlobal(at), Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(widget, &move);
    }
    QTest::mouseRelease(widget, Qt::LeftButton, {}, to);
    QCoreApplication::processEvents();
}

void wheel(QWidget *widget, const QPoint &at, int steps)
{
    for (int i = 0; i < qAbs(steps); ++i) {
        QWheelEvent event(at, widget->mapToGlobal(at), {}, QPoint(0, steps > 0 ? 120 : -120), Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(widget, &event);
    }
    QCoreApplication::processEvents();
}

void drop(QWidget *window, const QStringList &paths)
{
    QMimeData data;
    QList<QUrl> urls;
    for (const QString &path : paths)
        urls.append(QUrl::fromLocalFile(path));
    data.setUrls(urls);
    QDragEnterEvent enter(window->rect().center(), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(window, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(window->rect().center(), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(window, &drop);
}

bool chooseFromMenu(QWidget *window, const QString &actionId)
{
    auto *main = qobject_cast<QMainWindow *>(window);
    if (!main)
        return false;
    for (QAction *title : main->menuBar()->actions()) {
        QMenu *menu = title->menu();
        for (QAction *entry : menu->actions()) {
            if (entry->objectName() != actionId || !entry->isEnabled())
                continue;
            click(main->menuBar(), main->menuBar()->actionGeometry(title).center());
            if (!menu->isVisible())
                return false;
            QTest::mouseMove(menu, menu->actionGeometry(entry).center());
            QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(entry).center());
            QCoreApplication::processEvents();
            return true;
        }
    }
    return false;
}

} // namespace hands
