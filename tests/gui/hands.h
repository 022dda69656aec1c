// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QApplication>
#include <QElapsedTimer>
#include <QPointer>
#include <QTest>
#include <QTimer>
#include <QWidget>

#include <functional>

class QAbstractItemView;
class QComboBox;
class QHeaderView;

/// As QTRY_VERIFY and QTRY_COMPARE, with patience for a machine that builds something else meanwhile.
#define SOON(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, 20'000)
#define SOON_IS(actual, expected) QTRY_COMPARE_WITH_TIMEOUT(actual, expected, 20'000)

/// What an examiner does with keyboard and mouse: events go where they would go, to the widget that has the keys or that
/// is under the pointer, never to a function of the program.
namespace hands
{

/// A key of the widget that has the focus, as "Ctrl+Shift+X".
void press(const char *keys);
/// Letters into the widget that has the focus.
void type(const QString &text);
void click(QWidget *widget);
void click(QWidget *widget, const QPoint &at);
void clickCell(QAbstractItemView *view, int row, int column);
/// On the title, not on the field below it.
void clickTitle(QHeaderView *header, int column);
/// From the list that a click opens.
void choose(QComboBox *combo, int row);
void drag(QWidget *widget, const QPoint &from, const QPoint &to);
void wheel(QWidget *widget, const QPoint &at, int steps);
/// Drops files onto a window, as a file manager does.
void drop(QWidget *window, const QStringList &paths);
/// Chooses an entry of the menu bar by mouse; false where there is no such enabled entry.
bool chooseFromMenu(QWidget *window, const QString &actionId);

/// open() shows a modal dialog and comes back when that is closed; work() is called once it is there. What work() leaves
/// open is closed with Esc. False where no such dialog came. isWanted: where several of the kind follow each other.
template <class Dialog>
bool inDialog(const std::function<void()> &open, const std::function<void(Dialog *)> &work,
              const std::function<bool(Dialog *)> &isWanted = {})
{
    bool done = false;
    QElapsedTimer waited;
    waited.start();
    QTimer poll;
    QObject::connect(&poll, &QTimer::timeout, [&] {
        QWidget *modal = QApplication::activeModalWidget();
        auto *found = qobject_cast<Dialog *>(modal);
        if (!found || !found->isVisible() || (isWanted && !isWanted(found))) {
            if (waited.elapsed() > 5000 && modal) {
                poll.stop();
                modal->close();
            }
            return;
        }
        if (!found->isActiveWindow()) { // keys would still go to the window below
            found->activateWindow();
            return;
        }
        poll.stop();
        const QPointer<QWidget> open(found);
        work(found);
        done = true;
        if (open && open->isVisible())
            QTest::keyClick(open, Qt::Key_Escape);
    });
    poll.start(10);
    open();
    return done;
}

} // namespace hands
