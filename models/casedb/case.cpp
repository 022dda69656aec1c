// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/case.h"

#include "models/casedb/caselock.h"
#include "models/casedb/caseplace.h"
#include "models/casedb/casereader_p.h"
#include "models/casedb/casewriter_p.h"
#include "models/casedb/identity.h"
#include "models/casedb/migrations.h"
#include "models/casedb/schemacheck.h"
#include "models/casedb/sqlite/transaction.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <QUuid>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>

#include <fcntl.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace ashiato
{

namespace
{

/// WAL rests on shared memory that these do not give (statfs(2), linux/magic.h).
bool liesOnNetwork(const QString &folder)
{
    constexpr quint64 kNetworks[] = {0x6969 /* NFS */,       0x517B /* SMB */,         0xFF534D42 /* CIFS */,
                                     0xFE534D42 /* SMB2 */,  0x01021997 /* 9P */,      0x5346414F /* AFS */,
                                     0x00C36400 /* Ceph */,  0x73757245 /* Coda */,    0x65735546 /* FUSE: sshfs … */};
    struct statfs place;
    if (::statfs(QFile::encodeName(folder).constData(), &place) != 0)
        return false;
    return std::find(std::begin(kNetworks), std::end(kNetworks), quint64(place.f_type) & 0xFFFFFFFF) !=
           std::end(kNetworks);
}

/// What processes that were killed have left of this case: folders that carry the numbers of processes that are gone.
void sweepLeftCaches(const QString &place)
{
    const QFileInfo about(place);
    for (const QString &left : QDir(about.absolutePath()).entryList({about.fileName() + QStringLiteral("-*")}, QDir::Dirs)) {
        bool isNumber = false;
        const qint64 process = left.mid(about.fileName().size() + 1).toLongLong(&isNumber);
        if (isNumber && process > 0 && ::kill(pid_t(process), 0) != 0 && errno == ESRCH)
            QDir(about.absolutePath() + u'/' + left).removeRecursively();
    }
}

/// The nearest folder above a place that is there already.
QString existingAbove(const QString &place)
{
    QFileInfo above(QFileInfo(place).absolutePath());
    while (!above.exists() && !above.isRoot())
        above = QFileInfo(above.absolutePath());
    return above.absoluteFilePath();
}

QString caseFolder(const QString &path)
{
    QString folder = QDir::cleanPath(QFileInfo(path).absoluteFilePath());
    if (!folder.endsWith(u".ashiato"))
        folder += QStringLiteral(".ashiato");
    return folder;
}

/// Before anything is written: a trigger of somebody else would write along with us, a view of theirs answer for ours.
Result<void> refuseForeignSchema(Connection &connection)
{
    constexpr size_t kNamed = 5;
    const auto differences = compareSchema(connection);
    if (!differences)
        return differences.error();
    if (differences->empty())
        return {};
    QStringList names;
    for (size_t i = 0; i < std::min(kNamed, differences->size()); ++i)
        names.append((*differences)[i].type + u' ' + (*differences)[i].name);
    if (differences->size() > kNamed)
        names.append(QStringLiteral("…"));
    return {ErrorCode::Damaged, names.join(QStringLiteral(", "))};
}

Result<void> tune(Connection &connection, bool writeAhead)
{
    for (const char *pragma : {
             "PRAGMA foreign_keys = ON", "PRAGMA temp_store = MEMORY", "PRAGMA cache_size = -131072",
             // Above what Checkpointer lets it grow to: cutting the log off costs an act 40 ms; closing removes it.
             "PRAGMA journal_size_limit = 536870912",
             writeAhead ? "PRAGMA synchronous = NORMAL" : "PRAGMA synchronous = FULL"}) {
        if (auto done = connection.execute(pragma); !done)
            return done;
    }
    const auto mode = connection.text(writeAhead ? "PRAGMA journal_mode = WAL" : "PRAGMA journal_mode = DELETE");
    if (!mode)
        return mode.error();
    if (*mode != (writeAhead ? u"wal" : u"delete"))
        return {ErrorCode::Io, QStringLiteral("journal_mode ") + *mode};
    return {};
}

Result<void> writeCaseInfo(Connection &connection, const CaseInfo &info, const QString &examiner)
{
    Transaction transaction(connection);
    if (!transaction.begun())
        return transaction.begun();
    const QString at = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs);
    const std::pair<QString, QString> texts[] = {
        {QStringLiteral("uid"), QUuid::createUuid().toString(QUuid::WithoutBraces)},
        {QStringLiteral("name"), info.name},
        {QStringLiteral("number"), info.number},
        {QStringLiteral("client"), info.client},
        {QStringLiteral("zone"), info.zone.isEmpty() ? QStringLiteral("Asia/Tokyo") : info.zone},
        {QStringLiteral("language"), info.language},
        {QStringLiteral("created"), at},
        {QStringLiteral("tool"), QStringLiteral("ashiato " ASHIATO_VERSION)}};
    QJsonObject payload;
    for (const auto &[key, value] : texts) {
        Statement &insert = connection.statement("INSERT INTO case_info (key, value) VALUES (?1, ?2)");
        insert.bindText(1, key).bindText(2, value);
        if (auto done = insert.run(); !done)
            return done;
        payload.insert(key, value);
    }
    if (auto done = connection.execute("INSERT INTO case_info (key, value) VALUES ('revision', 1), ('generation', 1)"); !done)
        return done;
    Statement &who = connection.statement("INSERT INTO examiner (name) VALUES (?1)");
    who.bindText(1, examiner);
    if (auto done = who.run(); !done)
        return done;
    if (auto entry = appendToJournal(connection, {0, at, examiner, QStringLiteral("case.create"), canonicalJson(payload), 0, {}, {}}); !entry)
        return entry.error();
    return transaction.commit();
}

} // namespace

struct Case::Private {
    QString folder, cache, uid;
    CaseMode mode = CaseMode::ReadWrite;
    bool network = false;
    bool immutable = false;
    bool cacheIsElsewhere = false; ///< Not in the case folder
    std::unique_ptr<CaseLock> lock;
    std::unique_ptr<CaseWriter> writer;
    Connection *database = nullptr; ///< The writer's

    QString file() const { return folder + QStringLiteral("/case.sqlite"); }
    Result<void> make(const CaseInfo &info, const QString &examiner);
    Result<void> fill(const CaseInfo &info, const QString &examiner);
    void removeUnfinished();
    Result<std::unique_ptr<Connection>> openCurrent();
    Result<void> bringUpToDate();
    Result<void> openForWriting(const CaseOptions &options);
    Result<void> openForReading();
    Result<void> chooseCache(Connection &connection);
};

Result<void> Case::Private::chooseCache(Connection &connection)
{
    const auto found = connection.text("SELECT value FROM case_info WHERE key = 'uid'");
    if (!found)
        return found.error();
    uid = *found;
    cache = folder + QStringLiteral("/cache");
    cacheIsElsewhere = false;
    const auto take = [this](const QString &place) {
        cache = place;
        return makePrivateFolder(place) && QFileInfo(place).isWritable();
    };
    if (!network && !immutable && take(cache))
        return {};
    // The uid is the case's word, and no path. The runtime folder is for who has no home (a service, a container).
    const QString name = QString::fromLatin1(QCryptographicHash::hash(uid.toUtf8(), QCryptographicHash::Sha256).toHex().first(32));
    // Of a case on a medium that cannot be written nothing is left behind: a folder of this process alone, removed at its
    // end. One that lies on a network is opened again.
    const QString elsewhere = network ? QString() : QStringLiteral("-%1").arg(::getpid());
    for (const auto kind : {QStandardPaths::GenericCacheLocation, QStandardPaths::RuntimeLocation}) {
        const QString folder = QStandardPaths::writableLocation(kind);
        const QString place = folder + QStringLiteral("/ashiato/") + name;
        if (folder.isEmpty() || !makePrivateFolder(folder + QStringLiteral("/ashiato")))
            continue;
        sweepLeftCaches(place);
        if (take(place + elsewhere)) {
            cacheIsElsewhere = true;
            return {};
        }
    }
    return {ErrorCode::Io, cache};
}

/// A case is there whole or not at all: it is made in a hidden folder beside its place, which then takes its name. The
/// lock goes along. What a killed process left in such a folder is swept up by the next one that makes this case.
Result<void> Case::Private::make(const CaseInfo &info, const QString &examiner)
{
    const QString place = folder;
    const QFileInfo about(place);
    folder = about.absolutePath() + QStringLiteral("/.") + about.fileName() + QStringLiteral(".new");
    if (!makePrivateFolder(folder)) {
        const QString parent = about.absolutePath();
        const bool readOnly = QFileInfo::exists(parent) && ::access(QFile::encodeName(parent).constData(), W_OK) != 0;
        return {readOnly ? ErrorCode::ReadOnly : ErrorCode::Io, place};
    }
    auto taken = CaseLock::take(folder);
    if (!taken)
        return taken.error();
    lock = std::move(*taken);
    removeUnfinished();
    if (auto done = fill(info, examiner); !done)
        return done;
    if (std::rename(QFile::encodeName(folder).constData(), QFile::encodeName(place).constData()) != 0)
        return {errno == ENOTEMPTY || errno == EEXIST || errno == ENOTDIR ? ErrorCode::Invalid : ErrorCode::Io, place};
    folder = place;
    if (const int parent = ::open(QFile::encodeName(about.absolutePath()).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        parent >= 0) { // the name outlives a power cut
        ::fsync(parent);
        ::close(parent);
    }
    return {};
}

/// The database, closed again: no name of the hidden folder stays in use.
Result<void> Case::Private::fill(const CaseInfo &info, const QString &examiner)
{
    // SQLite gives its -wal and -shm the mode of the database.
    if (auto made = makePrivateFile(file()); !made)
        return made;
    auto opened = Connection::open(file(), Connection::Mode::Write);
    if (!opened)
        return opened.error();
    Connection &connection = **opened;
    if (auto done = connection.execute("PRAGMA page_size = 8192"); !done)
        return done;
    if (auto done = tune(connection, !network); !done)
        return done;
    if (auto done = migrate(connection); !done)
        return done;
    if (auto done = writeCaseInfo(connection, info, examiner); !done)
        return done;
    return network ? Result<void>() : connection.execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

void Case::Private::removeUnfinished()
{
    for (const char *name : {"case.sqlite", "case.sqlite-wal", "case.sqlite-shm", "case.sqlite-journal"})
        QFile::remove(folder + u'/' + QLatin1String(name));
}

/// Takes the lock and brings the case up to this version: the one rule for cases of older versions, whoever opens them first.
Result<std::unique_ptr<Connection>> Case::Private::openCurrent()
{
    if (auto safe = checkCaseFolder(folder, true); !safe)
        return safe.error();
    if (!lock) {
        auto taken = CaseLock::take(folder);
        if (!taken)
            return taken.error();
        lock = std::move(*taken);
    }
    auto opened = Connection::open(file(), Connection::Mode::Write);
    if (!opened)
        return opened.error();
    std::unique_ptr<Connection> connection = std::move(*opened);
    // Before anything is written: a case of a newer version is left as it is, its journal mode too.
    if (auto version = checkVersion(*connection); !version && version.error().code != ErrorCode::OlderVersion)
        return version.error();
    if (auto ours = refuseForeignSchema(*connection); !ours)
        return ours.error();
    if (auto done = tune(*connection, !network); !done)
        return done.error();
    if (auto done = migrate(*connection); !done)
        return done.error();
    return connection;
}

Result<void> Case::Private::openForWriting(const CaseOptions &options)
{
    auto current = openCurrent();
    if (!current)
        return current.error();
    std::unique_ptr<Connection> connection = std::move(*current);
    if (auto done = chooseCache(*connection); !done)
        return done;
    database = connection.get();
    auto priv = std::make_unique<CaseWriter::Private>(std::move(connection), !network);
    priv->actWriter.setExaminer(options.examiner);
    writer.reset(new CaseWriter(std::move(priv)));
    return writer->d->start();
}

/// For readers: neither the connection nor the lock is kept.
Result<void> Case::Private::bringUpToDate()
{
    Result<void> done;
    if (auto current = openCurrent(); !current)
        done = current.error();
    lock.reset();
    return done;
}

Result<void> Case::Private::openForReading()
{
    // A WAL case in a place that cannot be written opens only as immutable, and only when all of it is in the main file.
    auto attempt = [this](Connection::Mode how) -> Result<void> {
        auto opened = Connection::open(file(), how);
        if (!opened)
            return opened.error();
        if (auto version = checkVersion(**opened); !version)
            return version;
        immutable = how == Connection::Mode::Immutable;
        return chooseCache(**opened);
    };
    const bool writable = ::access(QFile::encodeName(folder).constData(), W_OK) == 0;
    auto done = attempt(Connection::Mode::Read);
    if (!done && done.error().code == ErrorCode::OlderVersion && writable) {
        const Result<void> updated = bringUpToDate();
        if (updated)
            done = attempt(Connection::Mode::Read);
        else if (updated.error().code != ErrorCode::Locked && updated.error().code != ErrorCode::ReadOnly)
            return updated;
    }
    if (done || done.error().code == ErrorCode::NewerVersion || done.error().code == ErrorCode::NotFound
        || (done.error().code == ErrorCode::OlderVersion && writable))
        return done;
    const bool leftover = QFileInfo(file() + QStringLiteral("-wal")).size() > 0;
    if (!writable || done.error().code == ErrorCode::ReadOnly || done.error().code == ErrorCode::Io) {
        if (leftover)
            return {ErrorCode::ReadOnly, file() + QStringLiteral("-wal")};
        return attempt(Connection::Mode::Immutable);
    }
    return done;
}

Case::Case() : d(std::make_unique<Private>()) {}

Case::~Case() { (void)close(); }

Result<std::unique_ptr<Case>> Case::create(const QString &path, const CaseInfo &info, const QString &examiner,
                                           const CaseOptions &options)
{
    if (examiner.trimmed().isEmpty())
        return {ErrorCode::Invalid, QStringLiteral("examiner")};
    std::unique_ptr<Case> made(new Case);
    made->d->folder = caseFolder(path);
    const QString folder = made->d->folder;
    if (QFileInfo::exists(made->d->file()) || (QFileInfo::exists(folder) && !QDir(folder).isEmpty()))
        return {ErrorCode::Invalid, folder};
    made->d->network = options.networkPlace.value_or(liesOnNetwork(existingAbove(folder)));
    CaseOptions named = options;
    named.examiner = examiner;
    CaseInfo filled = info;
    if (filled.name.isEmpty())
        filled.name = QFileInfo(folder).completeBaseName();
    auto done = made->d->make(filled, examiner);
    const bool ours = bool(made->d->lock); // else somebody else is making it
    if (done)
        done = made->d->openForWriting(named);
    if (done)
        return made;
    const QString unfinished = made->d->folder;
    if (ours) {
        (void)made->close();
        made->d->removeUnfinished();
        QFile::remove(unfinished + QStringLiteral("/lock"));
        QDir(unfinished).rmdir(QStringLiteral("cache"));
        QDir().rmdir(unfinished);
    }
    return done.error();
}

Result<std::unique_ptr<Case>> Case::open(const QString &path, CaseMode mode, const CaseOptions &options)
{
    std::unique_ptr<Case> opened(new Case);
    // A folder that was renamed is still a case.
    const QString plain = QDir::cleanPath(QFileInfo(path).absoluteFilePath());
    opened->d->folder = QFileInfo::exists(plain + QStringLiteral("/case.sqlite")) ? plain : caseFolder(path);
    if (!QFileInfo::exists(opened->d->file()))
        return {ErrorCode::NotFound, opened->d->folder};
    if (auto safe = checkCaseFolder(opened->d->folder, mode == CaseMode::ReadWrite); !safe)
        return safe.error();
    opened->d->mode = mode;
    opened->d->network = options.networkPlace.value_or(liesOnNetwork(opened->d->folder));
    auto done = mode == CaseMode::ReadWrite ? opened->d->openForWriting(options) : opened->d->openForReading();
    if (!done)
        return done.error();
    return opened;
}

QString Case::path() const { return d->folder; }
QString Case::databasePath() const { return d->file(); }
QString Case::cacheFolder() const { return d->cache; }
bool Case::cacheIsForeign() const { return d->cacheIsElsewhere && !d->network; }
QString Case::uid() const { return d->uid; }
CaseMode Case::mode() const { return d->mode; }
bool Case::onNetwork() const { return d->network; }
bool Case::isImmutable() const { return d->immutable; }
CaseWriter *Case::writer() const { return d->writer.get(); }

Result<std::shared_ptr<CaseReader>> Case::reader() const
{
    auto opened = Connection::open(d->file(), d->immutable ? Connection::Mode::Immutable : Connection::Mode::Read);
    if (!opened)
        return opened.error();
    return CaseReader::Private::make(std::move(*opened));
}

Result<void> Case::close()
{
    Result<void> done;
    if (d->writer) {
        d->writer->d->stop();
        if (const auto &broken = d->writer->d->broken)
            done = *broken;
        else if (!d->network)
            done = d->database->execute("PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE)");
        d->database = nullptr;
        d->writer.reset();
    }
    d->lock.reset();
    if (cacheIsForeign())
        QDir(d->cache).removeRecursively();
    return done;
}

} // namespace ashiato
