// SPDX-License-Identifier: Apache-2.0
#include "views/shared/formdialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace ashiato
{

FormDialog::FormDialog(const QString &title, const QString &introduction, const QString &doIt, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(title);
    setMinimumWidth(600);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(18, 16, 18, 14);
    column->setSpacing(12);
    if (!introduction.isEmpty()) {
        auto *words = new QLabel(introduction, this);
        words->setWordWrap(true);
        words->setProperty("muted", true);
        column->addWidget(words);
    }
    m_form = new QFormLayout;
    m_form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_form->setHorizontalSpacing(16);
    m_form->setVerticalSpacing(8);
    column->addLayout(m_form);
    m_message = new QLabel(this);
    m_message->setWordWrap(true);
    m_message->setProperty("banner", QStringLiteral("error"));
    m_message->setAccessibleName(title);
    m_message->hide();
    column->addWidget(m_message);
    column->addStretch(1);
    m_buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_buttons->button(QDialogButtonBox::Ok)->setText(doIt);
    m_buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    connect(m_buttons, &QDialogButtonBox::accepted, this, &FormDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &FormDialog::reject);
    column->addWidget(m_buttons);
}

void FormDialog::addField(const QString &key, const QString &label, QWidget *field, QWidget *row)
{
    field->setObjectName(key);
    field->setAccessibleName(label);
    m_fields.insert(key, field);
    // The buttons were there first: the keys go through the fields, then to the buttons.
    if (m_last)
        setTabOrder(m_last, field);
    else
        field->setFocus();
    m_last = field;
    setTabOrder(m_last, m_buttons->button(QDialogButtonBox::Ok));
    setTabOrder(m_buttons->button(QDialogButtonBox::Ok), m_buttons->button(QDialogButtonBox::Cancel));
    auto *name = new QLabel(label, this);
    name->setBuddy(field);
    m_form->addRow(name, row ? row : field);
}

QLineEdit *FormDialog::addLine(const QString &key, const QString &label, const QString &value, const QString &hint)
{
    auto *field = new QLineEdit(value, this);
    field->setPlaceholderText(hint);
    addField(key, label, field);
    return field;
}

QPlainTextEdit *FormDialog::addText(const QString &key, const QString &label, const QString &value)
{
    auto *field = new QPlainTextEdit(value, this);
    field->setTabChangesFocus(true);
    field->setFixedHeight(84);
    addField(key, label, field);
    return field;
}

QComboBox *FormDialog::addChoice(const QString &key, const QString &label, const QStringList &choices,
                                 const QString &value, bool editable)
{
    auto *field = new QComboBox(this);
    field->addItems(choices);
    field->setEditable(editable);
    if (editable)
        field->setEditText(value);
    else
        field->setCurrentText(value);
    addField(key, label, field);
    return field;
}

QLineEdit *FormDialog::addPath(const QString &key, const QString &label, const QString &value, const QString &browse,
                               const std::function<QString(const QString &)> &ask)
{
    auto *row = new QWidget(this);
    auto *field = new QLineEdit(value, row);
    connect(addButton(field, browse, row), &QPushButton::clicked, this, [field, ask] {
        const QString chosen = ask(field->text());
        if (!chosen.isEmpty())
            field->setText(chosen);
    });
    addField(key, label, field, row);
    return field;
}

QLineEdit *FormDialog::addSecret(const QString &key, const QString &label, const QString &show)
{
    auto *row = new QWidget(this);
    auto *field = new QLineEdit(row);
    field->setEchoMode(QLineEdit::Password);
    QPushButton *button = addButton(field, show, row);
    button->setCheckable(true);
    connect(button, &QPushButton::toggled, field,
            [field](bool shown) { field->setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password); });
    addField(key, label, field, row);
    return field;
}

QPushButton *FormDialog::addButton(QLineEdit *field, const QString &text, QWidget *row)
{
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    auto *button = new QPushButton(text, row);
    button->setAutoDefault(false);
    line->addWidget(field, 1);
    line->addWidget(button);
    return button;
}

QString FormDialog::value(const QString &key) const
{
    QWidget *field = m_fields.value(key);
    if (auto *line = qobject_cast<QLineEdit *>(field))
        return line->text().trimmed();
    if (auto *text = qobject_cast<QPlainTextEdit *>(field))
        return text->toPlainText();
    if (auto *choice = qobject_cast<QComboBox *>(field))
        return choice->currentText().trimmed();
    return {};
}

void FormDialog::setMessage(const QString &text)
{
    m_message->setText(text);
    m_message->setVisible(!text.isEmpty());
    if (isVisible()) // not adjustSize(), which stops at two thirds of the screen
        resize(width(), qMax(height(), layout()->totalHeightForWidth(width())));
}

void FormDialog::accept()
{
    const QString problem = check ? check() : QString();
    setMessage(problem);
    if (problem.isEmpty())
        QDialog::accept();
}

} // namespace ashiato
