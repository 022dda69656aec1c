// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/sqlite/sumcapped.h"

#include <sqlite3.h>

#include <limits>

namespace ashiato
{

namespace
{

void step(sqlite3_context *context, int, sqlite3_value **values)
{
    auto *sum = static_cast<sqlite3_int64 *>(sqlite3_aggregate_context(context, sizeof(sqlite3_int64)));
    if (!sum || sqlite3_value_type(values[0]) == SQLITE_NULL)
        return;
    const sqlite3_int64 value = sqlite3_value_int64(values[0]);
    if (__builtin_add_overflow(*sum, value, sum))
        *sum = value < 0 ? std::numeric_limits<sqlite3_int64>::min() : std::numeric_limits<sqlite3_int64>::max();
}

void final(sqlite3_context *context)
{
    const auto *sum = static_cast<sqlite3_int64 *>(sqlite3_aggregate_context(context, 0));
    sqlite3_result_int64(context, sum ? *sum : 0);
}

} // namespace

Result<void> registerSumCapped(Connection &connection)
{
    const int rc = sqlite3_create_function_v2(connection.handle(), "sum_capped", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC,
                                              nullptr, nullptr, step, final, nullptr);
    return rc == SQLITE_OK ? Result<void>() : Result<void>(connection.errorOf(rc));
}

} // namespace ashiato
