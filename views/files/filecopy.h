// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/files/filetablemodel.h"

namespace ashiato
{

/// Rows as tab-separated text for the clipboard, with a line of titles that names the zone of the times. Tags are signs
/// on the screen and are left out.
QString fileRowsText(const FileTableModel &model, const std::vector<FileItem> &items, QList<FileColumn> columns, const QString &zone);

} // namespace ashiato
