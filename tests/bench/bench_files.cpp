// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/casereader.h"
#include "models/files/filetablemodel.h"
#include "tests/shared/syntheticcase.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

/// How long the list of files takes on ASHIATO_BENCH_FILES files (200,000), and how long the GUI thread stands still.
class BenchFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void list();
};

void BenchFiles::list()
{
    QTemporaryDir folder;
    SyntheticOptions options;
    options.events = 10;
    options.files = qEnvironmentVariableIsSet("ASHIATO_BENCH_FILES") ? qEnvironmentVariableIntValue("ASHIATO_BENCH_FILES") : 200'000;
    auto made = makeSyntheticCase(folder.filePath(u"files"_s), options);
    QVERIFY(made);
    auto reader = (*made)->reader();
    QVERIFY(reader);
    auto columns = std::make_shared<ColumnStore>((*made)->cacheFolder(), ColumnStore::Use::Own);
    QVERIFY(columns->open(**reader));
    while (*columns->refresh(**reader)) { }
    FileTableModel model(**made, columns);
    model.setWording(Wording(std::make_shared<EventTypeCatalogue>(), QLocale::English));
    // Beats every millisecond: its longest gap is how long the GUI thread did not answer.
    qint64 longest = 0;
    QElapsedTimer beat;
    QTimer heart;
    heart.setTimerType(Qt::PreciseTimer);
    connect(&heart, &QTimer::timeout, &heart, [&] { longest = qMax(longest, beat.restart()); });
    heart.start(1);
    const auto measure = [&](const char *what, const FileQuestion &question) {
        beat.start();
        longest = 0;
        QElapsedTimer timer;
        timer.start();
        model.setQuestion(question);
        QTRY_VERIFY_WITH_TIMEOUT(!model.isBusy(), 60'000);
        const qint64 took = timer.elapsed();
        QTRY_VERIFY(model.rowCount() == 0 || model.item(model.rowCount() / 2));
        qInfo("%s: %d rows in %lld ms, GUI thread busy for %lld ms at most", what, model.rowCount(), took, longest);
    };
    FileQuestion question;
    measure("all by name", question);
    question.sortBy = FileColumn::Size;
    measure("all by size", question);
    question.nameContains = u"請求書"_s;
    measure("name holds", question);
    question = {};
    question.scope = FileQuestion::Scope::Folder;
    question.evidenceId = 1;
    question.folderId = 2;
    measure("one folder", question);
}

QTEST_GUILESS_MAIN(BenchFiles)
#include "bench_files.moc"
