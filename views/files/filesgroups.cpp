// SPDX-License-Identifier: Apache-2.0
// FilesView: the files grouped by a value, and the chips of the groups that the list is narrowed to.
#include "views/files/filegrouppanel.h"
#include "views/files/filesview.h"
#include "views/shared/flowlayout.h"
#include "views/shared/frozentable.h"

#include <QToolButton>
#include <QVBoxLayout>

namespace ashiato
{

namespace
{
constexpr int kGroupsWidth = 220;
constexpr int kChipWidth = 380;
} // namespace

void FilesView::makeGroups(QVBoxLayout *column)
{
    m_chips = new QWidget(this);
    m_chips->setObjectName(QStringLiteral("fileGroupChips"));
    new FlowLayout(m_chips, 6);
    m_chips->setContentsMargins(10, 0, 10, 6);
    m_chips->hide();
    column->addWidget(m_chips);
    m_groups = new FileGroupPanel(m_context, this);
    column->addWidget(m_groups->besideTable(m_table, QStringLiteral("filesSplit"), kGroupsWidth), 1);
    connect(m_groups, &GroupListPanel::left, this, [this] { m_table->setFocus(Qt::OtherFocusReason); });
    connect(&m_groups->model(), &FileGroupModel::wanted, this, &FilesView::narrowToGroups);
    connect(&m_model, &FileTableModel::selectionChanged, &m_groups->model(), [this] { m_groups->model().setQuestion(m_model.question()); });
}

void FilesView::narrowToGroups(const std::vector<FileGroup> &groups)
{
    m_question.groups = groups;
    ask(currentId());
}

void FilesView::group() { m_groups->toggle(); }

void FilesView::ungroup()
{
    if (!m_question.groups.empty())
        narrowToGroups({});
}

/// Also where no list of groups is open: what narrows is always to be seen, and can be taken away.
void FilesView::refreshChips()
{
    while (QLayoutItem *item = m_chips->layout()->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    for (const FileGroup &group : m_question.groups) {
        auto *chip = new QToolButton(m_chips);
        chip->setProperty("chip", true);
        const QString text = fileGroupText(group, m_context);
        chip->setText(chip->fontMetrics().elidedText(text, Qt::ElideMiddle, kChipWidth) + QStringLiteral("  ×"));
        chip->setToolTip(tr("Remove this condition: %1").arg(text));
        chip->setAccessibleName(chip->toolTip());
        connect(chip, &QToolButton::clicked, this, [this, group] {
            std::vector<FileGroup> others = m_question.groups;
            std::erase(others, group);
            narrowToGroups(others);
        });
        m_chips->layout()->addWidget(chip);
    }
    m_chips->setVisible(!m_question.groups.empty());
}

} // namespace ashiato
