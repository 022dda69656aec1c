// SPDX-License-Identifier: Apache-2.0
// jobsdriver CASE EVIDENCE ACTS: a host that can be killed. Opens or makes the case, adds the evidence once, imports or
// resumes, and acts (a new tag every few ms) meanwhile; prints "accepted N" when an act is. Ends with 0 when all is done.
#include "models/casedb/act.h"
#include "models/casedb/case.h"
#include "models/casedb/casereader.h"
#include "models/casedb/casewriter.h"
#include "models/jobs/async.h"
#include "models/jobs/importservice.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QTimer>

#include <cstdio>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

namespace
{

constexpr int kActEveryMs = 20;

std::unique_ptr<Case> openOrCreate(const QString &path)
{
    CaseOptions options;
    options.examiner = u"Sato"_s;
    if (!QFileInfo::exists(path)) {
        CaseInfo info;
        info.name = u"Kill"_s;
        if (auto made = Case::create(path, info, u"Sato"_s, options))
            return std::move(*made);
    }
    auto opened = Case::open(path, CaseMode::ReadWrite, options);
    if (!opened) {
        std::fprintf(stderr, "open: %s %s\n", qPrintable(errorCodeId(opened.error().code)), qPrintable(opened.error().detail));
        return nullptr;
    }
    return std::move(*opened);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    if (arguments.size() < 4)
        return 2;
    auto openCase = openOrCreate(arguments[1]);
    if (!openCase)
        return 3;
    auto reader = *openCase->reader();
    const auto evidence = reader->evidence();
    qint64 id = evidence && !evidence->empty() ? evidence->front().id : 0;
    if (id == 0) {
        auto added = openCase->writer()->act(Act::evidenceAdd(*ImportService::describe(arguments[2])));
        added.waitForFinished();
        id = added.result()->id;
    }
    int acts = 0; // tags there already
    const auto tags = reader->tags();
    for (const TagRow &tag : *tags)
        acts += tag.name.startsWith(u"act "_s) ? 1 : 0;
    const int wanted = arguments[3].toInt();

    ImportOptions options;
    if (!qEnvironmentVariableIsSet("ASHIATO_WORKER"))
        options.worker.program = QCoreApplication::applicationDirPath() + u"/ashiato-worker-test"_s;
    ImportService service(*openCase, options);
    bool imported = false;
    const auto finishIfDone = [&] {
        if (imported && acts >= wanted)
            app.quit();
    };
    QObject::connect(&service, &ImportService::idle, &app, [&] {
        imported = true;
        finishIfDone();
    });
    std::function<void()> actOnce = [&] {
        if (acts >= wanted) {
            finishIfDone();
            return;
        }
        const Act act = Act::tagCreate(u"act %1"_s.arg(acts, 4, 10, QChar(u'0')), u"act"_s, u"#ff0000"_s, {});
        whenReady(&app, openCase->writer()->act(act), [&](const Result<ActDone> &done) {
            if (!done) {
                std::fprintf(stderr, "act: %s\n", qPrintable(done.error().detail));
                app.exit(4);
                return;
            }
            std::printf("accepted %d\n", ++acts);
            std::fflush(stdout);
            QTimer::singleShot(kActEveryMs, &app, actOnce);
        });
    };
    QTimer::singleShot(0, &app, actOnce);
    service.import(id);
    service.resumeAll();
    const int code = app.exec();
    return openCase->close() ? code : 5;
}
