// SPDX-License-Identifier: Apache-2.0
#include "app/gui/workbench.h"

#include "models/casedb/case.h"
#include "models/wording/wording.h"
#include "views/cases/casedialog.h"
#include "views/cases/startpage.h"
#include "views/shared/language.h"
#include "views/shared/mainwindow.h"
#include "views/shared/settingskeys.h"
#include "views/shared/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QSettings>

using namespace ashiato;

namespace
{

/// Shows the start page or a case; one window at a time.
class Program : public QObject
{
public:
    explicit Program(const Workbench::Shared &shared) : m_shared(shared) {}

    bool open(const QString &path)
    {
        auto opened = Workbench::open(path, m_shared);
        if (!opened) {
            const Wording words(std::make_shared<const EventTypeCatalogue>(), m_shared.language.locale().language());
            QMessageBox::warning(m_start.get(), QStringLiteral("Ashiato"), words.errorSentence(opened.error(), path));
            return false;
        }
        show(std::move(*opened));
        return true;
    }

    void start()
    {
        m_start = std::make_unique<StartPage>(m_shared.settings);
        connect(m_start.get(), &StartPage::newCase, this, [this] { make(); });
        connect(m_start.get(), &StartPage::openCase, this, [this](const QString &path) { path.isEmpty() ? ask() : (void)open(path); });
        m_start->show();
    }

    Workbench *bench() const { return m_bench.get(); }

private:
    QWidget *parent() const { return m_bench ? static_cast<QWidget *>(&m_bench->window()) : m_start.get(); }

    void make()
    {
        const auto wanted = askNewCase(m_shared.settings, parent());
        if (!wanted)
            return;
        auto made = Case::create(wanted->path, wanted->info, wanted->examiner);
        if (!made) {
            const Wording words(std::make_shared<const EventTypeCatalogue>(), m_shared.language.locale().language());
            QMessageBox::warning(parent(), QStringLiteral("Ashiato"), words.errorSentence(made.error(), wanted->path));
            return;
        }
        show(Workbench::take(std::move(*made), m_shared));
    }

    void ask()
    {
        const QString path = QFileDialog::getExistingDirectory(parent(), QCoreApplication::translate("Program", "Open case"));
        if (!path.isEmpty())
            open(path);
    }

    void show(std::unique_ptr<Workbench> bench)
    {
        // The old one goes once its own signal has been handled.
        if (Workbench *old = m_bench.release())
            old->deleteLater();
        m_bench = std::move(bench);
        connect(m_bench.get(), &Workbench::newCaseWanted, this, [this] { make(); });
        connect(m_bench.get(), &Workbench::openCaseWanted, this, [this] { ask(); });
        m_bench->window().show();
        if (m_start)
            m_start->hide();
    }

    Workbench::Shared m_shared;
    std::unique_ptr<StartPage> m_start;
    std::unique_ptr<Workbench> m_bench;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("ashiato"));
    QApplication::setOrganizationName(QStringLiteral("ashiato"));
    QApplication::setApplicationVersion(QStringLiteral(ASHIATO_VERSION));
    QCommandLineParser words;
    words.setApplicationDescription(QStringLiteral("Ashiato, an investigation workbench. Without a case the start page is shown."));
    words.addHelpOption();
    words.addVersionOption();
    words.addPositionalArgument(QStringLiteral("CASE"), QStringLiteral("Folder of the case (NAME.ashiato)"), QStringLiteral("[CASE]"));
    words.addOptions({{QStringLiteral("language"), QStringLiteral("ja or en"), QStringLiteral("LANGUAGE")},
                      {QStringLiteral("theme"), QStringLiteral("system, light, dark or contrast"), QStringLiteral("THEME")}});
    words.process(application);

    QSettings settings;
    Theme theme(application);
    Language language;
    language.set(words.isSet(QStringLiteral("language")) ? words.value(QStringLiteral("language")) : settings.value(settings::kLanguage).toString());
    theme.setMode(Theme::modeFromId(words.isSet(QStringLiteral("theme")) ? words.value(QStringLiteral("theme")) : settings.value(settings::kTheme).toString()));
    QObject::connect(&language, &Language::changed, &language, [&] { settings.setValue(settings::kLanguage, language.id()); });
    QObject::connect(&theme, &Theme::changed, &theme, [&] { settings.setValue(settings::kTheme, Theme::modeId(theme.mode())); });

    Program program({theme, language, settings});
    const QStringList cases = words.positionalArguments();
    if (cases.isEmpty() || !program.open(cases.first()))
        program.start();
    return QApplication::exec();
}
