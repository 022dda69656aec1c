// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command.h"

#include "app/cli/filteroptions.h"
#include "app/cli/messages.h"
#include "app/cli/textwidth.h"

#include <QDir>
#include <QFileInfo>

#include <cstdio>
#include <cstring>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

QList<QCommandLineOption> allOptions(const Command &command)
{
    QList<QCommandLineOption> options = command.options;
    if (command.groups & Command::FilterOptions)
        options += filterOptions(command.withoutFilters);
    if (command.groups & Command::RowOptions) {
        options.append({u"csv"_s, u"Comma-separated values (RFC 4180, UTF-8), cells as they are: open them in a spreadsheet with --excel."_s});
        options.append({u"json"_s, u"JSON, one object a row."_s});
        options.append({u"bom"_s, u"CSV begins with a byte order mark."_s});
        options.append({u"excel"_s, u"CSV for a spreadsheet: byte order mark, and no cell that it would calculate."_s});
    } else if (command.groups & Command::JsonOption) {
        options.append({u"json"_s, u"JSON."_s});
    }
    options.append({{u"q"_s, u"quiet"_s}, u"Neither progress nor notes on standard error."_s});
    options.append({{u"h"_s, u"help"_s}, u"This help."_s});
    return options;
}

QString helpText(const Command &command)
{
    QString text = u"Usage: ashiato-cli %1 %2 [options]\n\n%3\n"_s.arg(
        QString::fromUtf8(command.name), QString::fromUtf8(command.arguments), QString::fromUtf8(command.summary));
    if (*command.description)
        text += u'\n' + QString::fromUtf8(command.description) + u'\n';
    text += u"\nOptions:\n"_s;
    const QList<QCommandLineOption> options = allOptions(command);
    QStringList heads;
    int widest = 0;
    for (const QCommandLineOption &option : options) {
        QStringList names;
        for (const QString &name : option.names())
            names.append((name.size() == 1 ? u"-"_s : u"--"_s) + name);
        QString head = names.join(u", "_s);
        if (!option.valueName().isEmpty())
            head += u' ' + option.valueName();
        widest = std::max(widest, int(head.size()));
        heads.append(head);
    }
    for (qsizetype i = 0; i < options.size(); ++i)
        text += u"  "_s + heads[i].leftJustified(widest + 2) + options[i].description() + u'\n';
    text += u"\nExit codes: 0 done (warnings are counted on standard error), 1 failed, 2 wrong usage, 3 not there, "
            u"130 paused by Ctrl+C.\n"_s;
    return text;
}

Result<void> Invocation::parse(const QStringList &words)
{
    m_parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsLongOptions);
    for (const QCommandLineOption &option : allOptions(m_command)) {
        m_parser.addOption(option);
        m_known += option.names();
    }
    if (!m_parser.parse(QStringList{u"ashiato-cli"_s} + words))
        return {ErrorCode::Invalid, m_parser.errorText()};
    if (helpWanted())
        return {};
    const qsizetype count = arguments().size();
    if (count < m_command.fewest)
        return {ErrorCode::Invalid, u"Expected %1."_s.arg(QString::fromUtf8(m_command.arguments))};
    if (m_command.most >= 0 && count > m_command.most)
        return {ErrorCode::Invalid, u"“%1” is one word too many: expected %2."_s.arg(
                                        argument(m_command.most), QString::fromUtf8(m_command.arguments))};
    return {};
}

QString Invocation::casePath() const
{
    QString path = QDir::cleanPath(QDir::current().absoluteFilePath(argument(0)));
    if (path.endsWith("/case.sqlite"_L1))
        path.chop(int(strlen("/case.sqlite")));
    if (!QFileInfo::exists(path) && QFileInfo::exists(path + u".ashiato"_s))
        path += u".ashiato"_s;
    return path;
}

RowFormatOptions Invocation::rowFormat() const
{
    RowFormatOptions options;
    const bool excel = isSet(u"excel"_s);
    if (isSet(u"csv"_s) || excel || isSet(u"bom"_s))
        options.format = RowFormat::Csv;
    else if (jsonWanted())
        options.format = RowFormat::Json;
    options.byteOrderMark = excel || isSet(u"bom"_s);
    options.guardFormulas = excel;
    options.forTerminal = m_out.isTerminal();
    return options;
}

Result<Filter> Invocation::filter() const { return filterFrom(m_parser, m_command.withoutFilters); }

int Invocation::fail(const QString &what, const Error &error) const
{
    m_out.flush();
    say(u"ashiato-cli %1: %2 %3"_s.arg(QString::fromUtf8(m_command.name), what, errorSentence(error)));
    return exitCodeFor(error.code);
}

int Invocation::usage(const QString &sentence) const
{
    say(u"ashiato-cli %1: %2\nUsage: ashiato-cli %1 %3 [options]; --help tells more."_s.arg(
        QString::fromUtf8(m_command.name), sentence, QString::fromUtf8(m_command.arguments)));
    return ExitUsage;
}

int Invocation::refuse(const QString &what, const Error &error) const
{
    return error.code == ErrorCode::Invalid ? usage(error.detail) : fail(what, error);
}

void Invocation::note(const QString &sentence) const
{
    if (!quiet())
        say(sentence);
}

int Invocation::finish()
{
    m_out.flush();
    if (m_out.systemError() == 0)
        return ExitOk;
    say(u"ashiato-cli %1: the output could not be written: %2."_s.arg(
        QString::fromUtf8(m_command.name), QString::fromLocal8Bit(strerror(m_out.systemError()))));
    return ExitFailed;
}

void say(const QString &sentence)
{
    const QByteArray line = sentence.toUtf8() + '\n';
    fwrite(line.constData(), 1, size_t(line.size()), stderr);
}

} // namespace ashiato
