// SPDX-License-Identifier: Apache-2.0
#include "models/jobs/workerprocess.h"

#include "models/records/exitcodes.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>
#include <vector>

namespace ashiato
{

namespace
{

using namespace Qt::Literals::StringLiterals;

constexpr int kWorkerSocket = 3;
constexpr int kSocketBuffer = 4 << 20; // a whole batch, so that the worker parses on while the host decodes

/// What a worker may know of the environment: where its libraries are, sanitizer options, tests' switches.
std::vector<std::string> workerEnvironment()
{
    std::vector<std::string> list{"TZ=UTC", "LC_ALL=C.UTF-8", "PATH=/usr/bin:/bin"};
    for (const char *name : {"LD_LIBRARY_PATH", "QT_PLUGIN_PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS",
                             "TSAN_OPTIONS", "ASHIATO_TEST_IMPORTERS"}) {
        if (qEnvironmentVariableIsSet(name))
            list.push_back(std::string(name) + '=' + qgetenv(name).toStdString());
    }
    return list;
}

std::vector<char *> pointers(std::vector<std::string> &strings)
{
    std::vector<char *> list;
    for (std::string &text : strings)
        list.push_back(text.data());
    list.push_back(nullptr);
    return list;
}

Error ioError(const QString &what, int number) { return {ErrorCode::Io, what + u' ' + QString::number(number)}; }

} // namespace

QString workerProgram(const WorkerSettings &settings)
{
    if (!settings.program.isEmpty())
        return settings.program;
    if (const QString named = qEnvironmentVariable("ASHIATO_WORKER"); !named.isEmpty())
        return named;
    return QCoreApplication::applicationDirPath() + u"/ashiato-worker"_s;
}

WorkerProcess::~WorkerProcess()
{
    if (m_pid > 0) {
        kill();
        (void)reap(0);
    }
}

Result<void> WorkerProcess::start(const WorkerSettings &settings)
{
    const QString program = workerProgram(settings);
    if (!QFileInfo(program).isExecutable())
        return {ErrorCode::NotFound, program};
    int sockets[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0)
        return ioError(u"socketpair"_s, errno);
    for (const int socket : sockets)
        ::setsockopt(socket, SOL_SOCKET, SO_SNDBUF, &kSocketBuffer, sizeof(kSocketBuffer));

    std::vector<std::string> arguments{QFile::encodeName(program).toStdString(), "--memory-mib",
                                       std::to_string(settings.memoryMib), "--nice", std::to_string(settings.niceness)};
    if (settings.viewer)
        arguments.emplace_back("--viewer");
    std::vector<std::string> environment = workerEnvironment();

    // posix_spawn shares the address space until exec: a window of many hundred MiB need not be copied for it.
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    if (!qEnvironmentVariableIsSet("ASHIATO_WORKER_STDERR"))
        ::posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_adddup2(&actions, sockets[1], kWorkerSocket);
    ::posix_spawn_file_actions_addclosefrom_np(&actions, kWorkerSocket + 1);
    posix_spawnattr_t attributes;
    ::posix_spawnattr_init(&attributes);
    sigset_t none;
    ::sigemptyset(&none);
    ::posix_spawnattr_setsigmask(&attributes, &none);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP); // Ctrl+C is the host's
    const int error = ::posix_spawn(&m_pid, arguments[0].c_str(), &actions, &attributes, pointers(arguments).data(),
                                    pointers(environment).data());
    ::posix_spawnattr_destroy(&attributes);
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(sockets[1]);
    if (error != 0) {
        ::close(sockets[0]);
        m_pid = -1;
        return ioError(program, error);
    }
    m_socket = sockets[0];
    return {};
}

void WorkerProcess::kill() const
{
    if (m_pid > 0)
        ::kill(m_pid, SIGKILL);
}

Error WorkerProcess::reap(int graceMs)
{
    if (m_pid <= 0)
        return {ErrorCode::None, {}};
    if (const int handle = int(::syscall(SYS_pidfd_open, m_pid, 0)); handle >= 0) {
        pollfd entry{handle, POLLIN, 0};
        if (::poll(&entry, 1, graceMs) == 0)
            kill();
        ::close(handle);
    } else {
        kill();
    }
    int status = 0;
    while (::waitpid(m_pid, &status, 0) < 0 && errno == EINTR) {
    }
    m_pid = -1;
    ::close(m_socket);
    m_socket = -1;
    if (WIFSIGNALED(status))
        return {ErrorCode::Crashed, u"signal %1"_s.arg(WTERMSIG(status))};
    switch (WEXITSTATUS(status)) {
    case kExitMemory:
        return {ErrorCode::OutOfMemory, {}};
    case kExitProtocol:
        return {ErrorCode::Protocol, u"worker"_s};
    default:
        return {ErrorCode::Crashed, u"exit %1"_s.arg(WEXITSTATUS(status))};
    }
}

} // namespace ashiato
