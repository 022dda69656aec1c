// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/gui/program.h"
#include "tests/gui/hands.h"
#include "views/shared/mainwindow.h"

#include <QSettings>
#include <QSize>
#include <QStringList>

namespace ashiato
{

/// One examiner at the window, in one language, theme and size: the stations of README's tour, one after the other, each
/// looked at (screenshot and audit). A station that cannot go on fails the test; what the audit finds is collected, so
/// that one run tells everything.
class Tour
{
public:
    struct Look {
        QString language; ///< "ja", "en"
        QString theme;    ///< "light", "dark", "contrast"
        QSize size;
        QString name() const;
        bool isJapanese() const { return language == QStringLiteral("ja"); }
    };
    /// What is the same for every tour: where pictures go, and the sample evidence.
    struct Place {
        QString pictures;
        QStringList evidence;
    };

    /// settings: of this tour alone.
    Tour(const Look &look, const Place &place, const Workbench::Shared &shared);
    ~Tour();

    /// A new case by dialogs, evidence dropped on the window, imported and hashed. Ends with the window closed.
    void makeCase(const QString &path);
    /// The tour on a case that has been imported. whole: also the report, and the words of both languages compared.
    void run(const QString &casePath, bool whole);
    const QStringList &faults() const { return m_faults; }

private:
    void see(const QString &station, QWidget *window = nullptr);
    void showStartPage();
    void takeLook();
    bool isQuiet() const;
    qint64 matches() const;
    MainWindow &window() const;
    template <class T> T *child(const char *name) const;
    template <class Dialog> void dialog(const char *keys, const QString &station, const std::function<void(Dialog *)> &work = {});

    // tourviews.cpp
    void openCase(const QString &casePath);
    void brushesTheBand();
    void filtersTheEvents();
    void sortsAllRows();
    void groupsTheEvents();
    void scrollsSideways();
    void tagsAndTakesBack();
    void writesANote();
    void switchesTheZone();
    void opensTheBytes();
    void walksTheFiles();
    void picksInTheNetwork();
    void readsCoverageAndJobs();
    void doesAnythingFromTheField();
    void keepsWhatWasFound();
    void speaksBothLanguages();

    // tourdialogs.cpp
    void looksBeforeImporting();
    void opensTheDialogs();
    void statusGivesWayToTips();
    void writesTheReport(bool whole);
    void importsWhatWasDropped();
    void opensWhatIsEncrypted();

    Look m_look;
    Place m_place;
    Workbench::Shared m_shared;
    std::unique_ptr<Program> m_program;
    QStringList m_faults;
};

template <class T> T *Tour::child(const char *name) const
{
    T *found = window().findChild<T *>(QString::fromLatin1(name));
    if (!found)
        qFatal("the window has no %s", name);
    return found;
}

/// What keys open: looked at, then used, then closed with Esc where work() left it open.
template <class Dialog> void Tour::dialog(const char *keys, const QString &station, const std::function<void(Dialog *)> &work)
{
    const bool came = hands::inDialog<Dialog>([keys] { hands::press(keys); },
                                              [&](Dialog *opened) {
                                                  see(station, opened);
                                                  if (work)
                                                      work(opened);
                                              });
    QVERIFY2(came, qPrintable(station));
}

} // namespace ashiato
