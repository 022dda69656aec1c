// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/act.h"
#include "models/casedb/casereader.h"
#include "models/casedb/casewriter.h"
#include "models/columns/columnstore.h"
#include "models/files/filetablemodel.h"
#include "models/files/filetreemodel.h"
#include "models/lens/lens.h"
#include "models/wording/eventtypecatalogue.h"
#include "tests/shared/syntheticcase.h"
#include "views/files/filesview.h"
#include "views/inspector/inspectorpanel.h"
#include "views/navigation/navigationpanel.h"
#include "views/shared/actionregistry.h"
#include "views/shared/actqueue.h"
#include "views/shared/language.h"
#include "views/shared/theme.h"
#include "views/tags/tagcontroller.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace ashiato
{

/// The panels as app/ puts them together, shown, on a made-up case.
class PanelsBench
{
protected:
    void open()
    {
        SyntheticOptions options;
        options.events = 2000;
        auto made = makeSyntheticCase(m_folder.filePath(QStringLiteral("panels")), options);
        QVERIFY(made);
        m_case = std::move(*made);
        m_settings = std::make_unique<QSettings>(m_folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
        m_theme = std::make_unique<Theme>(*qApp);
        m_theme->setMode(Theme::Mode::Light);
        m_actions = std::make_unique<ActionRegistry>(*m_theme, *m_settings);
        m_language = std::make_unique<Language>();
        m_language->set(QStringLiteral("en"));
        m_lens = std::make_unique<Lens>();
        m_lens->setDisplayZone(QStringLiteral("Asia/Tokyo"));
        auto reader = m_case->reader();
        QVERIFY(reader);
        auto columns = std::make_shared<ColumnStore>(m_case->cacheFolder(), ColumnStore::Use::Own);
        QVERIFY(columns->open(**reader));
        QVERIFY(columns->refresh(**reader));
        m_acts = std::make_unique<ActQueue>(*m_case->writer());
        m_context.reset(new ViewContext{*m_lens, *m_theme, *m_actions, *m_language, *m_settings, *m_case, m_case->writer(), m_acts.get(), *reader,
                                        columns, std::make_shared<EventTypeCatalogue>(), nullptr, nullptr});
        m_tags = std::make_unique<TagController>(*m_context);
        m_tree = std::make_unique<FileTreeModel>(*m_case);
        m_files = std::make_unique<FileTableModel>(*m_case, columns);
        m_navigation = std::make_unique<NavigationPanel>(*m_context, *m_tree, *m_tags);
        m_inspector = std::make_unique<InspectorPanel>(*m_context, *m_tags);
        m_filesView = std::make_unique<FilesView>(*m_context, *m_files, *m_tags);
        QObject::connect(m_navigation.get(), &NavigationPanel::folderChosen, m_filesView.get(), &FilesView::showFolder);
        m_navigation->resize(250, 760);
        m_inspector->resize(340, 900);
        m_filesView->resize(900, 500);
        m_navigation->show();
        m_inspector->show();
        m_filesView->show();
        QTRY_COMPARE(m_tree->rowCount(), 2);
    }
    void close()
    {
        m_filesView.reset();
        m_inspector.reset();
        m_navigation.reset();
        m_files.reset();
        m_tree.reset();
        m_tags.reset();
        m_acts.reset();
        QThreadPool::globalInstance()->waitForDone();
        m_context.reset();
        m_case.reset();
    }

    qint64 eventOfType(const QString &type) const
    {
        QList<qint64> ids;
        const auto done = m_context->reader->scanEvents(0, [&ids](const EventScanRow &row) {
            ids.append(row.id);
            return true;
        });
        const auto rows = m_context->reader->events(ids);
        for (const EventRow &row : *rows) {
            if (row.type == type && row.shownNs != kNoTime && row.details.size() > 10)
                return row.id;
        }
        for (const EventRow &row : *rows) {
            if (row.type == type && row.shownNs != kNoTime)
                return row.id;
        }
        return done ? 0 : -1;
    }
    void tellFocus(qint64 eventId)
    {
        m_lens->setFocus({ItemKind::Event, eventId});
        QTRY_VERIFY(child<QLabel>(m_inspector.get(), "inspectorTitle")->isVisible());
    }
    template <typename Widget> Widget *child(QWidget *parent, const char *name) const
    {
        return parent->findChild<Widget *>(QString::fromLatin1(name));
    }
    void press(const char *action) { m_actions->action(action)->trigger(); }

    QTemporaryDir m_folder;
    std::unique_ptr<Case> m_case;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<ActionRegistry> m_actions;
    std::unique_ptr<Language> m_language;
    std::unique_ptr<Lens> m_lens;
    std::unique_ptr<ViewContext> m_context;
    std::unique_ptr<ActQueue> m_acts;
    std::unique_ptr<TagController> m_tags;
    std::unique_ptr<FileTreeModel> m_tree;
    std::unique_ptr<FileTableModel> m_files;
    std::unique_ptr<NavigationPanel> m_navigation;
    std::unique_ptr<InspectorPanel> m_inspector;
    std::unique_ptr<FilesView> m_filesView;
};

} // namespace ashiato
