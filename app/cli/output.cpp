// SPDX-License-Identifier: Apache-2.0
#include "app/cli/output.h"

#include <cerrno>
#include <unistd.h>

namespace ashiato
{

bool Output::flush()
{
    const char *at = m_buffer.constData();
    qsizetype left = m_buffer.size();
    while (left > 0 && usable()) {
        const ssize_t written = ::write(m_descriptor, at, size_t(left));
        if (written >= 0) {
            at += written;
            left -= written;
        } else if (errno == EPIPE) {
            m_readerGone = true; // SIGPIPE is ignored, see main.cpp
        } else if (errno != EINTR && errno != EAGAIN) {
            m_error = errno;
        }
    }
    m_buffer.resize(0); // keeps the capacity
    return usable();
}

bool Output::isTerminal() const { return ::isatty(m_descriptor) == 1; }

} // namespace ashiato
