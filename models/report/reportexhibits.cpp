// SPDX-License-Identifier: Apache-2.0
// Exhibits and their preservation; the tools that read them.
#include "models/report/chapters.h"

#include "models/time/timetext.h"

#include <algorithm>

namespace ashiato
{

namespace
{

using namespace report;

constexpr size_t kMostTypes = 40; // the most frequent; the rest in one line

QString kindText(const EvidenceRow &row, const ReportWords &w)
{
    if (!row.format.isEmpty() && row.format != evidenceKindId(row.kind))
        return visibleText(row.format);
    switch (row.kind) {
    case EvidenceKind::Image: return w(QT_TRANSLATE_NOOP("Report", "Disk image"));
    case EvidenceKind::File: return w(QT_TRANSLATE_NOOP("Report", "File"));
    case EvidenceKind::Folder: return w(QT_TRANSLATE_NOOP("Report", "Folder"));
    default: return w.wording().unknown();
    }
}

QString verificationSentence(Verification state, const ReportWords &w)
{
    switch (state) {
    case Verification::Unverified: return w(QT_TRANSLATE_NOOP("Report", "The hash values have not been verified."));
    case Verification::Verifying:
        return w(QT_TRANSLATE_NOOP("Report", "The hash values were still being verified when the report was made."));
    case Verification::Match:
        return w(QT_TRANSLATE_NOOP("Report", "We confirmed that the stored and the computed hash values are equal."));
    case Verification::Mismatch:
        return w(QT_TRANSLATE_NOOP("Report", "The stored and the computed hash values differ. What this exhibit says "
                                             "may not be what the original says."));
    case Verification::Computed:
        return w(QT_TRANSLATE_NOOP("Report", "The hash values were computed. They were not verified, because the "
                                             "exhibit holds no value to compare them with."));
    case Verification::Unreadable:
        return w(QT_TRANSLATE_NOOP("Report", "The hash values could not be verified, because a part cannot be read."));
    }
    return {};
}

/// What the header of an image names; keys that we do not know stay as they are.
QString headerKey(const QString &key, const ReportWords &w)
{
    static const std::pair<QLatin1StringView, const char *> kKeys[] = {
        {QLatin1StringView("caseNumber"), QT_TRANSLATE_NOOP("Report", "Case number")},
        {QLatin1StringView("evidenceNumber"), QT_TRANSLATE_NOOP("Report", "Exhibit number")},
        {QLatin1StringView("description"), QT_TRANSLATE_NOOP("Report", "Description")},
        {QLatin1StringView("examiner"), QT_TRANSLATE_NOOP("Report", "Examiner")},
        {QLatin1StringView("notes"), QT_TRANSLATE_NOOP("Report", "Notes")},
        {QLatin1StringView("acquired"), QT_TRANSLATE_NOOP("Report", "Acquired at")},
        {QLatin1StringView("system"), QT_TRANSLATE_NOOP("Report", "Clock of the acquiring system")},
        {QLatin1StringView("os"), QT_TRANSLATE_NOOP("Report", "Operating system")},
        {QLatin1StringView("software"), QT_TRANSLATE_NOOP("Report", "Version of the software")},
        {QLatin1StringView("password"), QT_TRANSLATE_NOOP("Report", "Password")}};
    for (const auto &[known, text] : kKeys) {
        if (key == known)
            return w(text);
    }
    return visibleText(key);
}

QString headerValue(const QJsonValue &value, const ReportWords &w)
{
    if (value.isBool())
        return value.toBool() ? w(QT_TRANSLATE_NOOP("Report", "yes")) : w(QT_TRANSLATE_NOOP("Report", "no"));
    return visibleText(value.toVariant().toString(), LineEnds::Keep);
}

QString volumeText(const VolumeRow &volume, const ReportWords &w)
{
    const QString what = volume.fileSystem.isEmpty() ? volume.unsupported : volume.fileSystem;
    const QString name = visibleText(volume.label).isEmpty() ? what : what + u' ' + visibleText(volume.label);
    return w(QT_TRANSLATE_NOOP("Report", "%1, from byte %2, %3"))
        .arg(name, w.wording().number(volume.offset), w.wording().exactBytes(volume.length));
}

void writeExhibit(ChapterBuilder &b, const EvidenceRow &row)
{
    const ReportWords &w = b.w;
    b.add(Heading{3, {}, row.number + u' ' + visibleText(row.name)});
    const bool isBad = row.verification == Verification::Mismatch || row.verification == Verification::Unreadable;
    // An image without stored hashes can only differ from what was computed first, though what differs may have been seen by
    // its fingerprint, before it was read whole.
    const bool hasChanged = !row.laterSha256.isEmpty() ||
                            (row.verification == Verification::Mismatch && row.storedMd5.isEmpty() && row.storedSha1.isEmpty());
    const QString sentence = !hasChanged
        ? verificationSentence(row.verification, w)
        : w(QT_TRANSLATE_NOOP("Report", "The hash values differ from those that were computed first: the exhibit has changed since. "
                                        "What this report says of it rests on what was read before."));
    b.say(sentence, isBad ? Paragraph::Style::Warning : Paragraph::Style::Body);
    Facts facts;
    const auto fact = [&facts](const QString &name, const QString &value) {
        if (!value.isEmpty())
            facts.rows.emplace_back(name, value);
    };
    fact(w(QT_TRANSLATE_NOOP("Report", "Verification")), b.wording().verification(verificationId(row.verification)));
    fact(w(QT_TRANSLATE_NOOP("Report", "MD5 (stored)")), row.storedMd5);
    fact(w(QT_TRANSLATE_NOOP("Report", "MD5 (computed)")), row.md5);
    fact(w(QT_TRANSLATE_NOOP("Report", "SHA-1 (stored)")), row.storedSha1);
    fact(w(QT_TRANSLATE_NOOP("Report", "SHA-1 (computed)")), row.sha1);
    fact(w(QT_TRANSLATE_NOOP("Report", "SHA-256 (computed)")), row.sha256);
    if (!row.laterSha256.isEmpty()) {
        fact(w(QT_TRANSLATE_NOOP("Report", "Computed first at")), row.hashedAt.isEmpty() ? b.wording().unknown() : row.hashedAt);
        fact(w(QT_TRANSLATE_NOOP("Report", "MD5 (computed again)")), row.laterMd5);
        fact(w(QT_TRANSLATE_NOOP("Report", "SHA-1 (computed again)")), row.laterSha1);
        fact(w(QT_TRANSLATE_NOOP("Report", "SHA-256 (computed again)")), row.laterSha256);
        fact(w(QT_TRANSLATE_NOOP("Report", "Computed again at")), row.verifiedAt);
    }
    for (const QJsonValue &range : row.badRanges)
        fact(w(QT_TRANSLATE_NOOP("Report", "Unreadable range")),
             QStringLiteral("%1 + %2").arg(range[0].toInteger()).arg(range[1].toInteger()));
    fact(w(QT_TRANSLATE_NOOP("Report", "Segments")), row.segments.size() > 1 ? b.number(row.segments.size()) : QString());
    for (auto it = row.acquisition.begin(); it != row.acquisition.end(); ++it)
        fact(w(QT_TRANSLATE_NOOP("Report", "Header: %1")).arg(headerKey(it.key(), w)), headerValue(it.value(), w));
    fact(w(QT_TRANSLATE_NOOP("Report", "Encrypted archives")),
         row.keyKind.isEmpty() ? QString() : w(QT_TRANSLATE_NOOP("Report", "Read with the password that the examiner entered")));
    fact(w(QT_TRANSLATE_NOOP("Report", "Time zone")), row.zone);
    fact(w(QT_TRANSLATE_NOOP("Report", "Clock skew (correction)")), row.skewNs ? durationText(row.skewNs) : QString());
    fact(w(QT_TRANSLATE_NOOP("Report", "Received at")), row.receivedAt);
    fact(w(QT_TRANSLATE_NOOP("Report", "Received from")), row.receivedFrom);
    fact(w(QT_TRANSLATE_NOOP("Report", "Received by")), row.receivedBy);
    fact(w(QT_TRANSLATE_NOOP("Report", "Maker and model")), row.maker);
    fact(w(QT_TRANSLATE_NOOP("Report", "Serial number")), row.serial);
    fact(w(QT_TRANSLATE_NOOP("Report", "Place kept")), row.placeKept);
    fact(w(QT_TRANSLATE_NOOP("Report", "Notes")), row.note);
    for (const VolumeRow &volume : b.data.volumes) {
        if (volume.evidenceId == row.id)
            fact(w(QT_TRANSLATE_NOOP("Report", "Volume %1")).arg(volume.number), volumeText(volume, w));
    }
    b.add(std::move(facts));
}

/// Numbers of Windows events repeat across providers: what is known of one provider's is not said of the others'.
QString meaningOf(const TypeCount &type, const ReportWords &w)
{
    return w.wording().eventTitle(type.type, type.otherMeaning ? QStringLiteral("?") : QString());
}

void writeTypes(ChapterBuilder &b)
{
    const ReportWords &w = b.w;
    b.section(QT_TRANSLATE_NOOP("Report", "Types of events"));
    std::vector<TypeCount> types = b.data.types;
    std::stable_sort(types.begin(), types.end(), [](const TypeCount &a, const TypeCount &c) { return a.count > c.count; });
    Table table;
    table.columns = {{w(QT_TRANSLATE_NOOP("Report", "Type")), 1.5, true},
                     {w(QT_TRANSLATE_NOOP("Report", "Meaning")), 4, false},
                     {w(QT_TRANSLATE_NOOP("Report", "Count")), 0.8, false}};
    table.empty = w(QT_TRANSLATE_NOOP("Report", "No event was read."));
    qint64 rest = 0;
    for (size_t i = 0; i < types.size(); ++i) {
        if (i < kMostTypes)
            table.rows.push_back({visibleText(types[i].type), meaningOf(types[i], w), b.number(types[i].count)});
        else
            rest += types[i].count;
    }
    if (rest > 0)
        table.rows.push_back({{}, w(QT_TRANSLATE_NOOP("Report", "%1 other types together")).arg(b.number(qint64(types.size() - kMostTypes))),
                              b.number(rest)});
    b.table(QT_TRANSLATE_NOOP("Report", "Events by type"), std::move(table));
}

} // namespace

void writeExhibits(ChapterBuilder &b)
{
    const ReportWords &w = b.w;
    b.chapter(QT_TRANSLATE_NOOP("Report", "Exhibits and preservation"));
    b.section(QT_TRANSLATE_NOOP("Report", "List of exhibits"));
    Table list;
    list.columns = {{w(QT_TRANSLATE_NOOP("Report", "No.")), 0.6, false},
                    {w(QT_TRANSLATE_NOOP("Report", "Name")), 2, false},
                    {w(QT_TRANSLATE_NOOP("Report", "Kind")), 0.9, false},
                    {w(QT_TRANSLATE_NOOP("Report", "Size")), 1.4, false},
                    {w(QT_TRANSLATE_NOOP("Report", "Host")), 1, false},
                    {w(QT_TRANSLATE_NOOP("Report", "Verification")), 1.5, false}};
    list.empty = w(QT_TRANSLATE_NOOP("Report", "No exhibit was registered."));
    for (const EvidenceRow &row : b.data.evidence) {
        const QString size = row.size < 0 ? b.wording().unknown()
                                          : b.wording().bytes(row.size) + u'\n' + b.wording().exactBytes(row.size);
        list.rows.push_back({row.number, visibleText(row.name), kindText(row, w), size, visibleText(row.host),
                             b.wording().verification(verificationId(row.verification))});
    }
    b.table(QT_TRANSLATE_NOOP("Report", "Exhibits"), std::move(list));
    b.section(QT_TRANSLATE_NOOP("Report", "Verification of identity"), kVerificationSection);
    for (const EvidenceRow &row : b.data.evidence)
        writeExhibit(b, row);
}

void writeMethod(ChapterBuilder &b)
{
    const ReportWords &w = b.w;
    b.chapter(QT_TRANSLATE_NOOP("Report", "Method"));
    b.section(QT_TRANSLATE_NOOP("Report", "Tools and versions"));
    Facts tools;
    tools.rows.emplace_back(QStringLiteral("Ashiato"), QStringLiteral(ASHIATO_VERSION));
    std::vector<std::pair<QString, QString>> importers;
    for (const CoverageRow &row : b.data.coverage)
        importers.emplace_back(row.importer, row.version);
    std::sort(importers.begin(), importers.end());
    importers.erase(std::unique(importers.begin(), importers.end()), importers.end());
    for (const auto &[importer, version] : importers)
        tools.rows.emplace_back(w(QT_TRANSLATE_NOOP("Report", "Importer %1")).arg(importer),
                                w(QT_TRANSLATE_NOOP("Report", "Version %1")).arg(version));
    QStringList locks;
    for (const CoverageRow &row : b.data.coverage) {
        if (!row.locks.isEmpty() && !locks.contains(row.locks))
            locks.append(row.locks);
    }
    for (const QString &held : locks)
        tools.rows.emplace_back(w(QT_TRANSLATE_NOOP("Report", "Locks of the reading process")), held);
    b.add(std::move(tools));
    writeTypes(b);
}

} // namespace ashiato
