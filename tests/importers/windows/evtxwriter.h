// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QPair>
#include <QString>

#include <functional>

namespace ashiato
{

struct SampleEvent {
    quint16 id = 4624;
    quint8 level = 4;
    quint64 fileTime = 0;
    QString provider = QStringLiteral("Microsoft-Windows-Security-Auditing");
    QString channel = QStringLiteral("Security");
    QString computer = QStringLiteral("PC-07.corp.example.jp");
    QList<QPair<QString, QString>> data; ///< An empty name: a Data element without Name
    QString task;            ///< Plain ones only: System/Task
    QString eventSourceName; ///< Plain ones only: Provider/@EventSourceName
    bool plain = false; ///< Without a template, as logs exported by the event viewer are.
};

/// Writes event logs for tests: header, chunks, binary XML with templates, checksums. Small, valid, deterministic.
class EvtxWriter
{
public:
    /// hashes: as Windows; false: names without their hash, as other programs write them.
    explicit EvtxWriter(bool hashes = true) : m_hashes(hashes) {}
    void add(const SampleEvent &event);
    /// Ends the current chunk, so that the next event begins a new one.
    void closeChunk();
    QByteArray file(bool dirty = false);

private:
    void openChunk();
    void writeFragment(const SampleEvent &event, quint64 id);
    void beginInstance(const QString &shape, const std::function<void()> &writeBody);
    void writeEvent(const SampleEvent &event, bool asTemplate, quint64 id);
    void writeData(const SampleEvent &event, bool asTemplate);
    void openElement(const QString &name, bool asTemplate, bool attributes);
    void endAttributes();
    void closeElement(bool hadContent); ///< Without content: an element with attributes only
    void attributeName(const QString &name);
    void name(const QString &name);
    void literal(const QString &text);
    void substitution(quint16 index, quint8 type);
    template <typename T> void put(T value);

    bool m_hashes;
    QByteArray m_chunks;
    QByteArray m_chunk;
    QHash<QString, quint32> m_names;
    QHash<QString, quint32> m_templates;
    QList<qsizetype> m_sizes; ///< Places of the data sizes of open elements
    qsizetype m_attributesAt = 0; ///< Place of the size of the open attribute list
    quint64 m_nextId = 1;
    quint64 m_firstInChunk = 1;
    qsizetype m_lastRecord = 512;
};

} // namespace ashiato
