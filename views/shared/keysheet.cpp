// SPDX-License-Identifier: Apache-2.0
#include "views/shared/keysheet.h"

#include "views/shared/actionregistry.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace ashiato
{

KeySheet::KeySheet(ActionRegistry &actions, QWidget *parent) : QDialog(parent), m_actions(actions)
{
    setWindowTitle(tr("Keys"));
    resize(1000, 680);
    auto *column = new QVBoxLayout(this);
    auto *words = new QLabel(tr("Single letters do nothing while text is being typed."), this);
    words->setProperty("muted", true);
    column->addWidget(words);
    m_table = new QTableWidget(0, 3, this);
    m_table->setAccessibleName(tr("Keys"));
    m_table->setHorizontalHeaderLabels({tr("Action"), tr("Key"), tr("What it does")});
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    column->addWidget(m_table, 1);
    auto *row = new QHBoxLayout;
    auto *label = new QLabel(tr("New key:"), this);
    m_key = new QKeySequenceEdit(this);
    m_key->setAccessibleName(tr("New key"));
    label->setBuddy(m_key);
    m_set = new QPushButton(tr("Use this key"), this);
    auto *reset = new QPushButton(tr("Reset all keys"), this);
    row->addWidget(label);
    row->addWidget(m_key, 1);
    row->addWidget(m_set);
    row->addWidget(reset);
    column->addLayout(row);
    m_message = new QLabel(this);
    m_message->setWordWrap(true);
    m_message->setProperty("muted", true);
    column->addWidget(m_message);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setText(tr("Close"));
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &KeySheet::reject);
    connect(m_set, &QPushButton::clicked, this, &KeySheet::change);
    connect(reset, &QPushButton::clicked, this, [this] {
        m_actions.resetKeys();
        fill();
    });
    fill();
    m_table->resizeColumnToContents(0);
    m_table->resizeColumnToContents(1);
}

void KeySheet::fill()
{
    const int current = qMax(0, m_table->currentRow());
    const QList<QAction *> actions = m_actions.all();
    m_table->setRowCount(int(actions.size()));
    for (int i = 0; i < actions.size(); ++i) {
        const QStringList texts = {actions[i]->text().remove(u'&'),
                                   QKeySequence::listToString(actions[i]->shortcuts(), QKeySequence::NativeText),
                                   actions[i]->statusTip()};
        for (int c = 0; c < texts.size(); ++c) {
            auto *cell = new QTableWidgetItem(texts[c]);
            cell->setData(Qt::UserRole, actions[i]->objectName());
            cell->setToolTip(texts[c]);
            m_table->setItem(i, c, cell);
        }
    }
    m_table->setCurrentCell(current, 0);
}

void KeySheet::change()
{
    const QTableWidgetItem *item = m_table->item(m_table->currentRow(), 0);
    const QKeySequence key = m_key->keySequence();
    if (!item || key.isEmpty())
        return;
    const QString id = item->data(Qt::UserRole).toString();
    const QString other = m_actions.conflict(id, key);
    if (!other.isEmpty()) {
        m_message->setText(tr("%1 is the key of “%2” already. Choose another key, or change that one first.")
                               .arg(key.toString(QKeySequence::NativeText), m_actions.action(other.toLatin1().constData())->text()));
        return;
    }
    m_actions.setKeys(id, {key});
    m_message->setText(tr("%1 is the key of “%2” from now on.").arg(key.toString(QKeySequence::NativeText), item->text()));
    fill();
}

} // namespace ashiato
