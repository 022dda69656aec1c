// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/importer.h"

namespace ashiato
{

class LogFormat;

/// The importer of the built-in log format resources/logformats/<id>.json.
std::unique_ptr<Importer> createLogFormatImporter(const QString &id);

/// The definition of a built-in format as it lies in the program; null where there is none.
std::shared_ptr<const LogFormat> builtInLogFormat(const QString &id);

/// Share (0–100) of the lines in head that the format splits and whose time it reads, over at most 50 lines.
int logFormatConfidence(const LogFormat &format, QByteArrayView head);

/// For several sources of JSON: those of the context that parse; mistakes are given to bad, one text a definition.
std::vector<std::shared_ptr<const LogFormat>> parseLogFormats(const QStringList &definitions, QStringList *bad = nullptr);

} // namespace ashiato
