// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/result.h"
#include "models/report/document.h"

#include <QString>

#include <atomic>
#include <memory>

namespace ashiato
{

/// Writes A4 pages: title page, contents with page numbers, running heads, "n / N", embedded fonts, an outline. Its text
/// can be copied and searched as it was put in; the same document gives the same bytes. Laid out twice: once to learn the
/// place of each heading, once to paint. Needs a QGuiApplication. Errors: Io, Cancelled.
Result<void> writePdf(const report::Document &document, const QString &path,
                      const std::shared_ptr<std::atomic<bool>> &cancel = {});

} // namespace ashiato
