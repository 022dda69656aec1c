// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/shared/viewcontext.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace ashiato
{

class TagController;

/// The tags of the case: a list on the left, the one chosen on the right. Every change is an act at once and can be undone.
/// GUI thread; not modal.
class TagDialog : public QDialog
{
    Q_OBJECT

public:
    TagDialog(const ViewContext &context, TagController &tags, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void makeWidgets();
    void retranslate();
    void refresh();
    void showCurrent();
    void save();
    void add();
    void remove();
    qint64 currentId() const;
    void setColour(const QString &colour);

    ViewContext m_context;
    TagController &m_tags;
    QListWidget *m_list = nullptr;
    QLabel *m_words = nullptr;
    QLabel *m_nameLabel = nullptr, *m_nameEnLabel = nullptr, *m_keyLabel = nullptr, *m_colourLabel = nullptr;
    QLineEdit *m_name = nullptr, *m_nameEn = nullptr;
    QComboBox *m_key = nullptr;
    QList<QPushButton *> m_colours;
    QLabel *m_message = nullptr;
    QPushButton *m_add = nullptr, *m_remove = nullptr, *m_usual = nullptr, *m_close = nullptr;
    QString m_colour;
    bool m_filling = false;
};

} // namespace ashiato
