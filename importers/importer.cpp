// SPDX-License-Identifier: Apache-2.0
#include "importers/importer.h"

#include "importers/previewsink.h"

namespace ashiato
{

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
    ImportContext preview{context.source, sink, context.fileId, context.fileName, context.path, context.zone,
                          context.encoding, context.host, context.format, context.mapping, context.extraFormats,
                          context.fileModifiedNs, 0, 0};
    const auto result = run(preview);
    if (!result && result.error().code != ErrorCode::Cancelled) {
        message.error = result.error().code;
        return message;
    }
    message.importer = descriptor().id;
    message.format = descriptor().id;
    message.confidence = sniff(*head, context.fileName);
    sink.fill(message);
    for (const EventRecord &event : sink.kept().events)
        message.zoneNeeded = message.zoneNeeded || (event.basis == TimeBasis::Local && context.zone.isEmpty());
    if (!sink.kept().coverage.empty()) {
        const CoverageRecord &coverage = sink.kept().coverage.back();
        message.format = sink.kept().strings.text(coverage.format);
        message.encoding = sink.kept().strings.text(coverage.encoding);
        message.zone = sink.kept().strings.text(coverage.zone);
        message.host = sink.kept().strings.text(coverage.host);
    }
    return message;
}

} // namespace ashiato
