// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/query/eventquery.h"
#include "models/records/result.h"

#include <QLocale>
#include <QString>
#include <QStringList>

namespace ashiato
{

class Case;

/// Which documents are wanted and where they go.
struct ReportRequest {
    QList<QLocale::Language> languages = {QLocale::Japanese}; ///< One document each, with identical numbering
    bool html = true;
    bool pdf = true;
    QString folder;      ///< Made where it is missing
    qint64 issuedNs = 0; ///< The date line; the only thing in the files that differs from run to run
    CancelFlag cancel;
};

/// Writes report-ja.html, report-ja.pdf, report-en.html … and gives their paths. Needs a QGuiApplication; a process that
/// wants equal bytes from equal cases sets the deterministic hash seed first. Errors: Io (detail: path), Cancelled, Missing (fonts that are not
/// installed), those of reading the case. A file is replaced whole or not at all.
Result<QStringList> writeReport(Case &openCase, const ReportRequest &request);

} // namespace ashiato
