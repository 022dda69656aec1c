// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDialog>

class QKeySequenceEdit;
class QLabel;
class QPushButton;
class QTableWidget;

namespace ashiato
{

class ActionRegistry;

/// All actions with their keys, and the place to change them. GUI thread.
class KeySheet : public QDialog
{
    Q_OBJECT

public:
    explicit KeySheet(ActionRegistry &actions, QWidget *parent = nullptr);

private:
    void fill();
    void change();

    ActionRegistry &m_actions;
    QTableWidget *m_table = nullptr;
    QKeySequenceEdit *m_key = nullptr;
    QPushButton *m_set = nullptr;
    QLabel *m_message = nullptr;
};

} // namespace ashiato
