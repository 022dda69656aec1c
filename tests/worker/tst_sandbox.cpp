// SPDX-License-Identifier: Apache-2.0
// What a locked worker can still do, tried on the kernel as it is and as if its Landlock were older or missing.
#include "app/worker/sandbox.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <pthread.h>
#include <string>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

namespace
{

struct Scene {
    int file = -1;   ///< The evidence
    int socket = -1; ///< To the host
    const char *other = nullptr; ///< A file that is no evidence
    bool folder = false;
    bool landlock = false;
};

/// An attempt gives true when it succeeded, which it must not.
struct Attempt {
    const char *name;
    bool (*run)(const Scene &);
};

void *nothing(void *) { return nullptr; }

const Attempt kForbidden[] = {
    {"opens another file", [](const Scene &s) { return ::open(s.other, O_RDONLY) >= 0; }},
    {"opens another file from a descriptor", [](const Scene &s) { return (s.landlock || s.folder) && ::openat(s.file, s.other, O_RDONLY) >= 0; }},
    {"takes hold of another path", [](const Scene &s) { return ::open(s.other, O_PATH) >= 0; }},
    {"takes hold of a path from a descriptor", [](const Scene &s) { return ::openat(s.file, s.other, O_PATH) >= 0; }},
    {"asks for metadata by path", [](const Scene &s) { struct stat info; return ::stat(s.other, &info) == 0; }},
    {"asks for metadata by statx", [](const Scene &s) { struct statx info; return ::statx(AT_FDCWD, s.other, 0, STATX_ALL, &info) == 0; }},
    {"asks whether a path is there", [](const Scene &s) { return ::access(s.other, F_OK) == 0; }},
    {"reads an attribute by path", [](const Scene &s) { char value[8]; return ::getxattr(s.other, "user.a", value, sizeof value) >= 0 || errno == ENODATA || errno == EOPNOTSUPP; }},
    {"lists attributes by path", [](const Scene &s) { char names[8]; return ::listxattr(s.other, names, sizeof names) >= 0 || errno == ERANGE || errno == EOPNOTSUPP; }},
    {"reads a link", [](const Scene &) { char target[64]; return ::readlink("/proc/self/exe", target, sizeof target) > 0; }},
    {"writes a file", [](const Scene &s) { return ::openat(s.file, "new", O_WRONLY | O_CREAT, 0600) >= 0; }},
    {"gives a descriptor an owner", [](const Scene &s) { return ::fcntl(s.socket, F_SETOWN, ::getppid()) == 0; }},
    {"chooses a signal of a descriptor", [](const Scene &s) { return ::fcntl(s.socket, F_SETSIG, SIGKILL) == 0; }},
    {"asks for signals of a descriptor", [](const Scene &s) { return ::fcntl(s.socket, F_SETFL, O_ASYNC) == 0; }},
    {"signals its parent", [](const Scene &) { return ::kill(::getppid(), 0) == 0; }},
    {"signals a thread of its parent", [](const Scene &) { return ::syscall(SYS_tgkill, ::getppid(), ::getppid(), 0) == 0; }},
    {"makes a socket", [](const Scene &) { return ::socket(AF_UNIX, SOCK_STREAM, 0) >= 0 || ::socket(AF_INET, SOCK_STREAM, 0) >= 0; }},
    {"makes memory executable", [](const Scene &) { return ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED; }},
    {"makes its memory executable later", [](const Scene &) {
         void *page = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
         return page != MAP_FAILED && ::mprotect(page, 4096, PROT_READ | PROT_EXEC) == 0;
     }},
    {"makes a thread", [](const Scene &) { pthread_t thread; return ::pthread_create(&thread, nullptr, nothing, nullptr) == 0; }},
    {"makes a process", [](const Scene &) { const long child = ::syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0); if (child == 0) ::_exit(0); return child > 0; }},
    {"starts a program", [](const Scene &) { char name[] = "/bin/true"; char *arguments[] = {name, nullptr}; ::execv(name, arguments); return false; }},
    {"sees another's limits", [](const Scene &) { rlimit limits; return ::syscall(SYS_prlimit64, ::getppid(), RLIMIT_NOFILE, nullptr, &limits) == 0; }},
    {"raises its limits", [](const Scene &) { const rlimit more{1 << 20, 1 << 20}; return ::setrlimit(RLIMIT_FSIZE, &more) == 0; }},
};

/// What a worker needs; each gives true when it works.
const Attempt kNeeded[] = {
    {"reads the evidence", [](const Scene &s) {
         const int file = s.folder ? ::openat(s.file, "evidence", O_RDONLY | O_NOFOLLOW) : s.file;
         char byte = 0;
         return ::pread(file, &byte, 1, 0) == 1 && byte == 'e';
     }},
    {"asks for metadata of a descriptor", [](const Scene &s) { struct stat info; return ::fstat(s.file, &info) == 0; }},
    {"asks for metadata in the folder", [](const Scene &s) { struct stat info; return !s.folder || ::fstatat(s.file, "evidence", &info, AT_SYMLINK_NOFOLLOW) == 0; }},
    {"asks for times in the folder", [](const Scene &s) { struct statx info; return !s.folder || ::statx(s.file, "evidence", AT_SYMLINK_NOFOLLOW, STATX_ALL, &info) == 0; }},
    {"opens the evidence again", [](const Scene &s) {
         return s.folder || !s.landlock || ::open(("/proc/self/fd/" + std::to_string(s.file)).c_str(), O_RDONLY) >= 0;
     }},
    {"answers its host", [](const Scene &s) { return ::write(s.socket, "x", 1) == 1; }},
    {"takes memory", [](const Scene &) { return ::mmap(nullptr, 1 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED; }},
};

} // namespace

class SandboxTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holds_data();
    void holds();
};

void SandboxTest::holds_data()
{
    QTest::addColumn<int>("abi");
    QTest::addColumn<bool>("folder");
    for (const bool folder : {false, true}) {
        for (const int abi : {0, 1, 2, 3, 5, 1000})
            QTest::addRow("%s, Landlock %d at most", folder ? "folder" : "file", abi) << abi << folder;
    }
}

/// The child locks itself and answers with the name of the first thing that is not as it must be.
void SandboxTest::holds()
{
#ifdef ASHIATO_SANITIZED
    QSKIP("The sanitizers need calls that the lock forbids.");
#endif
    QFETCH(int, abi);
    QFETCH(bool, folder);
    QTemporaryDir evidence, elsewhere;
    const QByteArray other = QFile::encodeName(elsewhere.filePath(u"secret"_s));
    for (const QString &path : {evidence.filePath(u"evidence"_s), elsewhere.filePath(u"secret"_s)}) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("e") == 1);
    }
    Scene scene;
    scene.folder = folder;
    scene.other = other.constData();
    scene.file = ::open(QFile::encodeName(folder ? evidence.path() : evidence.filePath(u"evidence"_s)).constData(), O_RDONLY);
    int sockets[2], answers[2];
    QVERIFY(scene.file >= 0 && ::socketpair(AF_UNIX, SOCK_STREAM, 0, sockets) == 0 && ::pipe(answers) == 0);
    scene.socket = sockets[0];

    const pid_t child = ::fork();
    QVERIFY(child >= 0);
    if (child == 0) {
        SandboxRules rules;
        (folder ? rules.readableFolders : rules.readableFiles) = {scene.file};
        rules.mostLandlockAbi = abi;
        limitResources(rules);
        const auto answer = [&answers](const char *text) { (void)!::write(answers[1], text, std::strlen(text)); };
        const auto locks = lockProcess(rules);
        if (!locks || !locks->contains(u"seccomp"_s)) {
            answer("no lock");
            ::_exit(1);
        }
        scene.landlock = locks->contains(u"landlock"_s);
        if (abi == 0 && scene.landlock)
            answer("Landlock is used");
        for (const Attempt &attempt : kNeeded) {
            if (!attempt.run(scene)) {
                answer("cannot: ");
                answer(attempt.name);
                ::_exit(1);
            }
        }
        // Without Landlock a folder is shut in by chroot; a kernel may forbid that to users who are not root.
        const bool shutIn = scene.landlock || !folder || locks->contains(u"chroot"_s);
        for (const Attempt &attempt : kForbidden) {
            const bool byName = std::strcmp(attempt.name, "opens another file from a descriptor") == 0;
            if ((shutIn || !byName) && attempt.run(scene)) {
                answer(attempt.name);
                ::_exit(1);
            }
        }
        ::_exit(0);
    }
    ::close(answers[1]);
    QByteArray said(256, '\0');
    qsizetype length = 0;
    for (ssize_t n = 1; n > 0 && length < said.size(); length += std::max<ssize_t>(n, 0))
        n = ::read(answers[0], said.data() + length, size_t(said.size() - length));
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    for (const int descriptor : {scene.file, sockets[0], sockets[1], answers[0]})
        ::close(descriptor);
    QVERIFY2(WIFEXITED(status) && WEXITSTATUS(status) == 0, said.first(length).constData());
}

QTEST_GUILESS_MAIN(SandboxTest)
#include "tst_sandbox.moc"
