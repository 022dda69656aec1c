// SPDX-License-Identifier: Apache-2.0
#include "views/inspector/inspectorpanel.h"

#include "models/casedb/case.h"
#include "models/casedb/casereader.h"
#include "models/jobs/async.h"
#include "models/lens/background.h"
#include "models/lens/eventkind.h"
#include "models/query/eventquery.h"
#include "models/timeline/citation.h"
#include "views/inspector/contentview.h"
#include "views/inspector/facts.h"
#include "views/inspector/factsheet.h"
#include "views/inspector/hexview.h"
#include "views/inspector/noteeditor.h"
#include "views/shared/actionregistry.h"
#include "views/shared/flowlayout.h"
#include "views/shared/language.h"
#include "views/shared/theme.h"
#include "views/shared/wordingof.h"
#include "views/tags/tagcontroller.h"
#include "views/tags/tagpill.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QSplitter>
#include <QVBoxLayout>

namespace ashiato
{

namespace
{

constexpr int kContentHeight = 220;

/// Words that stand in rich text: values of evidence are never markup.
QString escaped(const QString &text) { return text.toHtmlEscaped(); }

/// Room to break a long path: behind its separators. For shown text only, never for what is copied.
QString breakable(QString text)
{
    for (const QChar c : {u'/', u'\\', u'.', u'_'})
        text.replace(c, QString(c) + QChar(0x200b));
    return text;
}

} // namespace

InspectorPanel::InspectorPanel(const ViewContext &context, TagController &tags, QWidget *parent)
    : QWidget(parent), m_context(context), m_tags(tags)
{
    makeWidgets();
    connect(&m_context.lens, &Lens::focusChanged, this, &InspectorPanel::setFocusItem);
    connect(&m_context.lens, &Lens::displayZoneChanged, this, &InspectorPanel::showItem);
    connect(&m_context.theme, &Theme::changed, this, &InspectorPanel::showItem);
    connect(&m_tags, &TagController::changed, this, &InspectorPanel::refresh);
    connect(&m_tags, &TagController::tagsChanged, this, &InspectorPanel::showTags);
    connect(m_context.actions.action("Row.Note"), &QAction::triggered, this, &InspectorPanel::editNote);
    connect(m_context.actions.action("Row.Source"), &QAction::triggered, this, &InspectorPanel::showSource);
    connect(m_provenance, &QLabel::linkActivated, this, &InspectorPanel::showSource);
    connect(m_related, &QLabel::linkActivated, this, [this](const QString &link) {
        const size_t number = link.toUInt();
        if (number < m_relatedFilters.size())
            m_context.lens.setFilter(Filter(m_relatedFilters[number]));
    });
    connect(m_note, &NoteEditor::left, this, &InspectorPanel::noteLeft);
    retranslate();
    setFocusItem(m_context.lens.focus());
}

InspectorPanel::~InspectorPanel()
{
    raiseFlag(m_cancel);
}

Wording InspectorPanel::wording() const
{
    return wordingOf(m_context);
}

QLabel *InspectorPanel::addCard(QVBoxLayout *column)
{
    auto *card = new QLabel(this);
    card->setWordWrap(true);
    card->setProperty("card", true);
    card->setTextFormat(Qt::RichText);
    card->setMinimumWidth(60);
    column->addWidget(card);
    return card;
}

void InspectorPanel::makeWidgets()
{
    setMinimumWidth(240);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    m_splitter = new QSplitter(Qt::Vertical, this);
    m_splitter->setChildrenCollapsible(false);
    outer->addWidget(m_splitter);
    m_empty = new QLabel(this);
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setProperty("muted", true);
    m_empty->setMargin(24);
    outer->addWidget(m_empty, 1);

    auto *area = new QScrollArea(this);
    area->setObjectName(QStringLiteral("details"));
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *page = new QWidget(area);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(10, 8, 10, 8);
    column->setSpacing(8);
    m_title = new QLabel(page);
    m_title->setObjectName(QStringLiteral("inspectorTitle"));
    m_title->setWordWrap(true);
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_title->setTextFormat(Qt::PlainText);
    m_sentence = new QLabel(page);
    m_sentence->setWordWrap(true);
    m_sentence->setTextFormat(Qt::PlainText);
    // Not selectable: the breaks that are put into long paths would be copied with it.
    m_facts = new FactSheet(m_context.theme, page);
    m_facts->setObjectName(QStringLiteral("facts"));
    m_pills = new QWidget(page);
    m_pills->setObjectName(QStringLiteral("pills"));
    m_pillRow = new FlowLayout(m_pills, 4);
    column->addWidget(m_title);
    column->addWidget(m_pills);
    column->addWidget(m_sentence);
    column->addWidget(m_facts);
    m_explanation = addCard(column);
    m_explanation->setObjectName(QStringLiteral("explanation"));
    m_provenance = addCard(column);
    m_provenance->setObjectName(QStringLiteral("provenance"));
    m_provenance->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    m_relatedTitle = new QLabel(page);
    m_relatedTitle->setProperty("heading", true);
    column->addWidget(m_relatedTitle);
    m_related = addCard(column);
    m_related->setObjectName(QStringLiteral("related"));
    m_related->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    column->addStretch(1);
    area->setWidget(page);
    auto *upper = new QWidget(this);
    auto *upperColumn = new QVBoxLayout(upper);
    upperColumn->setContentsMargins(0, 0, 0, 0);
    upperColumn->setSpacing(0);
    upperColumn->addWidget(area, 1);
    // Always on the screen, whatever the fields above are scrolled to: it is written while one reads.
    m_note = new NoteEditor(m_context, upper);
    upperColumn->addWidget(m_note);
    m_splitter->addWidget(upper);
    m_content = new ContentView(m_context, this);
    m_splitter->addWidget(m_content);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    m_splitter->setSizes({600, kContentHeight});
}

void InspectorPanel::retranslate()
{
    m_relatedTitle->setText(tr("Related (± 5 minutes)"));
    m_note->retranslate();
    m_facts->setAccessibleName(tr("Fields"));
    findChild<QScrollArea *>(QStringLiteral("details"))->setAccessibleName(tr("Fields"));
    m_explanation->setAccessibleName(tr("What the record shows"));
    m_provenance->setAccessibleName(tr("Where it comes from"));
    m_related->setAccessibleName(m_relatedTitle->text());
    m_pills->setAccessibleName(tr("Tags"));
    m_empty->setText(tr("Choose an event or a file to see what it is, where it comes from and its bytes."));
    showItem();
}

void InspectorPanel::setFocusItem(const Focus &focus)
{
    if (focus == m_focus)
        return;
    m_note->setItem(focus);
    m_focus = focus;
    read();
}

void InspectorPanel::refresh() { read(); }

void InspectorPanel::read()
{
    const quint64 number = ++m_generation;
    raiseFlag(m_cancel);
    if (m_focus.kind != ItemKind::Event && m_focus.kind != ItemKind::File) {
        m_item.reset();
        showEmpty();
        return;
    }
    const auto future = onPool([openCase = &m_context.openCase, focus = m_focus] { return readInspectedItem(*openCase, focus); });
    whenReady(this, future, [this, number, confirmed = m_note->confirmed()](const Result<InspectedItem> &answer) {
        if (number != m_generation)
            return;
        if (answer) {
            m_note->take(answer->focus, answer->note, confirmed);
            take(*answer);
        } else {
            m_item.reset();
            showEmpty();
            Q_EMIT failed(answer.error());
        }
    });
}

void InspectorPanel::take(const InspectedItem &item)
{
    m_item = item;
    showItem();
    askRelated();
    const EventRow *event = item.event ? &*item.event : nullptr;
    if (event && event->fileId)
        m_content->setFile(event->fileId, item.fileSize, event->offset, event->length);
    else if (item.file)
        m_content->setFile(item.focus.id, item.fileSize);
    else
        m_content->clearContent();
}

void InspectorPanel::showEmpty()
{
    m_splitter->hide();
    m_empty->show();
    m_content->clearContent();
    m_note->clear();
}

void InspectorPanel::showItem()
{
    if (!m_item) {
        m_splitter->hide();
        m_empty->show();
        return;
    }
    m_empty->hide();
    m_splitter->show();
    for (QLabel *card : {m_explanation, m_provenance, m_related})
        card->ensurePolished(); // its padding counts from the first layout on
    const Wording words = wording();
    const QString zone = m_context.lens.displayZone();
    const QString link = QStringLiteral("<a href=\"source\" style=\"color:%1; text-decoration:none\">%2</a>")
                             .arg(m_context.theme.colours().accent.name());
    if (m_item->event) {
        const EventRow &row = *m_item->event;
        const EventFields fields = eventFieldsOf(row);
        const QString provider = fields.details.value(QStringLiteral("Provider")).toString();
        m_title->setText(tr("%1 (%2)").arg(words.eventTitle(row.type, provider), words.kind(eventKindOf(row.type, row.otherMeaning))));
        m_sentence->setText(breakable(words.eventSentence(fields)));
        m_facts->setFacts(eventFacts(row, words, zone));
        const QString explanation = words.eventExplanation(row.type, provider);
        m_explanation->setText(escaped(explanation));
        m_explanation->setVisible(!explanation.isEmpty());
        const QString source = provenanceText(row, words);
        m_provenance->setText(tr("Source: %1").arg(link.arg(escaped(breakable(source)))));
        m_provenance->setToolTip(tr("%1\nShow the bytes (%2)").arg(
            source, m_context.actions.action("Row.Source")->shortcut().toString(QKeySequence::NativeText)));
    } else {
        const FileItem &file = *m_item->file;
        m_title->setText(breakable(file.title()));
        m_sentence->clear();
        m_facts->setFacts(fileFacts(file, words, zone));
        m_explanation->hide();
        const QString source = provenanceText(file);
        m_provenance->setText(tr("Source: %1").arg(link.arg(escaped(breakable(source)))));
        m_provenance->setToolTip(source);
    }
    m_sentence->setVisible(!m_sentence->text().isEmpty());
    const bool hasRelated = m_item->event && !relatedTo(*m_item->event).empty();
    m_relatedTitle->setVisible(hasRelated);
    m_related->setVisible(hasRelated);
    showRelated();
    showTags();
}

void InspectorPanel::showTags()
{
    m_pillRow->clear();
    const bool any = m_item && !m_item->tags.isEmpty();
    m_pills->setVisible(any);
    if (!any)
        return;
    for (const qint64 id : m_item->tags) {
        if (const TagRow *tag = m_tags.tag(id)) {
            m_pillRow->addWidget(new TagPill(tagName(*tag, m_context.language), QColor(tag->colour), m_pills));
        }
    }
}

void InspectorPanel::askRelated()
{
    m_relatedFilters.clear();
    m_relatedCounts.clear();
    if (!m_item->event || !m_context.columns)
        return;
    const std::vector<Related> related = relatedTo(*m_item->event);
    if (related.empty())
        return;
    for (const Related &one : related)
        m_relatedFilters.push_back(one.filter);
    showRelated();
    m_cancel = newFlag();
    const auto future = onPool([openCase = &m_context.openCase, columns = m_context.columns, filters = m_relatedFilters,
                                cancel = m_cancel] {
        std::vector<qint64> counts;
        const auto reader = openCase->reader();
        if (!reader)
            return counts;
        EventQuery query(columns, *reader);
        for (const Filter &filter : filters) {
            const auto count = query.count(filter, cancel);
            counts.push_back(count ? *count : -1);
        }
        return counts;
    });
    whenReady(this, future, [this, number = m_generation](const std::vector<qint64> &counts) {
        if (number != m_generation)
            return;
        m_relatedCounts = counts;
        showRelated();
    });
}

void InspectorPanel::showRelated()
{
    if (!m_item || !m_item->event)
        return;
    const std::vector<Related> related = relatedTo(*m_item->event);
    const Wording words = wording();
    QStringList lines;
    for (size_t i = 0; i < related.size(); ++i) {
        const QString count = i < m_relatedCounts.size() && m_relatedCounts[i] >= 0 ? words.number(m_relatedCounts[i]) : QStringLiteral("…");
        lines.append(QStringLiteral("<a href=\"%1\" style=\"color:%2; text-decoration:none\">%3 %4</a>")
                         .arg(i).arg(m_context.theme.colours().accent.name(), escaped(related[i].title), count));
    }
    m_related->setText(lines.join(QStringLiteral("<br>")));
}

void InspectorPanel::showSource()
{
    if (m_item)
        m_content->focusHex();
}

void InspectorPanel::showOffset(qint64 offset)
{
    if (!m_item)
        return;
    m_content->focusHex();
    m_content->hex()->goTo(offset);
}

void InspectorPanel::editNote()
{
    if (m_item)
        m_note->edit();
}

void InspectorPanel::saveNote() { m_note->save(); }

void InspectorPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

} // namespace ashiato
