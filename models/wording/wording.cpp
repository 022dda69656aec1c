// SPDX-License-Identifier: Apache-2.0
#include "models/wording/wording.h"

#include "models/records/severity.h"
#include "models/wording/plainstyle.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QVariant>

#include <array>

namespace ashiato
{

namespace
{

using namespace Qt::Literals::StringLiterals;

constexpr qsizetype kLongestValue = 300;
constexpr int kSummaryFields = 8;

/// Values of several lines on one; blanks within a line are kept as they are.
QString oneLine(const QString &value)
{
    if (!value.contains(u'\n') && !value.contains(u'\t'))
        return value.trimmed();
    return value.simplified();
}

QString numberText(qint64 number, qint64 none)
{
    return number == none ? QString() : QString::number(number);
}

/// The value that a column holds for a role.
QString roleText(const EventFields &fields, const QString &role)
{
    static constexpr FieldMembers<EventFields, QString> kTexts{
#define ASHIATO_MEMBER(Name, member, ...) &EventFields::member,
#define ASHIATO_NULL(...) nullptr,
        ASHIATO_EVENT_FIELDS(ASHIATO_MEMBER, ASHIATO_NULL, ASHIATO_NULL, ASHIATO_NULL)};
    static constexpr FieldMembers<EventFields, int> kPorts{
        ASHIATO_EVENT_FIELDS(ASHIATO_NULL, ASHIATO_MEMBER, ASHIATO_NULL, ASHIATO_NULL)};
    static constexpr FieldMembers<EventFields, qint64> kNumbers{
        ASHIATO_EVENT_FIELDS(ASHIATO_NULL, ASHIATO_NULL, ASHIATO_MEMBER, ASHIATO_MEMBER)};
#undef ASHIATO_MEMBER
#undef ASHIATO_NULL
    const QByteArray id = role.toLatin1();
    const auto field = typedFromId({id.constData(), size_t(id.size())});
    if (!field)
        return {};
    if (*field == EventField::NamedPath && fields.type.startsWith("fs:"_L1))
        return fields.path; // never the log as what it names
    const EventFieldSpec &spec = specOf(*field);
    const size_t place = typedIndex(*field);
    if (spec.isText())
        return fields.*kTexts[place];
    return numberText(spec.shape == FieldShape::Port ? fields.*kPorts[place] : fields.*kNumbers[place], spec.none());
}

/// What sources write where they have nothing to say.
bool saysNothing(const QString &value)
{
    return value.isEmpty() || value == "-"_L1;
}

QString jsonText(const QJsonValue &value)
{
    if (value.isString())
        return value.toString();
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    return value.isNull() || value.isUndefined() ? QString() : value.toVariant().toString();
}

struct FlagWord {
    quint32 flag;
    const char *key;
};

} // namespace

void EventFields::setDetails(const QByteArray &json)
{
    details = QJsonDocument::fromJson(json).object();
}

QString macbLetters(quint8 macb)
{
    QString letters(4, u'.');
    for (int i = 0; i < 4; ++i) {
        if (macb & (1 << i))
            letters[i] = "MACB"_L1[i];
    }
    return letters;
}

Wording::Wording(std::shared_ptr<const EventTypeCatalogue> catalogue, QLocale::Language language)
    : m_catalogue(std::move(catalogue)),
      m_language(language == QLocale::Japanese ? QLocale::Japanese : QLocale::English),
      m_locale(m_language == QLocale::Japanese ? QLocale(QLocale::Japanese, QLocale::Japan)
                                               : QLocale(QLocale::English, QLocale::UnitedStates))
{
}

QString Wording::word(const QString &key) const
{
    const BilingualText *text = m_catalogue->word(key);
    return text ? text->in(m_language) : key;
}

QString Wording::eventTitle(const QString &type, const QString &provider) const
{
    const EventType &known = provider.isEmpty() ? m_catalogue->type(type) : m_catalogue->type(type, provider);
    QString title = known.title.in(m_language);
    title.replace("{id}"_L1, type.section(u':', -1));
    return title.isEmpty() ? type : title;
}

QString Wording::eventExplanation(const QString &type, const QString &provider) const
{
    const EventType &known = provider.isEmpty() ? m_catalogue->type(type) : m_catalogue->type(type, provider);
    return known.explanation.in(m_language);
}

QString Wording::eventSentence(const EventFields &fields) const
{
    const EventType &type = m_catalogue->type(fields.type, fields.details.value("Provider"_L1).toString());
    const bool isPlain = m_isReport && m_language == QLocale::Japanese;
    return (isPlain ? type.reportSentence : type.sentenceIn(m_language)).render(
        [this, &type, &fields](const QString &name) { return lookup(type, fields, name); }, unknown());
}

/// A field for a sentence: special names, then columns, then the record's own fields.
QString Wording::lookup(const EventType &type, const EventFields &fields, const QString &name) const
{
    if (name == "id"_L1)
        return fields.type.section(u':', -1);
    if (name == "macb"_L1)
        return macbLetters(fields.macb);
    if (name == "times"_L1)
        return fileTimes(fields.macb);
    if (name == "fields"_L1)
        return summary(type, fields.details);
    if (name == "bytesOut"_L1)
        return fields.bytesOut < 0 ? QString() : exactBytes(fields.bytesOut);
    if (name == "bytesIn"_L1)
        return fields.bytesIn < 0 ? QString() : exactBytes(fields.bytesIn);
    QString value = roleText(fields, name);
    if (value.isEmpty())
        value = jsonText(fields.details.value(name));
    if (value.isEmpty())
        value = roleText(fields, type.roleOfField.value(name)); // the column holds it instead of the details
    if (saysNothing(value) || value == type.fields.value(name).empty)
        return {};
    value = oneLine(fieldValue(type, name, value, fields.details.value("Provider"_L1).toString()));
    if (value.size() > kLongestValue)
        value = value.first(kLongestValue) + u'…';
    return visibleText(value);
}

QString Wording::fieldValue(const EventType &type, const QString &field, const QString &value, const QString &provider) const
{
    QString table = type.fields.value(field).values;
    if (table.isEmpty() && provider == "Microsoft-Windows-Security-Auditing"_L1)
        table = u"messageParameter"_s;
    if (table.isEmpty())
        return value;
    if (value.contains("%%"_L1))
        return withConstants(table, value);
    const QStringList flags = m_catalogue->flagMeanings(table, value, m_language);
    if (!flags.isEmpty())
        return value + u" ("_s + flags.join(m_language == QLocale::Japanese ? u"、"_s : u", "_s) + u')';
    const BilingualText *meaning = m_catalogue->valueMeaning(table, value.trimmed());
    return meaning ? value + u" ("_s + meaning->in(m_language) + u')' : value;
}

/// A field may hold several constants: "%%8448, %%8450", or one a line (rights that were asked for).
QString Wording::withConstants(const QString &table, const QString &value) const
{
    static const QRegularExpression constant(u"%%\\d+"_s);
    QString text;
    qsizetype copied = 0;
    for (auto match = constant.globalMatch(value); match.hasNext();) {
        const QRegularExpressionMatch found = match.next();
        text += QStringView(value).sliced(copied, found.capturedEnd() - copied);
        copied = found.capturedEnd();
        if (const BilingualText *meaning = m_catalogue->valueMeaning(table, found.captured()))
            text += u" ("_s + meaning->in(m_language) + u')';
    }
    return text.append(QStringView(value).sliced(copied));
}

/// The first fields of a record whose type is not known, as "name: value".
QString Wording::summary(const EventType &type, const QJsonObject &details) const
{
    static const QStringList kFrame{u"Provider"_s, u"Channel"_s, u"Level"_s, u"Keywords"_s, u"EventRecordID"_s,
                                    u"Task"_s, u"Opcode"_s, u"Version"_s, u"WrittenTime"_s};
    const QString provider = details.value("Provider"_L1).toString();
    QStringList parts;
    qsizetype length = 0;
    for (auto field = details.begin(); field != details.end(); ++field) {
        QString value = jsonText(field.value());
        const bool isFrame = kFrame.contains(field.key()) || field.key().contains(u'.');
        if (isFrame || saysNothing(value))
            continue;
        if (parts.size() == kSummaryFields || length > kLongestValue) {
            parts.push_back(u"…"_s);
            break;
        }
        value = oneLine(fieldValue(type, field.key(), value, provider));
        if (value.size() > kLongestValue / 3)
            value = value.first(kLongestValue / 3) + u'…';
        parts.push_back(visibleText(field.key() + u": "_s + value));
        length += parts.back().size();
    }
    return parts.join(u", "_s);
}

QString Wording::roleTitle(const QString &role) const { return word(u"role."_s + role); }

QString Wording::fieldTitle(EventField typed) const { return word(u"field."_s + QLatin1StringView(specOf(typed).id)); }

QString Wording::kind(EventKind kind) const { return word(u"kind."_s + eventKindId(kind)); }

QString Wording::flowKind(FlowKind kind) const { return word(u"flow."_s + QLatin1StringView(kFlowKindIds[size_t(kind)])); }

QString Wording::severity(Severity severity) const
{
    const QString id = severityId(std::min(severity, Severity::Last));
    return word(u"severity."_s + (id.isEmpty() ? u"none"_s : id));
}

QString Wording::verification(const QString &state) const { return word(u"verification."_s + state); }

QString Wording::verificationSentence(const QString &state) const { return word(u"verificationSentence."_s + state); }

QStringList Wording::fileFlags(quint32 flags) const
{
    constexpr std::array kFlags{
        FlagWord{FileDeleted, "deleted"}, FlagWord{FileMetaDeleted, "metaDeleted"}, FlagWord{FileOrphan, "orphan"},
        FlagWord{FileRealloc, "realloc"}, FlagWord{FileCompressed, "compressed"}, FlagWord{FileSparse, "sparse"},
        FlagWord{FileEncrypted, "encrypted"}, FlagWord{FileDeduplicated, "deduplicated"},
        FlagWord{FileWofCompressed, "wofCompressed"}, FlagWord{FileCloud, "cloud"},
        FlagWord{FileUnreadable, "unreadable"}, FlagWord{FileContainer, "container"}, FlagWord{FileReparse, "reparse"},
        FlagWord{FileSystemName, "systemName"}, FlagWord{FileLoop, "loop"}, FlagWord{FileNameDamaged, "nameDamaged"},
        FlagWord{FileZoneUnknown, "zoneUnknown"}, FlagWord{FileBlocksReused, "blocksReused"},
        FlagWord{FileMetaDamaged, "metaDamaged"}, FlagWord{FileDangling, "dangling"},
        FlagWord{FileTimeInvalid, "timeInvalid"}};
    QStringList words;
    for (const FlagWord &flag : kFlags) {
        if (flags & flag.flag)
            words.push_back(word(u"fileFlag."_s + QLatin1StringView(flag.key)));
    }
    return words;
}

QStringList Wording::eventFlags(quint32 flags) const
{
    constexpr std::array kFlags{
        FlagWord{EventRecovered, "recovered"}, FlagWord{EventDerivedYear, "derivedYear"},
        FlagWord{EventDamaged, "damaged"}, FlagWord{EventZoneUnknown, "zoneUnknown"},
        FlagWord{EventTimeInvalid, "timeInvalid"}, FlagWord{EventFileTime, "fileTime"},
        FlagWord{EventMakesFlow, "makesFlow"}, FlagWord{EventFnTime, "fnTime"},
        FlagWord{EventDeletedFile, "deletedFile"}};
    QStringList words;
    for (const FlagWord &flag : kFlags) {
        if (flags & flag.flag)
            words.push_back(word(u"eventFlag."_s + QLatin1StringView(flag.key)));
    }
    return words;
}

QString Wording::fileTimes(quint8 macb) const
{
    QStringList words;
    for (int i = 0; i < 4; ++i) {
        if (macb & (1 << i))
            words.push_back(word(u"macb."_s + QChar("MACB"_L1[i])));
    }
    return words.join(m_language == QLocale::Japanese ? u"、"_s : u", "_s);
}

QString Wording::errorTitle(ErrorCode code) const
{
    const QString title = word(u"error.%1.what"_s.arg(errorCodeId(code)));
    return m_isReport ? plainStyle(title) : title;
}

QString Wording::errorAdvice(ErrorCode code) const
{
    const BilingualText *advice = m_catalogue->word(u"error.%1.do"_s.arg(errorCodeId(code)));
    return advice ? advice->in(m_language) : QString();
}

QString Wording::errorSentence(const Error &error, const QString &path) const
{
    return errorSentence(error.code, path, error.detail, error.offset);
}

/// A detail that has words, or one of the form "words: value" whose words are known.
QString Wording::errorDetail(const QString &detail) const
{
    if (const BilingualText *known = m_catalogue->word(u"detail."_s + detail))
        return known->in(m_language);
    const qsizetype colon = detail.indexOf(u": "_s);
    const BilingualText *known = colon > 0 ? m_catalogue->word(u"detail."_s + detail.first(colon)) : nullptr;
    return known ? known->in(m_language) + u": "_s + visibleText(detail.sliced(colon + 2)) : visibleText(detail);
}

QString Wording::errorSentence(ErrorCode code, const QString &path, const QString &detail, qint64 offset) const
{
    const bool ja = m_language == QLocale::Japanese;
    QString where;
    if (!path.isEmpty())
        where = word(u"word.openBracket"_s) + visibleText(path) + word(u"word.closeBracket"_s);
    if (offset >= 0) {
        const QString place = word(u"word.offset"_s).replace("{n}"_L1, number(offset));
        where += where.isEmpty() ? place : (ja ? u"("_s : u" ("_s) + place + u')';
    }
    QString text = where.isEmpty() ? QString() : where + u": "_s;
    text += errorTitle(code);
    if (!detail.isEmpty()) {
        text += (ja ? u"("_s : u" ("_s) + errorDetail(detail) + u')';
    }
    text += ja ? u"。"_s : u"."_s;
    const QString advice = m_isReport ? QString() : errorAdvice(code);
    return advice.isEmpty() ? text : text + word(u"word.space"_s) + advice;
}

QString Wording::errorSentence(const QString &codeId, const QString &path, const QString &detail, qint64 offset) const
{
    const ErrorCode code = errorFromId(codeId);
    const bool isKnown = errorCodeId(code) == codeId;
    return errorSentence(code, path, isKnown ? detail : codeId, offset);
}

QString Wording::number(qint64 number) const { return m_locale.toString(number); }

QString Wording::bytes(qint64 bytes) const
{
    return bytes < 1024 ? exactBytes(bytes) : m_locale.formattedDataSize(bytes);
}

QString Wording::importerTitle(const QString &id) const
{
    const BilingualText *title = m_catalogue->word(u"importer."_s + id);
    return title ? title->in(m_language) : id;
}

QString Wording::exactBytes(qint64 bytes) const
{
    if (bytes == kUnknown)
        return unknown();
    return word(bytes == 1 ? u"word.byteOne"_s : u"word.bytes"_s).replace("{n}"_L1, number(bytes));
}

QString Wording::items(qint64 count) const
{
    return word(count == 1 ? u"word.itemOne"_s : u"word.items"_s).replace("{n}"_L1, number(count));
}

} // namespace ashiato
