// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace ashiato
{

/// MIME type of content by its first bytes (libmagic): "application/pdf". Empty where the database is not there.
/// One thread.
QByteArray contentType(QByteArrayView head);

/// Loads the database while files may still be opened.
void warmUpContentTypes();

} // namespace ashiato
