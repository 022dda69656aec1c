// SPDX-License-Identifier: Apache-2.0
#include "importers/common/windowstypes.h"
#include "importers/importer.h"
#include "importers/windows/registry/hivemeaning.h"

#include <QJsonDocument>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

constexpr qint64 kLargestHive = qint64(512) << 20;
constexpr qint64 kLargestLog = qint64(256) << 20;

const ImporterDescriptor kDescriptor = [] {
    ImporterDescriptor descriptor;
    descriptor.id = u"registry"_s;
    descriptor.version = u"1"_s;
    descriptor.fileNames = {u"ntuser.dat"_s};
    for (const char *hive : {"SYSTEM", "SOFTWARE", "SAM", "SECURITY", "DEFAULT"})
        descriptor.paths.append(u"*/config/"_s + QLatin1StringView(hive));
    descriptor.companions = {{u"log"_s, u"{name}.LOG"_s, }, {u"log1"_s, u"{name}.LOG1"_s}, {u"log2"_s, u"{name}.LOG2"_s}};
    descriptor.maxSize = kLargestHive;
    descriptor.priority = 15;
    return descriptor;
}();

/// Reads one hive with its logs, for all meanings at once.
class RegistryRun : public HiveSink
{
public:
    explicit RegistryRun(ImportContext &context) : m_context(context) {}

    Result<void> run()
    {
        auto bytes = m_context.source.window(0, kLargestHive);
        if (!bytes)
            return bytes.error();
        const auto base = HiveBaseBlock::read(*bytes);
        if (!base || base->type != 0)
            return {ErrorCode::NotMine}; // a log of a hive begins alike
        if (auto read = readLogs(); !read)
            return read;
        m_replay = replayLogs(*bytes, m_logs);
        m_replay.wanted = base->isDirty();
        sayWhatLacks(*base);
        auto hive = Hive::open(std::move(*bytes));
        if (!hive)
            return hive.error();
        if (!hive->root()) {
            m_context.sink.warn(ErrorCode::Damaged, m_context.path, u"root key"_s, Hive::fileOffset(hive->base().root), kUnknown, m_context.fileId);
            return cover(*hive);
        }
        for (const auto &meaning : {hostMeaning(), accountMeaning(), autostartMeaning()}) {
            meaning->read(*hive, *this);
            if (!m_context.sink.advance(0, 0, m_context.path))
                return {ErrorCode::Cancelled};
        }
        if (hive->damaged() > 0)
            m_context.sink.warn(ErrorCode::Damaged, m_context.path, u"keys, values"_s, hive->firstDamaged(), kUnknown, m_context.fileId,
                                hive->damaged());
        return cover(*hive);
    }

    void fact(const HiveFact &said) override
    {
        StringPool &strings = m_context.sink.batch().strings;
        FactRecord fact;
        fact.fileId = m_context.fileId;
        fact.offset = Hive::fileOffset(said.cell);
        fact.length = said.cellSize;
        fact.ordinal = m_ordinal++;
        fact.kind = strings.intern(QByteArrayView(said.kind));
        fact.host = strings.intern(QByteArrayView(said.host));
        fact.subject = strings.intern(QByteArrayView(said.subject));
        fact.name = strings.intern(QByteArrayView(said.name));
        fact.value = strings.intern(QByteArrayView(said.value));
        fact.sinceNs = said.sinceNs;
        fact.precisionNs = 100;
        QJsonObject details = said.details;
        if (const HiveReplay::Page *page = m_replay.pageAt(fact.offset)) { // where the bytes are that say it
            details.insert(u"log"_s, m_logPaths[page->log]);
            details.insert(u"log_offset"_s, page->logOffset + fact.offset - page->hiveOffset);
        }
        if (!details.isEmpty())
            fact.details = strings.intern(QByteArrayView(QJsonDocument(details).toJson(QJsonDocument::Compact)));
        m_context.sink.batch().facts.push_back(fact);
        ++m_facts;
    }

private:
    Result<void> readLogs()
    {
        if (!m_context.files)
            return {};
        for (const CompanionSpec &spec : kDescriptor.companions) {
            const QString path = m_context.files->path(spec.role);
            if (path.isEmpty())
                continue;
            auto log = m_context.files->open(spec.role);
            auto bytes = log ? (*log)->window(0, kLargestLog) : Result<QByteArray>(log.error());
            if (!bytes) {
                m_context.sink.warn(bytes.error().code, path, bytes.error().detail, bytes.error().offset, kUnknown, m_context.fileId);
                continue;
            }
            m_logs.push_back(std::move(*bytes));
            m_logPaths.append(path);
        }
        return {};
    }

    /// A hive that was being written has its newest changes in its logs: whether they were there is part of what it says.
    void sayWhatLacks(const HiveBaseBlock &base)
    {
        if (!m_replay.wanted || m_replay.complete)
            return;
        const QString state = u"%1/%2"_s.arg(base.primarySequence).arg(base.secondarySequence);
        m_context.sink.warn(ErrorCode::NotReplayed, m_context.path, m_logs.empty() ? state : state + u", "_s + m_logPaths.join(u", "_s), 4, 8,
                            m_context.fileId);
    }

    Result<void> cover(const Hive &hive)
    {
        StringPool &strings = m_context.sink.batch().strings;
        CoverageRecord coverage;
        coverage.fileId = m_context.fileId;
        coverage.records = m_facts;
        coverage.damaged = hive.damaged();
        coverage.bytes = hive.size();
        coverage.firstNs = coverage.lastNs = fileTimeNs(hive.base().written);
        QString format = u"regf %1.%2"_s.arg(hive.base().major).arg(hive.base().minor);
        for (qsizetype i = 0; i < m_logPaths.size(); ++i) {
            if (m_replay.entries[size_t(i)] > 0)
                format += u" + %1 (%2)"_s.arg(m_logPaths[i].mid(m_logPaths[i].lastIndexOf(u'/') + 1)).arg(m_replay.entries[size_t(i)]);
        }
        coverage.format = strings.intern(format);
        coverage.encoding = strings.intern(u"UTF-16LE"_s);
        coverage.zone = strings.intern(u"UTC"_s);
        m_context.sink.batch().coverage.push_back(coverage);
        return m_context.sink.endRecord(hive.size()) ? Result<void>() : ErrorCode::Cancelled;
    }

    ImportContext &m_context;
    std::vector<QByteArray> m_logs;
    QStringList m_logPaths;
    HiveReplay m_replay;
    quint32 m_ordinal = 0;
    qint64 m_facts = 0;
};

/// Registry hives. Memory: the hive and its logs, bounded.
class RegistryImporter : public Importer
{
public:
    const ImporterDescriptor &descriptor() const override { return kDescriptor; }
    int sniff(QByteArrayView head, const QString &) const override
    {
        const auto base = HiveBaseBlock::read(head);
        return base && base->type == 0 ? 95 : 0;
    }
    Result<void> run(ImportContext &context) const override { return RegistryRun(context).run(); }
};

} // namespace

std::unique_ptr<Importer> create_registry() { return std::make_unique<RegistryImporter>(); }

} // namespace ashiato
