// SPDX-License-Identifier: Apache-2.0
#include "views/shared/chipsbar.h"

#include "models/lens/lens.h"
#include "views/shared/actionregistry.h"
#include "views/shared/chip.h"
#include "views/shared/conditiontext.h"
#include "views/shared/flowlayout.h"
#include "views/shared/language.h"
#include "views/shared/theme.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include <limits>

namespace ashiato
{

ChipsBar::ChipsBar(const ViewContext &context, QWidget *parent) : QWidget(parent), m_context(context)
{
    auto *outer = new QHBoxLayout(this);
    outer->setContentsMargins(10, 6, 10, 6);
    outer->setSpacing(8);
    m_chips = new QWidget(this);
    m_chips->setObjectName(QStringLiteral("chipsArea"));
    m_row = new FlowLayout(m_chips, 6);
    outer->addWidget(m_chips, 1);
    m_counts = new QLabel(this);
    m_counts->setObjectName(QStringLiteral("matchCount"));
    m_counts->setProperty("muted", true);
    outer->addWidget(m_counts);
    connect(&m_context.lens, &Lens::filterChanged, this, &ChipsBar::refresh);
    connect(&m_context.lens, &Lens::displayZoneChanged, this, &ChipsBar::refresh);
    connect(m_context.actions.action("Filter.FileTimes"), &QAction::toggled, this, &ChipsBar::refresh);
    refresh();
}

void ChipsBar::setCounts(qint64 shown, qint64 total)
{
    m_shown = shown;
    m_total = total;
    refreshCounts();
}

void ChipsBar::refreshCounts()
{
    const QLocale locale = m_context.language.locale();
    m_counts->setText(m_shown < 0 ? tr("counting…")
                                  : tr("%1 of %2 event(s)", nullptr, int(qMin<qint64>(m_total, std::numeric_limits<int>::max())))
                                        .arg(locale.toString(m_shown), locale.toString(m_total)));
}

void ChipsBar::refresh()
{
    m_row->clear();
    const Filter &filter = m_context.lens.filter();
    bool firstGroup = true;
    for (const Filter::Group &group : filter.groups) {
        if (!firstGroup) {
            auto *word = new QLabel(tr("or"), m_chips);
            word->setProperty("muted", true);
            m_row->addWidget(word);
        }
        firstGroup = false;
        for (const Condition &condition : group) {
            auto *chip = new Chip(conditionText(condition, m_context), m_chips);
            connect(chip, &Chip::clicked, this, [this, condition] { m_context.lens.removeCondition(condition); });
            m_row->addWidget(chip);
        }
    }
    if (filter.isEmpty()) {
        const QAction *fileTimes = m_context.actions.action("Filter.FileTimes");
        auto *hint = new QLabel(fileTimes->isChecked() ? tr("No conditions: everything is shown.")
                                                       : tr("No conditions. Events made from file times are hidden; %1 shows them.")
                                                             .arg(fileTimes->shortcut().toString(QKeySequence::NativeText)),
                                m_chips);
        hint->setObjectName(QStringLiteral("noConditions"));
        hint->setProperty("muted", true);
        m_row->addWidget(hint);
    } else {
        auto *clear = new QToolButton(m_chips);
        clear->setText(tr("Remove all"));
        clear->setAccessibleName(clear->text());
        connect(clear, &QToolButton::clicked, m_context.actions.action("Filter.Clear"), &QAction::trigger);
        m_row->addWidget(clear);
    }
    refreshCounts();
}

void ChipsBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QWidget::changeEvent(event);
}

} // namespace ashiato
