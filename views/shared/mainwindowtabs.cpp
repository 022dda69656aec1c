// SPDX-License-Identifier: Apache-2.0
// MainWindow: the tabs of the views and of kept results, and the field that searches.
#include "views/shared/mainwindow.h"

#include "views/shared/actionregistry.h"

#include <QLineEdit>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>

namespace ashiato
{

namespace
{
const char *const kActionId = "actionId";
} // namespace

void MainWindow::addView(const char *actionId, QWidget *view)
{
    QAction *action = m_context.actions.action(actionId);
    view->setProperty(kActionId, QString::fromLatin1(actionId));
    m_tabs->addTab(view, action->text());
    connect(action, &QAction::triggered, this, [this, view] {
        m_tabs->setCurrentWidget(view);
        view->setFocus(Qt::ShortcutFocusReason);
    });
}

void MainWindow::addResults(QWidget *view)
{
    const int tab = m_tabs->addTab(view, view->windowTitle());
    auto *button = new QToolButton(m_tabs->tabBar());
    button->setObjectName(QStringLiteral("closeResults"));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::NoFocus);
    button->setIconSize({12, 12});
    m_tabs->tabBar()->setTabButton(tab, QTabBar::RightSide, button);
    connect(button, &QToolButton::clicked, this, [this, view] { closeResults(m_tabs->indexOf(view)); });
    connect(view, &QWidget::windowTitleChanged, this, [this, view](const QString &title) {
        if (const int at = m_tabs->indexOf(view); at >= 0)
            m_tabs->setTabText(at, title);
    });
    retitleTabs(); // names the button
    refreshIcons();
    showResults(view);
}

void MainWindow::showResults(QWidget *view)
{
    m_tabs->setCurrentWidget(view);
    view->setFocus(Qt::ShortcutFocusReason);
}

bool MainWindow::isResults(int tab) const { return m_tabs->tabBar()->tabButton(tab, QTabBar::RightSide) != nullptr; }

void MainWindow::closeResults(int tab)
{
    if (!isResults(tab))
        return;
    QWidget *view = m_tabs->widget(tab);
    const bool wasCurrent = view == m_tabs->currentWidget();
    m_tabs->removeTab(tab);
    view->deleteLater();
    if (wasCurrent)
        m_tabs->currentWidget()->setFocus(Qt::OtherFocusReason);
}

void MainWindow::searchFor(bool keep)
{
    m_keepResults = keep;
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
    refreshSearch();
}

void MainWindow::refreshSearch()
{
    m_search->setPlaceholderText(m_keepResults ? tr("Search, with the results in a tab…") : tr("Search the case…  Ctrl+K"));
    setStatus(QStringLiteral("search"), m_keepResults ? Sentence([] { return tr("Enter: what is found is kept in a tab of its own."); }) : Sentence());
}

QWidget *MainWindow::currentView() const { return m_tabs->currentWidget(); }

void MainWindow::showView(const char *actionId) { m_context.actions.action(actionId)->trigger(); }

void MainWindow::retitleTabs()
{
    for (int i = 0; i < m_tabs->count(); ++i) {
        if (QWidget *close = m_tabs->tabBar()->tabButton(i, QTabBar::RightSide)) {
            close->setAccessibleName(m_context.actions.action("View.CloseResults")->text());
            close->setToolTip(m_context.actions.action("View.CloseResults")->toolTip());
            continue;
        }
        const QByteArray id = m_tabs->widget(i)->property(kActionId).toString().toLatin1();
        m_tabs->setTabText(i, m_context.actions.action(id.constData())->text());
    }
}

} // namespace ashiato
