// SPDX-License-Identifier: Apache-2.0
#include "views/inspector/factsheet.h"

#include "views/shared/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QMimeData>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextDocumentFragment>
#include <QTextTable>

#include <algorithm>

namespace ashiato
{

namespace
{
constexpr int kTitlePercent = 32, kMostTitlePercent = 46;

/// Room to break the name of a field between its words: "AlgorithmName" has two.
QStringList wordsOf(const QString &title)
{
    QStringList words = {QString()};
    for (qsizetype i = 0; i < title.size(); ++i) {
        if (title[i] == u' ' || (i > 0 && title[i].isUpper() && title[i - 1].isLower()))
            words.append(QString());
        words.last().append(title[i]);
    }
    return words;
}

/// Widest word of a title that cannot be broken elsewhere; Japanese can be, between any two characters.
int widestWord(const QString &title, const QFontMetrics &metrics)
{
    int widest = 0;
    for (const QString &word : wordsOf(title)) {
        const bool isLatin = std::all_of(word.begin(), word.end(), [](QChar c) { return c.unicode() < 0x250; });
        widest = qMax(widest, isLatin ? metrics.horizontalAdvance(word.trimmed()) : 0);
    }
    return widest;
}

} // namespace

FactSheet::FactSheet(Theme &theme, QWidget *parent) : QTextBrowser(parent), m_theme(theme)
{
    setFrameShape(QFrame::NoFrame);
    setOpenLinks(false);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setStyleSheet(QStringLiteral("QTextBrowser { background: transparent; border: none; padding: 0; }"));
    document()->setDocumentMargin(0);
    connect(&m_theme, &Theme::changed, this, &FactSheet::fill);
}

void FactSheet::setFacts(const std::vector<Fact> &facts)
{
    m_facts = facts;
    fill();
}

void FactSheet::insertTitle(QTextCursor cursor, const QString &title, QTextCharFormat format, int room) const
{
    const QFontMetrics metrics(document()->defaultFont());
    QStringList shown;
    for (const QString &word : wordsOf(title)) {
        const bool isTooWide = widestWord(word, metrics) > room;
        shown.append(isTooWide ? metrics.elidedText(word, Qt::ElideMiddle, qMax(20, room)) : word);
        if (isTooWide)
            format.setToolTip(title);
    }
    cursor.insertText(shown.join(QChar(0x200b)), format);
}

void FactSheet::fill()
{
    clear();
    if (m_facts.empty()) {
        fit();
        return;
    }
    QTextCursor cursor(document());
    QTextTableFormat format;
    format.setBorder(0);
    format.setCellPadding(2);
    format.setCellSpacing(0);
    format.setMargin(0);
    format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
    const QFontMetrics metrics(document()->defaultFont());
    const int padding = int(format.cellPadding()) * 2 + 4;
    int percent = kTitlePercent;
    for (const Fact &fact : m_facts) {
        if (!fact.heading)
            percent = qMax(percent, (widestWord(fact.title, metrics) + padding) * 100 / qMax(1, viewport()->width()) + 1);
    }
    percent = qMin(percent, kMostTitlePercent);
    format.setColumnWidthConstraints({QTextLength(QTextLength::PercentageLength, percent),
                                      QTextLength(QTextLength::PercentageLength, 100 - percent)});
    const int room = viewport()->width() * percent / 100 - padding;
    QTextTable *table = cursor.insertTable(int(m_facts.size()), 2, format);
    const Colours &c = m_theme.colours();
    QTextCharFormat title, heading, value, monospaced;
    title.setForeground(c.muted);
    heading.setForeground(c.muted);
    heading.setFontWeight(QFont::DemiBold);
    value.setForeground(c.text);
    monospaced.setForeground(c.text);
    monospaced.setFontFamilies(Theme::monospaced().families());
    for (int row = 0; row < int(m_facts.size()); ++row) {
        const Fact &fact = m_facts[size_t(row)];
        if (fact.heading)
            table->mergeCells(row, 0, 1, 2);
        insertTitle(table->cellAt(row, 0).firstCursorPosition(), fact.title, fact.heading ? heading : title,
                    fact.heading ? viewport()->width() : room);
        if (!fact.heading)
            table->cellAt(row, 1).firstCursorPosition().insertText(fact.value, fact.monospaced ? monospaced : value);
    }
    fit();
}

void FactSheet::fit()
{
    document()->setTextWidth(viewport()->width());
    setFixedHeight(m_facts.empty() ? 0 : qMin(20'000, int(document()->size().height()) + 4));
}

QMimeData *FactSheet::createMimeDataFromSelection() const
{
    // The room to break titles is not theirs.
    auto *data = new QMimeData;
    data->setText(textCursor().selection().toPlainText().remove(QChar(0x200b)));
    return data;
}

void FactSheet::resizeEvent(QResizeEvent *event)
{
    QTextBrowser::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        fill(); // the column of titles depends on the width
}

} // namespace ashiato
