// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/formats/regf/hive.h"

namespace ashiato
{

/// What a log changed in a hive.
struct HiveReplay {
    struct Page {
        qint64 hiveOffset = 0; ///< In the file of the hive
        qint64 length = 0;
        int log = 0;           ///< Index into logs
        qint64 logOffset = 0;
    };
    std::vector<Page> pages;    ///< In the order in which they were applied
    std::vector<int> entries;   ///< Applied ones, by log
    qint64 refused = 0;         ///< Entries with a wrong checksum or impossible sizes: the replay ended there
    bool wanted = false;        ///< The hive was being written
    bool complete = false;      ///< It is whole now (or was): what it lacked was applied

    /// The page that the byte at hiveOffset came from last; nullptr: from the hive itself.
    const Page *pageAt(qint64 hiveOffset) const;
};

/// Applies transaction logs to the bytes of a hive that was being written: entries "HvLE" of .LOG1 and .LOG2 in order of
/// their sequence (Windows 8.1 and later, each with its two Marvin32 checksums), or the dirty sectors ("DIRT") of an old .LOG.
/// A hive that is not dirty stays as it is. Each log is bounded by its own size.
/// Format: github.com/msuhanov/regf, "Transaction log files".
HiveReplay replayLogs(QByteArray &hive, const std::vector<QByteArray> &logs);

/// Marvin32, with the seed of the registry. Public for its test vectors.
quint64 marvin32(QByteArrayView bytes, quint64 seed = 0x82EF4D887A4E55C5ull);

} // namespace ashiato
