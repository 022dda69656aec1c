// SPDX-License-Identifier: Apache-2.0
#include "app/gui/program.h"

#include "views/shared/language.h"
#include "views/shared/settingskeys.h"
#include "views/shared/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QSettings>

using namespace ashiato;

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
