// SPDX-License-Identifier: Apache-2.0
#include "views/events/grouppanel.h"

#include "models/lens/lens.h"
#include "views/shared/conditiontext.h"
#include "views/shared/icons.h"
#include "views/shared/language.h"
#include "views/shared/settingskeys.h"
#include "views/shared/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QSettings>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace ashiato
{

namespace
{

constexpr FilterField kFields[] = {FilterField::Kind,     FilterField::Type,   FilterField::Host,        FilterField::Account,
                                   FilterField::Evidence, FilterField::Tag,    FilterField::Time,        FilterField::Severity,
                                   FilterField::Source,   FilterField::Destination, FilterField::Protocol, FilterField::Action,
                                   FilterField::Status,   FilterField::Hash};

/// The count lies on a bar of the group's share, so that the eye finds the large ones; a chosen value is bold, with a mark.
class GroupDelegate : public QStyledItemDelegate
{
public:
    GroupDelegate(const ViewContext &context, QObject *parent) : QStyledItemDelegate(parent), m_context(context) {}

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        if (index.column() == GroupModel::Count) {
            const int room = option.rect.width() - 8;
            const int width = qMax(2, int(room * index.data(GroupModel::ShareRole).toDouble()));
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
        if (index.column() == GroupModel::Count)
            option->font.setFamilies(Theme::monospaced().families());
        if (!index.data(GroupModel::ChosenRole).toBool())
            return;
        option->font.setBold(true);
        if (index.column() == GroupModel::Value) {
            option->features |= QStyleOptionViewItem::HasDecoration;
            option->decorationSize = {14, 14};
            option->icon = icon(QStringLiteral("filter"), m_context.theme.colours().accent);
        }
    }

private:
    ViewContext m_context;
};

} // namespace

GroupPanel::GroupPanel(const ViewContext &context, LensQuery &query, QWidget *parent)
    : QWidget(parent), m_context(context), m_model(context.openCase, context.lens, query, context.columns)
{
    setObjectName(QStringLiteral("groupPanel"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    makeHead();
    makeList();
    m_summary = new QLabel(this);
    m_summary->setObjectName(QStringLiteral("groupSummary"));
    m_summary->setProperty("muted", true);
    m_summary->setWordWrap(true);
    m_summary->setContentsMargins(10, 4, 10, 4);
    column->addWidget(m_summary);
    connect(&m_model, &QAbstractItemModel::modelAboutToBeReset, this, &GroupPanel::keepPlace);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &GroupPanel::restorePlace);
    connect(&m_model, &GroupModel::asked, this, &GroupPanel::refreshWords);
    connect(&m_model, &GroupModel::answered, this, &GroupPanel::refreshWords);
    connect(&m_context.lens, &Lens::filterChanged, m_list->viewport(), qOverload<>(&QWidget::update));
    connect(&m_context.lens, &Lens::displayZoneChanged, this, &GroupPanel::retranslate);
    retranslate();
    hide();
}

void GroupPanel::makeHead()
{
    auto *row = new QHBoxLayout;
    row->setContentsMargins(10, 4, 4, 4);
    row->setSpacing(6);
    m_title = new QLabel(this);
    m_title->setProperty("muted", true);
    m_field = new QComboBox(this);
    m_field->setObjectName(QStringLiteral("groupField"));
    for (const FilterField field : kFields)
        m_field->addItem(QString(), int(field));
    m_title->setBuddy(m_field);
    m_close = new QToolButton(this);
    m_close->setObjectName(QStringLiteral("groupClose"));
    row->addWidget(m_title);
    row->addWidget(m_field, 1);
    row->addWidget(m_close);
    static_cast<QVBoxLayout *>(layout())->addLayout(row);
    connect(m_field, &QComboBox::activated, this, [this](int place) { groupBy(FilterField(m_field->itemData(place).toInt())); });
    connect(m_close, &QToolButton::clicked, this, &GroupPanel::close);
}

void GroupPanel::makeList()
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
    m_list->horizontalHeader()->setSectionResizeMode(GroupModel::Value, QHeaderView::Stretch);
    m_list->horizontalHeader()->setSectionResizeMode(GroupModel::Count, QHeaderView::Fixed);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->verticalHeader()->hide();
    m_list->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 9);
    m_list->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_list->installEventFilter(this);
    setFocusProxy(m_list);
    static_cast<QVBoxLayout *>(layout())->addWidget(m_list, 1);
    connect(m_list, &QTableView::doubleClicked, this, &GroupPanel::include);
}

bool GroupPanel::isWorkedIn() const { return isVisible() && m_list->hasFocus(); }

void GroupPanel::open(std::optional<FilterField> field)
{
    const auto stored = filterFieldFromId(m_context.settings.value(settings::kGroupBy).toString());
    const FilterField wanted = field ? *field : stored && canGroupBy(*stored) ? *stored : FilterField::Kind;
    m_field->setCurrentIndex(m_field->findData(int(wanted)));
    show();
    groupBy(wanted);
    m_list->setFocus(Qt::ShortcutFocusReason);
}

void GroupPanel::close()
{
    m_model.groupBy({});
    hide();
    Q_EMIT left();
}

void GroupPanel::groupBy(FilterField field)
{
    m_context.settings.setValue(settings::kGroupBy, filterFieldId(field));
    m_current.reset();
    m_model.groupBy(field);
}

void GroupPanel::include()
{
    if (m_list->currentIndex().isValid())
        m_model.choose(m_list->currentIndex().row());
}

void GroupPanel::exclude()
{
    if (m_list->currentIndex().isValid())
        m_model.exclude(m_list->currentIndex().row());
}

void GroupPanel::step(int rows)
{
    const int row = m_list->currentIndex().row() + rows;
    if (m_model.rowCount() > 0)
        m_list->setCurrentIndex(m_model.index(qBound(0, row, m_model.rowCount() - 1), GroupModel::Value));
}

void GroupPanel::keepPlace()
{
    if (const QModelIndex current = m_list->currentIndex(); current.isValid())
        m_current = m_model.condition(current.row());
}

void GroupPanel::restorePlace()
{
    if (m_model.rowCount() == 0)
        return;
    // A value that has gone leaves its place to the first one.
    const int row = m_current ? m_model.rowOf(*m_current) : 0;
    m_list->setCurrentIndex(m_model.index(qMax(0, row), GroupModel::Value));
    const QString widest = m_model.index(0, GroupModel::Count).data().toString();
    QFont font = m_list->font();
    font.setFamilies(Theme::monospaced().families());
    font.setBold(true);
    m_list->horizontalHeader()->resizeSection(GroupModel::Count, qMax(64, QFontMetrics(font).horizontalAdvance(widest) + 24));
}

void GroupPanel::refreshWords()
{
    const QLocale locale = m_context.language.locale();
    QString text;
    if (m_model.values() > m_model.rowCount())
        text = tr("The %1 largest of %2 values").arg(locale.toString(m_model.rowCount()), locale.toString(m_model.values()));
    else if (m_model.rowCount() > 0)
        text = tr("%n value(s)", nullptr, m_model.rowCount());
    else
        text = m_model.isBusy() ? tr("Counting…") : tr("No event meets the conditions.");
    m_summary->setText(text);
}

void GroupPanel::retranslate()
{
    m_title->setText(tr("Group by"));
    for (int place = 0; place < m_field->count(); ++place) {
        const auto field = FilterField(m_field->itemData(place).toInt());
        m_field->setItemText(place, field == FilterField::Time ? tr("Day") : fieldTitle(field));
    }
    m_field->setAccessibleName(tr("Group by"));
    m_close->setText(QStringLiteral("×"));
    m_close->setToolTip(tr("Close the groups (Esc)."));
    m_close->setAccessibleName(tr("Close the groups"));
    m_list->setAccessibleName(tr("Groups"));
    m_list->setToolTip(tr("Enter narrows to a value, again lets it go."));
    m_model.setWords([this](const Condition &condition) {
        if (condition.field == FilterField::Time && !condition.fromNs)
            return tr("Time not known");
        return conditionValue(condition, m_context);
    }, m_context.language.locale());
    refreshWords();
}

bool GroupPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        close(); // which stops the counting too
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void GroupPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace ashiato
