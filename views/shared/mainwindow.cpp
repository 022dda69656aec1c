// SPDX-License-Identifier: Apache-2.0
#include "views/shared/mainwindow.h"

#include "models/casedb/case.h"
#include "models/lens/lens.h"
#include "views/shared/actionregistry.h"
#include "views/shared/banner.h"
#include "views/shared/chipsbar.h"
#include "views/shared/droppedpaths.h"
#include "views/shared/icons.h"
#include "views/shared/settingskeys.h"
#include "views/shared/theme.h"

#include <QAbstractButton>
#include <QCloseEvent>
#include <QCoreApplication>
#include <QDockWidget>
#include <QDropEvent>
#include <QFontMetrics>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QSettings>
#include <QSplitter>
#include <QStatusBar>
#include <QTabBar>
#include <QTabWidget>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace ashiato
{

namespace
{

constexpr int kLeftWidth = 236;
constexpr int kRightWidth = 326;
constexpr int kTitleWidth = 420; // longer case names are told by the tool tip
constexpr int kBandHeight = 130;

const QString kJst = QStringLiteral("Asia/Tokyo");
const QString kUtc = QStringLiteral("UTC");

} // namespace

MainWindow::MainWindow(const ViewContext &context, QWidget *parent) : QMainWindow(parent), m_context(context)
{
    setObjectName(QStringLiteral("mainWindow"));
    setAcceptDrops(true);
    setDockNestingEnabled(true);
    makeMenus();
    makeHeader();
    makeCentre();
    makeDocks();
    makeStatus();
    connectActions();
    retranslate();
    refreshIcons();
    resize(1440, 900);
}

QMenu *MainWindow::addMenu(const QList<const char *> &actions)
{
    QMenu *menu = menuBar()->addMenu(QString());
    for (const char *id : actions) {
        if (id)
            menu->addAction(m_context.actions.action(id));
        else
            menu->addSeparator();
    }
    m_menus.append(menu);
    return menu;
}

void MainWindow::makeMenus()
{
    addMenu({"Case.New", "Case.Open", "Case.Import", nullptr, "Case.Properties", "Case.Custody", "Case.Clock", "Case.Password", nullptr,
             "Case.Verify", "Case.Hash", nullptr, "Case.Report", nullptr, "Case.Close"});
    addMenu({"Edit.Undo", "Edit.Redo", nullptr, "Edit.Copy", "Edit.CopyCell", "Edit.CopyCitation", "Edit.SelectAll",
             nullptr, "Edit.Find", "Edit.FindCase", "Edit.GoTo", "Edit.Anything"});
    addMenu({"Filter.Include", "Filter.Exclude", "Filter.Around", "Filter.FileTimes", nullptr, "Filter.Back",
             "Filter.Forward", "Filter.Clear", "Filter.Save"});
    addMenu({"Row.Open", "Row.Source", "Row.Seen", "Row.NextUnseen", "Row.Note", "Row.Down", "Row.Up", nullptr, "Host.Join", "Host.Split", nullptr, "Tag.1",
             "Tag.2", "Tag.3", "Tag.4", "Tag.5", "Tag.6", "Tag.7", "Tag.8", "Tag.9", "Tag.Edit"});
    addMenu({"View.Events", "View.Files", "View.Network", "View.Coverage", "View.Jobs", "View.Hosts", "View.CloseResults", nullptr,
             "View.ZoomIn", "View.ZoomOut", "View.ZoomAll", nullptr, "View.ZoneNext", "View.Japanese", "View.English", nullptr,
             "View.ThemeSystem", "View.ThemeLight", "View.ThemeDark", "View.ThemeContrast", nullptr, "View.Columns",
             "View.FreezeColumn", "View.GroupBy", "View.Arrange", "View.ResetLayout"});
    addMenu({"Help.Keys", "Help.About"});
    // Actions live in the window too, so that their keys work with the menu closed.
    for (QAction *action : m_context.actions.all())
        addAction(action);
}

void MainWindow::makeHeader()
{
    auto *bar = new QToolBar(this);
    bar->setObjectName(QStringLiteral("header"));
    bar->setMovable(false);
    bar->setFloatable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    auto *header = new QWidget(bar);
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(10, 6, 10, 6);
    row->setSpacing(8);

    m_title = new QLabel(header);
    m_title->setObjectName(QStringLiteral("caseTitle"));
    QFont bold = font();
    bold.setBold(true);
    bold.setPointSizeF(bold.pointSizeF() * 1.1);
    m_title->setFont(bold);
    m_title->setMinimumWidth(120);
    row->addWidget(m_title);

    m_search = new QLineEdit(header);
    m_search->setObjectName(QStringLiteral("caseSearch"));
    m_search->setClearButtonEnabled(true);
    m_search->setMinimumWidth(200);
    connect(m_search, &QLineEdit::returnPressed, this, [this] { Q_EMIT searchEntered(m_search->text(), m_keepResults); });
    connect(m_search, &QLineEdit::editingFinished, this, [this] {
        m_keepResults = false; // for the next search it is chosen anew
        refreshSearch();
    });
    m_search->setMaximumWidth(640);
    row->addSpacing(12);
    row->addWidget(m_search, 4);
    row->addStretch(1);

    m_zone = new QToolButton(header);
    m_zone->setObjectName(QStringLiteral("zoneButton"));
    m_zone->setProperty("chip", true);
    m_zone->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    row->addWidget(m_zone);
    const auto languageButton = [&](const char *action, const QString &name) {
        auto *button = new QToolButton(header);
        button->setObjectName(name);
        button->setDefaultAction(m_context.actions.action(action));
        button->setToolButtonStyle(Qt::ToolButtonTextOnly);
        row->addWidget(button);
        return button;
    };
    m_japanese = languageButton("View.Japanese", QStringLiteral("japaneseButton"));
    m_english = languageButton("View.English", QStringLiteral("englishButton"));
    m_jobs = new QToolButton(header);
    m_jobs->setObjectName(QStringLiteral("jobsButton"));
    m_jobs->setProperty("chip", true);
    m_jobs->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(m_jobs, &QToolButton::clicked, m_context.actions.action("View.Jobs"), &QAction::trigger);
    row->addWidget(m_jobs);
    bar->addWidget(header);
    addToolBar(Qt::TopToolBarArea, bar);
}

void MainWindow::makeCentre()
{
    m_centre = new QSplitter(Qt::Vertical, this);
    m_centre->setObjectName(QStringLiteral("centre"));
    m_centre->setChildrenCollapsible(false);
    auto *lower = new QWidget(m_centre);
    auto *column = new QVBoxLayout(lower);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_chips = new ChipsBar(m_context, lower);
    column->addWidget(m_chips);
    m_banner = new Banner(lower);
    column->addWidget(m_banner);
    m_tabs = new QTabWidget(lower);
    m_tabs->setObjectName(QStringLiteral("views"));
    m_tabs->setDocumentMode(true);
    m_tabs->setUsesScrollButtons(true);
    connect(m_tabs, &QTabWidget::currentChanged, this,
            [this](int tab) { m_context.actions.action("View.CloseResults")->setEnabled(isResults(tab)); });
    column->addWidget(m_tabs, 1);
    m_centre->addWidget(lower);
    m_centre->setStretchFactor(0, 1);
    setCentralWidget(m_centre);
}

void MainWindow::makeDocks()
{
    const auto dock = [this](const QString &name, Qt::DockWidgetArea area) {
        auto *made = new QDockWidget(this);
        made->setObjectName(name);
        made->setFeatures(QDockWidget::DockWidgetMovable | QDockWidget::DockWidgetFloatable);
        addDockWidget(area, made);
        return made;
    };
    m_left = dock(QStringLiteral("navigationDock"), Qt::LeftDockWidgetArea);
    m_right = dock(QStringLiteral("inspectorDock"), Qt::RightDockWidgetArea);
    resizeDocks({m_left, m_right}, {kLeftWidth, kRightWidth}, Qt::Horizontal);
    setCorner(Qt::TopLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::TopRightCorner, Qt::RightDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
}

void MainWindow::makeStatus()
{
    statusBar()->setSizeGripEnabled(false);
    // The tip of an action takes the whole bar; what was said meanwhile comes when it goes.
    connect(statusBar(), &QStatusBar::messageChanged, this, [this](const QString &tip) {
        if (tip.isEmpty())
            showStatus();
    });
}

void MainWindow::showStatus()
{
    if (!statusBar()->currentMessage().isEmpty())
        return;
    for (const StatusPart &part : std::as_const(m_status))
        part.button->setVisible(!part.button->text().isEmpty());
}

void MainWindow::connectActions()
{
    ActionRegistry &actions = m_context.actions;
    Lens &lens = m_context.lens;
    const auto on = [&](const char *id, auto &&work) {
        connect(actions.action(id), &QAction::triggered, this, std::forward<decltype(work)>(work));
    };
    on("Filter.Back", [&lens] { lens.back(); });
    on("Filter.Forward", [&lens] { lens.forward(); });
    on("Filter.Clear", [&lens] { lens.clearFilter(); });
    on("View.Japanese", [this] { m_context.language.set(QStringLiteral("ja")); });
    on("View.English", [this] { m_context.language.set(QStringLiteral("en")); });
    on("View.ThemeSystem", [this] { m_context.theme.setMode(Theme::Mode::System); });
    on("View.ThemeLight", [this] { m_context.theme.setMode(Theme::Mode::Light); });
    on("View.ThemeDark", [this] { m_context.theme.setMode(Theme::Mode::Dark); });
    on("View.ThemeContrast", [this] { m_context.theme.setMode(Theme::Mode::Contrast); });
    on("View.ZoneNext", [&lens] {
        const QString now = lens.displayZone();
        lens.setDisplayZone(now == kJst ? kUtc : now == kUtc ? Lens::kSourceZone : kJst);
    });
    on("View.ResetLayout", [this] {
        restoreState(m_firstLayout);
        m_centre->setSizes({kBandHeight, height() - kBandHeight});
    });
    on("Edit.Anything", [this] { searchFor(false); });
    on("Edit.FindCase", [this] { searchFor(true); });
    on("View.CloseResults", [this] { closeResults(m_tabs->currentIndex()); });
    on("Case.Close", [this] { close(); });
    connect(m_zone, &QToolButton::clicked, actions.action("View.ZoneNext"), &QAction::trigger);
    connect(&lens, &Lens::displayZoneChanged, this, &MainWindow::refreshZone);
    const auto history = [&actions](bool back, bool forward) {
        actions.action("Filter.Back")->setEnabled(back);
        actions.action("Filter.Forward")->setEnabled(forward);
    };
    connect(&lens, &Lens::historyChanged, this, history);
    history(lens.canGoBack(), lens.canGoForward());
    connect(&m_context.theme, &Theme::changed, this, &MainWindow::refreshIcons);
}

void MainWindow::setNavigation(QWidget *widget) { m_left->setWidget(widget); }
void MainWindow::setInspector(QWidget *widget) { m_right->setWidget(widget); }

void MainWindow::setBand(QWidget *widget)
{
    m_centre->insertWidget(0, widget);
    m_centre->setStretchFactor(0, 0);
    m_centre->setStretchFactor(1, 1);
    m_centre->setSizes({kBandHeight, height() - kBandHeight});
}

void MainWindow::setStatus(const QString &part, const Sentence &text, const char *actionId)
{
    auto &[button, said] = m_status[part];
    if (!button) {
        button = new QToolButton(statusBar());
        button->setObjectName(QStringLiteral("status_") + part);
        button->setAutoRaise(true);
        statusBar()->addWidget(button);
        if (actionId)
            connect(button, &QToolButton::clicked, m_context.actions.action(actionId), &QAction::trigger);
        else
            button->setFocusPolicy(Qt::NoFocus);
    }
    said = text;
    say(m_status[part]);
}

void MainWindow::say(const StatusPart &part)
{
    const QString text = part.said ? part.said() : QString();
    part.button->setText(text);
    part.button->setAccessibleName(text);
    showStatus();
}

void MainWindow::setCaseTitle(const QString &title)
{
    m_title->setText(m_title->fontMetrics().elidedText(title, Qt::ElideRight, kTitleWidth));
    m_title->setToolTip(title);
    setWindowTitle(title.isEmpty() ? QStringLiteral("Ashiato") : QStringLiteral("%1 — Ashiato").arg(title));
}

void MainWindow::setJobs(int running)
{
    m_running = running;
    m_jobs->setText(running > 0 ? tr("%n running", "jobs", running) : tr("Jobs"));
    m_jobs->setAccessibleName(m_jobs->text());
}

void MainWindow::saveLayout()
{
    QSettings &settings = m_context.settings;
    const QString key = settings::kWindow + u'/' + m_context.openCase.uid();
    settings.setValue(key + QStringLiteral("/geometry"), saveGeometry());
    settings.setValue(key + QStringLiteral("/docks"), saveState());
    settings.setValue(key + QStringLiteral("/centre"), m_centre->saveState());
}

void MainWindow::restoreLayout()
{
    if (m_firstLayout.isEmpty())
        m_firstLayout = saveState();
    const QString key = settings::kWindow + u'/' + m_context.openCase.uid();
    restoreGeometry(m_context.settings.value(key + QStringLiteral("/geometry")).toByteArray());
    restoreState(m_context.settings.value(key + QStringLiteral("/docks")).toByteArray());
    m_centre->restoreState(m_context.settings.value(key + QStringLiteral("/centre")).toByteArray());
}

void MainWindow::refreshZone()
{
    const QString zone = m_context.lens.displayZone();
    const QString shown = zone == kJst                ? QStringLiteral("JST (UTC+9)")
                          : zone == kUtc              ? QStringLiteral("UTC")
                          : zone == Lens::kSourceZone ? tr("as recorded")
                                                      : zone;
    m_zone->setText(tr("Times: %1").arg(shown));
    m_zone->setAccessibleName(m_zone->text());
    m_zone->setToolTip(m_context.actions.action("View.ZoneNext")->toolTip());
}

void MainWindow::refreshIcons()
{
    const QColor text = m_context.theme.colours().text;
    m_zone->setIcon(icon(QStringLiteral("zone"), text));
    m_jobs->setIcon(icon(QStringLiteral("jobs"), text));
    for (auto *close : m_tabs->tabBar()->findChildren<QToolButton *>(QStringLiteral("closeResults")))
        close->setIcon(icon(QStringLiteral("cancel"), text));
    const Theme::Mode mode = m_context.theme.mode();
    m_context.actions.action("View.ThemeSystem")->setChecked(mode == Theme::Mode::System);
    m_context.actions.action("View.ThemeLight")->setChecked(mode == Theme::Mode::Light);
    m_context.actions.action("View.ThemeDark")->setChecked(mode == Theme::Mode::Dark);
    m_context.actions.action("View.ThemeContrast")->setChecked(mode == Theme::Mode::Contrast);
}

void MainWindow::retranslate()
{
    m_context.actions.retranslate();
    const QStringList titles = {tr("&Case"), tr("&Edit"), tr("&Filter"), tr("&Row"), tr("&View"), tr("&Help")};
    for (qsizetype i = 0; i < m_menus.size(); ++i)
        m_menus[i]->setTitle(titles[i]);
    refreshSearch();
    m_search->setAccessibleName(tr("Search the case"));
    m_left->setWindowTitle(tr("Case"));
    m_right->setWindowTitle(tr("Details"));
    // Qt names this button itself, at a change of style alone, and has no Japanese for it.
    for (QDockWidget *dock : {m_left, m_right}) {
        if (auto *button = dock->findChild<QAbstractButton *>(QStringLiteral("qt_dockwidget_floatbutton")))
            button->setAccessibleName(QCoreApplication::translate("QDockWidget", "Float"));
    }
    m_tabs->setAccessibleName(tr("Views"));
    // The languages are named in themselves.
    m_context.actions.action("View.Japanese")->setIconText(QStringLiteral("日本語"));
    m_context.actions.action("View.English")->setIconText(QStringLiteral("English"));
    m_context.actions.action("View.Japanese")->setChecked(m_context.language.isJapanese());
    m_context.actions.action("View.English")->setChecked(!m_context.language.isJapanese());
    retitleTabs();
    refreshZone();
    setJobs(m_running);
    statusBar()->clearMessage(); // it is in the language of before
    for (const StatusPart &part : std::as_const(m_status))
        say(part);
}

void MainWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QMainWindow::changeEvent(event);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    saveLayout();
    Q_EMIT closing();
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    if (const QStringList paths = droppedPaths(*event->mimeData()); !paths.isEmpty()) {
        event->acceptProposedAction();
        Q_EMIT dropped(paths);
    }
}

} // namespace ashiato
