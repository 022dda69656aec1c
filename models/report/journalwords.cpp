// SPDX-License-Identifier: Apache-2.0
#include "models/report/journalwords.h"

#include "models/time/timetext.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace ashiato
{

namespace
{

constexpr qsizetype kMostOfEntry = 4000; // characters of an entry: about a page

QString quoted(const QString &text, const ReportWords &w)
{
    return (w.isJapanese() ? QStringLiteral("「%1」") : QStringLiteral("“%1”")).arg(visibleText(text));
}

QString cut(const QString &text, const ReportWords &w)
{
    if (text.size() <= kMostOfEntry)
        return text;
    const Wording &wording = w.wording();
    return text.left(kMostOfEntry) + u'\n'
        + w(QT_TRANSLATE_NOOP("Report", "[cut: %1 of %2 characters are printed; the case holds the whole entry]"))
              .arg(wording.number(kMostOfEntry), wording.number(text.size()));
}

} // namespace

JournalWords::JournalWords(const ReportWords &words, const std::vector<HostAliasRow> &hosts) : w(words)
{
    for (const HostAliasRow &alias : hosts)
        m_names.insert({QStringLiteral("host_alias"), alias.id}, alias.value);
}

QString JournalWords::sentence(const JournalRow &row)
{
    const QJsonObject payload = QJsonDocument::fromJson(row.payload).object();
    learn(payload);
    const QString text = known(row, payload);
    return cut(text.isEmpty() ? stored(row) : text, w);
}

QString JournalWords::stored(const JournalRow &row) const
{
    return QStringLiteral("%1 %2").arg(visibleText(row.act), visibleText(QString::fromUtf8(row.payload)));
}

/// Remembers what rows are called from now on.
void JournalWords::learn(const QJsonObject &payload)
{
    const QJsonObject evidence = payload.value(u"evidence").toObject();
    for (const QJsonValue &value : payload.value(u"changes").toArray()) {
        const QJsonObject change = value.toObject();
        const QString table = change.value(u"table").toString();
        const QJsonObject after = change.value(u"after").toObject();
        const QPair<QString, qint64> row{table, change.value(u"id").toInteger()};
        QString name = after.value(table == u"evidence" ? u"number" : u"name").toString();
        if (table == u"evidence" && name.isEmpty())
            name = evidence.value(u"number").toString();
        if (table == u"tag" && !w.isJapanese()) { // the Japanese name where there is no other
            const QString english = after.value(u"name_en").toString();
            name = english.isEmpty() ? m_names.value(row, name) : english;
        }
        if (!name.isEmpty())
            m_names.insert(row, name);
    }
}

QString JournalWords::nameOf(const QString &table, const QJsonValue &id) const
{
    const QString name = m_names.value({table, id.toInteger()});
    return name.isEmpty() ? QStringLiteral("#%1").arg(id.toInteger()) : visibleText(name);
}

/// What the entry did; empty where there is no sentence for it.
QString JournalWords::known(const JournalRow &row, const QJsonObject &payload)
{
    const QJsonObject fields = payload.value(u"fields").toObject();
    const QJsonObject change = payload.value(u"changes").toArray().first().toObject();
    const QString count = w.wording().items(payload.value(u"count").toInteger());
    const auto text = [](const QJsonObject &object, QStringView key) { return object.value(key).toString(); };
    const auto tag = [&] { return quoted(nameOf(QStringLiteral("tag"), payload.value(u"tag")), w); };
    const auto exhibit = [&] { return nameOf(QStringLiteral("evidence"), change.value(u"id")); };

    if (row.act == u"case.create")
        return w(QT_TRANSLATE_NOOP("Report", "Created the case %1.")).arg(quoted(text(payload, u"name"), w));
    if (row.act == u"case.set")
        return w(QT_TRANSLATE_NOOP("Report", "Changed the case: %1.")).arg(changesText(payload));
    if (row.act == u"evidence.add")
        return w(QT_TRANSLATE_NOOP("Report", "Added the exhibit %1: %2."))
            .arg(exhibit(), quoted(text(payload.value(u"evidence").toObject(), u"name"), w));
    if (row.act == u"evidence.remove")
        return w(QT_TRANSLATE_NOOP("Report", "Set the exhibit %1 aside.")).arg(exhibit());
    if (row.act == u"evidence.set")
        return w(QT_TRANSLATE_NOOP("Report", "Changed the exhibit %1: %2.")).arg(exhibit(), changesText(payload));
    if (row.act == u"evidence.verify")
        return w(QT_TRANSLATE_NOOP("Report", "Read the exhibit %1 and computed its hash values: %2."))
            .arg(nameOf(QStringLiteral("evidence"), payload.value(u"id")), verificationText(payload));
    if (row.act == u"evidence.seal")
        return w(QT_TRANSLATE_NOOP("Report", "The import of the exhibit %1 ended; the digests of its rows were written to the journal."))
            .arg(nameOf(QStringLiteral("evidence"), payload.value(u"id")));
    if (row.act == u"evidence.unbound")
        return w(QT_TRANSLATE_NOOP("Report", "Tags and notes of the exhibit %1 that bind to no record after it was read again: %2."))
            .arg(nameOf(QStringLiteral("evidence"), payload.value(u"id")), w.wording().number(payload.value(u"count").toInteger()));
    if (row.act == u"evidence.retry")
        return w(QT_TRANSLATE_NOOP("Report", "Had what was left out of the exhibit %1, since reading it had ended the reading process, read again: %2."))
            .arg(nameOf(QStringLiteral("evidence"), payload.value(u"id")), w.wording().number(payload.value(u"count").toInteger()));
    if (row.act == u"tag.create")
        return w(QT_TRANSLATE_NOOP("Report", "Made the tag %1."))
            .arg(quoted(nameOf(QStringLiteral("tag"), change.value(u"id")), w));
    if (row.act == u"tag.set")
        return w(QT_TRANSLATE_NOOP("Report", "Changed the tag %1: %2."))
            .arg(quoted(nameOf(QStringLiteral("tag"), change.value(u"id")), w), changesText(payload));
    if (row.act == u"tag.add")
        return w(QT_TRANSLATE_NOOP("Report", "Put the tag %1 on %2.")).arg(tag(), count);
    if (row.act == u"tag.remove")
        return w(QT_TRANSLATE_NOOP("Report", "Took the tag %1 off %2.")).arg(tag(), count);
    if (row.act == u"note.set") // its words are the examiner's own; they stand beside a tagged item alone
        return text(payload, u"text").isEmpty() ? w(QT_TRANSLATE_NOOP("Report", "Removed a note."))
                                                : w(QT_TRANSLATE_NOOP("Report", "Wrote a note."));
    if (row.act == u"undo")
        return w(QT_TRANSLATE_NOOP("Report", "Took back entry No. %1.")).arg(row.undoes);
    if (row.act == u"redo")
        return w(QT_TRANSLATE_NOOP("Report", "Did entry No. %1 again.")).arg(row.undoes);
    if (row.act == u"host.join")
        return w(QT_TRANSLATE_NOOP("Report", "Joined names of a host into %1.")).arg(quoted(text(payload, u"name"), w));
    if (row.act == u"host.split")
        return w(QT_TRANSLATE_NOOP("Report", "Parted names of a host again."));
    if (row.act == u"network.place")
        return w(QT_TRANSLATE_NOOP("Report", "Moved %1 in the picture of the network."))
            .arg(quoted(text(change, u"id"), w));
    if (row.act == u"network.arrange")
        return w(QT_TRANSLATE_NOOP("Report", "Arranged the picture of the network anew."));
    if (row.act == u"lens.save")
        return w(QT_TRANSLATE_NOOP("Report", "Saved the filter %1.")).arg(quoted(text(fields, u"name"), w));
    if (row.act == u"lens.remove")
        return w(QT_TRANSLATE_NOOP("Report", "Removed the filter %1.")).arg(quoted(nameOf(QStringLiteral("saved_lens"), change.value(u"id")), w));
    return {};
}

/// "Mismatch, SHA-256 0123…"; what is no result of ours stays as it is stored.
QString JournalWords::verificationText(const QJsonObject &payload) const
{
    const QString result = payload.value(u"result").toString(), sha256 = payload.value(u"sha256").toString();
    bool known = false;
    for (int i = 0; i <= int(Verification::Last); ++i)
        known = known || verificationId(Verification(i)) == result;
    const QString text = known ? w.wording().verification(result) : visibleText(result);
    return sha256.isEmpty() ? text : QStringLiteral("%1, SHA-256 %2").arg(text, visibleText(sha256));
}

/// "Zone: Asia/Tokyo → UTC; Maker: unknown → A".
QString JournalWords::changesText(const QJsonObject &payload) const
{
    QStringList parts;
    for (const QJsonValue &value : payload.value(u"changes").toArray()) {
        const QJsonObject change = value.toObject();
        const QJsonObject before = change.value(u"before").toObject(), after = change.value(u"after").toObject();
        for (auto field = after.begin(); field != after.end(); ++field) {
            // A property of the case is a row of its own, named by its id.
            const QString column = change.value(u"id").isString() ? change.value(u"id").toString() : field.key();
            parts += w(QT_TRANSLATE_NOOP("Report", "%1: %2 → %3"))
                         .arg(fieldTitle(column), fieldValue(column, before.value(field.key())), fieldValue(column, *field));
        }
    }
    return parts.join(w(QT_TRANSLATE_NOOP("Report", "; ")));
}

QString JournalWords::fieldTitle(const QString &column) const
{
    static const QHash<QString, const char *> titles{
        {QStringLiteral("number"), QT_TRANSLATE_NOOP("Report", "Number")},
        {QStringLiteral("zone"), QT_TRANSLATE_NOOP("Report", "Time zone")},
        {QStringLiteral("skew_ns"), QT_TRANSLATE_NOOP("Report", "Clock skew (correction)")},
        {QStringLiteral("host_alias_id"), QT_TRANSLATE_NOOP("Report", "Host")},
        {QStringLiteral("encoding"), QT_TRANSLATE_NOOP("Report", "Character encoding")},
        {QStringLiteral("mapping"), QT_TRANSLATE_NOOP("Report", "Mapping of columns")},
        {QStringLiteral("chosen_format"), QT_TRANSLATE_NOOP("Report", "Format")},
        {QStringLiteral("location"), QT_TRANSLATE_NOOP("Report", "Place of the file")},
        {QStringLiteral("received_at"), QT_TRANSLATE_NOOP("Report", "Received at")},
        {QStringLiteral("received_from"), QT_TRANSLATE_NOOP("Report", "Received from")},
        {QStringLiteral("received_by"), QT_TRANSLATE_NOOP("Report", "Received by")},
        {QStringLiteral("maker"), QT_TRANSLATE_NOOP("Report", "Maker")},
        {QStringLiteral("serial"), QT_TRANSLATE_NOOP("Report", "Serial number")},
        {QStringLiteral("place_kept"), QT_TRANSLATE_NOOP("Report", "Place kept")},
        {QStringLiteral("note"), QT_TRANSLATE_NOOP("Report", "Notes")},
        {QStringLiteral("name"), QT_TRANSLATE_NOOP("Report", "Name")},
        {QStringLiteral("name_en"), QT_TRANSLATE_NOOP("Report", "English name")},
        {QStringLiteral("colour"), QT_TRANSLATE_NOOP("Report", "Colour")},
        {QStringLiteral("key"), QT_TRANSLATE_NOOP("Report", "Key")},
        {QStringLiteral("severity"), QT_TRANSLATE_NOOP("Report", "Severity")},
        {QStringLiteral("removed"), QT_TRANSLATE_NOOP("Report", "Removed")},
        {QStringLiteral("client"), QT_TRANSLATE_NOOP("Report", "Client")},
        {QStringLiteral("language"), QT_TRANSLATE_NOOP("Report", "Language")},
    };
    const char *title = titles.value(column);
    return title ? w(title) : visibleText(column);
}

QString JournalWords::fieldValue(const QString &column, const QJsonValue &value) const
{
    if (value.isNull() || value.isUndefined() || (value.isString() && value.toString().isEmpty()))
        return w.wording().unknown();
    if (column == u"skew_ns")
        return durationText(value.toInteger());
    if (column == u"host_alias_id")
        return nameOf(QStringLiteral("host_alias"), value);
    if (column == u"severity")
        return w.wording().severity(Severity(std::clamp(value.toInteger(), qint64(0), qint64(Severity::Critical))));
    if (column == u"removed")
        return value.toInteger() ? w(QT_TRANSLATE_NOOP("Report", "Yes")) : w(QT_TRANSLATE_NOOP("Report", "No"));
    return value.isDouble() ? QString::number(value.toInteger()) : visibleText(value.toString());
}

} // namespace ashiato
