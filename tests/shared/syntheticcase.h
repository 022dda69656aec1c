// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/case.h"
#include "models/records/recordbatch.h"

#include <memory>

namespace ashiato
{

/// What a made-up case holds. The same options give the same rows.
struct SyntheticOptions {
    qint64 events = 1000;
    qint64 files = 300;           ///< At least the folders that hold them
    quint64 seed = 1;
    qint64 firstNs = 1'791'936'000'000'000'000; ///< 2026-10-14T00:00:00Z
    qint64 spanNs = qint64(30) * 86'400 * 1'000'000'000;
    bool details = true;          ///< JSON details on some events
    bool distinctUrls = false;    ///< A URL of its own for every event of the proxy: a dictionary that grows as the case does
};

/// Makes a case through the writer, as an import would: one disk image with a tree of files, their file times and
/// Windows events, and one proxy log with flows. Japanese and half-width names, deleted files, events without a time, of
/// every kind and severity. For tests and benchmarks.
Result<std::unique_ptr<Case>> makeSyntheticCase(const QString &path, const SyntheticOptions &options);

/// Adds more events to the case, as a live import does; first: how many it has.
Result<void> addSyntheticEvents(Case &opened, const SyntheticOptions &options, qint64 first, qint64 count);

} // namespace ashiato
