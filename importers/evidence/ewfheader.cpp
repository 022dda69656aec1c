// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/ewfheader.h"

#include "importers/evidence/japanesetext.h"

#include <QDateTime>
#include <QStringDecoder>

namespace ashiato
{

namespace
{

/// Lines: number of categories, "main", tab-separated keys, tab-separated values; more categories follow (EnCase 5 and up).
QCborMap parseHeader(const QString &text)
{
    static const struct {
        QLatin1String key;
        QLatin1String name;
    } kNames[] = {
        {QLatin1String("c"), QLatin1String("caseNumber")},  {QLatin1String("n"), QLatin1String("evidenceNumber")},
        {QLatin1String("a"), QLatin1String("description")}, {QLatin1String("e"), QLatin1String("examiner")},
        {QLatin1String("t"), QLatin1String("notes")},       {QLatin1String("av"), QLatin1String("software")},
        {QLatin1String("ov"), QLatin1String("os")},         {QLatin1String("m"), QLatin1String("acquired")},
        {QLatin1String("u"), QLatin1String("system")},      {QLatin1String("p"), QLatin1String("password")},
        {QLatin1String("md"), QLatin1String("model")},      {QLatin1String("sn"), QLatin1String("serialNumber")},
        {QLatin1String("l"), QLatin1String("deviceLabel")},
    };
    const QStringList lines = text.split(u'\n');
    QCborMap values;
    for (qsizetype i = 0; i + 2 < lines.size(); ++i) {
        if (lines[i].trimmed() != u"main")
            continue;
        const QStringList keys = QString(lines[i + 1]).remove(u'\r').split(u'\t');
        const QStringList fields = QString(lines[i + 2]).remove(u'\r').split(u'\t');
        for (qsizetype k = 0; k < keys.size() && k < fields.size(); ++k) {
            for (const auto &known : kNames) {
                if (keys[k].trimmed() == known.key && !fields[k].isEmpty())
                    values.insert(QString(known.name), fields[k].left(64 << 10));
            }
        }
        break;
    }
    return values;
}

/// "1142163845" or "2006 3 12 11 44 5".
QString dateText(const QString &stored)
{
    bool number = false;
    const qint64 seconds = stored.toLongLong(&number);
    if (number && seconds > 0 && seconds < 253402300800)
        return QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC).toString(QStringLiteral("yyyy-MM-ddTHH:mm:ssZ"));
    const QStringList parts = stored.split(u' ', Qt::SkipEmptyParts);
    if (parts.size() == 6) {
        const QDate date(parts[0].toInt(), parts[1].toInt(), parts[2].toInt());
        const QTime time(parts[3].toInt(), parts[4].toInt(), parts[5].toInt());
        if (date.isValid() && time.isValid())
            return QDateTime(date, time, Qt::UTC).toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss"));
    }
    return stored;
}

QString decodeUtf16(const QByteArray &bytes)
{
    const bool big = bytes.startsWith("\xfe\xff");
    QStringDecoder decoder(big ? QStringDecoder::Utf16BE : QStringDecoder::Utf16LE);
    QString text = decoder(bytes);
    return text;
}

} // namespace

QCborMap ewfAcquisition(const QByteArray &header, const QByteArray &header2)
{
    QCborMap values = parseHeader(japaneseText(header));
    const QCborMap second = parseHeader(decodeUtf16(header2));
    for (auto it = second.begin(); it != second.end(); ++it)
        values[it.key()] = it.value();
    for (const QString &name : {QStringLiteral("acquired"), QStringLiteral("system")}) {
        if (values.contains(name))
            values[name] = dateText(values.value(name).toString());
    }
    const QString password = QStringLiteral("password");
    if (values.contains(password))
        values[password] = values.value(password).toString() != u"0";
    return values;
}

} // namespace ashiato
