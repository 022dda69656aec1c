// SPDX-License-Identifier: Apache-2.0
#include "views/shared/grouplistpanel.h"

#include "views/shared/icons.h"
#include "views/shared/language.h"
#include "views/shared/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QSettings>
#include <QSplitter>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace ashiato
{

namespace
{

/// The count lies on a bar of the group's share, so that the eye finds the large ones; a chosen value is bold, with a mark.
class GroupDelegate : public QStyledItemDelegate
{
public:
    GroupDelegate(const ViewContext &context, QObject *parent) : QStyledItemDelegate(parent), m_context(context) {}

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        if (index.column() == GroupList::Count) {
            const int room = option.rect.width() - 8;
            const int width = qMax(2, int(room * index.data(GroupList::ShareRole).toDouble()));
            painter->fillRect(QRect(option.rect.right() - 4 - width, option.rect.top() + 4, width, option.rect.height() - 8),
                              m_context.theme.colours().brush);
        }
        QStyledItemDelegate::paint(painter, option, index);
    }

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->textElideMode = Qt::ElideMiddle;
        if (index.column() == GroupList::Count)
            option->font.setFamilies(Theme::monospaced().families());
        if (!index.data(GroupList::ChosenRole).toBool())
            return;
        option->font.setBold(true);
        if (index.column() == GroupList::Value) {
            option->features |= QStyleOptionViewItem::HasDecoration;
            option->decorationSize = {14, 14};
            option->icon = icon(QStringLiteral("filter"), m_context.theme.colours().accent);
        }
    }

private:
    ViewContext m_context;
};

} // namespace

GroupListPanel::GroupListPanel(const ViewContext &context, GroupList *model, const QList<int> &fields, const QString &settingsKey,
                               QWidget *parent)
    : QWidget(parent), m_context(context), m_model(*model), m_settingsKey(settingsKey)
{
    setObjectName(QStringLiteral("groupPanel"));
    m_model.setParent(this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    makeHead(fields);
    makeList();
    m_summary = new QLabel(this);
    m_summary->setObjectName(QStringLiteral("groupSummary"));
    m_summary->setProperty("muted", true);
    m_summary->setWordWrap(true);
    m_summary->setContentsMargins(10, 4, 10, 4);
    column->addWidget(m_summary);
    connect(&m_model, &QAbstractItemModel::modelAboutToBeReset, this, &GroupListPanel::keepPlace);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &GroupListPanel::restorePlace);
    connect(&m_model, &GroupList::asked, this, &GroupListPanel::refreshSummary);
    connect(&m_model, &GroupList::answered, this, &GroupListPanel::refreshSummary);
    hide();
}

void GroupListPanel::makeHead(const QList<int> &fields)
{
    auto *row = new QHBoxLayout;
    row->setContentsMargins(10, 4, 4, 4);
    row->setSpacing(6);
    m_title = new QLabel(this);
    m_title->setProperty("muted", true);
    m_field = new QComboBox(this);
    m_field->setObjectName(QStringLiteral("groupField"));
    for (const int field : fields)
        m_field->addItem(QString(), field);
    m_title->setBuddy(m_field);
    m_close = new QToolButton(this);
    m_close->setObjectName(QStringLiteral("groupClose"));
    row->addWidget(m_title);
    row->addWidget(m_field, 1);
    row->addWidget(m_close);
    static_cast<QVBoxLayout *>(layout())->addLayout(row);
    connect(m_field, &QComboBox::activated, this, [this](int place) { choose(m_field->itemData(place).toInt()); });
    connect(m_close, &QToolButton::clicked, this, &GroupListPanel::close);
}

void GroupListPanel::makeList()
{
    m_list = new QTableView(this);
    m_list->setObjectName(QStringLiteral("groupList"));
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new GroupDelegate(m_context, m_list));
    m_list->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setShowGrid(false);
    m_list->setWordWrap(false);
    m_list->setTabKeyNavigation(false);
    m_list->setAttribute(Qt::WA_InputMethodEnabled, false);
    m_list->horizontalHeader()->hide();
    m_list->horizontalHeader()->setMinimumSectionSize(40);
    m_list->horizontalHeader()->setSectionResizeMode(GroupList::Value, QHeaderView::Stretch);
    m_list->horizontalHeader()->setSectionResizeMode(GroupList::Count, QHeaderView::Fixed);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->verticalHeader()->hide();
    m_list->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 9);
    m_list->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_list->installEventFilter(this);
    setFocusProxy(m_list);
    static_cast<QVBoxLayout *>(layout())->addWidget(m_list, 1);
    connect(m_list, &QTableView::doubleClicked, this, &GroupListPanel::include);
}

bool GroupListPanel::isWorkedIn() const { return isVisible() && m_list->hasFocus(); }

void GroupListPanel::openBy(int field)
{
    m_field->setCurrentIndex(m_field->findData(field));
    show();
    choose(field);
    m_list->setFocus(Qt::ShortcutFocusReason);
}

QWidget *GroupListPanel::besideTable(QWidget *table, const QString &objectName, int width)
{
    auto *split = new QSplitter(parentWidget());
    split->setObjectName(objectName);
    split->setHandleWidth(1);
    split->setChildrenCollapsible(false);
    split->addWidget(this);
    split->addWidget(table);
    split->setStretchFactor(1, 1);
    split->setSizes({width, 4 * width});
    return split;
}

void GroupListPanel::toggle()
{
    if (isWorkedIn())
        close();
    else
        openBy(fieldFromId(m_context.settings.value(m_settingsKey).toString()).value_or(m_field->itemData(0).toInt()));
}

void GroupListPanel::close()
{
    groupBy({});
    hide();
    Q_EMIT left();
}

void GroupListPanel::choose(int field)
{
    m_context.settings.setValue(m_settingsKey, fieldId(field));
    m_current.clear();
    groupBy(field);
}

void GroupListPanel::include()
{
    if (m_list->currentIndex().isValid())
        m_model.choose(m_list->currentIndex().row());
}

void GroupListPanel::exclude()
{
    if (m_list->currentIndex().isValid())
        m_model.exclude(m_list->currentIndex().row());
}

void GroupListPanel::step(int rows)
{
    const int row = m_list->currentIndex().row() + rows;
    if (m_model.rowCount() > 0)
        m_list->setCurrentIndex(m_model.index(qBound(0, row, m_model.rowCount() - 1), GroupList::Value));
}

void GroupListPanel::keepPlace()
{
    if (const QModelIndex current = m_list->currentIndex(); current.isValid())
        m_current = m_model.key(current.row());
}

void GroupListPanel::restorePlace()
{
    if (m_model.rowCount() == 0)
        return;
    // A value that has gone leaves its place to the first one.
    const int row = m_current.isEmpty() ? 0 : m_model.rowOf(m_current);
    m_list->setCurrentIndex(m_model.index(qMax(0, row), GroupList::Value));
    const QString widest = m_model.index(0, GroupList::Count).data().toString();
    QFont font = m_list->font();
    font.setFamilies(Theme::monospaced().families());
    font.setBold(true);
    m_list->horizontalHeader()->resizeSection(GroupList::Count, qMax(64, QFontMetrics(font).horizontalAdvance(widest) + 24));
}

void GroupListPanel::refreshSummary()
{
    const QLocale locale = m_context.language.locale();
    QString text;
    if (m_model.values() > m_model.rowCount())
        text = tr("The %1 largest of %2 values").arg(locale.toString(m_model.rowCount()), locale.toString(m_model.values()));
    else if (m_model.rowCount() > 0)
        text = tr("%n value(s)", nullptr, m_model.rowCount());
    else
        text = m_model.isBusy() ? tr("Counting…") : emptyText();
    m_summary->setText(text);
}

void GroupListPanel::retranslate()
{
    m_title->setText(tr("Group by"));
    for (int place = 0; place < m_field->count(); ++place)
        m_field->setItemText(place, fieldName(m_field->itemData(place).toInt()));
    m_field->setAccessibleName(tr("Group by"));
    m_close->setText(QStringLiteral("×"));
    m_close->setToolTip(tr("Close the groups (Esc)."));
    m_close->setAccessibleName(tr("Close the groups"));
    m_list->setAccessibleName(tr("Groups"));
    m_list->setToolTip(tr("Enter narrows to a value, again lets it go."));
    refreshValues();
    refreshSummary();
}

bool GroupListPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        close(); // which stops the counting too
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void GroupListPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace ashiato
