// SPDX-License-Identifier: Apache-2.0
#include "app/gui/workbench.h"

#include "models/casedb/act.h"
#include "models/casedb/case.h"
#include "models/casedb/casereader.h"
#include "models/casedb/casewriter.h"
#include "models/columns/columnstore.h"
#include "models/files/filetablemodel.h"
#include "models/files/filetreemodel.h"
#include "models/jobs/async.h"
#include "models/jobs/evidencereader.h"
#include "models/jobs/importservice.h"
#include "models/jobs/jobmodel.h"
#include "models/lens/lens.h"
#include "models/query/lensquery.h"
#include "models/timeline/eventtablemodel.h"
#include "models/wording/wording.h"
#include "views/cases/clockdialog.h"
#include "views/cases/custodydialog.h"
#include "views/cases/passwordtrial.h"
#include "views/coverage/coverageview.h"
#include "views/events/eventsview.h"
#include "views/files/filesview.h"
#include "views/hosts/hostsview.h"
#include "views/inspector/inspectorpanel.h"
#include "views/jobs/jobsview.h"
#include "views/navigation/navigationpanel.h"
#include "views/network/networkview.h"
#include "views/search/searchview.h"
#include "views/shared/actionregistry.h"
#include "views/shared/actqueue.h"
#include "views/shared/chipsbar.h"
#include "views/shared/closingnotice.h"
#include "views/shared/language.h"
#include "views/shared/mainwindow.h"
#include "views/shared/settingskeys.h"
#include "views/shared/theme.h"
#include "views/tags/tagcontroller.h"
#include "views/tags/tagdialog.h"
#include "views/timeline/bandflag.h"
#include "views/timeline/timeband.h"

#include <QAction>
#include <QSettings>

namespace ashiato
{

namespace
{

constexpr int kMostFlags = 300;
constexpr qsizetype kRecentCases = 10;
/// The flags of the band for what is tagged. Any thread.
Result<std::vector<BandFlag>> tagFlags(Case &openCase, bool japanese)
{
    const auto reader = openCase.reader();
    if (!reader)
        return reader.error();
    const auto tagged = (*reader)->firstTaggedIds(TargetKind::Event, kMostFlags);
    if (!tagged)
        return tagged.error();
    const auto tags = (*reader)->tags();
    if (!tags)
        return tags.error();
    QHash<qint64, const TagRow *> byId;
    for (const TagRow &tag : *tags)
        byId.insert(tag.id, &tag);
    QList<qint64> ids;
    QHash<qint64, qint64> tagOf;
    for (const auto &[event, tag] : *tagged) {
        if (!tagOf.contains(event))
            ids.append(event);
        tagOf.insert(event, tag);
    }
    const auto rows = (*reader)->events(ids);
    if (!rows)
        return rows.error();
    std::vector<BandFlag> flags;
    for (const EventRow &row : *rows) {
        const TagRow *tag = byId.value(tagOf.value(row.id));
        if (tag && row.shownNs != kNoTime)
            flags.push_back({row.shownNs, QColor(tag->colour), japanese || tag->nameEn.isEmpty() ? tag->name : tag->nameEn});
    }
    return flags;
}

const QString kQueryBanner = QStringLiteral("query"); // gone with the next answer
const QString kPasswordBanner = QStringLiteral("password"); // gone when one fits

void remember(QSettings &settings, const QString &path)
{
    QStringList recent = settings.value(settings::kRecentCases).toStringList();
    recent.removeAll(path);
    recent.prepend(path);
    settings.setValue(settings::kRecentCases, recent.mid(0, kRecentCases));
}

} // namespace

Result<std::unique_ptr<Workbench>> Workbench::open(const QString &path, const Shared &shared)
{
    auto opened = Case::open(path, CaseMode::ReadWrite, {shared.settings.value(settings::kExaminer).toString(), {}});
    if (!opened && (opened.error().code == ErrorCode::Locked || opened.error().code == ErrorCode::ReadOnly))
        opened = Case::open(path, CaseMode::ReadOnly);
    if (!opened)
        return opened.error();
    return take(std::move(*opened), shared);
}

std::unique_ptr<Workbench> Workbench::take(std::unique_ptr<Case> openCase, const Shared &shared)
{
    return std::unique_ptr<Workbench>(new Workbench(std::move(openCase), shared));
}

Workbench::Workbench(std::unique_ptr<Case> openCase, const Shared &shared) : m_shared(shared), m_case(std::move(openCase))
{
    remember(m_shared.settings, m_case->path());
    makeModels();
    makeViews();
    connectCase();
    connectBand();
    connectActions();
    connectTags();
    connectStatus();
    refreshTitle();
    m_window->restoreLayout();
    m_eventsView->setFocus(Qt::OtherFocusReason); // keys act on rows from the start
    m_query->caseChanged();
    if (m_imports)
        m_imports->resumeAll();
    else
        m_window->banner().tell(Banner::Kind::Warning, [cache = m_case->cacheIsForeign() ? m_case->cacheFolder() : QString()] {
            const QString readOnly = tr("The case is open read-only: it is open elsewhere, or its folder cannot be written. Nothing is changed.");
            return cache.isEmpty() ? readOnly
                                   : tr("%1 What is derived from it lies in %2 and is removed when the case is closed.", "two sentences").arg(readOnly, cache);
        });
}

Workbench::~Workbench()
{
    // Hidden while it is whole: a field that loses the focus confirms what was typed into it.
    m_window->hide();
    if (m_acts)
        ClosingNotice(*m_acts, caseTitle(), [this](const Error &error) { return errorSentence(error, m_case->path()); }).finish();
    // Views first: they hold models; then what reads the case; the case last.
    m_window.reset();
    m_passwords.reset();
    m_tags.reset();
    m_fileTable.reset();
    m_files.reset();
    m_jobs.reset();
    m_events.reset();
    m_query.reset();
    m_evidence.reset();
    m_imports.reset();
}

void Workbench::makeModels()
{
    m_lens = std::make_unique<Lens>();
    m_lens->setDisplayZone(m_shared.settings.value(settings::kZone, QStringLiteral("Asia/Tokyo")).toString());
    m_actions = std::make_unique<ActionRegistry>(m_shared.theme, m_shared.settings);
    m_columns = std::make_shared<ColumnStore>(m_case->cacheFolder(), m_case->writer() ? ColumnStore::Use::Own : ColumnStore::Use::Guest);
    if (m_case->writer()) {
        m_acts = std::make_unique<ActQueue>(*m_case->writer());
        m_imports = std::make_unique<ImportService>(*m_case, ImportOptions{});
    }
    WorkerSettings viewer;
    viewer.viewer = true;
    viewer.niceness = 0;
    m_evidence = std::make_unique<EvidenceReader>(*m_case, viewer);
    m_query = std::make_unique<LensQuery>(*m_case, *m_lens, m_columns);
    m_events = std::make_unique<EventTableModel>(*m_case, m_columns);
    m_events->setDisplayZone(m_lens->displayZone());
    std::shared_ptr<CaseReader> reader;
    if (auto made = m_case->reader()) {
        reader = *made;
        // What the cache holds is shown at once; the rest follows.
        (void)m_columns->open(*reader);
    }
    m_context = std::make_unique<ViewContext>(ViewContext{*m_lens, m_shared.theme, *m_actions, m_shared.language, m_shared.settings,
                                                          *m_case, m_case->writer(), m_acts.get(), reader, m_columns,
                                                          std::make_shared<const EventTypeCatalogue>(), m_imports.get(), m_evidence.get()});
}

void Workbench::makeViews()
{
    m_window = std::make_unique<MainWindow>(*m_context);
    m_tags = std::make_unique<TagController>(*m_context);
    m_files = std::make_unique<FileTreeModel>(*m_case);
    m_navigation = new NavigationPanel(*m_context, *m_files, *m_tags);
    m_window->setNavigation(m_navigation);
    m_band = new TimeBand(*m_context);
    m_window->setBand(m_band);
    m_eventsView = new EventsView(*m_context, *m_events, *m_query);
    m_window->addView("View.Events", m_eventsView);
    m_fileTable = std::make_unique<FileTableModel>(*m_case, m_columns);
    m_filesView = new FilesView(*m_context, *m_fileTable, *m_tags);
    m_window->addView("View.Files", m_filesView);
    m_window->addView("View.Network", new NetworkView(*m_context, *m_query));
    m_window->addView("View.Coverage", new CoverageView(*m_context));
    m_inspector = new InspectorPanel(*m_context, *m_tags);
    m_window->setInspector(m_inspector);
    if (m_imports) {
        m_jobs = std::make_unique<JobModel>(*m_imports);
        m_jobsView = new JobsView(*m_context, *m_jobs);
        m_window->addView("View.Jobs", m_jobsView);
    }
    m_hostsView = new HostsView(*m_context);
    m_window->addView("View.Hosts", m_hostsView);
}

void Workbench::connectCase()
{
    CaseWriter *writer = m_case->writer();
    if (!writer)
        return;
    connect(writer, &CaseWriter::committed, m_query.get(), &LensQuery::caseChanged);
    connect(writer, &CaseWriter::committed, m_navigation, &NavigationPanel::refresh);
    connect(writer, &CaseWriter::acted, this, [this](qint64, const QString &kind) {
        m_query->marksChanged();
        m_events->marksChanged();
        m_tags->refresh();
        m_navigation->refresh();
        if (kind.startsWith(QStringLiteral("case")))
            refreshTitle();
    });
    connect(writer, &CaseWriter::failed, this, [this](const Error &error) { showError(error, m_case->path()); });
    connect(m_acts.get(), &ActQueue::refused, this, [this](const Error &error) { showError(error, m_case->path()); });
    connect(m_imports.get(), &ImportService::evidenceFailed, this, [this](qint64, const Error &error) {
        showError(error, error.detail, Banner::Kind::Warning);
    });
    connect(m_imports.get(), &ImportService::idle, m_query.get(), &LensQuery::caseSettled);
}

void Workbench::showError(const Error &error, const QString &path, Banner::Kind kind)
{
    m_window->banner().tell(kind, [this, error, path] { return errorSentence(error, path); });
}

QString Workbench::errorSentence(const Error &error, const QString &path) const
{
    return Wording(m_context->catalogue, m_shared.language.locale().language()).errorSentence(error, path);
}

void Workbench::connectBand()
{
    connect(m_band, &TimeBand::wants, m_query.get(), &LensQuery::requestHistogram);
    connect(m_query.get(), &LensQuery::histogramChanged, m_band, &TimeBand::setHistogram);
    connect(m_query.get(), &LensQuery::failed, this, [this](const Error &error) {
        if (error.code == ErrorCode::Invalid)
            m_window->banner().tell(Banner::Kind::Warning, [value = error.detail] {
                return tr("“%1” cannot be asked for. Remove the condition (Alt+Left), or write another value.").arg(value);
            }, kQueryBanner);
        else
            showError(error, m_case->path());
    });
    connect(m_query.get(), &LensQuery::selectionChanged, m_hostsView, &HostsView::refresh);
    connect(m_query.get(), &LensQuery::spanChanged, this, [this] { m_band->setSpan(m_query->caseSpan()); });
    connect(m_query.get(), &LensQuery::selectionChanged, this, [this] {
        m_query->requestHistogram(m_band->fromNs(), m_band->toNs(), m_band->wantedBuckets());
        m_window->banner().end(kQueryBanner);
        m_fileTable->refresh();
        m_band->setCounts(m_query->selection().untimed(), m_query->selection().total());
        m_window->chips()->setCounts(m_query->selection().count(), m_query->selection().total());
        refreshFlags();
        refreshStatus();
    });
    connect(m_band, &TimeBand::flagClicked, this, [this](qint64 ns) { m_lens->toggleAround(ns); });
    connect(m_lens.get(), &Lens::displayZoneChanged, this, [this](const QString &zone) {
        m_events->setDisplayZone(zone);
        m_shared.settings.setValue(settings::kZone, zone);
    });
}

void Workbench::refreshFlags()
{
    const quint64 asked = ++m_flagsAsked;
    const auto future = onPool([openCase = m_case.get(), japanese = m_shared.language.isJapanese()] { return tagFlags(*openCase, japanese); });
    whenReady(m_band, future, [this, asked](const Result<std::vector<BandFlag>> &flags) {
        if (flags && asked == m_flagsAsked)
            m_band->setFlags(*flags);
    });
}

void Workbench::connectTags()
{
    m_tags->setTargets([this] {
        TagTargets targets;
        if (m_filesView->isVisible()) {
            targets.kind = TargetKind::File;
            targets.ids = m_filesView->markedIds();
            return targets;
        }
        if (const auto *results = qobject_cast<SearchView *>(m_window->currentView()))
            return results->targets();
        if (!m_eventsView->isVisible())
            return targets;
        if (m_eventsView->allMarked()) {
            // "All matches" is the filter: its ids are told with it.
            targets.allIds = [rows = m_query->selection()] {
                std::vector<qint64> ids;
                ids.reserve(size_t(rows.count()));
                for (qint64 place = 0; place < rows.count(); ++place)
                    ids.push_back(rows.eventId(place));
                return ids;
            };
            targets.lens = m_query->effectiveFilter().toJson();
        } else {
            targets.ids = m_eventsView->markedIds();
        }
        return targets;
    });
    connect(m_hostsView, &HostsView::eventsWanted, this, [this] { m_window->showView("View.Events"); });
    connect(m_tags.get(), &TagController::failed, this, [this](const Error &error) { showError(error, m_case->path()); });
    const auto tell = [this](const Sentence &text) { m_window->setStatus(QStringLiteral("told"), text); };
    connect(m_tags.get(), &TagController::told, this, tell);
    connect(m_actions->action("Tag.Edit"), &QAction::triggered, this, [this] { TagDialog(*m_context, *m_tags, m_window.get()).exec(); });
    connect(m_eventsView, &EventsView::sourceWanted, m_inspector, &InspectorPanel::showSource);
    connect(m_eventsView, &EventsView::openWanted, m_inspector, &InspectorPanel::showSource);
    connect(m_eventsView, &EventsView::noteWanted, m_inspector, &InspectorPanel::editNote);
    connect(m_filesView, &FilesView::sourceWanted, m_inspector, &InspectorPanel::showSource);
    connect(m_filesView, &FilesView::noteWanted, m_inspector, &InspectorPanel::editNote);
    connect(m_eventsView, &EventsView::told, this, tell);
    connect(m_filesView, &FilesView::told, this, tell);
    connect(m_inspector, &InspectorPanel::noteLeft, this, [this] { m_window->currentView()->setFocus(Qt::OtherFocusReason); });
    connect(m_navigation, &NavigationPanel::folderChosen, this, [this](qint64 evidence, qint64 file, const QString &path) {
        m_filesView->showFolder(evidence, file, path);
        if (file != 0)
            m_window->showView("View.Files");
    });
    connect(m_navigation, &NavigationPanel::custodyWanted, this, [this](qint64 id) { editCustody(*m_context, id, m_window.get()); });
    connect(m_navigation, &NavigationPanel::clockWanted, this, [this](qint64 id) { editClock(*m_context, id, m_window.get()); });
    if (m_imports) {
        connect(m_navigation, &NavigationPanel::verifyWanted, m_imports.get(), &ImportService::verify);
        connect(m_navigation, &NavigationPanel::hashWanted, this, [this](qint64 id) { m_imports->hash(id); });
        m_passwords = std::make_unique<PasswordTrial>(*m_context);
        connect(m_navigation, &NavigationPanel::passwordWanted, this, [this](qint64 id) { m_passwords->start(id, m_window.get()); });
        connect(m_passwords.get(), &PasswordTrial::told, this, [this](const Sentence &text) {
            m_window->banner().end(kPasswordBanner);
            m_window->setStatus(QStringLiteral("told"), text);
        });
        connect(m_passwords.get(), &PasswordTrial::warned, this, [this](const Sentence &text) {
            m_window->banner().tell(Banner::Kind::Warning, text, kPasswordBanner);
        });
    }
}

void Workbench::connectStatus()
{
    if (m_jobsView) {
        connect(m_jobsView, &JobsView::summaryChanged, this, [this] {
            m_window->setJobs(m_jobsView->running());
            m_window->setStatus(QStringLiteral("jobs"), [view = m_jobsView] { return view->summary(); }, "View.Jobs");
        });
    }
    connect(&m_shared.language, &Language::changed, this, &Workbench::refreshTitle);
}

void Workbench::refreshTitle()
{
    if (const QString title = caseTitle(); !title.isNull())
        m_window->setCaseTitle(title);
}

QString Workbench::caseTitle() const
{
    const auto info = m_context->reader->info();
    return info ? QStringLiteral("%1 %2").arg(info->number, info->name).trimmed() : QString();
}

void Workbench::refreshStatus()
{
    qint64 unread = 0, zoneless = 0;
    if (const auto warnings = m_context->reader->warnings()) {
        for (const WarningRow &row : *warnings)
            (row.code == ErrorCode::ZoneUnknown ? zoneless : unread) += row.code == ErrorCode::ZoneUnknown ? 1 : row.count;
    }
    m_window->setStatus(QStringLiteral("unread"), unread ? Sentence([unread] { return tr("%n not readable or doubtful", "files and records", int(unread)); }) : Sentence(),
                        "View.Coverage");
    m_window->setStatus(QStringLiteral("zones"), zoneless ? Sentence([zoneless] { return tr("%n log(s) without a zone", "", int(zoneless)); }) : Sentence(),
                        "View.Coverage");
    m_window->setStatus(QStringLiteral("query"), [ms = m_query->lastMs()] { return tr("query %1 ms").arg(ms); });
}

} // namespace ashiato
