// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/casewriter.h"
#include "models/query/eventquery.h"
#include "tests/query/filteroracle.h"
#include "tests/shared/syntheticcase.h"

#include <QTemporaryDir>
#include <QTest>

namespace ashiato
{

/// What queries are asked of in tests: a made-up case with tags and seen events, its columns in several segments, and the
/// oracle that answers from the rows of the case alone.
class EventQueryFixture
{
protected:
    void open()
    {
        m_options.events = 70'000;
        m_options.files = 500;
        auto made = makeSyntheticCase(m_folder.filePath(QStringLiteral("case")), m_options);
        QVERIFY(made);
        m_case = std::move(*made);
        m_reader = *m_case->reader();
        CaseWriter &writer = *m_case->writer();
        std::vector<qint64> tagIds;
        for (const QString &name : {QStringLiteral("侵入"), QStringLiteral("持出")}) {
            const auto done = writer.act(Act::tagCreate(name, QString(), QStringLiteral("#d55e00"), QString())).result();
            QVERIFY(done);
            tagIds.push_back(done->id);
        }
        std::vector<qint64> some, others, seen;
        for (qint64 id = 1; id <= m_options.events; ++id) {
            if (id % 1'000 == 7)
                some.push_back(id);
            if (id % 777 == 3)
                others.push_back(id);
            if (id % 3 == 0)
                seen.push_back(id);
        }
        QVERIFY(writer.act(Act::tagAdd(tagIds[0], TargetKind::Event, some)).result());
        QVERIFY(writer.act(Act::tagAdd(tagIds[1], TargetKind::Event, others)).result());
        QVERIFY(writer.setSeen(TargetKind::Event, seen, true).result());

        m_store = std::make_shared<ColumnStore>(m_case->cacheFolder(), ColumnStore::Use::Own);
        QVERIFY(m_store->open(*m_reader));
        for (;;) { // several segments: the order of the whole is a merge
            const auto more = m_store->refresh(*m_reader, {}, 23'000);
            QVERIFY(more);
            if (!*more)
                break;
        }
        QVERIFY(m_store->events()->segments.size() > 1);
        m_query = std::make_unique<EventQuery>(m_store, *m_case->reader());
        m_oracle = std::make_unique<Oracle>(*m_reader);
    }
    void close()
    {
        m_query.reset();
        m_store.reset();
        m_reader.reset();
        m_case.reset();
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Case> m_case;
    std::shared_ptr<CaseReader> m_reader;
    std::shared_ptr<ColumnStore> m_store;
    std::unique_ptr<EventQuery> m_query;
    std::unique_ptr<Oracle> m_oracle;
    SyntheticOptions m_options;
};

} // namespace ashiato
