// SPDX-License-Identifier: Apache-2.0
#include "views/inspector/factsheet.h"

#include "views/shared/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextTable>

namespace ashiato
{

namespace
{
constexpr int kTitlePercent = 32;
}

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
    format.setColumnWidthConstraints({QTextLength(QTextLength::PercentageLength, kTitlePercent),
                                      QTextLength(QTextLength::PercentageLength, 100 - kTitlePercent)});
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
        table->cellAt(row, 0).firstCursorPosition().insertText(fact.title, fact.heading ? heading : title);
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

void FactSheet::resizeEvent(QResizeEvent *event)
{
    QTextBrowser::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        fit();
}

} // namespace ashiato
