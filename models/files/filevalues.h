// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/columns/columnstore.h"

#include <functional>
#include <vector>

namespace ashiato
{

class CaseReader;
struct FileOwnerRow;

/// What sorting and grouping read of a row of the file columns. Any thread.

/// The name, folded.
QByteArray foldedName(const FileColumns &columns, quint32 row);

/// Which word of FileField::Contents.
enum class ContentsPart : quint8 { Md5, Sha1, Sha256, Type };
/// Folded; empty where it is not known.
QByteArray contentsPart(const FileColumns &columns, quint32 row, ContentsPart part);

/// Gives each row, in order of id, its owner and inode, which are no columns and are read from the case: by id where few
/// are asked for and in one pass over all else. Not on the GUI thread. Errors: Cancelled, those of reading.
Result<void> eachOwner(const std::vector<quint32> &rows, const FileColumns &columns, CaseReader &reader, const CancelFlag &cancel,
                       const std::function<void(size_t, const FileOwnerRow &)> &take);

} // namespace ashiato
