// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/records.h"

#include <limits>

namespace ashiato
{

/// The sum of two counts (bytes, packets) of which either may be kUnknown: that of what is known, kUnknown where nothing
/// is. It stops at the end of int64: counts in a log may be forged.
inline qint64 addKnown(qint64 a, qint64 b)
{
    if (a == kUnknown || b == kUnknown)
        return a == kUnknown ? b : a;
    qint64 sum = 0;
    return __builtin_add_overflow(a, b, &sum) ? std::numeric_limits<qint64>::max() : sum;
}

} // namespace ashiato
