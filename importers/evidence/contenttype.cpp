// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/contenttype.h"

#include <magic.h>

#include <memory>

namespace ashiato
{

namespace
{

struct CloseMagic {
    void operator()(magic_set *database) const { magic_close(database); }
};

magic_t database()
{
    static const std::unique_ptr<magic_set, CloseMagic> loaded([] {
        // Nothing that unpacks, forks or opens a file.
        magic_t opened = magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_ELF);
        if (opened && magic_load(opened, nullptr) != 0) {
            magic_close(opened);
            opened = nullptr;
        }
        return opened;
    }());
    return loaded.get();
}

} // namespace

QByteArray contentType(QByteArrayView head)
{
    if (magic_t loaded = database()) {
        if (const char *type = magic_buffer(loaded, head.data(), size_t(head.size())))
            return type;
    }
    return {};
}

void warmUpContentTypes()
{
    contentType(QByteArrayView("warm", 4));
}

} // namespace ashiato
