// SPDX-License-Identifier: Apache-2.0
// FilesView: the files grouped by a value, and the chips of the groups that the list is narrowed to.
#include "views/files/filegrouppanel.h"
#include "views/files/filesview.h"
#include "views/shared/chip.h"
#include "views/shared/flowlayout.h"
#include "views/shared/frozentable.h"

#include <QVBoxLayout>

namespace ashiato
{

namespace
{
constexpr int kGroupsWidth = 220;
} // namespace

void FilesView::makeGroups(QVBoxLayout *column)
{
    m_chips = new QWidget(this);
    m_chips->setObjectName(QStringLiteral("fileGroupChips"));
    m_chipRow = new FlowLayout(m_chips, 6);
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
    m_chipRow->clear();
    for (const FileGroup &group : m_question.groups) {
        auto *chip = new Chip(fileGroupText(group, m_context), m_chips);
        connect(chip, &Chip::clicked, this, [this, group] {
            std::vector<FileGroup> others = m_question.groups;
            std::erase(others, group);
            narrowToGroups(others);
        });
        m_chipRow->addWidget(chip);
    }
    m_chips->setVisible(!m_question.groups.empty());
}

} // namespace ashiato
