// SPDX-License-Identifier: Apache-2.0
#include "importers/windows/binxml.h"

#include "importers/windows/binxmlvalue.h"

#include <QtEndian>

namespace ashiato
{

namespace
{

constexpr int kMaxDepth = 12;             // templates and fragments within values
constexpr qsizetype kMaxText = 4 << 20;   // a value may be used by many substitutions
constexpr int kMaxNameUnits = 1024;

enum Token : quint8 {
    EndOfFragment = 0x00, OpenStart = 0x01, CloseStart = 0x02, CloseEmpty = 0x03, EndElement = 0x04, ValueText = 0x05,
    Attribute = 0x06, CData = 0x07, CharReference = 0x08, EntityReference = 0x09, PiTarget = 0x0a, PiData = 0x0b,
    TemplateInstance = 0x0c, Substitution = 0x0d, OptionalSubstitution = 0x0e, FragmentHeader = 0x0f,
    MoreFlag = 0x40,
};

QByteArray entityText(const QByteArray &name)
{
    if (name == "amp") return "&";
    if (name == "lt") return "<";
    if (name == "gt") return ">";
    if (name == "quot") return "\"";
    if (name == "apos") return "'";
    return '&' + name + ';';
}

quint16 nameHash(QByteArrayView utf16)
{
    quint32 hash = 0;
    for (qsizetype i = 0; i + 1 < utf16.size(); i += 2)
        hash = hash * 65599 + qFromLittleEndian<quint16>(utf16.data() + i);
    return quint16(hash);
}

} // namespace

/// A position in the chunk that never passes its end.
class BinXmlReader::Cursor
{
public:
    Cursor(QByteArrayView chunk, quint32 from, quint32 end)
        : m_chunk(chunk), m_end(std::min<quint32>(end, quint32(chunk.size()))), m_at(std::min(from, m_end))
    {
    }

    quint32 at() const { return m_at; }
    bool atEnd() const { return m_at >= m_end; }
    bool failed() const { return m_failed; }
    int peek() const { return atEnd() ? -1 : int(uchar(m_chunk[m_at])); }

    QByteArrayView take(quint32 count)
    {
        if (m_failed || count > m_end - m_at) {
            m_failed = true;
            return {};
        }
        m_at += count;
        return m_chunk.sliced(m_at - count, count);
    }
    quint8 u8()
    {
        const auto part = take(1);
        return m_failed ? 0 : quint8(part[0]);
    }
    quint16 u16()
    {
        const auto part = take(2);
        return m_failed ? 0 : qFromLittleEndian<quint16>(part.data());
    }
    quint32 u32()
    {
        const auto part = take(4);
        return m_failed ? 0 : qFromLittleEndian<quint32>(part.data());
    }

private:
    QByteArrayView m_chunk;
    quint32 m_end;
    quint32 m_at;
    bool m_failed = false;
};

QByteArray XmlTree::attribute(const XmlElement &element, QByteArrayView name) const
{
    for (int i = 0; i < element.attributeCount; ++i) {
        const XmlAttribute &candidate = attributes[size_t(element.firstAttribute + i)];
        if (candidate.name == name)
            return candidate.value;
    }
    return {};
}

bool BinXmlReader::read(quint32 from, quint32 end, XmlTree &tree, bool sound)
{
    tree.clear();
    m_sound = sound;
    m_tree = &tree;
    m_textLeft = kMaxText;
    Cursor cursor(m_chunk, from, end);
    const bool good = readContent(cursor, Scope{}, -1);
    m_tree = nullptr;
    return good && !tree.elements.empty();
}

/// Reads tokens up to the end of the fragment. The element stack is the chain of parents.
bool BinXmlReader::readContent(Cursor &cursor, const Scope &scope, int parent)
{
    int current = parent;
    QByteArray ignored;
    while (!cursor.atEnd() && !cursor.failed()) {
        const quint8 byte = cursor.u8();
        const quint8 token = byte & ~MoreFlag;
        bool good = true;
        switch (token) {
        case EndOfFragment:
            return current == parent;
        case FragmentHeader: // major, minor, flags
            cursor.take(3);
            break;
        case OpenStart:
            good = readElementStart(cursor, scope, byte & MoreFlag, current);
            break;
        case EndElement:
            good = current != parent;
            if (good)
                current = m_tree->elements[size_t(current)].parent;
            break;
        case ValueText: case CData: case CharReference: case EntityReference:
            good = readText(cursor, token, current >= 0 ? m_tree->elements[size_t(current)].text : ignored);
            break;
        case PiTarget:
            good = readName(cursor, ignored);
            break;
        case PiData:
            cursor.take(quint32(cursor.u16()) * 2);
            break;
        case TemplateInstance:
            good = readTemplateInstance(cursor, scope, current);
            break;
        case Substitution: case OptionalSubstitution:
            good = readSubstitution(cursor, scope, current);
            break;
        default:
            good = false;
        }
        if (!good)
            return false;
    }
    return current == parent && !cursor.failed();
}

bool BinXmlReader::readElementStart(Cursor &cursor, const Scope &scope, bool hasAttributes, int &current)
{
    if (m_tree->elements.size() >= kMaxElements)
        return false;
    if (scope.dependencyIds)
        cursor.u16();
    cursor.u32(); // size of the element's data; its end is told by the tokens
    XmlElement element;
    element.parent = current;
    element.firstAttribute = int(m_tree->attributes.size());
    if (!readName(cursor, element.name))
        return false;
    if (hasAttributes) {
        cursor.u32(); // size of the attribute list
        if (!readAttributes(cursor, scope, element))
            return false;
    }
    const quint8 close = cursor.u8();
    if (cursor.failed() || (close != CloseStart && close != CloseEmpty))
        return false;
    if (current >= 0)
        m_tree->elements[size_t(current)].hasChildren = true;
    m_tree->elements.push_back(std::move(element));
    if (close == CloseStart)
        current = int(m_tree->elements.size()) - 1;
    return true;
}

bool BinXmlReader::readAttributes(Cursor &cursor, const Scope &scope, XmlElement &element)
{
    while ((cursor.peek() & ~MoreFlag) == Attribute) {
        cursor.u8();
        XmlAttribute attribute;
        if (!readName(cursor, attribute.name) || !readAttributeValue(cursor, scope, attribute.value))
            return false;
        m_tree->attributes.push_back(std::move(attribute));
        if (m_tree->attributes.size() > kMaxElements)
            return false;
        ++element.attributeCount;
    }
    return !cursor.failed();
}

bool BinXmlReader::readAttributeValue(Cursor &cursor, const Scope &scope, QByteArray &value)
{
    for (;;) {
        const int next = cursor.peek();
        if (next < 0)
            return false;
        const quint8 token = quint8(next) & ~MoreFlag;
        if (token == Substitution || token == OptionalSubstitution) {
            cursor.u8();
            const quint16 index = cursor.u16();
            cursor.u8(); // type as the template expects it; the value has its own
            if (cursor.failed() || !scope.values || index >= scope.values->size())
                return false;
            const Value &held = (*scope.values)[index];
            const QByteArrayView bytes = m_chunk.sliced(held.offset, held.size);
            if (!addText(value, binXmlValueText(held.type, bytes)))
                return false;
        } else if (token == ValueText || token == CharReference || token == EntityReference) {
            cursor.u8();
            if (!readText(cursor, token, value))
                return false;
        } else {
            return true;
        }
    }
}

bool BinXmlReader::readText(Cursor &cursor, quint8 token, QByteArray &into)
{
    if (token == EntityReference) {
        QByteArray name;
        return readName(cursor, name) && addText(into, entityText(name));
    }
    if (token == CharReference) {
        const QByteArrayView unit = cursor.take(2);
        return !cursor.failed() && addText(into, utf16ToUtf8(unit));
    }
    if (token == ValueText && cursor.u8() != BinXmlString)
        return false;
    const QByteArrayView text = cursor.take(quint32(cursor.u16()) * 2);
    return !cursor.failed() && addText(into, utf16ToUtf8(text));
}

/// A name is stored once in a chunk (offset of the next of the same hash, hash, count, text, NUL) and stands right here
/// the first time.
bool BinXmlReader::readName(Cursor &cursor, QByteArray &name)
{
    constexpr quint32 kHeader = 8;
    const quint32 offset = cursor.u32();
    if (cursor.failed())
        return false;
    auto known = m_names.constFind(offset);
    if (known == m_names.cend()) {
        Cursor place(m_chunk, offset, quint32(m_chunk.size()));
        place.take(4);
        const quint16 hash = place.u16(), units = place.u16();
        const QByteArrayView text = place.take(quint32(units) * 2);
        if (place.failed() || units > kMaxNameUnits || (!m_sound && nameHash(text) != hash))
            return false; // overwritten: what stands there now is no name
        known = m_names.insert(offset, {utf16ToUtf8(text), kHeader + quint32(units) * 2 + 2});
    }
    name = known->text;
    if (offset == cursor.at())
        cursor.take(known->stored);
    return !cursor.failed();
}

/// 1 byte, template id, offset of the definition (which stands right here the first time), then the values.
/// The id is the start of the definition's GUID. A recovered record may lead to where another definition stands by now:
/// its names are not those of these values.
bool BinXmlReader::readTemplateInstance(Cursor &cursor, const Scope &scope, int parent)
{
    constexpr quint32 kDefinitionHeader = 24; // offset of the next, GUID, size
    constexpr quint32 kMaxValues = 4096;
    if (scope.depth >= kMaxDepth)
        return false;
    cursor.u8();
    const quint32 id = cursor.u32(), definition = cursor.u32();
    Cursor head(m_chunk, definition, quint32(m_chunk.size()));
    head.u32();
    const bool isTheOne = (head.u32() == id) || m_sound;
    head.take(12); // the rest of the GUID
    const quint32 size = head.u32();
    const quint32 body = definition + kDefinitionHeader;
    const bool usable = isTheOne && !head.failed() && size <= m_chunk.size() - body;
    if (definition == cursor.at()) {
        if (!usable)
            return false;
        cursor.take(kDefinitionHeader + size);
    }

    const quint32 count = cursor.u32();
    if (cursor.failed() || count > kMaxValues)
        return false;
    std::vector<Value> values(count);
    for (Value &value : values) {
        value.size = cursor.u16();
        value.type = cursor.u8();
        cursor.u8();
    }
    for (Value &value : values) {
        value.offset = cursor.at();
        cursor.take(value.size);
    }
    if (cursor.failed())
        return false;
    if (!usable) {
        appendWithoutDefinition(values, parent, scope.depth + 1);
        return false;
    }
    Cursor inner(m_chunk, body, body + size);
    return readContent(inner, Scope{&values, true, scope.depth + 1}, parent);
}

bool BinXmlReader::readSubstitution(Cursor &cursor, const Scope &scope, int current)
{
    const quint16 index = cursor.u16();
    cursor.u8();
    if (cursor.failed() || !scope.values || index >= scope.values->size())
        return false;
    return appendValue((*scope.values)[index], current, scope.depth);
}

bool BinXmlReader::appendValue(const Value &value, int current, int depth)
{
    const QByteArrayView bytes = m_chunk.sliced(value.offset, value.size);
    if (value.type == BinXmlFragment) {
        if (depth >= kMaxDepth)
            return false;
        Cursor inner(m_chunk, value.offset, value.offset + value.size);
        return readContent(inner, Scope{nullptr, false, depth + 1}, current);
    }
    if (current < 0)
        return false;
    if (!(value.type & BinXmlArray))
        return addText(m_tree->elements[size_t(current)].text, binXmlValueText(value.type, bytes));

    const std::vector<QByteArray> items = binXmlArrayTexts(value.type & ~BinXmlArray, bytes);
    for (size_t i = 0; i < items.size(); ++i) {
        if (i == 0) {
            if (!addText(m_tree->elements[size_t(current)].text, items[i]))
                return false;
            continue;
        }
        if (m_tree->elements.size() >= kMaxElements)
            return false;
        XmlElement copy = m_tree->elements[size_t(current)];
        copy.text.clear();
        if (!addText(copy.text, items[i]))
            return false;
        m_tree->elements.push_back(std::move(copy));
    }
    return true;
}

bool BinXmlReader::addText(QByteArray &into, QByteArrayView text)
{
    m_textLeft -= text.size();
    if (m_textLeft < 0)
        return false;
    into.append(text);
    return true;
}

} // namespace ashiato
