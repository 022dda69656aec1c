// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/linktargets.h"

namespace ashiato
{

namespace
{

constexpr qsizetype kMostTargets = 2'000'000;

} // namespace

LinkTargets::Key LinkTargets::keyOf(QByteArrayView path)
{
    while (path.startsWith("./"))
        path = path.sliced(2);
    while (path.startsWith('/'))
        path = path.sliced(1);
    // Seeds of this process: an archive cannot be made so that two of its names have one key.
    const size_t seed = QHashSeed::globalSeed(), other = ~seed * 0x9e3779b97f4a7c15;
    return {qHashBits(path.data(), size_t(path.size()), seed), qHashBits(path.data(), size_t(path.size()), other)};
}

void LinkTargets::resolve(MemberInfo &info)
{
    if (info.kind != FileKind::File)
        return;
    if (info.hardLink) {
        const auto target = m_targets.constFind(keyOf(info.linkTarget));
        if (target == m_targets.constEnd()) {
            info.size = kUnknown;
            return;
        }
        info.index = target->index;
        info.size = target->size;
        info.hasContent = true;
    }
    if (m_targets.size() < kMostTargets)
        m_targets.insert(keyOf(info.path), {info.index, info.size});
}

} // namespace ashiato
