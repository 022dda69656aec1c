// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/wording/wording.h"

#include <QTranslator>

#include <memory>

namespace ashiato
{

/// Texts, dates and numbers of a report in one language, from a catalogue of its own: both languages may be made at once
/// and the installed translator plays no part. Any thread.
class ReportWords
{
public:
    explicit ReportWords(QLocale::Language language);

    bool isJapanese() const { return m_wording.language() == QLocale::Japanese; }
    QString languageId() const { return isJapanese() ? QStringLiteral("ja") : QStringLiteral("en"); }
    const Wording &wording() const { return m_wording; }

    /// The text in context "Report".
    QString operator()(const char *text) const;

    /// "2026年11月14日(土) 02:13:44 (JST)"; "Sat 14 November 2026, 02:13:44 JST".
    QString bodyTime(qint64 ns, qint64 precisionNs, bool zoneKnown = true) const;
    /// "2026-11-14 02:13:44.118 +09:00", in JST, and the same in UTC where its date differs. Digits of a zone that nobody
    /// told are written as they stand, and say so.
    QString tableTime(qint64 ns, qint64 precisionNs, bool zoneKnown = true) const;
    QString utcTime(qint64 ns, qint64 precisionNs) const;
    /// Today, in JST; with the time in the flash report only.
    QString date(qint64 ns) const;

private:
    std::unique_ptr<QTranslator> m_translator;
    Wording m_wording;
};

} // namespace ashiato
