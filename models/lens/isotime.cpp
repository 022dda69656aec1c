// SPDX-License-Identifier: Apache-2.0
#include "models/lens/filter.h"

#include <QDateTime>
#include <QRegularExpression>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{
constexpr qint64 kSecondNs = 1'000'000'000;
}

QString isoTimeText(qint64 ns)
{
    qint64 seconds = ns / kSecondNs;
    qint64 rest = ns % kSecondNs;
    if (rest < 0) {
        rest += kSecondNs;
        --seconds;
    }
    const QDateTime time = QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC);
    QString text = time.toString(u"yyyy-MM-ddTHH:mm:ss"_s);
    if (rest != 0) {
        QString digits = u"%1"_s.arg(rest, 9, 10, QLatin1Char('0'));
        while (digits.endsWith(u'0'))
            digits.chop(1);
        text += u'.' + digits;
    }
    return text + u'Z';
}

std::optional<qint64> isoTimeFromText(const QString &text, const QTimeZone &zone)
{
    static const QRegularExpression pattern(
        uR"(^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:?\d\d)?)?$)"_s);
    const auto match = pattern.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const auto number = [&match](int group) { return match.captured(group).toInt(); };
    const QDate date(number(1), number(2), number(3));
    const QTime clock(number(4), number(5), number(6));
    if (!date.isValid() || !clock.isValid())
        return std::nullopt;

    qint64 seconds = 0;
    const QString offset = match.captured(8);
    if (offset.isEmpty()) {
        // Wall time of a zone; for a time that a clock change skips or repeats, Qt's choice.
        const QDateTime local(date, clock, zone);
        if (!local.isValid())
            return std::nullopt;
        seconds = local.toSecsSinceEpoch();
    } else {
        seconds = QDateTime(date, clock, Qt::UTC).toSecsSinceEpoch();
        if (offset != u"Z") {
            const int minutes = QStringView(offset).mid(1, 2).toInt() * 60 + QStringView(offset).last(2).toInt();
            seconds -= (offset.startsWith(u'-') ? -60 : 60) * minutes;
        }
    }
    const qint64 fraction = match.captured(7).leftJustified(9, u'0').toLongLong();
    qint64 ns = 0;
    if (__builtin_mul_overflow(seconds, kSecondNs, &ns) || __builtin_add_overflow(ns, fraction, &ns))
        return std::nullopt;
    return ns;
}

} // namespace ashiato
