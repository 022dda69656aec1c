// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDialog>
#include <QHash>

#include <functional>

class QDialogButtonBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QComboBox;
class QPushButton;

namespace ashiato
{

/// A dialog of labelled fields: an introduction in one sentence, the fields, a message under them, OK and Cancel named
/// by what they do. Every field has its label as accessible name. GUI thread.
class FormDialog : public QDialog
{
    Q_OBJECT

public:
    FormDialog(const QString &title, const QString &introduction, const QString &doIt, QWidget *parent);

    QLineEdit *addLine(const QString &key, const QString &label, const QString &value, const QString &hint = {});
    QPlainTextEdit *addText(const QString &key, const QString &label, const QString &value);
    QComboBox *addChoice(const QString &key, const QString &label, const QStringList &choices, const QString &value,
                         bool editable);
    /// A field with a button beside it that asks for a folder or file.
    QLineEdit *addPath(const QString &key, const QString &label, const QString &value, const QString &browse,
                       const std::function<QString(const QString &)> &ask);

    /// A field whose characters are hidden until the button beside it is pressed (an input method needs to see them too).
    QLineEdit *addSecret(const QString &key, const QString &label, const QString &show);

    /// Without the blanks around it.
    QString value(const QString &key) const;
    void setMessage(const QString &text);
    /// Asked on OK: an empty text lets the dialog close, another is shown as message.
    std::function<QString()> check;

    void accept() override;

private:
    QPushButton *addButton(QLineEdit *field, const QString &text, QWidget *row);
    void addField(const QString &key, const QString &label, QWidget *field, QWidget *row = nullptr);

    QFormLayout *m_form = nullptr;
    QLabel *m_message = nullptr;
    QDialogButtonBox *m_buttons = nullptr;
    QHash<QString, QWidget *> m_fields;
    QWidget *m_last = nullptr; ///< The field that was added last
};

} // namespace ashiato
