// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QHash>

#include <vector>

namespace ashiato
{

struct XmlAttribute {
    QByteArray name;
    QByteArray value;
};

/// One element of a decoded record. Text is the character data directly in it, joined.
struct XmlElement {
    QByteArray name;
    QByteArray text;
    int parent = -1;         ///< Index in XmlTree::elements; -1: top
    int firstAttribute = 0;  ///< Index in XmlTree::attributes
    int attributeCount = 0;
    bool hasChildren = false;
};

/// Elements in document order; parents stand before their children. All text is UTF-8.
struct XmlTree {
    std::vector<XmlElement> elements;
    std::vector<XmlAttribute> attributes;

    void clear()
    {
        elements.clear();
        attributes.clear();
    }
    QByteArray attribute(const XmlElement &element, QByteArrayView name) const;
};

/// Decodes the binary XML of the event records of one chunk (EVTX 3.x; MS-EVEN6 2.2.12 and the libevtx format notes).
/// Names and template definitions are told by offsets from the start of the chunk, so the whole chunk is needed.
/// Values are written as the Windows event viewer does: GUID in braces, SID as S-1-…, times in UTC with 100 ns digits,
/// hexadecimal integers without leading zeros, binary as upper-case hex. An array value repeats its element.
/// Where a definition was overwritten, the values are told without it (binxmlrescue.cpp), and the fragment is damaged.
/// Every offset, count, depth and the sum of text is bounded. Does not own the bytes. One thread.
class BinXmlReader
{
public:
    explicit BinXmlReader(QByteArrayView chunk) : m_chunk(chunk) {}

    /// Decodes the fragment in [from, end). False: damaged; the tree holds what was read before the damage.
    /// sound: nothing was overwritten (a live record of a chunk whose checksum holds), so what it points to is its own.
    /// Elsewhere names and definitions are taken by their hash and id only; programs that are not Windows set none.
    bool read(quint32 from, quint32 end, XmlTree &tree, bool sound = false);

private:
    static constexpr size_t kMaxElements = 20'000; ///< A chunk has 64 KiB; more comes only from amplification.

    struct Value {
        quint8 type = 0;
        quint32 offset = 0;
        quint16 size = 0;
    };
    struct Scope {
        const std::vector<Value> *values = nullptr;
        bool dependencyIds = false; ///< Elements carry them inside template definitions only.
        int depth = 0;
    };
    class Cursor;

    bool readContent(Cursor &cursor, const Scope &scope, int parent);
    bool readElementStart(Cursor &cursor, const Scope &scope, bool hasAttributes, int &current);
    bool readAttributes(Cursor &cursor, const Scope &scope, XmlElement &element);
    bool readAttributeValue(Cursor &cursor, const Scope &scope, QByteArray &value);
    bool readTemplateInstance(Cursor &cursor, const Scope &scope, int parent);
    bool readSubstitution(Cursor &cursor, const Scope &scope, int current);
    bool readText(Cursor &cursor, quint8 token, QByteArray &into);
    bool readName(Cursor &cursor, QByteArray &name);
    bool appendValue(const Value &value, int current, int depth);
    bool addText(QByteArray &into, QByteArrayView text);
    void appendWithoutDefinition(const std::vector<Value> &values, int parent, int depth);
    void appendSystem(const std::vector<Value> &values);
    int appendElement(int parent, const QByteArray &name, const QByteArray &text = {});
    void appendAttribute(int element, const QByteArray &name, const QByteArray &value);

    QByteArrayView m_chunk;
    struct Name {
        QByteArray text;
        quint32 stored = 0; ///< Bytes that it takes where it stands
    };
    QHash<quint32, Name> m_names; ///< By offset
    XmlTree *m_tree = nullptr;
    bool m_sound = false; ///< Of the fragment being read
    qsizetype m_textLeft = 0;
};

} // namespace ashiato
