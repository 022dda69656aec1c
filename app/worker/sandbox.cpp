// SPDX-License-Identifier: Apache-2.0
#include "app/worker/sandbox.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace ashiato
{

namespace
{

using namespace Qt::Literals::StringLiterals;

// The kernel's Landlock interface by its numbers: Debian 12's headers stop at ABI 2, kernels go further.
constexpr quint64 kReadFile = 1 << 2, kReadDir = 1 << 3;
constexpr quint64 kAbi1 = (quint64(1) << 13) - 1; // execute, read, write, make and remove of every kind
constexpr quint64 kRefer = 1 << 13, kTruncate = 1 << 14, kIoctlDevice = 1 << 15;
constexpr quint64 kNetBind = 1, kNetConnect = 2, kScopeAbstractSocket = 1, kScopeSignal = 2;
constexpr int kRulePathBeneath = 1, kCreateVersion = 1;

struct RulesetAttributes {
    quint64 fileSystem = 0; // ABI 1
    quint64 network = 0;    // ABI 4
    quint64 scoped = 0;     // ABI 6
};
struct [[gnu::packed]] PathBeneath {
    quint64 access;
    qint32 parent;
};

#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_add_rule 445
#define SYS_landlock_restrict_self 446
#endif

Error systemError(const QString &what) { return {ErrorCode::Internal, what + u' ' + QString::number(errno)}; }

bool allowPath(int ruleset, int descriptor, quint64 access)
{
    const PathBeneath rule{access, descriptor};
    return ::syscall(SYS_landlock_add_rule, ruleset, kRulePathBeneath, &rule, 0) == 0;
}

/// True when it holds, false when the kernel has no Landlock.
Result<bool> applyLandlock(const SandboxRules &rules)
{
    const long abi = std::min<long>(::syscall(SYS_landlock_create_ruleset, nullptr, 0, kCreateVersion), rules.mostLandlockAbi);
    if (abi < 1)
        return false;
    RulesetAttributes attributes;
    attributes.fileSystem = kAbi1 | (abi >= 2 ? kRefer : 0) | (abi >= 3 ? kTruncate : 0) | (abi >= 5 ? kIoctlDevice : 0);
    attributes.network = abi >= 4 ? kNetBind | kNetConnect : 0;
    attributes.scoped = abi >= 6 ? kScopeAbstractSocket | kScopeSignal : 0;
    const size_t size = abi >= 6 ? 24 : abi >= 4 ? 16 : 8;
    const int ruleset = int(::syscall(SYS_landlock_create_ruleset, &attributes, size, 0));
    if (ruleset < 0)
        return systemError(u"landlock"_s);
    bool ok = true;
    for (const int file : rules.readableFiles)
        ok = allowPath(ruleset, file, kReadFile) && ok;
    for (const int folder : rules.readableFolders)
        ok = allowPath(ruleset, folder, kReadFile | kReadDir) && ok;
    ok = ok && ::syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
    const Error error = systemError(u"landlock"_s);
    ::close(ruleset);
    if (!ok)
        return error;
    return true;
}

/// Where Landlock is missing: the one evidence folder becomes all that paths lead to. True when it holds.
bool confineToFolder(const SandboxRules &rules)
{
    if (rules.readableFolders.size() != 1 || !rules.readableFiles.empty() || ::fchdir(rules.readableFolders.front()) != 0)
        return false;
    // A user who is not root needs a user namespace for it; seccomp takes back what else that one allows.
    return ::chroot(".") == 0 || (::unshare(CLONE_NEWUSER) == 0 && ::chroot(".") == 0);
}

#ifndef ASHIATO_SANITIZED

/// What reading, computing and talking over an open socket take. Everything else gives EPERM, so that a library meets
/// an error that it can handle; the sharper answer would cost the file that it was reading.
/// Nothing here takes a path: metadata and attributes of any file could be asked by one, and Landlock does not mind.
constexpr const char *kAllowed[] = {
    "read", "pread64", "readv", "preadv", "write", "writev", "sendmsg", "recvmsg", "recvfrom", "poll", "ppoll",
    "close", "fstat", "fstatfs", "lseek", "getdents64", "dup", "dup2", "dup3", "fadvise64",
    "fgetxattr", "flistxattr", "munmap", "mremap", "madvise", "brk",
    "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sigaltstack", "restart_syscall",
    "getpid", "gettid", "getppid", "getuid", "geteuid", "getgid", "getegid", "uname", "sysinfo", "getrlimit",
    "getrusage", "times", "getrandom",
    "clock_gettime", "clock_getres", "clock_nanosleep", "nanosleep", "gettimeofday", "time",
    "futex", "sched_yield", "sched_getaffinity", "getcpu", "set_robust_list", "rseq", "set_tid_address", "membarrier",
    "eventfd2", "exit", "exit_group"};

bool allow(scmp_filter_ctx filter, const char *name, std::initializer_list<scmp_arg_cmp> conditions = {})
{
    const int number = seccomp_syscall_resolve_name(name);
    if (number < 0)
        return true; // not a call of this architecture
    return seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, number, unsigned(conditions.size()), conditions.begin()) == 0;
}

/// Descriptors are ints: the upper half of the register is not looked at by the kernel.
constexpr scmp_datum_t kInt = 0xffffffff, kNegative = 0x80000000;

bool allowDescriptors(scmp_filter_ctx filter)
{
    bool ok = true;
    // A descriptor may be copied and asked for its flags. F_SETOWN, F_SETSIG and O_ASYNC would let the kernel send signals to
    // any process of the user, which Landlock forbids from ABI 6 on only.
    for (const int command : {F_DUPFD, F_DUPFD_CLOEXEC, F_GETFD, F_SETFD, F_GETFL})
        ok = allow(filter, "fcntl", {SCMP_A1(SCMP_CMP_MASKED_EQ, kInt, scmp_datum_t(command))}) && ok;
    ok = allow(filter, "fcntl", {SCMP_A1(SCMP_CMP_MASKED_EQ, kInt, F_SETFL), SCMP_A2(SCMP_CMP_MASKED_EQ, O_ASYNC, 0)}) && ok;
    // Over the socket that is open, to nobody else.
    ok = allow(filter, "sendto", {SCMP_A4(SCMP_CMP_EQ, 0)}) && ok;
    return ok;
}

/// Files of an evidence folder are reached from its descriptor. The files of an image are open; libewf opens them once more
/// through /proc/self/fd, which Landlock alone keeps from other files.
bool allowPaths(scmp_filter_ctx filter, bool inFolder, bool byLandlock)
{
    constexpr scmp_datum_t kOther = O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND | (O_TMPFILE & ~O_DIRECTORY) | O_PATH;
    const auto fromDescriptor = SCMP_A0(SCMP_CMP_MASKED_EQ, kNegative, 0);
    const auto reading = SCMP_A2(SCMP_CMP_MASKED_EQ, kOther, O_RDONLY);
    if (inFolder) {
        return allow(filter, "openat", {fromDescriptor, reading}) && allow(filter, "newfstatat", {fromDescriptor}) &&
               allow(filter, "statx", {fromDescriptor}) && allow(filter, "readlinkat", {fromDescriptor});
    }
    // glibc's fstat() is newfstatat() with an empty path.
    const auto empty = SCMP_A3(SCMP_CMP_MASKED_EQ, kInt, AT_EMPTY_PATH);
    // The times of what was opened, that of creation among them, come from statx() alone (fillFromDescriptor).
    const auto itself = SCMP_A2(SCMP_CMP_MASKED_EQ, kInt, AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT | AT_EMPTY_PATH);
    if (!allow(filter, "newfstatat", {fromDescriptor, empty}) || !allow(filter, "statx", {fromDescriptor, itself}))
        return false;
    return !byLandlock || (allow(filter, "openat", {reading}) && allow(filter, "open", {SCMP_A1(SCMP_CMP_MASKED_EQ, kOther, O_RDONLY)}));
}

Result<bool> applySeccomp(bool inFolder, bool byLandlock)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    if (!filter)
        return systemError(u"seccomp"_s);
    // The threads that are there already are locked with this one.
    bool ok = seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1) == 0;
    for (const char *name : kAllowed)
        ok = allow(filter, name) && ok;
    ok = allowDescriptors(filter) && allowPaths(filter, inFolder, byLandlock) && ok;
    // No memory becomes executable that is not.
    ok = allow(filter, "mmap", {SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)}) && ok;
    ok = allow(filter, "mprotect", {SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)}) && ok;
    // abort() signals its own thread; its own limit may be asked for, not set; a thread may be named.
    ok = allow(filter, "tgkill", {SCMP_A0(SCMP_CMP_EQ, scmp_datum_t(::getpid()))}) && ok;
    ok = allow(filter, "prlimit64", {SCMP_A0(SCMP_CMP_EQ, 0), SCMP_A2(SCMP_CMP_EQ, 0)}) && ok;
    ok = allow(filter, "prctl", {SCMP_A0(SCMP_CMP_EQ, PR_SET_NAME)}) && ok;
    const int loaded = ok ? seccomp_load(filter) : -EINVAL;
    seccomp_release(filter);
    if (loaded == -EINVAL && ok)
        return false; // a kernel without filters
    if (loaded != 0)
        return Error{ErrorCode::Internal, u"seccomp "_s + QString::number(-loaded)};
    return true;
}

#endif

bool limit(__rlimit_resource_t resource, rlim_t value)
{
    rlimit current{};
    if (::getrlimit(resource, &current) != 0)
        return false;
    if (current.rlim_max != RLIM_INFINITY && value > current.rlim_max)
        value = current.rlim_max;
    const rlimit wanted{value, value};
    return ::setrlimit(resource, &wanted) == 0;
}

} // namespace

QStringList limitResources(const SandboxRules &rules)
{
    bool ok = limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_CORE, 0) && limit(RLIMIT_NOFILE, rlim_t(rules.descriptors));
#ifndef ASHIATO_SANITIZED // the sanitizers reserve terabytes of address space
    if (rules.memoryBytes > 0)
        ok = limit(RLIMIT_AS, rlim_t(rules.memoryBytes)) && ok;
#endif
    return ok ? QStringList{u"rlimit"_s} : QStringList{};
}

Result<QStringList> lockProcess(const SandboxRules &rules)
{
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return systemError(u"no_new_privs"_s);
    QStringList locks;
    auto landlock = applyLandlock(rules);
    if (!landlock)
        return landlock.error();
    if (*landlock)
        locks << u"landlock"_s;
    else if (confineToFolder(rules))
        locks << u"chroot"_s;
    if (rules.makeThreads)
        rules.makeThreads();
#ifndef ASHIATO_SANITIZED // LeakSanitizer traces its own process
    auto seccomp = applySeccomp(!rules.readableFolders.empty(), *landlock);
    if (!seccomp)
        return seccomp.error();
    if (*seccomp)
        locks << u"seccomp"_s;
#endif
    return locks;
}

} // namespace ashiato
