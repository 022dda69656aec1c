// SPDX-License-Identifier: Apache-2.0
#include "views/jobs/jobsview.h"

#include "models/jobs/importservice.h"
#include "models/jobs/jobmodel.h"
#include "views/shared/headerfit.h"
#include "views/shared/icons.h"
#include "views/shared/language.h"
#include "views/shared/theme.h"
#include "views/shared/wordingof.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QSet>
#include <QStyledItemDelegate>
#include <QTableView>

namespace ashiato
{

namespace
{

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(Jobs)
};

QString kindText(TaskKind kind)
{
    switch (kind) {
    case TaskKind::Volumes: return Tr::tr("Volumes");
    case TaskKind::Walk: return Tr::tr("List of files");
    case TaskKind::Import: return Tr::tr("Logs and artifacts");
    case TaskKind::Verify: return Tr::tr("Verification");
    case TaskKind::Hash: return Tr::tr("Hash values");
    case TaskKind::Expand: return Tr::tr("Archives");
    }
    return {};
}

QString stateText(JobState state)
{
    switch (state) {
    case JobState::Pending: return Tr::tr("waiting");
    case JobState::Running: return Tr::tr("running");
    case JobState::Paused: return Tr::tr("paused");
    case JobState::Done: return Tr::tr("done");
    case JobState::Failed: return Tr::tr("failed");
    case JobState::Cancelled: return Tr::tr("cancelled");
    case JobState::WaitingForKey: return Tr::tr("waiting for key");
    }
    return {};
}

QString sizeText(double bytes, const QLocale &locale)
{
    return locale.formattedDataSize(qint64(bytes), 1, QLocale::DataSizeIecFormat);
}

QString leftText(qint64 seconds)
{
    if (seconds < 0)
        return {};
    return seconds < 90 ? Tr::tr("%1 s left").arg(seconds) : Tr::tr("%1 min left").arg((seconds + 30) / 60);
}

/// Makes words and a bar of the model's meanings.
class JobDelegate : public QStyledItemDelegate
{
public:
    JobDelegate(const ViewContext &context, QObject *parent) : QStyledItemDelegate(parent), m_context(context) {}

    QString text(const QModelIndex &index) const
    {
        const QLocale locale = m_context.language.locale();
        const auto number = [&](int role) { return index.data(role).toLongLong(); };
        switch (index.column()) {
        case JobModel::KindColumn: return kindText(TaskKind(number(JobModel::KindRole)));
        case JobModel::StateColumn: return stateText(JobState(number(JobModel::StateRole)));
        case JobModel::CurrentColumn: // of a job that failed or waits: why
            if (const auto error = ErrorCode(number(JobModel::ErrorCodeRole)); error != ErrorCode::None)
                return wordingOf(m_context).errorSentence({error, {}, -1});
            return index.data(Qt::DisplayRole).toString();
        case JobModel::ProgressColumn: {
            const qint64 done = number(JobModel::DoneRole), total = number(JobModel::TotalRole);
            if (JobState(number(JobModel::StateRole)) == JobState::Done)
                return QStringLiteral("100 %"); // also where there was nothing to count, or nobody knew how much
            if (total > 0)
                return QStringLiteral("%1 %").arg(qMin<qint64>(100, done * 100 / total));
            return index.data(JobModel::BytesRole).toBool() ? sizeText(double(done), locale) : locale.toString(done);
        }
        case JobModel::RateColumn: {
            const double rate = index.data(JobModel::RateRole).toDouble();
            if (rate <= 0)
                return {};
            return index.data(JobModel::BytesRole).toBool() ? sizeText(rate, locale) + QStringLiteral("/s")
                                                           : Tr::tr("%1 per second").arg(locale.toString(qint64(rate)));
        }
        case JobModel::TimeLeftColumn: return leftText(number(JobModel::SecondsLeftRole));
        case JobModel::WarningsColumn: return number(JobModel::WarningsRole) ? locale.toString(number(JobModel::WarningsRole)) : QString();
        default: return index.data(Qt::DisplayRole).toString();
        }
    }

    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->text = text(index);
        if (index.column() == JobModel::CurrentColumn)
            option->textElideMode = Qt::ElideMiddle;
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const qint64 total = index.data(JobModel::TotalRole).toLongLong();
        const bool running = JobState(index.data(JobModel::StateRole).toInt()) == JobState::Running;
        if (index.column() == JobModel::ProgressColumn && total > 0 && running) {
            const double part = qBound(0.0, double(index.data(JobModel::DoneRole).toLongLong()) / double(total), 1.0);
            QRectF bar = QRectF(option.rect).adjusted(4, 4, -4, -4);
            painter->fillRect(bar, m_context.theme.colours().raised);
            bar.setWidth(bar.width() * part);
            painter->fillRect(bar, m_context.theme.colours().selection);
        }
        QStyledItemDelegate::paint(painter, option, index);
    }

private:
    ViewContext m_context;
};

} // namespace

JobsView::JobsView(const ViewContext &context, JobModel &model, QWidget *parent)
    : QWidget(parent), m_context(context), m_model(model)
{
    setObjectName(QStringLiteral("jobsView"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(10, 10, 10, 10);
    m_empty = new QLabel(this);
    m_empty->setProperty("muted", true);
    m_empty->setWordWrap(true);
    column->addWidget(m_empty);
    m_table = new QTableView(this);
    m_table->setObjectName(QStringLiteral("jobsTable"));
    m_table->setModel(&m_model);
    m_table->setItemDelegate(new JobDelegate(m_context, m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->setAttribute(Qt::WA_InputMethodEnabled, false);
    QHeaderView *header = m_table->horizontalHeader();
    header->setStretchLastSection(true);
    keepTitlesWhole(header);
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    const int widths[] = {84, 170, 96, 84, 100, 96, 160, 80};
    for (int i = 0; i < JobModel::ColumnCount; ++i)
        m_table->setColumnWidth(i, widths[i]);
    column->addWidget(m_table, 1);
    m_reason = new QLabel(this);
    m_reason->setObjectName(QStringLiteral("jobReason"));
    m_reason->setWordWrap(true);
    m_reason->setTextFormat(Qt::PlainText);
    m_reason->setProperty("banner", QStringLiteral("warning"));
    m_reason->hide();
    column->addWidget(m_reason);
    auto *row = new QHBoxLayout;
    const auto button = [&](const char *name) {
        auto *made = new QPushButton(this);
        made->setObjectName(QString::fromLatin1(name));
        row->addWidget(made);
        return made;
    };
    m_pause = button("pause");
    m_resume = button("resume");
    m_cancel = button("cancel");
    m_retry = button("retrySkipped");
    row->addStretch(1);
    column->addLayout(row);
    if (ImportService *service = m_context.imports) {
        connect(m_pause, &QPushButton::clicked, this, [this, service] { service->pause(currentJob()); });
        connect(m_resume, &QPushButton::clicked, this, [this, service] { service->resume(currentJob()); });
        connect(m_cancel, &QPushButton::clicked, this, [this, service] { service->cancel(currentJob()); });
        connect(m_retry, &QPushButton::clicked, service, &ImportService::retrySkipped);
    }
    const auto changed = [this] {
        refreshButtons();
        Q_EMIT summaryChanged();
    };
    connect(&m_model, &QAbstractItemModel::dataChanged, this, changed);
    connect(&m_model, &QAbstractItemModel::modelReset, this, changed);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, changed);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &JobsView::refreshButtons);
    connect(&m_context.theme, &Theme::changed, this, &JobsView::refreshIcons);
    refreshIcons();
    retranslate();
}

qint64 JobsView::currentJob() const
{
    return m_table->currentIndex().data(JobModel::JobIdRole).toLongLong();
}

void JobsView::refreshIcons()
{
    for (QPushButton *button : {m_pause, m_resume, m_cancel})
        button->setIcon(icon(button->objectName(), m_context.theme.colours().text));
}

void JobsView::refreshButtons()
{
    const QModelIndex current = m_table->currentIndex();
    const auto state = JobState(current.data(JobModel::StateRole).toInt());
    const bool can = current.isValid() && m_context.imports;
    m_pause->setEnabled(can && (state == JobState::Running || state == JobState::Pending));
    m_resume->setEnabled(can && (state == JobState::Paused || state == JobState::Failed || state == JobState::Cancelled));
    m_cancel->setEnabled(can && (state == JobState::Running || state == JobState::Pending || state == JobState::Paused));
    bool leftOut = false;
    for (int row = 0; row < m_model.rowCount(); ++row)
        leftOut = leftOut || m_model.index(row, 0).data(JobModel::SkippedRole).toLongLong() > 0;
    m_retry->setVisible(leftOut && m_context.imports);
    m_empty->setVisible(m_model.rowCount() == 0);
    refreshReason();
}

JobState JobsView::stateOf(int row) const { return JobState(m_model.index(row, 0).data(JobModel::StateRole).toInt()); }

void JobsView::refreshReason()
{
    const auto hasReason = [this](int row) { return row >= 0 && m_model.index(row, 0).data(JobModel::ErrorCodeRole).toInt() != int(ErrorCode::None); };
    int row = m_table->currentIndex().row();
    for (int other = 0; !hasReason(row) && other < m_model.rowCount(); ++other)
        row = hasReason(other) ? other : row;
    m_reason->setVisible(hasReason(row));
    if (!hasReason(row))
        return;
    const JobDelegate words(m_context, nullptr);
    m_reason->setText(tr("%1, %2: %3").arg(words.text(m_model.index(row, JobModel::EvidenceColumn)), words.text(m_model.index(row, JobModel::KindColumn)),
                                           words.text(m_model.index(row, JobModel::CurrentColumn))));
}

int JobsView::running() const
{
    QSet<QString> stuck; // exhibits of which a job failed: what comes after it waits for the examiner
    for (int row = 0; row < m_model.rowCount(); ++row) {
        if (stateOf(row) == JobState::Failed || stateOf(row) == JobState::WaitingForKey)
            stuck.insert(m_model.index(row, JobModel::EvidenceColumn).data().toString());
    }
    int count = 0;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const bool waits = stateOf(row) == JobState::Pending && !stuck.contains(m_model.index(row, JobModel::EvidenceColumn).data().toString());
        count += stateOf(row) == JobState::Running || waits;
    }
    return count;
}

QString JobsView::summary() const
{
    const JobDelegate words(m_context, nullptr);
    for (int row = 0; row < m_model.rowCount(); ++row) {
        if (JobState(m_model.index(row, 0).data(JobModel::StateRole).toInt()) != JobState::Running)
            continue;
        QStringList parts;
        for (const int column : {JobModel::EvidenceColumn, JobModel::KindColumn, JobModel::ProgressColumn, JobModel::RateColumn,
                                 JobModel::TimeLeftColumn})
            parts.append(words.text(m_model.index(row, column)));
        parts.removeAll(QString());
        return parts.join(u' ');
    }
    return {};
}

void JobsView::retranslate()
{
    m_table->setAccessibleName(tr("Jobs"));
    m_empty->setText(tr("Nothing has been imported yet. Drop evidence on the window, or press Ctrl+I."));
    m_pause->setText(tr("Pause"));
    m_resume->setText(tr("Resume"));
    m_cancel->setText(tr("Cancel job"));
    m_retry->setText(tr("Try what was left out again"));
    m_retry->setToolTip(tr("Files and places that were left out, since reading them had ended the reading process twice, are read again. The journal tells it."));
    refreshButtons();
    m_table->viewport()->update();
    Q_EMIT m_model.headerDataChanged(Qt::Horizontal, 0, JobModel::ColumnCount - 1);
    fitTitles(m_table->horizontalHeader());
}

void JobsView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace ashiato
