// SPDX-License-Identifier: Apache-2.0
#include "importers/importer.h"

#include "importers/previewsink.h"

#include <algorithm>

namespace ashiato
{

ImportContext ImportContext::previewedBy(RecordSink &preview) const
{
    return {.source = source, .sink = preview, .fileId = fileId, .fileName = fileName, .path = path, .zone = zone,
            .encoding = encoding, .host = host, .format = format, .mapping = mapping, .extraFormats = extraFormats,
            .fileModifiedNs = fileModifiedNs};
}

ProbeMessage Importer::probe(ImportContext &context) const
{
    constexpr qint64 kHeadBytes = 64 << 10;
    constexpr int kPreviewRows = 20;

    ProbeMessage message;
    const auto head = context.source.window(0, kHeadBytes);
    if (!head) {
        message.error = head.error().code;
        return message;
    }
    PreviewSink sink(kPreviewRows);
    ImportContext preview = context.previewedBy(sink);
    const auto result = run(preview);
    if (!result && result.error().code != ErrorCode::Cancelled) {
        message.error = result.error().code;
        return message;
    }
    message.confidence = sniff(*head, context.fileName);
    sink.fill(message, descriptor(), context);
    return message;
}

std::vector<const Importer *> importersFor(const QString &named, const ImportContext &context, QByteArrayView head)
{
    std::vector<const Importer *> list;
    const auto add = [&list](const Importer *importer) {
        if (importer && std::find(list.begin(), list.end(), importer) == list.end())
            list.push_back(importer);
    };
    add(importerById(context.format));
    if (!context.mapping.isEmpty()) {
        add(importerById(QStringLiteral("csv")));
        add(importerById(QStringLiteral("jsonl")));
    }
    if (!context.extraFormats.isEmpty() || !context.mapping.isEmpty())
        add(importerById(QStringLiteral("linelog")));
    add(importerById(named));
    std::vector<std::pair<int, const Importer *>> sniffed;
    for (const auto &importer : importers()) {
        if (const int confidence = importer->sniff(head, context.fileName); confidence >= kConfidentImporter)
            sniffed.emplace_back(confidence, importer.get());
    }
    std::stable_sort(sniffed.begin(), sniffed.end(), [](const auto &a, const auto &b) {
        return a.first != b.first ? a.first > b.first : a.second->descriptor().priority < b.second->descriptor().priority;
    });
    for (const auto &[confidence, importer] : sniffed)
        add(importer);
    return list;
}

} // namespace ashiato
