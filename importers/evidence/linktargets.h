// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/evidence/container.h"

#include <QHash>

namespace ashiato
{

/// The members of a tar by their names, for the hard links behind them. Keeps two hashes of a name instead of it.
class LinkTargets
{
public:
    /// Remembers a file; gives a hard link the place and size of the content that it names, where that is there.
    void resolve(MemberInfo &info);

private:
    struct Target {
        quint64 index = 0;
        qint64 size = kUnknown;
    };
    using Key = std::pair<size_t, size_t>;
    static Key keyOf(QByteArrayView path);

    QHash<Key, Target> m_targets;
};

} // namespace ashiato
