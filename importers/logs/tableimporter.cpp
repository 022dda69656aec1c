// SPDX-License-Identifier: Apache-2.0
#include "importers/logs/tableimporter.h"

#include "importers/previewsink.h"

namespace ashiato
{

namespace
{

class TableImporter : public Importer
{
public:
    TableImporter(TableRun::Kind kind, ImporterDescriptor descriptor) : m_kind(kind), m_descriptor(std::move(descriptor)) {}

    const ImporterDescriptor &descriptor() const override { return m_descriptor; }
    /// What a table means cannot be seen from its bytes.
    int sniff(QByteArrayView, const QString &) const override { return 0; }

    Result<void> run(ImportContext &context) const override
    {
        auto mapping = mappingFor(context);
        if (!mapping)
            return mapping.error();
        TableRun run(m_kind, std::move(*mapping), context.format == m_descriptor.id, context);
        const auto read = run.read();
        if (read || coversAfter(read.error()))
            run.finish(m_descriptor);
        return read;
    }

    ProbeMessage probe(ImportContext &context) const override
    {
        constexpr int kRows = 20;
        PreviewSink sink(kRows);
        ImportContext preview = context.previewedBy(sink);
        preview.format = m_descriptor.id;
        ProbeMessage message;
        auto mapping = mappingFor(preview);
        if (!mapping) {
            message.error = mapping.error().code;
            return message;
        }
        TableRun run(m_kind, std::move(*mapping), true, preview);
        const auto read = run.read();
        if (!read && read.error().code != ErrorCode::Cancelled) {
            message.error = read.error().code;
            return message;
        }
        run.finish(m_descriptor);
        sink.fill(message, m_descriptor, context);
        message.confidence = context.mapping.isEmpty() ? 0 : 100;
        return message;
    }

private:
    Result<TableMapping> mappingFor(const ImportContext &context) const
    {
        if (context.mapping.isEmpty() && context.format != m_descriptor.id)
            return {ErrorCode::NotMine};
        if (mappingKind(context.mapping) != MappingKind::Table)
            return {ErrorCode::NotMine};
        auto mapping = TableMapping::parse(context.mapping.isEmpty() ? QByteArray("{}") : context.mapping);
        if (mapping && !mapping->format.isEmpty() && mapping->format != m_descriptor.id)
            return {ErrorCode::NotMine};
        return mapping;
    }

    TableRun::Kind m_kind;
    ImporterDescriptor m_descriptor;
};

} // namespace

std::unique_ptr<Importer> createTableImporter(TableRun::Kind kind, ImporterDescriptor descriptor)
{
    return std::make_unique<TableImporter>(kind, std::move(descriptor));
}

} // namespace ashiato
