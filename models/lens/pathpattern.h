// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>
#include <QString>

namespace ashiato
{

/// Whether a value of FilterField::Path is a pattern; any other value is a part of a path.
inline bool isPathPattern(const QString &value) { return value.contains(u'*') || value.contains(u'?'); }

/// Whether a path ends as the pattern says: `*` stands for any characters, separators too, `?` for one. The pattern begins at
/// the path's begin or behind any of its separators (`*.exe`, `notes?.txt`, `Users/*/Desktop/*`); `/` and `\` are the same.
/// Both are UTF-8 and folded alike (foldKey). Any thread.
bool matchesPathPattern(QByteArrayView path, QByteArrayView pattern);

} // namespace ashiato
