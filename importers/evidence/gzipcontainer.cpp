// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/gzipcontainer.h"

#include "importers/evidence/windowsource.h"

#include <QtEndian>

namespace ashiato
{

namespace
{

constexpr qint64 kMeasureBelow = 64 << 20; // a gz of up to this size is decoded once to know its content's size

/// A source that owns what it reads from.
template <typename Reader> class Owning : public ByteSource
{
public:
    Owning(std::unique_ptr<ByteSource> stored, std::unique_ptr<Reader> reader)
        : m_stored(std::move(stored)), m_reader(std::move(reader))
    {
    }
    qint64 size() const override { return m_reader->size(); }
    Result<qint64> read(qint64 offset, char *into, qint64 size) override { return m_reader->read(offset, into, size); }
    bool randomAccess() const override { return false; }

private:
    std::unique_ptr<ByteSource> m_stored;
    std::unique_ptr<Reader> m_reader; // reads from m_stored
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
        Error failed{ErrorCode::None, {}, -1};
        if (m_source->size() >= 0 && m_source->size() <= kMeasureBelow) {
            auto size = measure();
            if (size)
                info.size = *size;
            else
                failed = size.error();
        }
        if (failed.code == ErrorCode::Cancelled)
            return failed;
        if (!visit(info))
            return ErrorCode::Cancelled;
        return failed.code == ErrorCode::None ? Result<void>() : Result<void>(failed);
    }
    Result<std::unique_ptr<ByteSource>> open(quint64 index) override
    {
        if (index != 0)
            return {ErrorCode::NotFound, QString::number(index)};
        auto reader = std::make_unique<InflateSource>(*m_source, InflateSource::Wrapper::Gzip,
                                                      InflateSource::Expected{m_size, false, 0}, m_limits);
        return std::unique_ptr<ByteSource>(std::make_unique<CachedSource>(std::move(reader)));
    }

private:
    Result<qint64> measure()
    {
        InflateSource reader(*m_source, InflateSource::Wrapper::Gzip, {}, m_limits);
        QByteArray part(1 << 20, Qt::Uninitialized);
        for (qint64 size = 0;;) {
            const auto got = reader.read(size, part.data(), part.size());
            if (!got)
                return got.error();
            if (*got == 0) {
                m_size = size;
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

std::unique_ptr<ByteSource> inflateMember(std::unique_ptr<ByteSource> stored, const InflateSource::Expected &expected,
                                          const ContainerLimits &limits)
{
    auto reader = std::make_unique<InflateSource>(*stored, InflateSource::Wrapper::Raw, expected, limits);
    auto cached = std::make_unique<CachedSource>(std::move(reader));
    return std::make_unique<Owning<CachedSource>>(std::move(stored), std::move(cached));
}

} // namespace ashiato
