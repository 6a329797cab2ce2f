/* A file layer between a program and the system (LD_PRELOAD).
 *
 * It looks at every call that changes files under the folder TORN_ROOT, and can do three things:
 *
 *   record   each call, with its bytes, goes to the file TORN_LOG in the order it happened; from that,
 *            `tests/kill/powercut.py` builds what a power cut may leave on a disk;
 *   fail     from the n-th call on the system says ENOSPC, EIO, EROFS ... (`torn_fail`), until it is lifted;
 *   kill     the process dies with SIGKILL at the n-th call (`torn_kill`).
 *
 * Besides, it can put the clock of the wall ahead or back (`torn_clock`).
 *
 * The functions `torn_...` are called from inside the program, through ctypes.
 * A record: op, padding, inode (8), offset (8), lengths (4 + 4), then path or bytes, then second path.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static char root[PATH_MAX];
static size_t root_length;
static int log_file = -1;
static pthread_mutex_t gate = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static long calls, fail_from = -1, kill_at = -1, refused;
static int fail_with, fail_reads, half;

struct head { uint8_t op, pad[7]; uint64_t inode, offset; uint32_t first, second; };

#define REAL(name) static __typeof__(name) *real; if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

__attribute__((constructor)) static void begin(void) {
    const char *given = getenv("TORN_ROOT"), *log = getenv("TORN_LOG");
    if (given && realpath(given, root)) root_length = strlen(root);
    if (log) log_file = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* From call number `from` on (1 is the next one) calls end with `code`; with `reads`, also those that only
 * look; with `short_first`, the first write that fails takes half of its bytes before. */
void torn_fail(long from, int code, int reads, int short_first) {
    calls = refused = 0; fail_from = from; fail_with = code; fail_reads = reads; half = short_first;
}
void torn_lift(void) { fail_from = -1; }
void torn_kill(long at) { calls = 0; kill_at = at; }
long torn_calls(void) { return calls; }
long torn_refused(void) { return refused; }

static int inside(const char *path) {
    return root_length && path && !strncmp(path, root, root_length) && (path[root_length] == '/' || !path[root_length]);
}

/* The absolute path of what a call names; NULL if it lies outside. */
static const char *named(int folder, const char *path, char *out) {
    if (!root_length || !path) return NULL;
    if (path[0] == '/') {
        snprintf(out, PATH_MAX, "%s", path);
    } else {
        char link[64], base[PATH_MAX];
        ssize_t length;
        snprintf(link, sizeof link, folder == AT_FDCWD ? "/proc/self/cwd" : "/proc/self/fd/%d", folder);
        if ((length = readlink(link, base, sizeof base - 1)) < 0) return NULL;
        base[length] = 0;
        if (snprintf(out, PATH_MAX, "%s/%s", base, path) >= PATH_MAX) return NULL;
    }
    return inside(out) ? out : NULL;
}

/* The same for an open file. */
static const char *opened(int fd, char *out) {
    char link[64];
    ssize_t length;
    if (!root_length || fd < 3) return NULL;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    if ((length = readlink(link, out, PATH_MAX - 1)) < 0) return NULL;
    out[length] = 0;
    return inside(out) ? out : NULL;
}

static uint64_t inode_of(int fd) {
    struct stat found;
    return syscall(SYS_fstat, fd, &found) ? 0 : found.st_ino;
}

static uint64_t inode_at(const char *path) {
    struct stat found;
    return syscall(SYS_newfstatat, AT_FDCWD, path, &found, AT_SYMLINK_NOFOLLOW) ? 0 : found.st_ino;
}

static void note(char op, uint64_t inode, uint64_t offset, const void *one, size_t first, const void *two, size_t second) {
    struct head head = {.op = op, .inode = inode, .offset = offset, .first = first, .second = second};
    struct iovec parts[3] = {{&head, sizeof head}, {(void *)one, first}, {(void *)two, second}};
    if (log_file >= 0) syscall(SYS_writev, log_file, parts, 3);
}

/* Counts a call that changes something; 0 if it may go on, 1 if it must fail, 2 if half of it may. */
static int counted(void) {
    ++calls;
    if (kill_at > 0 && calls >= kill_at) syscall(SYS_kill, syscall(SYS_getpid), SIGKILL);
    if (fail_from < 0 || calls < fail_from) return 0;
    ++refused;
    errno = fail_with;
    return half && calls == fail_from ? 2 : 1;
}

/* A call that only looks: fails when the disk is gone. */
static int gone(const char *path) {
    if (!path || !fail_reads || fail_from < 0 || calls < fail_from) return 0;
    ++refused;
    errno = fail_with;
    return 1;
}

#define LOCKED(result) __typeof__(result) out; pthread_mutex_lock(&gate); out = (result); \
    { int kept = errno; pthread_mutex_unlock(&gate); errno = kept; } return out

/* ---- opening ---- */

static int opening(int folder, const char *given, int flags, mode_t mode) {
    char buffer[PATH_MAX];
    const char *path = named(folder, given, buffer);
    struct stat before;
    if (!path || (flags & O_PATH)) return syscall(SYS_openat, folder, given, flags, mode);
    if ((flags & O_ACCMODE) == O_RDONLY && !(flags & O_CREAT))
        return gone(path) ? -1 : syscall(SYS_openat, folder, given, flags, mode);
    int is_new = syscall(SYS_newfstatat, AT_FDCWD, path, &before, 0) != 0;
    int changes = (is_new && (flags & O_CREAT)) || (!is_new && (flags & O_TRUNC));
    if (changes ? counted() != 0 : gone(path)) return -1;
    if (!changes && fail_from >= 0 && calls >= fail_from && fail_with == EROFS) { errno = EROFS; return -1; }
    int fd = syscall(SYS_openat, folder, given, flags, mode);
    if (fd >= 0 && is_new) note('c', inode_of(fd), 0, path, strlen(path), NULL, 0);
    else if (fd >= 0 && changes) note('t', inode_of(fd), 0, NULL, 0, NULL, 0);
    return fd;
}

#define MODE mode_t mode = 0; if (flags & (O_CREAT | O_TMPFILE)) { va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); }
int open(const char *path, int flags, ...) { MODE LOCKED(opening(AT_FDCWD, path, flags, mode)); }
int open64(const char *path, int flags, ...) { MODE LOCKED(opening(AT_FDCWD, path, flags | O_LARGEFILE, mode)); }
int openat(int folder, const char *path, int flags, ...) { MODE LOCKED(opening(folder, path, flags, mode)); }
int openat64(int folder, const char *path, int flags, ...) { MODE LOCKED(opening(folder, path, flags | O_LARGEFILE, mode)); }
int creat(const char *path, mode_t mode) { LOCKED(opening(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode)); }

/* ---- writing; `at` -1 is where the file stands ---- */

static ssize_t writing(int fd, const void *data, size_t length, off_t at) {
    char buffer[PATH_MAX];
    if (!opened(fd, buffer)) return at < 0 ? syscall(SYS_write, fd, data, length) : syscall(SYS_pwrite64, fd, data, length, at);
    int verdict = counted();
    if (verdict == 1 || (verdict == 2 && length < 2)) return -1;
    if (verdict == 2) length /= 2;
    off_t start = at;
    if (at < 0) {
        start = (fcntl(fd, F_GETFL) & O_APPEND) ? lseek(fd, 0, SEEK_END) : lseek(fd, 0, SEEK_CUR);
    }
    ssize_t done = at < 0 ? syscall(SYS_write, fd, data, length)
                          : syscall(SYS_pwrite64, fd, data, length, at);
    if (done > 0) note('w', inode_of(fd), start, data, done, NULL, 0);
    return done;
}
ssize_t write(int fd, const void *data, size_t length) { LOCKED(writing(fd, data, length, -1)); }
ssize_t pwrite(int fd, const void *data, size_t length, off_t at) { LOCKED(writing(fd, data, length, at)); }
ssize_t pwrite64(int fd, const void *data, size_t length, off64_t at) { LOCKED(writing(fd, data, length, at)); }
ssize_t writev(int fd, const struct iovec *parts, int count) {
    char buffer[PATH_MAX];
    if (!opened(fd, buffer)) return syscall(SYS_writev, fd, parts, count);
    LOCKED(writing(fd, parts[0].iov_base, parts[0].iov_len, -1)); /* a short write; the caller goes on */
}

static int cutting(int fd, off_t length) {
    char buffer[PATH_MAX];
    if (!opened(fd, buffer)) return syscall(SYS_ftruncate, fd, length);
    if (counted()) return -1;
    int done = syscall(SYS_ftruncate, fd, length);
    if (!done) note('t', inode_of(fd), length, NULL, 0, NULL, 0);
    return done;
}
int ftruncate(int fd, off_t length) { LOCKED(cutting(fd, length)); }
int ftruncate64(int fd, off64_t length) { LOCKED(cutting(fd, length)); }

/* Whoever copies inside the system must do it by hand, so that we see the bytes. */
ssize_t copy_file_range(int from, off64_t *a, int to, off64_t *b, size_t length, unsigned flags) { errno = ENOSYS; return -1; }
ssize_t sendfile(int to, int from, off_t *at, size_t length) { errno = ENOSYS; return -1; }
ssize_t sendfile64(int to, int from, off64_t *at, size_t length) { errno = ENOSYS; return -1; }
int fallocate(int fd, int mode, off_t at, off_t length) { errno = EOPNOTSUPP; return -1; }
int posix_fallocate(int fd, off_t at, off_t length) { return EOPNOTSUPP; }

/* What is written through memory cannot be seen: the record says that the file may hold anything. */
static void *mapping(void *where, size_t length, int rights, int flags, int fd, off_t at) {
    char buffer[PATH_MAX];
    if (fd >= 0 && (rights & PROT_WRITE) && (flags & MAP_SHARED) && opened(fd, buffer)) {
        if (gone(buffer)) return MAP_FAILED;
        note('m', inode_of(fd), 0, NULL, 0, NULL, 0);
    }
    return (void *)syscall(SYS_mmap, where, length, rights, flags, fd, at);
}
void *mmap(void *where, size_t length, int rights, int flags, int fd, off_t at) { return mapping(where, length, rights, flags, fd, at); }
void *mmap64(void *where, size_t length, int rights, int flags, int fd, off64_t at) { return mapping(where, length, rights, flags, fd, at); }

/* ---- syncing ---- */

static int syncing(int fd, long call) {
    char buffer[PATH_MAX];
    const char *path = opened(fd, buffer);
    if (!path) return syscall(call, fd);
    if (counted()) return -1;
    note('s', inode_of(fd), 0, path, strlen(path), NULL, 0);
    return 0; /* the real disk need not be waited for */
}
int fsync(int fd) { LOCKED(syncing(fd, SYS_fsync)); }
int fdatasync(int fd) { LOCKED(syncing(fd, SYS_fdatasync)); }

/* ---- names ---- */

static int renaming(int folder, const char *from, int other, const char *to, unsigned flags) {
    char one[PATH_MAX], two[PATH_MAX];
    const char *old = named(folder, from, one), *new = named(other, to, two);
    if (!old && !new) return syscall(SYS_renameat2, folder, from, other, to, flags);
    if (counted()) return -1;
    uint64_t inode = inode_at(one);
    int done = syscall(SYS_renameat2, folder, from, other, to, flags);
    if (!done) note('r', inode, 0, one, strlen(one), two, strlen(two));
    return done;
}
int rename(const char *from, const char *to) { LOCKED(renaming(AT_FDCWD, from, AT_FDCWD, to, 0)); }
int renameat(int folder, const char *from, int other, const char *to) { LOCKED(renaming(folder, from, other, to, 0)); }
int renameat2(int folder, const char *from, int other, const char *to, unsigned flags) { LOCKED(renaming(folder, from, other, to, flags)); }

static int removing(int folder, const char *given, int flags) {
    char buffer[PATH_MAX];
    const char *path = named(folder, given, buffer);
    if (!path) return syscall(SYS_unlinkat, folder, given, flags);
    if (fail_with != ENOSPC && counted()) return -1; /* a full disk lets go of files */
    int done = syscall(SYS_unlinkat, folder, given, flags);
    if (!done) note('u', 0, 0, path, strlen(path), NULL, 0);
    return done;
}
int unlink(const char *path) { LOCKED(removing(AT_FDCWD, path, 0)); }
int unlinkat(int folder, const char *path, int flags) { LOCKED(removing(folder, path, flags)); }
int rmdir(const char *path) { LOCKED(removing(AT_FDCWD, path, AT_REMOVEDIR)); }

static int making(int folder, const char *given, mode_t mode) {
    char buffer[PATH_MAX];
    const char *path = named(folder, given, buffer);
    if (!path || inode_at(path)) return syscall(SYS_mkdirat, folder, given, mode);
    if (counted()) return -1;
    int done = syscall(SYS_mkdirat, folder, given, mode);
    if (!done) note('d', inode_at(path), 0, path, strlen(path), NULL, 0);
    return done;
}
int mkdir(const char *path, mode_t mode) { LOCKED(making(AT_FDCWD, path, mode)); }
int mkdirat(int folder, const char *path, mode_t mode) { LOCKED(making(folder, path, mode)); }

static int linking(int folder, const char *from, int other, const char *to, int flags) {
    char one[PATH_MAX], two[PATH_MAX];
    const char *new = named(other, to, two);
    if (!new) return syscall(SYS_linkat, folder, from, other, to, flags);
    if (counted()) return -1;
    int done = syscall(SYS_linkat, folder, from, other, to, flags);
    if (!done) note('l', inode_at(new), 0, new, strlen(new), NULL, 0);
    (void)one;
    return done;
}
int link(const char *from, const char *to) { LOCKED(linking(AT_FDCWD, from, AT_FDCWD, to, 0)); }
int linkat(int folder, const char *from, int other, const char *to, int flags) { LOCKED(linking(folder, from, other, to, flags)); }

/* ---- looking, which fails only on a disk that is gone ---- */

ssize_t read(int fd, void *data, size_t length) {
    char buffer[PATH_MAX];
    if (fail_reads && gone(opened(fd, buffer))) return -1;
    return syscall(SYS_read, fd, data, length);
}
ssize_t pread(int fd, void *data, size_t length, off_t at) {
    char buffer[PATH_MAX];
    if (fail_reads && gone(opened(fd, buffer))) return -1;
    return syscall(SYS_pread64, fd, data, length, at);
}
ssize_t pread64(int fd, void *data, size_t length, off64_t at) { return pread(fd, data, length, at); }

#define LOOK(result, name, parameters, path, arguments) result name parameters { \
    char buffer[PATH_MAX]; REAL(name); if (fail_reads && gone(path)) return -1; return real arguments; }
LOOK(int, stat, (const char *p, struct stat *s), named(AT_FDCWD, p, buffer), (p, s))
LOOK(int, stat64, (const char *p, struct stat64 *s), named(AT_FDCWD, p, buffer), (p, s))
LOOK(int, lstat, (const char *p, struct stat *s), named(AT_FDCWD, p, buffer), (p, s))
LOOK(int, lstat64, (const char *p, struct stat64 *s), named(AT_FDCWD, p, buffer), (p, s))
LOOK(int, fstat, (int f, struct stat *s), opened(f, buffer), (f, s))
LOOK(int, fstat64, (int f, struct stat64 *s), opened(f, buffer), (f, s))
LOOK(int, fstatat, (int d, const char *p, struct stat *s, int g), named(d, p, buffer), (d, p, s, g))
LOOK(int, fstatat64, (int d, const char *p, struct stat64 *s, int g), named(d, p, buffer), (d, p, s, g))
LOOK(int, access, (const char *p, int m), named(AT_FDCWD, p, buffer), (p, m))

/* A full disk says so when it is asked. */
#define SPACE(name, kind) int name(const char *path, struct kind *found) { \
    char buffer[PATH_MAX]; REAL(name); const char *here = named(AT_FDCWD, path, buffer); \
    if (fail_reads && gone(here)) return -1; \
    int done = real(path, found); \
    if (!done && here && fail_from >= 0 && calls >= fail_from && fail_with == ENOSPC) found->f_bavail = found->f_bfree = 0; \
    return done; }
SPACE(statvfs, statvfs)
SPACE(statvfs64, statvfs64)

/* ---- the clock of the wall; the one that counts since the start goes on as it is ---- */

static long ahead;
void torn_clock(long seconds) { ahead = seconds; }
int clock_gettime(clockid_t which, struct timespec *now) {
    int done = syscall(SYS_clock_gettime, which, now);
    if (!done && which == CLOCK_REALTIME) now->tv_sec += ahead;
    return done;
}
int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    struct timespec found;
    (void)zone;
    clock_gettime(CLOCK_REALTIME, &found);
    now->tv_sec = found.tv_sec;
    now->tv_usec = found.tv_nsec / 1000;
    return 0;
}
time_t time(time_t *now) {
    struct timespec found;
    clock_gettime(CLOCK_REALTIME, &found);
    if (now) *now = found.tv_sec;
    return found.tv_sec;
}
