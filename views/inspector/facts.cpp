// SPDX-License-Identifier: Apache-2.0
#include "views/inspector/facts.h"

#include "models/lens/lens.h"
#include "models/time/timetext.h"
#include "models/time/zones.h"
#include "models/timeline/citation.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

namespace ashiato
{

namespace
{

constexpr qint64 kAroundNs = qint64(5) * 60 * 1'000'000'000;
constexpr qint64 kSecondNs = 1'000'000'000;

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(Facts)
};

QString zoneTitle(const QString &zone)
{
    return zone == QStringLiteral("Asia/Tokyo") ? QStringLiteral("JST") : zone;
}

QString weekday(qint64 ns, int offsetMinutes, const Wording &wording)
{
    const qint64 seconds = (ns >= 0 ? ns : ns - kSecondNs + 1) / kSecondNs + qint64(offsetMinutes) * 60;
    const QDate day = QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC).date();
    return QLocale(wording.language()).dayName(day.dayOfWeek(), QLocale::ShortFormat);
}

QString precisionText(qint64 ns)
{
    const qint64 whole = qMax<qint64>(1, ns);
    if (whole < 1'000'000)
        return whole % 1000 ? Tr::tr("%n nanosecond(s)", nullptr, int(whole)) : Tr::tr("%n microsecond(s)", nullptr, int(whole / 1000));
    if (whole < kSecondNs)
        return Tr::tr("%n millisecond(s)", nullptr, int(whole / 1'000'000));
    if (whole % (86'400 * kSecondNs) == 0)
        return Tr::tr("%n day(s)", nullptr, int(whole / (86'400 * kSecondNs)));
    return Tr::tr("%n second(s)", nullptr, int(whole / kSecondNs));
}

QString plain(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::String: return value.toString();
    case QJsonValue::Bool: return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    case QJsonValue::Double: {
        const double number = value.toDouble();
        return number == double(qint64(number)) ? QString::number(qint64(number)) : QString::number(number, 'g', 17);
    }
    case QJsonValue::Array: return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    case QJsonValue::Object: return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    default: return {};
    }
}

class Sheet
{
public:
    void add(const QString &title, const QString &value, bool monospaced = false)
    {
        if (!value.isEmpty())
            facts.push_back({title, visibleText(value), monospaced, false});
    }
    void heading(const QString &title) { facts.push_back({title, {}, false, true}); }

    std::vector<Fact> facts;
};

void addTimes(Sheet &sheet, const EventRow &row, const Wording &wording, const QString &zone)
{
    if (row.recordedNs == kNoTime) {
        sheet.add(Tr::tr("Time"), row.flags & EventTimeInvalid ? Tr::tr("not valid in the record") : Tr::tr("none in the record"));
        return;
    }
    if (row.zoneKnown) {
        const QString local = zone == Lens::kSourceZone || zone == QStringLiteral("UTC") ? QStringLiteral("Asia/Tokyo") : zone;
        const int offset = zoneOffsetMinutes(local, row.shownNs);
        sheet.add(Tr::tr("Time %1").arg(zoneTitle(local)),
                  QStringLiteral("%1 (%2)").arg(timeDisplay(row.shownNs, row.precisionNs, offset), weekday(row.shownNs, offset, wording)), true);
        sheet.add(Tr::tr("Time UTC"), timeDisplay(row.shownNs, row.precisionNs), true);
    } else {
        sheet.add(Tr::tr("Time"), timeDisplay(row.shownNs, row.precisionNs), true);
    }
    const bool hasOffset = row.basis == TimeBasis::Offset;
    sheet.add(Tr::tr("As recorded"),
              timeText(row.recordedNs, row.precisionNs, hasOffset ? row.offsetMinutes.value_or(0) : 0, row.basis != TimeBasis::Local), true);
    sheet.add(Tr::tr("Precision"), precisionText(row.precisionNs));
    if (!row.zoneKnown)
        sheet.add(Tr::tr("Time zone"), Tr::tr("unknown: the digits stand as they were recorded"));
    else if (row.basis == TimeBasis::Local)
        sheet.add(Tr::tr("Time zone"), Tr::tr("local time of the source, by the zone of the exhibit"));
    if (row.ambiguous)
        sheet.add(Tr::tr("Caution"), Tr::tr("This local time stood twice on the clock, or never (summer time)."));
}

/// The source's own name for what a column holds.
QString fieldOfRole(const EventType &type, const QString &role)
{
    for (auto at = type.fields.begin(); at != type.fields.end(); ++at) {
        if (at->role == role)
            return at.key();
    }
    return {};
}

void addRoles(Sheet &sheet, const EventRow &row, const EventType &type, const Wording &wording)
{
    const auto role = [&](const char *name, const QString &value, bool monospaced = false) {
        QString title = wording.roleTitle(QString::fromLatin1(name));
        title.replace(0, 1, title.first(1).toUpper()); // words of sentences, here at the start of a line
        sheet.add(title, value, monospaced);
    };
    const auto endpoint = [](const QString &address, int port) {
        return port > 0 && !address.isEmpty() ? QStringLiteral("%1 : %2").arg(address).arg(port) : address;
    };
    for (const EventFieldSpec &spec : kTypedSpecs) {
        const QString value = textOf(row, spec.field);
        if (value.isEmpty() || spec.shape == FieldShape::Port)
            continue; // a port stands beside its address
        if (spec.field == EventField::Source || spec.field == EventField::Destination)
            role(spec.id, endpoint(value, spec.field == EventField::Source ? row.sourcePort : row.destinationPort), true);
        else if (spec.shape == FieldShape::Bytes)
            role(spec.id, wording.exactBytes(numberOf(row, spec.field)));
        else if (spec.shape == FieldShape::Code)
            role(spec.id, wording.fieldValue(type, fieldOfRole(type, QLatin1String(spec.id)), value));
        else
            role(spec.id, value, spec.field == EventField::Hash);
    }
}

} // namespace

std::vector<Fact> eventFacts(const EventRow &row, const Wording &wording, const QString &zone)
{
    Sheet sheet;
    const QJsonObject details = QJsonDocument::fromJson(row.details).object();
    const QString provider = details.value(QStringLiteral("Provider")).toString();
    const EventType &type = wording.catalogue().type(row.type, provider);
    addTimes(sheet, row, wording, zone);
    if (row.severity != Severity::None)
        sheet.add(Tr::tr("Severity"), wording.severity(row.severity));
    addRoles(sheet, row, type, wording);
    if (row.macb)
        sheet.add(Tr::tr("File times"), QStringLiteral("%1 (%2)").arg(wording.fileTimes(row.macb), macbLetters(row.macb)));
    if (const QStringList flags = wording.eventFlags(row.flags & ~quint32(EventMakesFlow | EventFileTime)); !flags.isEmpty())
        sheet.add(Tr::tr("Remarks"), flags.join(QStringLiteral(", ")));
    sheet.add(Tr::tr("Type"), row.type, true);
    if (!details.isEmpty()) {
        sheet.heading(Tr::tr("Fields of the record"));
        for (auto at = details.begin(); at != details.end(); ++at)
            sheet.add(at.key(), wording.fieldValue(type, at.key(), plain(at.value()), provider));
    }
    return std::move(sheet.facts);
}

std::vector<Fact> fileFacts(const FileItem &item, const Wording &wording, const QString &zone)
{
    Sheet sheet;
    const FileRow &row = item.row;
    sheet.add(Tr::tr("Path"), row.path());
    if (row.size >= 0)
        sheet.add(Tr::tr("Size"), row.size < 1024 ? wording.exactBytes(row.size)
                                                  : QStringLiteral("%1 (%2)").arg(wording.bytes(row.size), wording.exactBytes(row.size)));
    if (const QStringList flags = wording.fileFlags(row.flags); !flags.isEmpty())
        sheet.add(Tr::tr("State"), flags.join(QStringLiteral(", ")));
    const QString titles[] = {Tr::tr("Modified (M)"), Tr::tr("Accessed (A)"), Tr::tr("Entry changed (C)"), Tr::tr("Created (B)")};
    const bool hasTimes = std::any_of(std::begin(row.times), std::end(row.times), [](qint64 ns) { return ns != kNoTime; });
    if (hasTimes)
        sheet.heading(zone == Lens::kSourceZone ? Tr::tr("Times as recorded")
                      : item.zoneKnown          ? Tr::tr("Times in %1").arg(zoneTitle(zone))
                                                : Tr::tr("Times, zone unknown"));
    for (int i = 0; i < 4; ++i)
        sheet.add(titles[i], fileTimeText(item, i, zone) + (item.ambiguous[i] ? Tr::tr(" (ambiguous)") : QString()), true);
    const bool hasNames = std::any_of(std::begin(row.fnTimes), std::end(row.fnTimes), [](qint64 ns) { return ns != kNoTime; });
    if (hasNames) {
        sheet.heading(Tr::tr("Times of $FILE_NAME, UTC"));
        for (int i = 0; i < 4; ++i) {
            if (row.fnTimes[i] != kNoTime)
                sheet.add(titles[i], timeDisplay(row.fnTimes[i], row.precisionNs[i]), true);
        }
    }
    sheet.heading(Tr::tr("Content"));
    sheet.add(Tr::tr("Type by content"), row.contentType);
    sheet.add(QStringLiteral("MD5"), QString::fromLatin1(row.md5.toHex()), true);
    sheet.add(QStringLiteral("SHA-1"), QString::fromLatin1(row.sha1.toHex()), true);
    sheet.add(QStringLiteral("SHA-256"), QString::fromLatin1(row.sha256.toHex()), true);
    if (row.md5.isEmpty() && row.sha1.isEmpty() && row.sha256.isEmpty() && row.kind == FileKind::File)
        sheet.add(Tr::tr("Hash value"), Tr::tr("not computed"));
    sheet.heading(Tr::tr("File system"));
    if (!row.inodeText.isEmpty() || row.inode > 0)
        sheet.add(Tr::tr("Inode"), row.inodeText.isEmpty() ? QString::number(row.inode) : row.inodeText, true);
    sheet.add(Tr::tr("Owner"), row.owner);
    sheet.add(Tr::tr("Group"), row.group);
    if (row.mode)
        sheet.add(Tr::tr("Mode"), QString::number(row.mode & 07777, 8).rightJustified(4, u'0'), true);
    sheet.add(Tr::tr("Link to"), row.linkTarget);
    return std::move(sheet.facts);
}

std::vector<Related> relatedTo(const EventRow &row)
{
    std::vector<Related> list;
    if (row.shownNs == kNoTime)
        return list;
    const auto add = [&](const QString &title, FilterField field, const QString &value) {
        if (value.isEmpty())
            return;
        Filter filter;
        filter.add(Condition::time(row.shownNs - kAroundNs, row.shownNs + kAroundNs));
        filter.add({field, {value}});
        list.push_back({title, filter});
    };
    add(Tr::tr("Same host"), FilterField::Host, row.host);
    add(Tr::tr("Same account"), FilterField::Account, row.account);
    add(Tr::tr("Same destination"), FilterField::Destination, row.destination);
    add(Tr::tr("Same process"), FilterField::Process, row.process);
    // The file that the record is about; the log that it stands in would be every row of the log.
    add(Tr::tr("Same file"), FilterField::Path, !row.namedPath.isEmpty() ? row.namedPath : row.subjectFileId ? row.path : QString());
    add(Tr::tr("Same hash value"), FilterField::Hash, row.hash);
    return list;
}

QString provenanceText(const EventRow &row, const Wording &wording)
{
    QStringList parts = {row.evidence, visibleText(row.path)};
    if (row.recordNumber >= 0)
        parts.append(Tr::tr("record %1").arg(wording.number(row.recordNumber)));
    if (row.offset >= 0)
        parts.append(row.length >= 0 ? QStringLiteral("0x%1 + %2").arg(row.offset, 0, 16).arg(wording.number(row.length))
                                     : QStringLiteral("0x%1").arg(row.offset, 0, 16));
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" › "));
}

QString provenanceText(const FileItem &item)
{
    QStringList parts = {item.row.evidence};
    if (item.row.volume > 0)
        parts.append(Tr::tr("volume %1").arg(item.row.volume));
    parts.append(visibleText(item.row.path()));
    return parts.join(QStringLiteral(" › "));
}

} // namespace ashiato
