// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace ashiato
{

/// The values of a details JSON object, folded, as one searchable text: without keys, quotes and escapes, one value a
/// line. What is not JSON is taken as it stands: nothing is lost to the search. Any thread.
QByteArray detailsText(QByteArrayView json);

} // namespace ashiato
