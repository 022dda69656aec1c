// SPDX-License-Identifier: Apache-2.0
#include "views/tags/tagdialog.h"

#include "models/casedb/act.h"
#include "models/casedb/casewriter.h"
#include "views/shared/actqueue.h"
#include "views/shared/language.h"
#include "views/shared/theme.h"
#include "views/tags/tagcontroller.h"
#include "views/tags/tagpill.h"

#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>

#include <algorithm>

namespace ashiato
{

namespace
{
/// Okabe and Ito; two greys for what is seen and set aside.
const char *const kColours[] = {"#D55E00", "#E69F00", "#F0E442", "#009E73", "#56B4E9",
                                "#0072B2", "#CC79A7", "#8A2BE2", "#8A939E", "#4D4D4D"};
} // namespace

TagDialog::TagDialog(const ViewContext &context, TagController &tags, QWidget *parent)
    : QDialog(parent), m_context(context), m_tags(tags)
{
    makeWidgets();
    retranslate();
    connect(&m_tags, &TagController::tagsChanged, this, &TagDialog::refresh);
    refresh();
}

void TagDialog::makeWidgets()
{
    setMinimumSize(640, 380);
    auto *outer = new QGridLayout(this);
    outer->setContentsMargins(18, 16, 18, 14);
    outer->setSpacing(10);
    m_words = new QLabel(this);
    m_words->setWordWrap(true);
    m_words->setProperty("muted", true);
    outer->addWidget(m_words, 0, 0, 1, 2);
    m_list = new QListWidget(this);
    m_list->setObjectName(QStringLiteral("tagList"));
    outer->addWidget(m_list, 1, 0);
    outer->setColumnStretch(0, 2);
    outer->setColumnStretch(1, 3);

    auto *form = new QGridLayout;
    form->setVerticalSpacing(8);
    m_name = new QLineEdit(this);
    m_name->setObjectName(QStringLiteral("tagName"));
    m_nameEn = new QLineEdit(this);
    m_nameEn->setObjectName(QStringLiteral("tagNameEn"));
    m_key = new QComboBox(this);
    m_key->setObjectName(QStringLiteral("tagKey"));
    m_nameLabel = new QLabel(this);
    m_nameEnLabel = new QLabel(this);
    m_keyLabel = new QLabel(this);
    m_colourLabel = new QLabel(this);
    form->addWidget(m_nameLabel, 0, 0);
    form->addWidget(m_name, 0, 1);
    form->addWidget(m_nameEnLabel, 1, 0);
    form->addWidget(m_nameEn, 1, 1);
    form->addWidget(m_keyLabel, 2, 0);
    form->addWidget(m_key, 2, 1);
    form->addWidget(m_colourLabel, 3, 0, Qt::AlignTop);
    auto *swatches = new QGridLayout;
    for (int i = 0; i < int(std::size(kColours)); ++i) {
        auto *swatch = new QPushButton(this);
        swatch->setCheckable(true);
        swatch->setAutoDefault(false);
        swatch->setFixedSize(34, 26);
        const QString colour = QString::fromLatin1(kColours[i]);
        swatch->setStyleSheet(QStringLiteral("QPushButton { background: %1; border: 2px solid transparent; padding: 0; }"
                                             "QPushButton:checked, QPushButton:focus { border: 2px solid palette(text); }")
                                  .arg(colour));
        connect(swatch, &QPushButton::clicked, this, [this, colour] {
            setColour(colour);
            save();
        });
        m_colours.append(swatch);
        swatches->addWidget(swatch, i / 5, i % 5);
    }
    swatches->setColumnStretch(5, 1);
    form->addLayout(swatches, 3, 1);
    m_message = new QLabel(this);
    m_message->setWordWrap(true);
    m_message->setProperty("banner", QStringLiteral("error"));
    m_message->hide();
    form->addWidget(m_message, 4, 0, 1, 2);
    form->setRowStretch(5, 1);
    outer->addLayout(form, 1, 1);

    auto *buttons = new QHBoxLayout;
    m_add = new QPushButton(this);
    m_add->setObjectName(QStringLiteral("tagAdd"));
    m_remove = new QPushButton(this);
    m_remove->setObjectName(QStringLiteral("tagRemove"));
    m_usual = new QPushButton(this);
    m_usual->setObjectName(QStringLiteral("tagUsual"));
    m_close = new QPushButton(this);
    for (QPushButton *button : {m_add, m_remove, m_usual})
        buttons->addWidget(button);
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    for (QPushButton *button : {m_add, m_remove, m_usual, m_close})
        button->setAutoDefault(false);
    outer->addLayout(buttons, 2, 0, 1, 2);
    connect(m_list, &QListWidget::currentRowChanged, this, &TagDialog::showCurrent);
    connect(m_name, &QLineEdit::editingFinished, this, &TagDialog::save);
    connect(m_nameEn, &QLineEdit::editingFinished, this, &TagDialog::save);
    connect(m_key, &QComboBox::activated, this, &TagDialog::save);
    connect(m_add, &QPushButton::clicked, this, &TagDialog::add);
    connect(m_remove, &QPushButton::clicked, this, &TagDialog::remove);
    connect(m_usual, &QPushButton::clicked, &m_tags, &TagController::createUsualTags);
    connect(m_close, &QPushButton::clicked, this, &QDialog::accept);
}

void TagDialog::retranslate()
{
    setWindowTitle(tr("Tags"));
    m_words->setText(m_context.writer ? tr("Changes take effect at once and can be undone.")
                                      : tr("The case is open read-only. Nothing can be changed."));
    m_nameLabel->setText(tr("Name"));
    m_nameEnLabel->setText(tr("Name in English"));
    m_keyLabel->setText(tr("Key"));
    m_colourLabel->setText(tr("Colour"));
    m_add->setText(tr("Add a tag"));
    m_remove->setText(tr("Remove"));
    m_usual->setText(tr("Add the usual tags"));
    m_usual->setToolTip(tr("Entry, execution, persistence, lateral movement, exfiltration on the keys 1 to 5."));
    m_close->setText(tr("Close"));
    m_list->setAccessibleName(tr("Tags"));
    const std::pair<QLabel *, QWidget *> named[] = {
        {m_nameLabel, m_name}, {m_nameEnLabel, m_nameEn}, {m_keyLabel, m_key}};
    for (const auto &[label, field] : named) {
        label->setBuddy(field);
        field->setAccessibleName(label->text());
    }
    for (int i = 0; i < m_colours.size(); ++i)
        m_colours[i]->setAccessibleName(tr("Colour %1").arg(QString::fromLatin1(kColours[i])));
    for (QPushButton *button : {m_add, m_remove, m_usual, m_close})
        button->setAccessibleName(button->text());
}

qint64 TagDialog::currentId() const
{
    const QListWidgetItem *item = m_list->currentItem();
    return item ? item->data(Qt::UserRole).toLongLong() : 0;
}

void TagDialog::refresh()
{
    const qint64 current = currentId();
    m_filling = true;
    m_list->clear();
    bool usualMissing = false;
    for (const TagRow &tag : m_tags.tags()) {
        const QString name = tagName(tag, m_context.language);
        auto *item = new QListWidgetItem(tagIcon(tag), tag.key.isEmpty() ? name : QStringLiteral("%1  %2").arg(tag.key, name), m_list);
        item->setData(Qt::UserRole, tag.id);
        if (tag.id == current)
            m_list->setCurrentItem(item);
    }
    for (const TagRow &usual : TagController::usualTags()) {
        usualMissing |= std::none_of(m_tags.tags().begin(), m_tags.tags().end(),
                                     [&usual](const TagRow &tag) { return tag.key == usual.key; });
    }
    m_usual->setVisible(usualMissing && m_context.writer);
    m_filling = false;
    if (!m_list->currentItem() && m_list->count() > 0)
        m_list->setCurrentRow(0);
    showCurrent();
}

void TagDialog::showCurrent()
{
    if (m_filling)
        return;
    m_filling = true;
    const TagRow *tag = m_tags.tag(currentId());
    // What is being typed is not taken away by an answer of the case.
    const auto put = [](QLineEdit *field, const QString &text) {
        if (!field->hasFocus() || !field->isModified())
            field->setText(text);
    };
    put(m_name, tag ? tag->name : QString());
    put(m_nameEn, tag ? tag->nameEn : QString());
    m_key->clear();
    m_key->addItem(tr("none"), QString());
    for (int key = 1; key <= 9; ++key)
        m_key->addItem(QString::number(key), QString::number(key));
    m_key->setCurrentIndex(tag ? qMax(0, m_key->findData(tag->key)) : 0);
    setColour(tag ? tag->colour : QString());
    const bool writable = tag && m_context.writer;
    for (QWidget *field : std::initializer_list<QWidget *>{m_name, m_nameEn, m_key, m_remove})
        field->setEnabled(writable);
    for (QPushButton *swatch : m_colours)
        swatch->setEnabled(writable);
    m_add->setEnabled(m_context.writer != nullptr);
    m_message->hide();
    m_filling = false;
}

void TagDialog::setColour(const QString &colour)
{
    m_colour = colour;
    for (int i = 0; i < m_colours.size(); ++i)
        m_colours[i]->setChecked(colour.compare(QLatin1StringView(kColours[i]), Qt::CaseInsensitive) == 0);
}

void TagDialog::save()
{
    const TagRow *tag = m_tags.tag(currentId());
    if (!tag || m_filling)
        return;
    const QString name = m_name->text().trimmed(), key = m_key->currentData().toString();
    QString problem;
    if (name.isEmpty())
        problem = tr("The tag needs a name.");
    for (const TagRow &other : m_tags.tags()) {
        if (other.id != tag->id && !key.isEmpty() && other.key == key)
            problem = tr("The key %1 belongs to “%2”.").arg(key, tagName(other, m_context.language));
    }
    m_message->setText(problem);
    m_message->setVisible(!problem.isEmpty());
    if (!problem.isEmpty())
        return;
    QJsonObject changed;
    const auto note = [&changed](const QString &field, const QString &now, const QString &before) {
        if (now != before)
            changed.insert(field, now);
    };
    note(QStringLiteral("name"), name, tag->name);
    note(QStringLiteral("name_en"), m_nameEn->text().trimmed(), tag->nameEn);
    note(QStringLiteral("colour"), m_colour, tag->colour);
    note(QStringLiteral("key"), key, tag->key);
    if (!changed.isEmpty())
        m_context.acts->act(Act::tagSet(tag->id, changed));
}

void TagDialog::add()
{
    QString key;
    for (int number = 1; number <= 9 && key.isEmpty(); ++number) {
        const QString free = QString::number(number);
        if (std::none_of(m_tags.tags().begin(), m_tags.tags().end(), [&free](const TagRow &tag) { return tag.key == free; }))
            key = free;
    }
    const size_t colour = m_tags.tags().size() % std::size(kColours);
    m_context.acts->act(Act::tagCreate(tr("New tag"), QString(), QString::fromLatin1(kColours[colour]), key));
}

void TagDialog::remove()
{
    if (const qint64 id = currentId())
        m_context.acts->act(Act::tagSet(id, {{QStringLiteral("removed"), 1}}));
}

void TagDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        refresh();
    }
    QDialog::changeEvent(event);
}

} // namespace ashiato
