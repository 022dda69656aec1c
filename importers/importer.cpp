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
    message.confidence = sniff(*head, context.fileName);
    sink.fill(message, descriptor(), context);
    return message;
}

} // namespace ashiato
