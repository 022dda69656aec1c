// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/eventaccess.h"

#include <chrono>
#include <optional>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

void writeValue(RowWriter &rows, const SqlRows &result, int column)
{
    if (result.isNull(column)) {
        rows.unknown();
        return;
    }
    const QVariant value = result.value(column);
    if (value.typeId() == QMetaType::LongLong)
        rows.number(value.toLongLong());
    else
        rows.text(result.text(column));
}

constexpr int kSeconds = 600;
constexpr int kMebibytes = 1024;

/// A bound that was asked for, from 1 up; nullopt where it is no such number.
std::optional<int> bound(const Invocation &call, const QString &option, int usual)
{
    if (!call.isSet(option))
        return usual;
    bool isNumber = false;
    const int value = call.value(option).toInt(&isNumber);
    return isNumber && value >= 1 && value <= 1'000'000 ? std::optional(value) : std::nullopt;
}

int runSql(Invocation &call)
{
    const auto seconds = bound(call, u"seconds"_s, kSeconds), mebibytes = bound(call, u"memory"_s, kMebibytes);
    if (!seconds || !mebibytes)
        return call.usage(u"--seconds and --memory are whole numbers from 1 on."_s);
    const auto fail = [&](const QString &what, const Error &error) {
        if (error.code == ErrorCode::Cancelled)
            say(u"ashiato-cli sql: The answer took longer than %1 s and broke off; --seconds allows more."_s.arg(*seconds));
        else if (error.code == ErrorCode::OutOfMemory)
            say(u"ashiato-cli sql: The answer took more than %1 MiB of memory and broke off; --memory allows more."_s.arg(*mebibytes));
        else
            return call.fail(what, error);
        return int(ExitFailed);
    };
    Result<OpenedCase> opened = openCase(call, CaseMode::ReadOnly);
    if (!opened)
        return call.fail(u"The case could not be opened."_s, opened.error());
    const Result<QLocale::Language> language = languageFrom(call.value(u"language"_s));
    if (!language)
        return call.usage(language.error().detail);
    if (const Result<void> added = addSentences(*opened->reader, EventSentences(*language)); !added)
        return call.fail(u"The question could not be asked."_s, added.error());
    opened->reader->setBounds(std::chrono::seconds(*seconds), qint64(*mebibytes) << 20);
    Result<SqlRows> result = opened->reader->sql(call.argument(1));
    if (!result)
        return fail(u"The question could not be asked (only SELECT is)."_s, result.error());
    const std::unique_ptr<RowWriter> rows = call.rows(result->columns());
    const int columns = int(result->columns().size());
    while (call.out().usable() && result->next()) {
        for (int column = 0; column < columns; ++column)
            writeValue(*rows, *result, column);
        rows->endRow();
    }
    rows->finish();
    if (result->error())
        return fail(u"The answer broke off."_s, *result->error());
    return call.finish();
}

} // namespace

Command sqlCommand()
{
    Command command{"sql", "Asks the case a question of your own, in SQL; reads only.", "CASE SELECT", 2, 2};
    command.groups = Command::RowOptions;
    command.options = {{u"language"_s, u"Language of v_event.message: en (as is) or ja."_s, u"LANGUAGE"_s},
                       {u"seconds"_s, u"The longest an answer may take (600 as is)."_s, u"N"_s},
                       {u"memory"_s, u"Memory that it may take, in MiB (1024 as is)."_s, u"N"_s}};
    command.description = "The readable views are v_event, v_file, v_flow, v_fact, v_host and v_tagging.\n"
                          "  ashiato-cli sql CASE \"SELECT host, count(*) AS n FROM v_event GROUP BY host\" --csv";
    command.run = runSql;
    return command;
}

} // namespace ashiato
