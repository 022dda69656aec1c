// SPDX-License-Identifier: Apache-2.0
// Common Event Format: "CEF:0|vendor|product|version|class|name|severity|key=value key=value …"
// (Micro Focus, "ArcSight Common Event Format", version 26).
#include "importers/logs/logvariants.h"

#include <array>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

class CefVariant : public VariantOfFormat
{
public:
    CefVariant(const LogFormat &format, const QJsonObject &definition) : VariantOfFormat(format)
    {
        m_vendor = definition[u"vendor"].toString().toUtf8();
        for (const QJsonValue &prefix : definition[u"prefixes"].toArray())
            m_prefixes.push_back(prefix.toString().toUtf8());
        m_names = namesFrom(definition);
    }

    bool split(QByteArrayView line, LogFields &fields) const override
    {
        line = trimBlanks(line);
        clear(fields);
        std::array<QByteArrayView, kHeader> parts;
        size_t firstPart = 0;
        qsizetype begin = 0;
        if (const qsizetype mark = line.indexOf("CEF:"); mark >= 0) {
            fields.header = trimBlanks(line.first(mark));
            begin = mark + 4;
        } else if (line.startsWith(m_vendor + '|')) { // cut off in front, down to the vendor
            firstPart = 1;
        } else {
            begin = line.indexOf('|' + m_vendor + '|');
            if (begin < 0)
                return false;
            while (begin > 0 && line[begin - 1] >= '0' && line[begin - 1] <= '9') // the version of CEF, without its mark
                --begin;
            fields.header = trimBlanks(line.first(begin));
        }
        const qsizetype at = takeHeader(line, begin, firstPart, parts, fields);
        if (at < 0 || parts[1] != QByteArrayView(m_vendor))
            return false;
        if (!takeExtension(line.sliced(at), fields))
            return false;
        // Behind the extension: where both tell the same, the extension's own words come first.
        static constexpr std::array<const char *, kHeader> kNames{nullptr, nullptr, "deviceProduct", "deviceVersion",
                                                                  "deviceEventClassId", "name", "cefSeverity"};
        for (size_t i = 2; i < kHeader; ++i)
            keep(kNames[i], parts[i], fields);
        return true;
    }

private:
    static constexpr size_t kHeader = 7;

    /// The parts between the bars, from the given one on; the place behind the last bar, -1 where there are not enough.
    static qsizetype takeHeader(QByteArrayView line, qsizetype at, size_t index, std::array<QByteArrayView, kHeader> &parts,
                                LogFields &fields)
    {
        for (; index < kHeader; ++index) {
            QByteArrayView &part = parts[index];
            const qsizetype begin = at;
            bool escaped = false;
            while (at < line.size() && line[at] != '|') {
                escaped = escaped || line[at] == '\\';
                at += line[at] == '\\' ? 2 : 1;
            }
            if (at >= line.size())
                return -1;
            part = trimBlanks(line.sliced(begin, at - begin));
            if (escaped)
                part = plain(part, fields);
            ++at;
        }
        return at;
    }

    /// Length of "key=" at the text's begin; 0: there is none.
    static qsizetype keyLength(QByteArrayView text)
    {
        qsizetype at = 0;
        const auto isKeyByte = [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
        };
        while (at < text.size() && isKeyByte(text[at]))
            ++at;
        return at > 0 && at < text.size() && text[at] == '=' ? at + 1 : 0;
    }

    /// A value holds blanks; it ends before the blank that the next key follows.
    bool takeExtension(QByteArrayView text, LogFields &fields) const
    {
        text = trimBlanks(text);
        while (!text.isEmpty()) {
            const qsizetype key = keyLength(text);
            if (key == 0)
                return false;
            qsizetype end = key;
            while (end < text.size() && !(isBlank(text[end]) && keyLength(text.sliced(end + 1)) > 0))
                ++end;
            QByteArrayView value = trimBlanks(text.sliced(key, end - key));
            if (value.contains('\\'))
                value = plain(value, fields);
            if (value.size() >= 2 && value.startsWith('"') && value.endsWith('"'))
                value = value.sliced(1, value.size() - 2);
            keep(text.first(key - 1), value, fields);
            text = trimBlanks(text.sliced(end));
        }
        return true;
    }

    /// \= \| \\ are the byte itself, \n and \r an end of line.
    static QByteArrayView plain(QByteArrayView text, LogFields &fields)
    {
        std::string &out = fields.kept.emplace_back();
        for (qsizetype at = 0; at < text.size(); ++at) {
            const bool escape = text[at] == '\\' && at + 1 < text.size() && QByteArrayView("=|\\nr").contains(text[at + 1]);
            if (escape)
                ++at;
            out += escape && text[at] == 'n' ? '\n' : escape && text[at] == 'r' ? '\r' : text[at];
        }
        return QByteArrayView(out.data(), qsizetype(out.size()));
    }

    /// Under the source's own name for it: CEF's keys are translated, the vendor's prefix comes off.
    void keep(QByteArrayView key, QByteArrayView value, LogFields &fields) const
    {
        if (storeNamed(m_names, key, value, fields))
            return;
        for (const QByteArray &prefix : m_prefixes) {
            if (key.startsWith(prefix) && key.size() > prefix.size()) {
                key = key.sliced(prefix.size());
                break;
            }
        }
        store(m_format->indexOf(key), key, value, fields);
    }

    QByteArray m_vendor;
    std::vector<QByteArray> m_prefixes;
    Names m_names;
};

} // namespace

std::unique_ptr<LogVariant> makeCefVariant(const LogFormat &format, const QJsonObject &definition)
{
    return std::make_unique<CefVariant>(format, definition);
}

} // namespace ashiato
