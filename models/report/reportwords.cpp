// SPDX-License-Identifier: Apache-2.0
#include "models/report/reportwords.h"

#include "models/time/timetext.h"

#include <QDateTime>
#include <QTimeZone>

namespace ashiato
{

namespace
{

constexpr int kJstMinutes = 9 * 60;
constexpr qint64 kSecond = 1'000'000'000;
constexpr qint64 kMinute = 60 * kSecond;
constexpr qint64 kDay = 86'400 * kSecond;

const std::shared_ptr<const EventTypeCatalogue> &catalogue()
{
    static const auto shared = std::make_shared<const EventTypeCatalogue>(); // immutable: no state is shared
    return shared;
}

QDateTime inJst(qint64 ns)
{
    qint64 seconds = ns / kSecond - (ns % kSecond < 0 ? 1 : 0);
    return QDateTime::fromSecsSinceEpoch(seconds, Qt::OffsetFromUTC, kJstMinutes * 60);
}

} // namespace

ReportWords::ReportWords(QLocale::Language language)
    : m_translator(std::make_unique<QTranslator>()), m_wording(Wording(catalogue(), language).forReport())
{
    // A missing catalogue leaves the English source texts; the test of translations sees to it that it is there.
    [[maybe_unused]] const bool loaded = m_translator->load(QStringLiteral(":/i18n/ashiato_%1.qm").arg(languageId()));
}

QString ReportWords::operator()(const char *text) const
{
    const QString translated = m_translator->translate("Report", text);
    return translated.isEmpty() ? QString::fromUtf8(text) : translated;
}

QString ReportWords::bodyTime(qint64 ns, qint64 precisionNs, bool zoneKnown) const
{
    if (ns == kNoTime || !zoneKnown)
        return tableTime(ns, precisionNs, zoneKnown);
    const QDateTime time = inJst(ns);
    const QLocale locale(m_wording.language());
    const bool about = precisionNs >= kMinute;
    if (isJapanese()) {
        const QString day = locale.toString(time.date(), QStringLiteral("yyyy年M月d日(ddd)"));
        if (precisionNs >= kDay)
            return day;
        return about ? QStringLiteral("%1 %2頃 (JST)").arg(day, time.toString(QStringLiteral("HH:mm")))
                     : QStringLiteral("%1 %2 (JST)").arg(day, time.toString(QStringLiteral("HH:mm:ss")));
    }
    const QString day = locale.toString(time.date(), QStringLiteral("ddd d MMMM yyyy"));
    if (precisionNs >= kDay)
        return day;
    return about ? QStringLiteral("%1, about %2 JST").arg(day, time.toString(QStringLiteral("HH:mm")))
                 : QStringLiteral("%1, %2 JST").arg(day, time.toString(QStringLiteral("HH:mm:ss")));
}

QString ReportWords::tableTime(qint64 ns, qint64 precisionNs, bool zoneKnown) const
{
    if (ns == kNoTime)
        return m_wording.unknown();
    if (!zoneKnown)
        return QStringLiteral("%1 (%2)").arg(timeDisplay(ns, precisionNs), m_wording.word(QStringLiteral("eventFlag.zoneUnknown")));
    return timeDisplay(ns, precisionNs, kJstMinutes) + QStringLiteral(" +09:00");
}

QString ReportWords::utcTime(qint64 ns, qint64 precisionNs) const
{
    return ns == kNoTime ? m_wording.unknown() : timeText(ns, precisionNs);
}

QString ReportWords::date(qint64 ns) const { return bodyTime(ns, kDay); }

} // namespace ashiato
