// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/report/document.h"
#include "models/report/reportdata.h"
#include "models/report/reportwords.h"

#include <QHash>

namespace ashiato
{

/// What the chapters of a report are written with: it numbers chapters, tables and figures, and words values.
class ChapterBuilder
{
public:
    ChapterBuilder(const ReportData &reportData, const ReportWords &words) : data(reportData), w(words) {}

    const ReportData &data;
    const ReportWords &w; ///< The text in context "Report"
    report::Document document;

    void chapter(const char *title);
    /// id: what reference() knows its number by; null: nothing refers to it.
    void section(const char *title, const char *id = nullptr);
    /// The number of a section that was written before ("2.2").
    QString reference(const char *id) const { return m_references.value(QLatin1StringView(id)); }
    void say(const QString &text, report::Paragraph::Style style = report::Paragraph::Style::Body);
    /// Numbered where it has rows; else what it says in their place.
    void table(const char *title, report::Table table);
    void figure(const QImage &image, const QString &title, const QString &alternative);
    template <typename B> void add(B block) { document.blocks.emplace_back(std::move(block)); }

    const Wording &wording() const { return w.wording(); }
    QString number(qint64 value) const { return w.wording().number(value); }
    QString orUnknown(const QString &text) const { return text.isEmpty() ? w.wording().unknown() : text; }
    /// First and last, a line each.
    QString spanText(qint64 firstNs, qint64 lastNs, bool zoneKnown) const;

private:
    QHash<QLatin1StringView, QString> m_references;
    int m_chapter = 0, m_section = 0, m_tables = 0, m_figures = 0;
};

inline constexpr char kVerificationSection[] = "verification";

// One chapter each.
void writeExhibits(ChapterBuilder &b);
void writeHosts(ChapterBuilder &b);
void writeMethod(ChapterBuilder &b);
void writeResults(ChapterBuilder &b);
void writeCoverage(ChapterBuilder &b);
void writeJournal(ChapterBuilder &b);

} // namespace ashiato
