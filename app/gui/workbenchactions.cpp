// SPDX-License-Identifier: Apache-2.0
// What the menus and the search field of the window do that belongs to no view alone.
#include "app/gui/workbench.h"

#include "app/gui/questions.h"
#include "models/casedb/act.h"
#include "models/casedb/case.h"
#include "models/casedb/casereader.h"
#include "models/jobs/importservice.h"
#include "models/lens/lens.h"
#include "models/query/lensquery.h"
#include "views/cases/casedialog.h"
#include "views/cases/clockdialog.h"
#include "views/cases/custodydialog.h"
#include "views/cases/importdialog.h"
#include "views/cases/passwordtrial.h"
#include "views/events/eventsview.h"
#include "views/files/filesview.h"
#include "views/inspector/inspectorpanel.h"
#include "views/navigation/navigationpanel.h"
#include "views/report/reportdialog.h"
#include "views/search/searchview.h"
#include "views/shared/actionregistry.h"
#include "views/shared/actqueue.h"
#include "views/shared/keysheet.h"
#include "views/shared/mainwindow.h"
#include "views/tags/tagcontroller.h"

#include <QAction>

namespace ashiato
{

void Workbench::importPaths(const QStringList &paths)
{
    if (!m_case->writer())
        return;
    ImportDialog dialog(*m_context, paths, m_window.get());
    dialog.exec();
}

void Workbench::goTo()
{
    const auto place = askPlace(*m_context, m_window.get());
    if (!place)
        return;
    if (const auto *offset = std::get_if<OffsetWanted>(&*place)) {
        m_inspector->showOffset(offset->offset);
        return;
    }
    m_window->showView("View.Events");
    m_eventsView->goToTime(std::get<TimeWanted>(*place).ns);
}

void Workbench::report()
{
    ReportDialog dialog(*m_context, m_window.get());
    dialog.exec();
}

void Workbench::connectActions()
{
    const auto on = [this](const char *id, auto work) { connect(m_actions->action(id), &QAction::triggered, this, work); };
    on("Case.New", [this] { Q_EMIT newCaseWanted(); });
    on("Case.Open", [this] { Q_EMIT openCaseWanted(); });
    on("Case.Import", [this] { importPaths({}); });
    on("Case.Properties", [this] { editCaseProperties(*m_context, m_window.get()); });
    on("Case.Custody", [this] {
        if (const auto id = askExhibit(*m_context, m_navigation->currentEvidence(), m_window.get()))
            editCustody(*m_context, *id, m_window.get());
    });
    on("Case.Clock", [this] {
        if (const auto id = askExhibit(*m_context, m_navigation->currentEvidence(), m_window.get()))
            editClock(*m_context, *id, m_window.get());
    });
    on("Case.Password", [this] {
        const auto id = m_passwords ? askExhibit(*m_context, m_navigation->currentEvidence(), m_window.get()) : std::nullopt;
        if (id)
            m_passwords->start(*id, m_window.get());
    });
    on("Case.Report", [this] { report(); });
    on("Case.Verify", [this] {
        if (const auto rows = m_context->reader->evidence(); rows && m_imports) {
            for (const EvidenceRow &row : *rows)
                m_imports->verify(row.id);
        }
    });
    on("Case.Hash", [this] {
        if (const auto rows = m_context->reader->evidence(); rows && m_imports) {
            for (const EvidenceRow &row : *rows)
                m_imports->hash(row.id);
        }
    });
    on("Help.Keys", [this] { KeySheet(*m_actions, m_window.get()).exec(); });
    on("Help.About", [this] { showAbout(m_window.get()); });
    on("Edit.GoTo", [this] { goTo(); });
    on("Filter.Save", [this] {
        if (!m_acts)
            return;
        if (const auto name = askFilterName(m_window.get()))
            m_acts->act(Act::lensSave(*name, m_lens->filter().toJson()));
    });
    connect(m_window.get(), &MainWindow::dropped, this, &Workbench::importPaths);
    connect(m_window.get(), &MainWindow::closing, this, [this] {
        m_inspector->saveNote();
        Q_EMIT closed();
    });
    connect(m_window.get(), &MainWindow::searchEntered, this, &Workbench::search);
}

void Workbench::search(const QString &entered, bool keep)
{
    const QString text = entered.trimmed();
    if (text.startsWith(u'>')) {
        // After > an action: the first whose text holds what was typed.
        for (QAction *action : m_actions->all()) {
            if (action->isEnabled() && action->text().remove(u'&').contains(text.mid(1).trimmed(), Qt::CaseInsensitive)) {
                action->trigger();
                return;
            }
        }
        return;
    }
    if (keep) {
        if (!text.isEmpty())
            showResults(text);
        return;
    }
    if (!text.isEmpty())
        m_lens->addCondition({FilterField::Text, {text}, false, {}, {}});
    m_window->showView("View.Events");
}

void Workbench::showResults(const QString &text)
{
    for (SearchView *open : m_window->findChildren<SearchView *>()) {
        if (open->text() == text) {
            m_window->showResults(open);
            return;
        }
    }
    auto *results = new SearchView(*m_context, *m_tags, text);
    connect(results, &SearchView::eventWanted, this, [this](qint64 id) {
        m_window->showView("View.Events");
        m_eventsView->goToEvent(id);
    });
    connect(results, &SearchView::fileWanted, this, [this](qint64 id) {
        m_window->showView("View.Files");
        m_filesView->showFile(id);
    });
    connect(results, &SearchView::sourceWanted, m_inspector, &InspectorPanel::showSource);
    connect(results, &SearchView::noteWanted, m_inspector, &InspectorPanel::editNote);
    connect(results, &SearchView::told, this, [this](const Sentence &told) { m_window->setStatus(QStringLiteral("told"), told); });
    // Where the case has grown, not where the lens has changed.
    connect(m_query.get(), &LensQuery::selectionChanged, results, [this, results, seen = m_query->selection().revision()]() mutable {
        if (std::exchange(seen, m_query->selection().revision()) != m_query->selection().revision())
            results->refresh();
    });
    m_window->addResults(results);
}

} // namespace ashiato
