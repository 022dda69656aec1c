// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/report/document.h"

#include <QByteArray>

namespace ashiato
{

/// One HTML file: no script, no outside link, pictures inside. The same document gives the same bytes.
QByteArray toHtml(const report::Document &document);

} // namespace ashiato
