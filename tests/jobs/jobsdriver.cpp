// SPDX-License-Identifier: Apache-2.0
// jobsdriver CASE EVIDENCE ACTS: a host that can be killed. Opens or makes the case, adds the evidence once, imports or
// resumes, acts (a new tag every few ms) and makes the column cache meanwhile, at the pace of a window. Prints "act N"
// before an act and "accepted N" when it is, "cache begun" and "cache ended" around each look of the cache, "walked" when
// the walk is over. Ends with 0 when all is done. ASHIATO_KILL_CACHE=N:US: kills itself so many microseconds into the
// Nth look of the cache, or into the last one where there are fewer; no other process is as exact.
#include "models/casedb/act.h"
#include "models/casedb/case.h"
#include "models/casedb/casereader.h"
#include "models/casedb/casewriter.h"
#include "models/columns/columnstore.h"
#include "models/jobs/async.h"
#include "models/jobs/importservice.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QTimer>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <optional>
#include <thread>

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

void say(const char *what)
{
    std::printf("%s\n", what);
    std::fflush(stdout);
}

/// The cache of the case, made by a thread of its own as the case grows, as the window does.
class CacheMaker
{
public:
    explicit CacheMaker(Case &openCase)
        : m_store(openCase.cacheFolder(), ColumnStore::Use::Own), m_reader(*openCase.reader()), m_thread([this] { run(); })
    {
    }
    ~CacheMaker()
    {
        m_end = true;
        m_thread.join();
    }

private:
    static constexpr qint64 kPartRows = 20'000; // small, so that there is much to merge

    void run()
    {
        (void)m_store.open(*m_reader);
        while (!m_end) {
            m_pace.begin();
            look(false);
            m_pace.end();
            tellTheWalk();
            for (qint64 ms = 0; ms < qMax<qint64>(40, m_pace.waitMs()) && !m_end; ms += 10)
                std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        look(true);
    }

    /// A part, or, in the end, all that is left, and in order.
    void look(bool whole)
    {
        say("cache begun");
        if (m_killIn && (whole || --m_killIn->first == 0)) {
            std::thread([us = m_killIn->second] {
                std::this_thread::sleep_for(std::chrono::microseconds(us));
                ::raise(SIGKILL);
            }).detach();
            m_killIn.reset();
        }
        for (bool more = true; more;) {
            const auto refreshed = m_store.refresh(*m_reader, {}, kPartRows);
            more = whole && refreshed && *refreshed;
        }
        if (whole)
            (void)m_store.compact(*m_reader);
        say("cache ended");
    }

    void tellTheWalk()
    {
        const auto jobs = m_reader->jobs();
        if (m_walked || !jobs)
            return;
        for (const JobRow &job : *jobs)
            m_walked |= job.kind == TaskKind::Walk && job.state == JobState::Done;
        if (m_walked)
            say("walked");
    }

    static std::optional<std::pair<int, int>> killIn()
    {
        const QList<QByteArray> parts = qgetenv("ASHIATO_KILL_CACHE").split(':');
        return parts.size() == 2 ? std::optional(std::pair(parts[0].toInt(), parts[1].toInt())) : std::nullopt;
    }

    std::atomic<bool> m_end{false};
    std::optional<std::pair<int, int>> m_killIn = killIn(); ///< Looks until then, microseconds
    bool m_walked = false;
    Pace m_pace;
    ColumnStore m_store;
    std::shared_ptr<CaseReader> m_reader;
    std::thread m_thread;
};

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
    auto cache = std::make_unique<CacheMaker>(*openCase);
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
        std::printf("act %d\n", acts + 1);
        std::fflush(stdout);
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
    cache.reset();
    return openCase->close() ? code : 5;
}
