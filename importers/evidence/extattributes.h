// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

#include <vector>

namespace ashiato
{

/// An extended attribute of ext2/3/4. Source: https://docs.kernel.org/filesystems/ext4/attributes.html
struct ExtAttribute {
    QByteArray name;        ///< With its prefix: "user.comment"
    QByteArray value;       ///< Empty where it lies in an inode of its own
    quint32 size = 0;
    quint32 valueInode = 0; ///< 0: the value is here

    /// Permissions and labels that a system gives each of its files: they say nothing of what a person did.
    bool isRoutine() const;
};

/// Those behind the fields of an inode (all of its bytes). False where an entry leads out of it; those before it are given.
bool attributesOfInode(QByteArrayView inode, std::vector<ExtAttribute> &found);
/// Those of an inode's block of attributes.
bool attributesOfBlock(QByteArrayView block, std::vector<ExtAttribute> &found);

} // namespace ashiato
