// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/filesystemimage.h"

#include <tsk/libtsk.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <utility>
#include <vector>

namespace ashiato
{

// TSK is handed a struct that begins with its own and gives it back to the callbacks.
struct FileSystemImage::External {
    TSK_IMG_INFO base{};
    ImageReader *reader = nullptr;
    std::vector<std::pair<qint64, QByteArray>> overlays;
    std::function<bool()> alive;
    std::chrono::steady_clock::time_point asked;
    bool stopped = false;

    bool goesOn()
    {
        constexpr auto every = std::chrono::milliseconds(100);
        const auto now = std::chrono::steady_clock::now();
        if (alive && !stopped && now - asked >= every) {
            asked = now;
            stopped = !alive();
        }
        return !stopped;
    }

    static ssize_t read(TSK_IMG_INFO *handle, TSK_OFF_T offset, char *into, size_t size)
    {
        auto *self = reinterpret_cast<External *>(handle);
        if (!self->goesOn()) {
            tsk_error_set_errno(TSK_ERR_IMG_READ);
            tsk_error_set_errstr("stopped");
            return -1;
        }
        const auto got = self->reader->read(offset, into, qint64(size), OnDamage::FillZeros);
        if (!got) {
            tsk_error_reset();
            tsk_error_set_errno(TSK_ERR_IMG_READ);
            tsk_error_set_errstr("image offset %lld", static_cast<long long>(offset));
            return -1;
        }
        // Behind the end of the image there is only what lies over it.
        const qint64 end = std::clamp<qint64>(handle->size - offset, *got, qint64(size));
        std::memset(into + *got, 0, size_t(end - *got));
        for (const auto &[at, bytes] : self->overlays) {
            const qint64 from = std::max<qint64>(at, offset);
            const qint64 to = std::min<qint64>(at + bytes.size(), offset + end);
            if (from < to)
                std::memcpy(into + (from - offset), bytes.constData() + (from - at), size_t(to - from));
        }
        return ssize_t(end);
    }
    static void close(TSK_IMG_INFO *) {}
    static void describe(TSK_IMG_INFO *, FILE *) {}
};

FileSystemImage::FileSystemImage(ImageReader &reader, int sectorSize)
    : m_reader(reader), m_external(std::make_unique<External>())
{
    m_external->reader = &reader;
    tsk_img_open_external(&m_external->base, reader.size(), unsigned(sectorSize), &External::read, &External::close,
                          &External::describe);
}

FileSystemImage::~FileSystemImage()
{
    tsk_img_close(&m_external->base);
}

TSK_IMG_INFO *FileSystemImage::handle()
{
    return &m_external->base;
}

void FileSystemImage::setAlive(std::function<bool()> alive)
{
    m_external->alive = std::move(alive);
    m_external->stopped = false;
    m_external->asked = std::chrono::steady_clock::now();
}

void FileSystemImage::overlay(qint64 offset, const QByteArray &bytes)
{
    m_external->overlays.emplace_back(offset, bytes);
    m_external->base.size = std::max<TSK_OFF_T>(m_external->base.size, offset + bytes.size());
    // What TSK keeps of these bytes is the image's own.
    std::memset(m_external->base.cache_len, 0, sizeof(m_external->base.cache_len));
}

QString takeTskError()
{
    const char *text = tsk_error_get();
    const QString line = text ? QString::fromUtf8(text).simplified() : QString();
    tsk_error_reset();
    return line;
}

} // namespace ashiato
