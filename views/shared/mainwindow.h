// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/shared/language.h"
#include "views/shared/viewcontext.h"

#include <QMainWindow>

class QDockWidget;
class QLabel;
class QLineEdit;
class QMenu;
class QSplitter;
class QTabWidget;
class QToolButton;
class QVBoxLayout;

namespace ashiato
{

class Banner;
class ChipsBar;

/// The one window: header, band, chips, tabs, navigation on the left, inspector on the right, status line. It holds the
/// views and knows nothing of what they show; app/ makes them and puts them in. GUI thread.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(const ViewContext &context, QWidget *parent = nullptr);

    void setNavigation(QWidget *widget);
    void setInspector(QWidget *widget);
    void setBand(QWidget *widget);
    /// A tab named by the text of an action ("View.Events"), which also raises it.
    void addView(const char *actionId, QWidget *view);
    /// A tab of the examiner's own, named by the window title of the view, raised; can be closed, which deletes the view.
    void addResults(QWidget *view);
    void showResults(QWidget *view);
    QWidget *currentView() const;
    void showView(const char *actionId);

    QLineEdit *search() const { return m_search; }
    ChipsBar *chips() const { return m_chips; }
    /// Text of a part of the status line; empty hides it. Parts are in order of their first use; a click on one
    /// triggers the action.
    void setStatus(const QString &part, const Sentence &text, const char *actionId = nullptr);
    void setCaseTitle(const QString &title);
    void setJobs(int running);
    Banner &banner() const { return *m_banner; }

    /// Layout is kept per case.
    void saveLayout();
    void restoreLayout();

Q_SIGNALS:
    /// Evidence dropped on the window.
    void dropped(const QStringList &paths);
    void closing();
    /// keep: the results are wanted in a tab of their own.
    void searchEntered(const QString &text, bool keep);

protected:
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void makeMenus();
    void makeHeader();
    void makeCentre();
    void makeDocks();
    void makeStatus();
    void connectActions();
    void retranslate();
    void refreshZone();
    void refreshIcons();
    void searchFor(bool keep);
    void refreshSearch();
    void retitleTabs();
    bool isResults(int tab) const;
    void closeResults(int tab);
    QMenu *addMenu(const QList<const char *> &actions);

    ViewContext m_context;
    QList<QMenu *> m_menus;
    QLabel *m_title = nullptr;
    QLineEdit *m_search = nullptr;
    QToolButton *m_zone = nullptr;
    QToolButton *m_japanese = nullptr;
    QToolButton *m_english = nullptr;
    QToolButton *m_jobs = nullptr;
    QSplitter *m_centre = nullptr;
    ChipsBar *m_chips = nullptr;
    Banner *m_banner = nullptr;
    QTabWidget *m_tabs = nullptr;
    QDockWidget *m_left = nullptr;
    QDockWidget *m_right = nullptr;
    struct StatusPart {
        QToolButton *button = nullptr;
        Sentence said;
    };
    void showStatus();
    void say(const StatusPart &part);
    QHash<QString, StatusPart> m_status;
    QByteArray m_firstLayout;
    int m_running = 0;
    bool m_keepResults = false; ///< What is typed into the search field goes to a tab of its own
};

} // namespace ashiato
