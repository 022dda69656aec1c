// SPDX-License-Identifier: Apache-2.0
// How long a test waits for a condition before it fails. Five seconds, Qt Test's own limit, are a statement about the
// machine: a busy one takes longer and is not wrong. Included before every test's sources (ashiato_add_test.cmake).
#pragma once

#include <QTest>

#undef QTRY_VERIFY
#undef QTRY_VERIFY2
#undef QTRY_COMPARE
#define QTRY_VERIFY(condition) QTRY_VERIFY_WITH_TIMEOUT((condition), 60'000)
#define QTRY_VERIFY2(condition, message) QTRY_VERIFY2_WITH_TIMEOUT((condition), (message), 60'000)
#define QTRY_COMPARE(actual, expected) QTRY_COMPARE_WITH_TIMEOUT((actual), (expected), 60'000)
