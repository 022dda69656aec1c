// SPDX-License-Identifier: Apache-2.0
#include "evtxwriter.h"

#include <QtEndian>

#include <zlib.h>

namespace ashiato
{

namespace
{

constexpr qsizetype kChunkSize = 65'536;
constexpr qsizetype kFirstRecord = 512;

template <typename T> void patch(QByteArray &bytes, qsizetype at, T value)
{
    qToLittleEndian(value, bytes.data() + at);
}

quint32 crc(const QByteArray &bytes, quint32 before = 0)
{
    return quint32(crc32(before, reinterpret_cast<const Bytef *>(bytes.constData()), uInt(bytes.size())));
}

QByteArray utf16(const QString &text)
{
    QByteArray bytes(text.size() * 2, '\0');
    qToLittleEndian<quint16>(text.utf16(), text.size(), bytes.data());
    return bytes;
}

} // namespace

template <typename T> void EvtxWriter::put(T value)
{
    m_chunk.resize(m_chunk.size() + qsizetype(sizeof(T)));
    patch(m_chunk, m_chunk.size() - qsizetype(sizeof(T)), value);
}

void EvtxWriter::openChunk()
{
    m_chunk = QByteArray(kFirstRecord, '\0');
    m_names.clear();
    m_templates.clear();
    m_firstInChunk = m_nextId;
}

void EvtxWriter::add(const SampleEvent &event)
{
    if (m_chunk.isEmpty())
        openChunk();
    const auto write = [this, &event] {
        m_lastRecord = m_chunk.size();
        m_chunk += QByteArray("**\0\0", 4);
        put<quint32>(0);
        put<quint64>(m_nextId);
        put<quint64>(event.fileTime);
        writeFragment(event, m_nextId);
        while (m_chunk.size() % 8 != 4)
            put<quint8>(0);
        const auto size = quint32(m_chunk.size() - m_lastRecord + 4);
        put<quint32>(size);
        patch(m_chunk, m_lastRecord + 4, size);
    };
    const qsizetype before = m_chunk.size(), lastBefore = m_lastRecord;
    write();
    if (m_chunk.size() > kChunkSize) { // does not fit: once more in a chunk of its own
        m_chunk.truncate(before);
        m_lastRecord = lastBefore;
        closeChunk();
        openChunk();
        write();
    }
    ++m_nextId;
}

void EvtxWriter::closeChunk()
{
    if (m_chunk.isEmpty())
        return;
    const auto free = quint32(m_chunk.size());
    const quint32 records = crc(m_chunk.sliced(kFirstRecord));
    m_chunk.replace(0, 8, QByteArray("ElfChnk\0", 8));
    patch<quint64>(m_chunk, 8, m_firstInChunk);
    patch<quint64>(m_chunk, 16, m_nextId - 1);
    patch<quint64>(m_chunk, 24, m_firstInChunk);
    patch<quint64>(m_chunk, 32, m_nextId - 1);
    patch<quint32>(m_chunk, 40, 128);
    patch<quint32>(m_chunk, 44, quint32(m_lastRecord));
    patch<quint32>(m_chunk, 48, free);
    patch<quint32>(m_chunk, 52, records);
    patch<quint32>(m_chunk, 124, crc(m_chunk.sliced(128, kFirstRecord - 128), crc(m_chunk.first(120))));
    m_chunk.resize(kChunkSize, '\0');
    m_chunks += m_chunk;
    m_chunk.clear();
}

QByteArray EvtxWriter::file(bool dirty)
{
    closeChunk();
    QByteArray header(4096, '\0');
    header.replace(0, 8, QByteArray("ElfFile\0", 8));
    const auto chunks = quint64(m_chunks.size() / kChunkSize);
    patch<quint64>(header, 16, chunks > 0 ? chunks - 1 : 0);
    patch<quint64>(header, 24, m_nextId);
    patch<quint32>(header, 32, 128);
    patch<quint16>(header, 36, 1);
    patch<quint16>(header, 38, 3);
    patch<quint16>(header, 40, 4096);
    patch<quint16>(header, 42, quint16(chunks));
    patch<quint32>(header, 120, dirty ? 1 : 0);
    patch<quint32>(header, 124, crc(header.first(120)));
    return header + m_chunks;
}

void EvtxWriter::writeFragment(const SampleEvent &event, quint64 id)
{
    m_chunk += QByteArray("\x0f\x01\x01\x00", 4);
    if (event.plain) {
        writeEvent(event, false, id);
        put<quint8>(0);
        return;
    }
    // As the event log service writes: its own template around a fragment with the provider's.
    beginInstance(QStringLiteral("Event\n") + event.computer, [&] { writeEvent(event, true, id); });
    const QByteArray provider = utf16(event.provider), channel = utf16(event.channel);
    put<quint32>(18);
    const auto describe = [this](qsizetype size, quint8 type) {
        put<quint16>(quint16(size));
        put<quint8>(type);
        put<quint8>(0);
    };
    describe(1, 0x04);   // 0 Level
    describe(1, 0x04);   // 1 Opcode
    describe(2, 0x06);   // 2 Task
    describe(2, 0x06);   // 3 EventID
    describe(0, 0x00);   // 4 Qualifiers
    describe(8, 0x15);   // 5 Keywords
    describe(8, 0x11);   // 6 TimeCreated
    describe(0, 0x00);   // 7 ActivityID
    describe(4, 0x08);   // 8 ProcessID
    describe(4, 0x08);   // 9 ThreadID
    describe(8, 0x0a);   // 10 EventRecordID
    describe(1, 0x04);   // 11 Version
    describe(0, 0x00);   // 12 UserID
    describe(0, 0x00);   // 13 RelatedActivityID
    describe(provider.size(), 0x01);
    describe(16, 0x0f);  // 15 the provider's GUID
    describe(channel.size(), 0x01);
    const qsizetype partSizeAt = m_chunk.size();
    describe(0, 0x21);   // 17 the provider's part
    put<quint8>(event.level);
    put<quint8>(0);
    put<quint16>(0);
    put<quint16>(event.id);
    put<quint64>(0);
    put<quint64>(event.fileTime);
    put<quint32>(0);
    put<quint32>(0);
    put<quint64>(id);
    put<quint8>(0);
    m_chunk += provider + QByteArray(16, '\x22') + channel;
    const qsizetype part = m_chunk.size();
    QString shape = event.provider;
    for (const auto &[name, value] : event.data)
        shape += u'\n' + name;
    m_chunk += QByteArray("\x0f\x01\x01\x00", 4);
    beginInstance(shape, [&] { writeData(event, true); });
    put<quint32>(quint32(event.data.size()));
    for (const auto &[name, value] : event.data)
        describe(value.size() * 2, 0x01);
    for (const auto &[name, value] : event.data)
        m_chunk += utf16(value);
    put<quint8>(0); // ends the part
    patch(m_chunk, partSizeAt, quint16(m_chunk.size() - part));
    put<quint8>(0); // ends the fragment
}

/// An instance up to its values; the definition stands in the first one of a chunk.
void EvtxWriter::beginInstance(const QString &shape, const std::function<void()> &writeBody)
{
    const auto templateId = quint32(qHash(shape, 0));
    put<quint8>(0x0c);
    put<quint8>(1);
    put<quint32>(templateId);
    const auto known = m_templates.constFind(shape);
    if (known != m_templates.cend()) {
        put<quint32>(*known);
        return;
    }
    const auto at = quint32(m_chunk.size() + 4);
    put<quint32>(at);
    m_templates.insert(shape, at);
    put<quint32>(0);
    put<quint32>(templateId); // begins the GUID
    m_chunk += QByteArray(12, '\x11');
    const qsizetype sizeAt = m_chunk.size();
    put<quint32>(0);
    m_chunk += QByteArray("\x0f\x01\x01\x00", 4);
    writeBody();
    put<quint8>(0);
    patch(m_chunk, sizeAt, quint32(m_chunk.size() - sizeAt - 4));
}

void EvtxWriter::writeEvent(const SampleEvent &event, bool asTemplate, quint64 id)
{
    const auto value = [this, asTemplate](quint16 index, quint8 type, const QString &text) {
        asTemplate ? substitution(index, type) : literal(text);
    };
    const auto leaf = [&](const QString &name, quint16 index, quint8 type, const QString &text) {
        openElement(name, asTemplate, false);
        put<quint8>(0x02);
        value(index, type, text);
        closeElement(true);
    };
    openElement(QStringLiteral("Event"), asTemplate, false);
    put<quint8>(0x02);
    openElement(QStringLiteral("System"), asTemplate, false);
    put<quint8>(0x02);
    openElement(QStringLiteral("Provider"), asTemplate, true);
    attributeName(QStringLiteral("Name"));
    value(14, 0x01, event.provider);
    if (!event.eventSourceName.isEmpty()) {
        attributeName(QStringLiteral("EventSourceName"));
        literal(event.eventSourceName);
    }
    closeElement(false);
    if (!event.task.isEmpty())
        leaf(QStringLiteral("Task"), 2, 0x06, event.task);
    leaf(QStringLiteral("EventID"), 3, 0x06, QString::number(event.id));
    leaf(QStringLiteral("Level"), 0, 0x04, QString::number(event.level));
    openElement(QStringLiteral("TimeCreated"), asTemplate, true);
    attributeName(QStringLiteral("SystemTime"));
    value(6, 0x11, QStringLiteral("2026-11-13T17:13:44.1180000Z"));
    closeElement(false);
    leaf(QStringLiteral("EventRecordID"), 10, 0x0a, QString::number(id));
    leaf(QStringLiteral("Channel"), 16, 0x01, event.channel);
    openElement(QStringLiteral("Computer"), asTemplate, false);
    put<quint8>(0x02);
    literal(event.computer);
    closeElement(true);
    closeElement(true);
    if (asTemplate)
        substitution(17, 0x21);
    else
        writeData(event, false);
    closeElement(true);
}

void EvtxWriter::writeData(const SampleEvent &event, bool asTemplate)
{
    openElement(QStringLiteral("EventData"), asTemplate, false);
    put<quint8>(0x02);
    quint16 index = 0;
    for (const auto &[name, text] : event.data) {
        openElement(QStringLiteral("Data"), asTemplate, !name.isEmpty());
        if (!name.isEmpty()) {
            attributeName(QStringLiteral("Name"));
            literal(name);
            endAttributes();
        }
        put<quint8>(0x02);
        asTemplate ? substitution(index++, 0x01) : literal(text);
        closeElement(true);
    }
    closeElement(true);
}

void EvtxWriter::openElement(const QString &elementName, bool asTemplate, bool attributes)
{
    put<quint8>(attributes ? 0x41 : 0x01);
    if (asTemplate)
        put<quint16>(0xffff);
    m_sizes.push_back(m_chunk.size());
    put<quint32>(0);
    name(elementName);
    if (attributes) {
        m_attributesAt = m_chunk.size();
        put<quint32>(0);
    }
}

void EvtxWriter::endAttributes()
{
    patch(m_chunk, m_attributesAt, quint32(m_chunk.size() - m_attributesAt - 4));
}

void EvtxWriter::closeElement(bool hadContent)
{
    if (!hadContent)
        endAttributes();
    put<quint8>(hadContent ? 0x04 : 0x03);
    const qsizetype at = m_sizes.takeLast();
    patch(m_chunk, at, quint32(m_chunk.size() - at - 4));
}

void EvtxWriter::attributeName(const QString &attribute)
{
    put<quint8>(0x06);
    name(attribute);
}

void EvtxWriter::name(const QString &text)
{
    const auto known = m_names.constFind(text);
    if (known != m_names.cend()) {
        put<quint32>(*known);
        return;
    }
    const auto at = quint32(m_chunk.size() + 4);
    put<quint32>(at);
    m_names.insert(text, at);
    put<quint32>(0);
    quint32 hash = 0;
    for (const QChar unit : text)
        hash = hash * 65599 + unit.unicode();
    put<quint16>(m_hashes ? quint16(hash) : 0);
    put<quint16>(quint16(text.size()));
    m_chunk += utf16(text);
    put<quint16>(0);
}

void EvtxWriter::literal(const QString &text)
{
    put<quint8>(0x05);
    put<quint8>(0x01);
    put<quint16>(quint16(text.size()));
    m_chunk += utf16(text);
}

void EvtxWriter::substitution(quint16 index, quint8 type)
{
    put<quint8>(0x0d);
    put<quint16>(index);
    put<quint8>(type);
}

} // namespace ashiato
