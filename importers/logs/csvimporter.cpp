// SPDX-License-Identifier: Apache-2.0
#include "importers/logs/tableimporter.h"

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

std::unique_ptr<Importer> create_csv()
{
    ImporterDescriptor descriptor;
    descriptor.id = u"csv"_s;
    descriptor.version = u"1"_s;
    descriptor.title = QStringLiteral(QT_TRANSLATE_NOOP("Importers", "Table (CSV) with a mapping"));
    descriptor.fileNames = {u"*.csv"_s, u"*.tsv"_s};
    descriptor.eventTypes = {u"csv:row"_s};
    descriptor.priority = 90;
    descriptor.localTime = true;
    descriptor.requiredFields = {u"time"_s};
    return createTableImporter(TableRun::Kind::Csv, std::move(descriptor));
}

} // namespace ashiato
