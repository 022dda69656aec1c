// SPDX-License-Identifier: Apache-2.0
#include "app/worker/worker.h"
#include "models/records/exitcodes.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <sys/prctl.h>
#include <sys/socket.h>

// ashiato-worker --memory-mib N --nice N [--viewer]; started by ashiato and ashiato-cli, never by a person.
int main(int argc, char **argv)
{
    constexpr int kSocket = 3;
    ::prctl(PR_SET_PDEATHSIG, SIGKILL); // a worker that hangs must not outlive its host; the rest sees the socket close
    int type = 0;
    socklen_t length = sizeof(type);
    if (::getsockopt(kSocket, SOL_SOCKET, SO_TYPE, &type, &length) != 0) {
        std::fputs("ashiato-worker reads evidence for ashiato and ashiato-cli, which start it themselves.\n", stderr);
        return ashiato::kExitUsage;
    }
    ashiato::WorkerOptions options;
    for (int i = 1; i < argc; ++i) {
        const bool more = i + 1 < argc;
        if (std::strcmp(argv[i], "--viewer") == 0)
            options.viewer = true;
        else if (more && std::strcmp(argv[i], "--memory-mib") == 0)
            options.memoryBytes = std::atoll(argv[++i]) << 20;
        else if (more && std::strcmp(argv[i], "--nice") == 0)
            options.niceness = std::atoi(argv[++i]);
    }
    return ashiato::Worker(kSocket, options).run();
}
