// SPDX-License-Identifier: Apache-2.0
#include "tests/gui/tour.h"

#include "models/jobs/importservice.h"
#include "models/query/lensquery.h"
#include "tests/gui/windowaudit.h"
#include "views/cases/startpage.h"
#include "views/shared/language.h"
#include "views/shared/theme.h"

#include <QPushButton>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

QString Tour::Look::name() const { return u"%1-%2-%3x%4"_s.arg(language, theme).arg(size.width()).arg(size.height()); }

Tour::Tour(const Look &look, const Place &place, const Workbench::Shared &shared) : m_look(look), m_place(place), m_shared(shared)
{
    // It begins in the other language and the other theme: what is seen later has been switched to.
    m_shared.language.set(m_look.isJapanese() ? u"en"_s : u"ja"_s);
    m_shared.theme.setMode(m_look.theme == u"light"_s ? Theme::Mode::Dark : Theme::Mode::Light);
    m_program = std::make_unique<Program>(m_shared);
}

Tour::~Tour() = default;

MainWindow &Tour::window() const { return m_program->workbench()->window(); }

bool Tour::isQuiet() const
{
    const LensQuery &query = m_program->workbench()->query();
    return !query.isBusy() && !query.isBuilding();
}

qint64 Tour::matches() const { return m_program->workbench()->query().selection().count(); }

void Tour::see(const QString &station, QWidget *shown)
{
    QWidget *target = shown ? shown : &window();
    QTest::qWait(30); // queued repaints
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    target->grab().save(u"%1/%2-%3.png"_s.arg(m_place.pictures, station, m_look.name()), "PNG", 90);
    for (const QString &fault : auditWindow(target))
        m_faults.append(u"%1, %2: %3"_s.arg(m_look.name(), station, fault));
}

void Tour::showStartPage()
{
    m_program->start();
    StartPage *page = m_program->startPage();
    QVERIFY(QTest::qWaitForWindowActive(page));
    see(u"00-start-before"_s, page);
}

/// Language and theme by the buttons and keys of the window that is open.
void Tour::takeLook()
{
    MainWindow &main = window();
    QVERIFY(QTest::qWaitForWindowActive(&main));
    main.resize(m_look.size);
    const QString before = child<QTabWidget>("views")->tabText(0);
    hands::click(child<QWidget>(m_look.isJapanese() ? "japaneseButton" : "englishButton"));
    QCOMPARE(m_shared.language.id(), m_look.language);
    QVERIFY(child<QTabWidget>("views")->tabText(0) != before);
    const QString mode = m_look.theme == u"light"_s ? u"View.ThemeLight"_s : m_look.theme == u"dark"_s ? u"View.ThemeDark"_s : u"View.ThemeContrast"_s;
    QVERIFY(hands::chooseFromMenu(&main, mode));
    QCOMPARE(Theme::modeId(m_shared.theme.mode()), m_look.theme);
    SOON_IS(main.size(), m_look.size);
}

void Tour::run(const QString &casePath, bool whole)
{
    using Station = std::function<void()>;
    const std::pair<const char *, Station> stations[] = {
        {"open the case", [&] { openCase(casePath); }},
        {"switch language and theme", [this] { takeLook(); }},
        {"brush", [this] { brushesTheBand(); }},
        {"filter", [this] { filtersTheEvents(); }},
        {"sort", [this] { sortsAllRows(); }},
        {"group", [this] { groupsTheEvents(); }},
        {"sideways", [this] { scrollsSideways(); }},
        {"tag, undo", [this] { tagsAndTakesBack(); }},
        {"note", [this] { writesANote(); }},
        {"zone", [this] { switchesTheZone(); }},
        {"bytes", [this] { opensTheBytes(); }},
        {"files", [this] { walksTheFiles(); }},
        {"network", [this] { picksInTheNetwork(); }},
        {"coverage, jobs", [this] { readsCoverageAndJobs(); }},
        {"anything", [this] { doesAnythingFromTheField(); }},
        {"search", [this] { keepsWhatWasFound(); }},
        {"import dialog", [this] { looksBeforeImporting(); }},
        {"dialogs", [this] { opensTheDialogs(); }},
        {"report", [this, whole] { writesTheReport(whole); }},
        {"both languages", [this, whole] { whole ? speaksBothLanguages() : void(); }},
        {"close", [this] {
             hands::press("Ctrl+W");
             QVERIFY(!window().isVisible());
         }}};
    for (const auto &[name, visit] : stations) {
        QElapsedTimer took;
        took.start();
        visit();
        if (QTest::currentTestFailed()) {
            qWarning("%s: the tour ends at \"%s\"; see 99-failed", qPrintable(m_look.name()), name);
            if (m_program->workbench())
                see(u"99-failed"_s);
            return;
        }
        if (took.elapsed() > 4000)
            qInfo("%s: \"%s\" took %lld ms", qPrintable(m_look.name()), name, took.elapsed());
    }
}

} // namespace ashiato
