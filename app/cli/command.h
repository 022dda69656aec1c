// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/output.h"
#include "app/cli/rowwriter.h"
#include "models/lens/filter.h"
#include "models/records/result.h"

#include <QCommandLineOption>
#include <QCommandLineParser>
#include <QList>
#include <QStringList>

namespace ashiato
{

/// What a script may rely on; the reference in README lists them.
enum ExitCode : int {
    ExitOk = 0,       ///< Also with warnings: their count stands on standard error.
    ExitFailed = 1,   ///< The command could not do it; standard error says why.
    ExitUsage = 2,    ///< The command line makes no sense.
    ExitMissing = 3,  ///< Evidence (or the case) is not where it was said to be.
    ExitPaused = 130, ///< Ctrl+C: stopped cleanly, `import` goes on from there.
};

class Invocation;

/// A command as data: its help and its parser are made from this. One file a command.
struct Command {
    /// Groups of options that several commands share.
    enum OptionGroup : unsigned { NoGroup = 0, RowOptions = 1, JsonOption = 2, FilterOptions = 4 };

    const char *name;
    const char *summary;      ///< One line, for the list of commands
    const char *arguments;    ///< "CASE PATH…", as in the usage line
    int fewest = 1;           ///< Number of positional arguments
    int most = 1;             ///< -1: any number
    unsigned groups = NoGroup;
    QList<QCommandLineOption> options = {};
    const char *description = ""; ///< More than the summary, with examples; shown by --help
    int (*run)(Invocation &) = nullptr;
    bool pictures = false;    ///< Draws pages: needs QGuiApplication on the offscreen platform
    QStringList withoutFilters = {}; ///< Filter options that the command's own options take the name of
};

/// One call of a command: its options, its outputs, and how it says that something went wrong. Main thread.
class Invocation
{
public:
    Invocation(const Command &command, Output &out) : m_command(command), m_out(out) {}

    /// Fills the parser; Invalid with a sentence where the words do not fit the command.
    Result<void> parse(const QStringList &words);

    const Command &command() const { return m_command; }
    Output &out() { return m_out; }
    /// An option that the command does not have is not set.
    bool isSet(const QString &option) const { return m_known.contains(option) && m_parser.isSet(option); }
    QString value(const QString &option) const { return isSet(option) ? m_parser.value(option) : QString(); }
    QStringList values(const QString &option) const { return isSet(option) ? m_parser.values(option) : QStringList(); }
    QStringList arguments() const { return m_parser.positionalArguments(); }
    QString argument(int index) const { return arguments().value(index); }
    bool helpWanted() const { return isSet(QStringLiteral("help")); }
    bool jsonWanted() const { return isSet(QStringLiteral("json")); }
    bool quiet() const { return isSet(QStringLiteral("quiet")); }

    /// The case folder that the first argument names: `case`, `case.ashiato` or the case.sqlite in it.
    QString casePath() const;
    RowFormatOptions rowFormat() const;
    std::unique_ptr<RowWriter> rows(const QStringList &columns) { return makeRowWriter(columns, rowFormat(), m_out); }
    /// The filter that --host, --not-type, --filter … say together (AND). Invalid is for refuse().
    Result<Filter> filter() const;

    /// Says on standard error what failed and why, and gives the exit code that fits.
    int fail(const QString &what, const Error &error) const;
    int usage(const QString &sentence) const;
    /// For what looks at the command line as well: the detail of Invalid is a sentence for usage(); the rest is for fail().
    int refuse(const QString &what, const Error &error) const;
    /// One line on standard error; not silenced by a pipe, but by --quiet.
    void note(const QString &sentence) const;
    /// 0, or 1 where the output could not be written.
    int finish();

private:
    const Command &m_command;
    Output &m_out;
    QCommandLineParser m_parser;
    QStringList m_known; ///< Names of its options
};

/// Every option of a command, those of its groups included, in the order of its help.
QList<QCommandLineOption> allOptions(const Command &command);
QString helpText(const Command &command);

/// Standard error, one line.
void say(const QString &sentence);

} // namespace ashiato
