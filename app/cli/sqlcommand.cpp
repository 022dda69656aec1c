// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/eventaccess.h"

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

int runSql(Invocation &call)
{
    Result<OpenedCase> opened = openCase(call, CaseMode::ReadOnly);
    if (!opened)
        return call.fail(u"The case could not be opened."_s, opened.error());
    const Result<QLocale::Language> language = languageFrom(call.value(u"language"_s));
    if (!language)
        return call.usage(language.error().detail);
    if (const Result<void> added = addSentences(*opened->reader, EventSentences(*language)); !added)
        return call.fail(u"The question could not be asked."_s, added.error());
    Result<SqlRows> result = opened->reader->sql(call.argument(1));
    if (!result)
        return call.fail(u"The question could not be asked (only SELECT is)."_s, result.error());
    const std::unique_ptr<RowWriter> rows = call.rows(result->columns());
    const int columns = int(result->columns().size());
    while (call.out().usable() && result->next()) {
        for (int column = 0; column < columns; ++column)
            writeValue(*rows, *result, column);
        rows->endRow();
    }
    rows->finish();
    if (result->error())
        return call.fail(u"The answer broke off."_s, *result->error());
    return call.finish();
}

} // namespace

Command sqlCommand()
{
    Command command{"sql", "Asks the case a question of your own, in SQL; reads only.", "CASE SELECT", 2, 2};
    command.groups = Command::RowOptions;
    command.options = {{u"language"_s, u"Language of v_event.message: en (as is) or ja."_s, u"LANGUAGE"_s}};
    command.description = "The readable views are v_event, v_file, v_flow and v_tagging.\n"
                          "  ashiato-cli sql CASE \"SELECT host, count(*) AS n FROM v_event GROUP BY host\" --csv";
    command.run = runSql;
    return command;
}

} // namespace ashiato
