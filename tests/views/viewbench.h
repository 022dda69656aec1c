// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/casereader.h"
#include "models/columns/columnstore.h"
#include "models/lens/lens.h"
#include "models/query/lensquery.h"
#include "models/wording/eventtypecatalogue.h"
#include "tests/shared/syntheticcase.h"
#include "views/shared/actionregistry.h"
#include "views/shared/actqueue.h"
#include "views/shared/language.h"
#include "views/shared/theme.h"
#include "views/shared/viewcontext.h"

#include <QApplication>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QWidget>

namespace ashiato
{

/// A made-up open case with everything that a view is given, for tests of views.
class ViewBench
{
public:
    explicit ViewBench(qint64 events)
    {
        SyntheticOptions options;
        options.events = events;
        auto made = makeSyntheticCase(m_folder.filePath(QStringLiteral("case")), options);
        Q_ASSERT(made);
        openCase = std::move(*made);
        acts = std::make_unique<ActQueue>(*openCase->writer());
        columns = std::make_shared<ColumnStore>(openCase->cacheFolder(), ColumnStore::Use::Own);
        std::shared_ptr<CaseReader> reader = *openCase->reader();
        (void)columns->open(*reader);
        language.set(QStringLiteral("en"));
        lens.setDisplayZone(QStringLiteral("Asia/Tokyo"));
        query = std::make_unique<LensQuery>(*openCase, lens, columns);
        context = std::make_unique<ViewContext>(ViewContext{lens, theme, actions, language, settings, *openCase, openCase->writer(), acts.get(),
                                                            reader, columns, std::make_shared<const EventTypeCatalogue>()});
        query->caseChanged();
    }

    /// Pictures of a view in both languages, light and dark, into the folder of ASHIATO_SHOTS where that is set.
    void shoot(QWidget &view, const QString &name)
    {
        const QString folder = qEnvironmentVariable("ASHIATO_SHOTS");
        if (folder.isEmpty())
            return;
        for (const char *id : {"ja", "en"}) {
            for (const Theme::Mode mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
                language.set(QString::fromLatin1(id));
                theme.setMode(mode);
                QTest::qWait(50);
                view.grab().save(QStringLiteral("%1/%2-%3-%4.png").arg(folder, name, QString::fromLatin1(id), Theme::modeId(mode)));
            }
        }
        language.set(QStringLiteral("en"));
        theme.setMode(Theme::Mode::Light);
        QTest::qWait(20);
    }

private:
    QTemporaryDir m_folder;

public:
    QSettings settings{m_folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat};
    Theme theme{*qApp};
    Language language;
    ActionRegistry actions{theme, settings};
    Lens lens;
    std::unique_ptr<Case> openCase;
    std::unique_ptr<ActQueue> acts;
    std::shared_ptr<ColumnStore> columns;
    std::unique_ptr<ViewContext> context;
    std::unique_ptr<LensQuery> query; ///< Goes first
};

} // namespace ashiato
