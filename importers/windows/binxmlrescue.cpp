// SPDX-License-Identifier: Apache-2.0
// What is told of the values of a template whose definition was overwritten.
#include "importers/windows/binxml.h"

#include "importers/windows/binxmlvalue.h"

namespace ashiato
{

namespace
{

/// The values of the event log service's own template, in the order that it always gives them. Seen in each of 46,000
/// records of Windows 7 to 11 and Server; the tools that carve event logs rely on it, too.
enum SystemValue : size_t {
    Level, Opcode, Task, EventId, Qualifiers, Keywords, TimeCreated, ActivityId, ProcessId, ThreadId, RecordId, Version,
    UserId, RelatedActivityId, ProviderName, ProviderGuid, ChannelName, SystemValueCount
};

} // namespace

/// The outermost values are those of the service; of a provider's values the names are lost.
void BinXmlReader::appendWithoutDefinition(const std::vector<Value> &values, int parent, int depth)
{
    if (parent < 0) {
        if (!m_tree->elements.empty())
            return;
        const auto is = [&values](SystemValue value, quint8 type) { return values[value].type == type; };
        const bool ofTheService = values.size() >= SystemValueCount && is(Level, BinXmlUInt8) && is(EventId, BinXmlUInt16)
            && is(Keywords, BinXmlHex64) && is(TimeCreated, BinXmlFileTime) && is(RecordId, BinXmlUInt64);
        if (!ofTheService)
            return;
        appendSystem(values);
        if (values.back().type == BinXmlFragment) // the provider's part
            appendValue(values.back(), 0, depth);
        return;
    }
    const int data = appendElement(parent, "EventData");
    for (const Value &value : values) {
        if (value.size == 0 || value.type == BinXmlNull)
            continue;
        const int element = appendElement(data, "Data");
        if (element < 0 || !appendValue(value, element, depth))
            return;
    }
}

void BinXmlReader::appendSystem(const std::vector<Value> &values)
{
    const auto text = [this, &values](SystemValue value) {
        const Value &held = values[value];
        return binXmlValueText(held.type, m_chunk.sliced(held.offset, held.size));
    };
    const int event = appendElement(-1, "Event");
    const int system = appendElement(event, "System");
    // Classic providers stand in the definition itself, and are lost with it.
    const bool named = values[ProviderName].type == BinXmlString && values[ProviderGuid].type == BinXmlGuid
        && values[ChannelName].type == BinXmlString;
    if (named) {
        appendAttribute(appendElement(system, "Provider"), "Name", text(ProviderName));
        appendElement(system, "Channel", text(ChannelName));
    }
    appendAttribute(appendElement(system, "EventID", text(EventId)), "Qualifiers", text(Qualifiers));
    appendElement(system, "Version", text(Version));
    appendElement(system, "Level", text(Level));
    appendElement(system, "Task", text(Task));
    appendElement(system, "Opcode", text(Opcode));
    appendElement(system, "Keywords", text(Keywords));
    appendAttribute(appendElement(system, "TimeCreated"), "SystemTime", text(TimeCreated));
    appendElement(system, "EventRecordID", text(RecordId));
    const int correlation = appendElement(system, "Correlation");
    appendAttribute(correlation, "ActivityID", text(ActivityId));
    appendAttribute(correlation, "RelatedActivityID", text(RelatedActivityId));
    const int execution = appendElement(system, "Execution");
    appendAttribute(execution, "ProcessID", text(ProcessId));
    appendAttribute(execution, "ThreadID", text(ThreadId));
    appendAttribute(appendElement(system, "Security"), "UserID", text(UserId));
}

/// -1 when there are too many.
int BinXmlReader::appendElement(int parent, const QByteArray &name, const QByteArray &text)
{
    if (m_tree->elements.size() >= kMaxElements)
        return -1;
    XmlElement element;
    element.parent = parent;
    element.name = name;
    element.text = text;
    element.firstAttribute = int(m_tree->attributes.size());
    if (parent >= 0)
        m_tree->elements[size_t(parent)].hasChildren = true;
    m_tree->elements.push_back(std::move(element));
    return int(m_tree->elements.size()) - 1;
}

/// To the element that was appended last.
void BinXmlReader::appendAttribute(int element, const QByteArray &name, const QByteArray &value)
{
    if (element < 0 || value.isEmpty())
        return;
    m_tree->attributes.push_back({name, value});
    ++m_tree->elements[size_t(element)].attributeCount;
}

} // namespace ashiato
