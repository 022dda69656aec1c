// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/gzipcontainer.h"

#include "importers/evidence/windowsource.h"

#include <QtEndian>

namespace ashiato
{

namespace
{

constexpr qint64 kMeasureBelow = 64 << 20; // a gz of up to this size is decoded once to know its content's size

/// A reader that owns what it reads from.
class OwningInflateSource : public ByteSource
{
public:
    OwningInflateSource(std::unique_ptr<ByteSource> stored, std::unique_ptr<InflateSource> reader)
        : m_stored(std::move(stored)), m_reader(std::move(reader))
    {
    }
    qint64 size() const override { return m_reader->size(); }
    Result<qint64> read(qint64 offset, char *into, qint64 size) override { return m_reader->read(offset, into, size); }
    bool randomAccess() const override { return false; }
    std::optional<UnclaimedBytes> unclaimed() const override { return m_reader->unclaimed(); }

private:
    std::unique_ptr<ByteSource> m_stored;
    std::unique_ptr<InflateSource> m_reader; // reads from m_stored
};

class GzipContainer : public Container
{
public:
    GzipContainer(std::unique_ptr<ByteSource> source, const QByteArray &name, const ContainerLimits &limits)
        : m_source(std::move(source)), m_name(name), m_limits(limits)
    {
    }
    QByteArray format() const override { return "gz"; }
    bool single() const override { return true; }

    Result<void> list(const std::function<bool(const MemberInfo &)> &visit) override
    {
        MemberInfo info;
        info.path = contentName(m_name);
        info.precisionNs = 1'000'000'000;
        const auto header = m_source->window(0, 8);
        if (header && header->size() == 8) {
            const auto seconds = qFromLittleEndian<quint32>(header->constData() + 4);
            if (seconds != 0)
                info.times[0] = qint64(seconds) * 1'000'000'000;
        }
        // The size at the end of the file is modulo 4 GiB and of the last member alone: it proves nothing.
        if (m_source->size() >= 0 && m_source->size() <= kMeasureBelow) {
            const auto size = measure();
            if (size)
                info.size = *size;
            else if (size.error().code == ErrorCode::Cancelled)
                return size.error();
            else
                info.damage = size.error();
        }
        if (!visit(info))
            return ErrorCode::Cancelled;
        return {};
    }
    std::vector<UnclaimedBytes> unclaimed() const override
    {
        return m_unclaimed ? std::vector{*m_unclaimed} : std::vector<UnclaimedBytes>();
    }
    Result<std::unique_ptr<ByteSource>> open(quint64 index) override
    {
        if (index != 0)
            return {ErrorCode::NotFound, QString::number(index)};
        auto reader = std::make_unique<InflateSource>(*m_source, InflateSource::Wrapper::Gzip, m_size, m_limits);
        return std::unique_ptr<ByteSource>(std::make_unique<CachedSource>(std::move(reader)));
    }

private:
    Result<qint64> measure()
    {
        InflateSource reader(*m_source, InflateSource::Wrapper::Gzip, kUnknown, m_limits);
        QByteArray part(1 << 20, Qt::Uninitialized);
        for (qint64 size = 0;;) {
            const auto got = reader.read(size, part.data(), part.size());
            if (!got)
                return got.error();
            if (*got == 0) {
                m_size = size;
                m_unclaimed = reader.unclaimed();
                return size;
            }
            size += *got;
            if (size % (16 << 20) < part.size() && !alive())
                return ErrorCode::Cancelled;
        }
    }

    const std::unique_ptr<ByteSource> m_source;
    const QByteArray m_name;
    const ContainerLimits m_limits;
    qint64 m_size = kUnknown;
    std::optional<UnclaimedBytes> m_unclaimed;
};

} // namespace

QByteArray contentName(const QByteArray &name)
{
    const qsizetype dot = name.lastIndexOf('.');
    if (dot > 0)
        return name.first(dot);
    return name.isEmpty() ? QByteArray("content") : name;
}

std::unique_ptr<Container> openGzip(std::unique_ptr<ByteSource> source, const QByteArray &name, const ContainerLimits &limits)
{
    return std::make_unique<GzipContainer>(std::move(source), name, limits);
}

std::unique_ptr<ByteSource> inflated(std::unique_ptr<ByteSource> stored, InflateSource::Wrapper wrapper, qint64 size,
                                     const ContainerLimits &limits)
{
    auto reader = std::make_unique<InflateSource>(*stored, wrapper, size, limits);
    return std::make_unique<OwningInflateSource>(std::move(stored), std::move(reader));
}

} // namespace ashiato
