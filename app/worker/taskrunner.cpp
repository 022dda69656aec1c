// SPDX-License-Identifier: Apache-2.0
#include "app/worker/taskrunner.h"

#include "importers/contentend.h"
#include "importers/evidence/nestedcontent.h"
#include "importers/gapsource.h"
#include "models/records/passing.h"

#include <QScopeGuard>

#include <algorithm>

#include <sys/stat.h>

namespace ashiato
{

namespace
{

using namespace Qt::Literals::StringLiterals;

constexpr qint64 kHeadBytes = 64 << 10;

QString fileNameOf(const QString &path) { return path.mid(path.lastIndexOf(u'/') + 1); }

/// What a file that changes while it is read is known by.
struct SeenState {
    qint64 size = 0, modifiedNs = 0;
    bool operator==(const SeenState &) const = default;
};

SeenState seenState(int descriptor)
{
    struct stat status = {};
    if (descriptor < 0 || ::fstat(descriptor, &status) != 0)
        return {};
    return {qint64(status.st_size), qint64(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec};
}

/// Opens what the host found beside a unit's file.
class UnitFiles : public SourceFiles
{
public:
    UnitFiles(EvidenceSource &source, const UnitRequest &unit) : m_source(source), m_unit(unit) {}

    QString path(const QString &role) const override
    {
        const UnitFile *file = find(role);
        return file ? file->path : QString();
    }
    Result<std::unique_ptr<ByteSource>> open(const QString &role) override
    {
        const UnitFile *file = find(role);
        return file ? m_source.open(file->locator) : Result<std::unique_ptr<ByteSource>>(ErrorCode::NotFound, role);
    }

private:
    const UnitFile *find(const QString &role) const
    {
        const auto &all = m_unit.companions;
        const auto found = std::find_if(all.begin(), all.end(), [&](const UnitFile &file) { return file.role == role; });
        return found == all.end() ? nullptr : &*found;
    }

    EvidenceSource &m_source;
    const UnitRequest &m_unit;
};

} // namespace

TaskDoneMessage TaskRunner::run(const TaskRequest &request)
{
    m_channel.beginTask(request.task);
    FrameSink sink(m_channel, request);
    TaskDoneMessage done;
    auto result = dispatch(request, sink, done);
    if (sink.cancelled()) {
        sink.dropOpenRecord();
        result = Error{ErrorCode::Cancelled, {}};
    }
    if (!result) {
        done.error = result.error().code;
        done.detail = result.error().detail;
    }
    sink.flush();
    if (!sink.failedUnits().isEmpty())
        done.result.insert(QLatin1String(kFailedUnits), sink.failedUnits());
    done.nextFileId = sink.peekFileId();
    m_channel.endTask();
    return done;
}

Result<void> TaskRunner::dispatch(const TaskRequest &request, FrameSink &sink, TaskDoneMessage &done)
{
    switch (request.kind) {
    case TaskKind::Volumes: {
        sink.beginUnit(0);
        auto result = m_source.volumes(sink);
        if (sink.cancelled())
            return {ErrorCode::Cancelled};
        if (!result) // what was found stands; the rest is a warning, not a job to try for ever
            sink.warn(result.error().code, m_opened.name, result.error().detail, result.error().offset, kUnknown, 0, 1);
        sink.endUnit();
        return {};
    }
    case TaskKind::Walk:
        return m_source.walk(request, sink);
    case TaskKind::Import:
        return importUnits(request, sink);
    case TaskKind::Verify: {
        sink.beginUnit(0);
        auto result = m_source.verify(sink);
        if (!result)
            return result.error();
        done.result = *result;
        if (!sink.cancelled())
            sink.endUnit();
        return {};
    }
    case TaskKind::Hash:
        return m_source.hash(request, sink);
    case TaskKind::Expand:
        return m_source.expand(request, sink);
    }
    return {ErrorCode::Invalid, u"task"_s};
}

Result<void> TaskRunner::importUnits(const TaskRequest &request, FrameSink &sink)
{
    for (const UnitRequest &unit : request.units) {
        sink.beginUnit(unit.unit);
        sink.setStart(unit.position, unit.ordinal);
        auto result = importUnit(unit, sink);
        if (sink.cancelled())
            return {ErrorCode::Cancelled};
        if (!result && mayPass(unit, result.error())) {
            sink.failUnit(result.error());
            continue;
        }
        if (!result)
            sink.warn(result.error().code, unit.path, result.error().detail, result.error().offset, kUnknown, unit.unit, 1);
        sink.endUnit();
        if (!sink.advance(0, 0, unit.path))
            return {ErrorCode::Cancelled};
    }
    return {};
}

/// Whether the file may be read at another time: it is away, or the disk gave an error. Of an image the bytes that cannot
/// be read are known as ranges, and what its file system lacks will not come.
bool TaskRunner::mayPass(const UnitRequest &unit, const Error &error) const
{
    const bool isImage = std::any_of(unit.locator.begin(), unit.locator.end(), [](const LocatorStep &step) {
        return step.access == AccessMethod::FileSystem;
    });
    return !isImage && (error.code == ErrorCode::Io || (error.code == ErrorCode::NotFound && unit.locator.size() == 1));
}

/// An error is one that concerns this file alone; it becomes a warning and the task goes on.
Result<void> TaskRunner::importUnit(const UnitRequest &unit, FrameSink &sink)
{
    const QString named = unit.importer == QLatin1String(kRecogniseImporter) ? QString() : unit.importer;
    sink.setImporter(named, {});
    if (!sink.advance(0, unit.size, unit.path))
        return {ErrorCode::Cancelled};
    auto bytes = m_source.open(unit.locator);
    if (!bytes)
        return bytes.error();
    const SeenState before = seenState((*bytes)->descriptor());
    GapSource source(**bytes);
    const auto head = source.window(0, kHeadBytes);
    if (!head)
        return head.error();
    const auto sayWhatWasMet = qScopeGuard([&] {
        const SeenState after = seenState((*bytes)->descriptor());
        if (m_opened.kind == EvidenceKind::Folder && after != before) // of other evidence the host says it
            sink.warn(ErrorCode::Changed, unit.path, u"size: %1 → %2"_s.arg(before.size).arg(after.size),
                      after.size < before.size ? after.size : kUnknown, kUnknown, unit.unit, 1);
        constexpr size_t kMostSaid = 1000;
        for (size_t i = 0; i < std::min(source.gaps().size(), kMostSaid); ++i) {
            const GapSource::Gap &gap = source.gaps()[i];
            sink.warn(gap.cause.code, unit.path, gap.cause.detail, gap.offset, gap.length, unit.unit, 1);
        }
        if (source.gaps().size() > kMostSaid)
            sink.warn(ErrorCode::LimitExceeded, unit.path, QString::number(source.gaps().size()), kUnknown, kUnknown, unit.unit, 1);
    });
    UnitFiles files(m_source, unit);
    ImportContext context{.source = source, .sink = sink, .fileId = unit.unit, .fileName = fileNameOf(unit.path),
                          .path = unit.path, .zone = m_opened.zone, .encoding = m_opened.encoding,
                          .host = m_opened.host, .format = m_opened.format, .mapping = m_opened.mapping,
                          .extraFormats = m_opened.extraFormats, .fileModifiedNs = unit.modifiedNs, .files = &files,
                          .position = unit.position, .ordinal = unit.ordinal};
    QString reason; // why an importer did not read it, where it says so (a mapped column that the table lacks)
    for (const Importer *importer : importersFor(named, context, *head)) {
        auto result = runImporter(*importer, context, sink);
        if (result)
            return checkContentEnd(**bytes, unit, sink);
        if (result.error().code != ErrorCode::NotMine)
            return result;
        if (!result.error().detail.isEmpty())
            reason = importer->descriptor().id + u": "_s + result.error().detail;
        sink.dropOpenRecord();
    }
    sink.setImporter(named, {});
    if (source.hasGap(0, 1)) // what it is cannot be told
        return source.gaps().front().cause;
    return notRead(**bytes, reason.isEmpty() ? named : reason);
}

/// What no importer reads is named where it is an image or an archive; else it is counted as what no format fits.
Result<void> TaskRunner::notRead(ByteSource &content, const QString &detail) const
{
    const QString kind = nestedKind(content);
    return kind.isEmpty() ? Result<void>(ErrorCode::NotRecognised, detail) : Result<void>(ErrorCode::NestedImage, kind);
}

Result<void> TaskRunner::runImporter(const Importer &importer, ImportContext &context, FrameSink &sink)
{
    const ImporterDescriptor &descriptor = importer.descriptor();
    sink.setImporter(descriptor.id, descriptor.version);
    const qint64 size = context.source.size();
    if (descriptor.maxSize >= 0 && size > descriptor.maxSize)
        return {ErrorCode::LimitExceeded, u"%1 > %2"_s.arg(size).arg(descriptor.maxSize)};
    return importer.run(context);
}

} // namespace ashiato
