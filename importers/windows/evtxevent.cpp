// SPDX-License-Identifier: Apache-2.0
#include "importers/windows/evtxevent.h"

#include <QDate>

#include <charconv>

namespace ashiato
{

namespace
{

/// Gives fields their unique names. Those of System stay its own: event 104 has a Channel besides.
void addField(EvtxEvent &event, QByteArray name, const QByteArray &value)
{
    if (name == "Provider" || name == "Channel" || name == "Level" || name == "Keywords" || name == "EventRecordID")
        name.prepend("Data.");
    if (event.find(name))
        name += '[' + QByteArray::number(++event.repeats[name]) + ']';
    event.fields.push_back({std::move(name), value, false});
}

/// The attributes of an element of System as "Provider.Guid", but for the one that has a place of its own.
void addSystemAttributes(const XmlTree &tree, const XmlElement &element, QByteArrayView except, EvtxEvent &event)
{
    for (int i = 0; i < element.attributeCount; ++i) {
        const XmlAttribute &attribute = tree.attributes[size_t(element.firstAttribute + i)];
        if (!attribute.value.isEmpty() && attribute.name != "xmlns" && attribute.name != except)
            event.system.push_back({element.name + '.' + attribute.name, attribute.value, false});
    }
}

void readSystemChild(const XmlTree &tree, const XmlElement &element, EvtxEvent &event)
{
    const QByteArray &name = element.name;
    if (name == "Provider") {
        event.provider = tree.attribute(element, "Name");
        if (event.provider.isEmpty())
            event.provider = tree.attribute(element, "Guid");
        addSystemAttributes(tree, element, "Name", event);
        return;
    }
    if (name == "TimeCreated") {
        event.timeCreated = tree.attribute(element, "SystemTime");
        addSystemAttributes(tree, element, "SystemTime", event);
        return;
    }
    if (name == "Channel") {
        event.channel = element.text;
    } else if (name == "Computer") {
        event.computer = element.text;
    } else if (name == "EventRecordID") {
        event.recordId = element.text;
    } else if (name == "Keywords") {
        event.keywords = element.text;
    } else if (name == "EventID") {
        bool good = false;
        const uint id = element.text.toUInt(&good);
        if (good)
            event.eventId = id;
    } else if (name == "Level") {
        bool good = false;
        const int level = element.text.toInt(&good);
        event.level = good ? level : -1;
    } else if (!element.text.isEmpty() && element.text != "0") {
        event.system.push_back({name, element.text, false});
    }
    addSystemAttributes(tree, element, {}, event);
}

/// The attributes of an element of a provider's part, as "path@attribute", but for one whose value is told otherwise.
void addAttributes(const XmlTree &tree, const XmlElement &element, const QByteArray &path, QByteArrayView except, EvtxEvent &event)
{
    for (int i = 0; i < element.attributeCount; ++i) {
        const XmlAttribute &attribute = tree.attributes[size_t(element.firstAttribute + i)];
        if (attribute.name != except && !attribute.name.startsWith("xmlns") && !attribute.value.isEmpty())
            addField(event, path + '@' + attribute.name, attribute.value);
    }
}

/// An element of a provider's part: a leaf gives its text, and attributes other than Name stand beside it.
void readLeaf(const XmlTree &tree, const XmlElement &element, const QByteArray &path, EvtxEvent &event)
{
    if (!element.hasChildren || !element.text.isEmpty())
        addField(event, path, element.text);
    addAttributes(tree, element, path, "Name", event);
}

/// Name of an element below EventData, UserData …
QByteArray nameOf(const XmlTree &tree, const XmlElement &element, int &nameless)
{
    const QByteArray named = tree.attribute(element, "Name");
    if (!named.isEmpty())
        return named;
    return element.name == "Data" ? "Data[" + QByteArray::number(nameless++) + ']' : element.name;
}

} // namespace

void EvtxEvent::clear()
{
    *this = EvtxEvent{};
}

const QByteArray *EvtxEvent::field(QByteArrayView name) const
{
    for (const auto *list : {&fields, &system}) {
        for (const EvtxField &candidate : *list) {
            if (candidate.name == name)
                return &candidate.value;
        }
    }
    return nullptr;
}

const EvtxField *EvtxEvent::find(QByteArrayView name) const
{
    for (const EvtxField &candidate : fields) {
        if (candidate.name == name)
            return &candidate;
    }
    return nullptr;
}

EvtxField *EvtxEvent::find(QByteArrayView name)
{
    return const_cast<EvtxField *>(std::as_const(*this).find(name));
}

void readEvtxEvent(const XmlTree &tree, EvtxEvent &event)
{
    event.clear();
    // Depth below Event and the path below the provider's own element, kept for each element as parents come first.
    struct Place {
        int depth = 0;
        bool system = false;
        bool userData = false;
        QByteArray path;
    };
    std::vector<Place> places(tree.elements.size());
    int nameless = 0;
    for (size_t i = 0; i < tree.elements.size(); ++i) {
        const XmlElement &element = tree.elements[i];
        Place &place = places[i];
        if (element.parent < 0)
            continue; // Event itself
        const Place &parent = places[size_t(element.parent)];
        place.depth = parent.depth + 1;
        place.system = place.depth == 1 ? element.name == "System" : parent.system;
        place.userData = place.depth == 1 ? element.name == "UserData" : parent.userData;
        if (place.depth == 1) {
            const bool isPart = element.name == "EventData" || place.userData || place.system;
            if (!isPart)
                place.path = element.name; // RenderingInfo, ProcessingErrorData … keep their name
            if (!place.system && !element.text.isEmpty())
                addField(event, element.name, element.text);
            if (!place.system)
                addAttributes(tree, element, element.name, {}, event); // EventData may be named
            continue;
        }
        if (place.system) {
            if (place.depth == 2)
                readSystemChild(tree, element, event);
            continue;
        }
        if (place.userData && place.depth == 2 && element.hasChildren) { // what the provider puts around its fields
            if (!element.text.isEmpty())
                addField(event, element.name, element.text);
            addAttributes(tree, element, element.name, {}, event);
            continue;
        }
        const QByteArray name = nameOf(tree, element, nameless);
        place.path = parent.path.isEmpty() ? name : parent.path + '/' + name;
        readLeaf(tree, element, place.path, event);
    }
}

std::optional<qint64> utcTextToNs(QByteArrayView text)
{
    constexpr qsizetype kToSeconds = 19; // 2026-11-14T02:13:44
    if (text.size() < kToSeconds || text[10] != 'T')
        return std::nullopt;
    const auto number = [&text](qsizetype from, qsizetype count) {
        int value = -1;
        const char *end = text.data() + from + count;
        return std::from_chars(text.data() + from, end, value).ptr == end ? value : -1;
    };
    const int year = number(0, 4), month = number(5, 2), day = number(8, 2), hour = number(11, 2),
              minute = number(14, 2), second = number(17, 2);
    const QDate date(year, month, day);
    const bool inRange = year > 1677 && year < 2262 && date.isValid() && hour >= 0 && hour < 24 && minute >= 0
        && minute < 60 && second >= 0 && second <= 60;
    if (!inRange)
        return std::nullopt;
    qint64 fraction = 0, scale = 1'000'000'000;
    for (qsizetype i = kToSeconds + 1; text.size() > kToSeconds && text[kToSeconds] == '.' && i < text.size(); ++i) {
        if (text[i] < '0' || text[i] > '9' || scale == 1)
            break;
        scale /= 10;
        fraction += (text[i] - '0') * scale;
    }
    const qint64 days = date.toJulianDay() - QDate(1970, 1, 1).toJulianDay();
    return ((days * 24 + hour) * 60 + minute) * 60'000'000'000 + second * 1'000'000'000LL + fraction;
}

} // namespace ashiato
