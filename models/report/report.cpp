// SPDX-License-Identifier: Apache-2.0
#include "models/report/report.h"

#include "models/casedb/case.h"
#include "models/casedb/casewriter.h"
#include "models/report/htmlwriter.h"
#include "models/report/pdfwriter.h"
#include "models/report/reportbuilder.h"
#include "models/report/reportcollector.h"
#include "models/report/reportfonts.h"
#include "models/report/reportwords.h"

#include <QDir>
#include <QSaveFile>

namespace ashiato
{

namespace
{

Result<void> saveHtml(const report::Document &document, const QString &path)
{
    QSaveFile file(path);
    const QByteArray html = toHtml(document);
    if (!file.open(QIODevice::WriteOnly) || file.write(html) != html.size() || !file.commit())
        return {ErrorCode::Io, path};
    return {};
}

Result<void> savePdf(const report::Document &document, const QString &path, const CancelFlag &cancel)
{
    const QString part = path + QStringLiteral(".part");
    auto written = writePdf(document, part, cancel);
    if (written && (!QFile::exists(path) || QFile::remove(path)) && QFile::rename(part, path))
        return {};
    QFile::remove(part);
    return written ? Result<void>(ErrorCode::Io, path) : written;
}

} // namespace

Result<QStringList> writeReport(Case &openCase, const ReportRequest &request)
{
    if (const QStringList fonts = missingReportFonts(); !fonts.isEmpty())
        return {ErrorCode::Missing, fonts.join(QStringLiteral(", "))};
    if (!QDir().mkpath(request.folder))
        return {ErrorCode::Io, request.folder};
    const auto data = collectReport(openCase, request.cancel);
    if (!data)
        return data.error();
    // What stands on paper stands there on the screen, too.
    if (CaseWriter *writer = openCase.writer(); writer && !data->newPlaces.empty())
        writer->setNetworkPositions(data->newPlaces);
    QStringList paths;
    for (const QLocale::Language language : request.languages) {
        const ReportWords words(language);
        const report::Document document = buildReport(*data, words, request.issuedNs);
        const QString base = QDir(request.folder).filePath(QStringLiteral("report-") + words.languageId());
        if (request.html) {
            const QString path = base + QStringLiteral(".html");
            if (auto saved = saveHtml(document, path); !saved)
                return saved.error();
            paths.append(path);
        }
        if (request.pdf) {
            const QString path = base + QStringLiteral(".pdf");
            if (auto saved = savePdf(document, path, request.cancel); !saved)
                return saved.error();
            paths.append(path);
        }
    }
    return paths;
}

} // namespace ashiato
