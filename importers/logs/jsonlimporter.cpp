// SPDX-License-Identifier: Apache-2.0
#include "importers/logs/tableimporter.h"

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

std::unique_ptr<Importer> create_jsonl()
{
    ImporterDescriptor descriptor;
    descriptor.id = u"jsonl"_s;
    descriptor.version = u"1"_s;
    descriptor.title = QStringLiteral(QT_TRANSLATE_NOOP("Importers", "JSON lines with a mapping"));
    descriptor.fileNames = {u"*.jsonl"_s, u"*.ndjson"_s};
    descriptor.eventTypes = {u"jsonl:row"_s};
    descriptor.priority = 90;
    descriptor.localTime = true;
    descriptor.requiredFields = {u"time"_s};
    return createTableImporter(TableRun::Kind::Jsonl, std::move(descriptor));
}

} // namespace ashiato
