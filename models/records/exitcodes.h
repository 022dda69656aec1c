// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace ashiato
{

// How a worker process ends by itself; the host turns them into causes. Any other end is a crash.
inline constexpr int kExitDone = 0;      ///< Quit was asked
inline constexpr int kExitUsage = 2;     ///< Started by a person: descriptor 3 is no socket
inline constexpr int kExitHostGone = 70;
inline constexpr int kExitProtocol = 71; ///< The host broke the protocol
inline constexpr int kExitMemory = 72;   ///< An allocation failed under the memory limit
inline constexpr int kExitLock = 73;     ///< A lock that this kernel offers could not be put on

} // namespace ashiato
