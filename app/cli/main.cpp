// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"

#include <QGuiApplication>
#include <QHashSeed>

#include <clocale>
#include <csignal>
#include <cstring>
#include <langinfo.h>
#include <memory>
#include <unistd.h>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

namespace
{

/// Names and paths are UTF-8 whatever the shell's locale says; without this Qt warns on every start in LC_ALL=C.
void ensureUtf8Locale()
{
    setlocale(LC_ALL, "");
    if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
        setenv("LC_ALL", "C.UTF-8", 1);
}

std::unique_ptr<QCoreApplication> makeApplication(const Command *command, int &argc, char **argv)
{
    if (!command || !command->pictures)
        return std::make_unique<QCoreApplication>(argc, argv);
    // Pages are laid out and painted without a screen, and the same case gives the same bytes.
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QHashSeed::setDeterministicGlobalSeed();
    // The platform looks for a folder that only a desktop session has, and says so; nothing is put there.
    const QtMessageHandler before = qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &) {});
    auto application = std::make_unique<QGuiApplication>(argc, argv);
    qInstallMessageHandler(before);
    return application;
}

int runCommand(const Command &command, const QStringList &words, Output &out)
{
    Invocation call(command, out);
    if (const Result<void> parsed = call.parse(words); !parsed)
        return call.usage(parsed.error().detail);
    if (call.helpWanted()) {
        out.write(helpText(command).toUtf8());
        return call.finish();
    }
    return command.run(call);
}

} // namespace

int main(int argc, char **argv)
{
    ensureUtf8Locale();
    signal(SIGPIPE, SIG_IGN); // `| head` is an end, not an accident: see Output
    const QString name = argc > 1 ? QString::fromUtf8(argv[1]) : QString();
    const Command *command = commandByName(name);
    const auto application = makeApplication(command, argc, argv);
    QCoreApplication::setApplicationName(u"ashiato-cli"_s);
    QCoreApplication::setApplicationVersion(u"" ASHIATO_VERSION ""_s);

    Output out(STDOUT_FILENO);
    if (command)
        return runCommand(*command, QCoreApplication::arguments().mid(2), out);
    if (name == "--version"_L1) {
        out.write("ashiato-cli " ASHIATO_VERSION "\n");
        return ExitOk;
    }
    const bool wanted = name == "--help"_L1 || name == "-h"_L1 || name == "help"_L1;
    if (wanted) {
        const Command *about = argc > 2 ? commandByName(QString::fromUtf8(argv[2])) : nullptr;
        out.write((about ? helpText(*about) : overviewText()).toUtf8());
        return ExitOk;
    }
    if (name.isEmpty())
        say(overviewText());
    else
        say(u"ashiato-cli: there is no command “%1”; --help lists them."_s.arg(name));
    return ExitUsage;
}
