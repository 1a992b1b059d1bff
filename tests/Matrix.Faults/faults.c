/* Stands between a program and the C library (LD_PRELOAD), numbers the calls that change files in one folder, and at one of them does what a
   crash would do. Built by the tests: cc -shared -fPIC faults.c. Linux only.

   A program arms it by calling faults_watch, or it is armed by its environment: FAULTS_FOLDER, FAULTS_AT, FAULTS_KIND. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum kind { none, kill_before, kill_half, full_once, full_from, broken_once, read_only_from, short_write, clock_back, clock_on, states };

/* With `states`, the folder is copied before each at-th call (and in the middle of each at-th write): just what a kill there would leave. Takes
   no process for each of them. */
static char states_folder[4096], state[8192];

/* What a call does, as far as that decides which faults it can meet. */
enum call { writes, makes, removes, changes, syncs };

#define MOST_FILES 65536
static char watched[MOST_FILES];
static char folder[4096];
static size_t folder_length;
static enum kind fault;
static long at, count;
static int journal = -1;
static long clock_offset;
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;

#define REAL(name) ((__typeof__(&name))real(#name))
static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

static int is_within(const char *path) {
    return folder_length && path && strncmp(path, folder, folder_length) == 0 && (path[folder_length] == '/' || !path[folder_length]);
}

static int is_watched(int file) { return file >= 0 && file < MOST_FILES && watched[file]; }

static void die(void) {
    kill(getpid(), SIGKILL);
    for (;;)
        pause();
}

/* What, path, other path, from, length, number of the call. */
static void note(const char *what, const char *one, const char *other, long from, long to) {
    char line[9000];
    if (journal < 0)
        return;
    int length = snprintf(line, sizeof line, "%s\t%s\t%s\t%ld\t%ld\t%ld\n", what, one, other, from, to, count);
    syscall(SYS_write, journal, line, length);
}

static int copy(const char *path, const struct stat *found, int type, struct FTW *place) {
    char to[9000], buffer[65536];
    ssize_t length;
    (void)place;
    snprintf(to, sizeof to, "%s%s", state, path + folder_length);
    if (type == FTW_D)
        return (int)syscall(SYS_mkdirat, AT_FDCWD, to, 0777);
    if (type == FTW_SL) {
        if ((length = readlink(path, buffer, sizeof buffer - 1)) < 0)
            return -1;
        buffer[length] = 0;
        return (int)syscall(SYS_symlinkat, buffer, AT_FDCWD, to);
    }

    /* A kill leaves the socket of a leg behind, and nobody listens. */
    if (S_ISSOCK(found->st_mode))
        return (int)syscall(SYS_mknodat, AT_FDCWD, to, S_IFSOCK | 0777, 0);

    int in = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC), out = (int)syscall(SYS_openat, AT_FDCWD, to, O_WRONLY | O_CREAT | O_CLOEXEC, found->st_mode & 0777);
    if (in < 0 || out < 0)
        return -1;
    while ((length = read(in, buffer, sizeof buffer)) > 0)
        syscall(SYS_write, out, buffer, length);
    syscall(SYS_close, in);
    syscall(SYS_close, out);

    /* A kill changes no times, and a leg's files are known by theirs. */
    struct timespec times[] = {found->st_atim, found->st_mtim};
    return (int)syscall(SYS_utimensat, AT_FDCWD, to, times, 0);
}

static void copy_state(const char *suffix) {
    if (fault != states || !at || count % at)
        return;
    snprintf(state, sizeof state, "%s/%ld%s", states_folder, count, suffix);
    if (access(folder, F_OK) == 0 && nftw(folder, copy, 64, FTW_PHYS) != 0) {
        fprintf(stderr, "faults: %s cannot be made: %s\n", state, strerror(errno));
        abort();
    }
}

static const char *path_of(int file, char *buffer) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, buffer, 4095);
    buffer[length < 0 ? 0 : length] = 0;
    return buffer;
}

/* The number that the call meets its fault with: 0 none; -1 it is cut in half (a short write, or a kill after half of it). */
static int meet(enum call call) {
    long number = ++count;
    int is_here = at && number == at, is_after = at && number >= at;
    int takes_room = call == writes || call == makes || call == syncs;
    switch (fault) {
        case kill_before: if (is_here) die(); return 0;
        case kill_half: return is_here && call == writes ? -1 : 0;
        case full_once: return is_here && takes_room ? ENOSPC : 0;
        case full_from: return is_after && takes_room ? ENOSPC : 0;
        case broken_once: return is_here ? EIO : 0;
        case read_only_from: return is_after ? EROFS : 0;
        case short_write: return is_here && call == writes ? -1 : 0;
        case clock_back: if (is_here) clock_offset = -7200; return 0;
        case states: copy_state(""); return 0;
        case clock_on: if (is_here) clock_offset = 7200; return 0;
        default: return 0;
    }
}

#define ENTER pthread_mutex_lock(&gate)
#define LEAVE pthread_mutex_unlock(&gate)
#define FAIL_IF(error) do { if (error) { LEAVE; errno = error; return -1; } } while (0)

/* For programs that arm it themselves. The journal says in order what was done, for whoever damages what was not synced. */
void faults_watch(const char *path, const char *journal_path, int kind, long number) {
    ENTER;
    snprintf(folder, sizeof folder, "%s", path);
    folder_length = strlen(folder);
    fault = kind;
    at = number;
    count = 0;
    clock_offset = 0;
    if (journal >= 0)
        syscall(SYS_close, journal);
    if (journal_path)
        snprintf(states_folder, sizeof states_folder, "%s.states", journal_path);
    if (fault == states)
        syscall(SYS_mkdirat, AT_FDCWD, states_folder, 0777);
    journal = journal_path ? (int)syscall(SYS_openat, AT_FDCWD, journal_path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0666) : -1;
    LEAVE;
}

long faults_count(void) { return count; }

__attribute__((constructor)) static void arm(void) {
    const char *path = getenv("FAULTS_FOLDER"), *number = getenv("FAULTS_AT"), *kind = getenv("FAULTS_KIND");
    if (path && number && kind)
        faults_watch(path, NULL, atoi(kind), atol(number));
}

static int opened(int file, const char *path) {
    if (file >= 0 && file < MOST_FILES)
        watched[file] = (char)is_within(path);
    return file;
}

static int open_file(int (*next)(const char *, int, ...), const char *path, int flags, mode_t mode) {
    if (!is_within(path) || !(flags & (O_CREAT | O_TRUNC)))
        return opened(next(path, flags, mode), path);
    struct stat found;
    int is_new = stat(path, &found) != 0;
    ENTER;
    int error = meet(is_new ? makes : changes);
    FAIL_IF(error > 0 ? error : 0);
    int file = opened(next(path, flags, mode), path);
    if (file >= 0 && (is_new || flags & O_TRUNC))
        note("make", path, "", 0, 0);
    LEAVE;
    return file;
}

int open(const char *path, int flags, ...) {
    va_list list;
    va_start(list, flags);
    mode_t mode = va_arg(list, mode_t);
    va_end(list);
    return open_file(REAL(open), path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    va_list list;
    va_start(list, flags);
    mode_t mode = va_arg(list, mode_t);
    va_end(list);
    return open_file(REAL(open64), path, flags, mode);
}

int close(int file) {
    if (file >= 0 && file < MOST_FILES)
        watched[file] = 0;
    return REAL(close)(file);
}

/* How many bytes of a write are done; -1: it fails. */
static ssize_t room(size_t length) {
    int error = meet(writes);
    if (error > 0) {
        errno = error;
        return -1;
    }
    return error < 0 ? (ssize_t)(length / 2 ? length / 2 : 1) : (ssize_t)length;
}

static void wrote(int file, off_t from, ssize_t length) {
    char path[4096];
    if (length > 0)
        note("write", path_of(file, path), "", from, length);
    if (fault == kill_half && count == at)
        die();
}

ssize_t write(int file, const void *bytes, size_t length) {
    if (!is_watched(file))
        return REAL(write)(file, bytes, length);
    ENTER;
    off_t from = lseek(file, 0, SEEK_CUR);
    ssize_t done = room(length), half = 0;
    if (fault == states && length > 1 && (half = REAL(write)(file, bytes, length / 2)) > 0)
        copy_state("half");
    if (done >= 0 && (done = REAL(write)(file, (const char *)bytes + half, (size_t)done - (size_t)half)) >= 0)
        wrote(file, from, done += half);
    LEAVE;
    return done;
}

ssize_t pwrite64(int file, const void *bytes, size_t length, off64_t from) {
    if (!is_watched(file))
        return REAL(pwrite64)(file, bytes, length, from);
    ENTER;
    ssize_t done = room(length), half = 0;
    if (fault == states && length > 1 && (half = REAL(pwrite64)(file, bytes, length / 2, from)) > 0)
        copy_state("half");
    if (done >= 0 && (done = REAL(pwrite64)(file, (const char *)bytes + half, (size_t)done - (size_t)half, from + half)) >= 0)
        wrote(file, from, done += half);
    LEAVE;
    return done;
}

ssize_t pwritev64(int file, const struct iovec *parts, int number, off64_t from) {
    if (!is_watched(file))
        return REAL(pwritev64)(file, parts, number, from);
    ENTER;
    ssize_t done = room(2);
    if (done >= 0 && (done = REAL(pwritev64)(file, parts, done == 1 && number > 1 ? number / 2 : number, from)) >= 0)
        wrote(file, from, done);
    LEAVE;
    return done;
}

ssize_t sendfile64(int to, int from, off64_t *offset, size_t length) {
    if (!is_watched(to))
        return REAL(sendfile64)(to, from, offset, length);
    ENTER;
    off_t start = lseek(to, 0, SEEK_CUR);
    ssize_t done = room(length);
    if (done >= 0 && (done = REAL(sendfile64)(to, from, offset, (size_t)done)) >= 0)
        wrote(to, start, done);
    LEAVE;
    return done;
}

ssize_t copy_file_range(int from, off64_t *from_offset, int to, off64_t *to_offset, size_t length, unsigned flags) {
    if (!is_watched(to))
        return REAL(copy_file_range)(from, from_offset, to, to_offset, length, flags);
    ENTER;
    off_t start = to_offset ? *to_offset : lseek(to, 0, SEEK_CUR);
    ssize_t done = room(length);
    if (done >= 0 && (done = REAL(copy_file_range)(from, from_offset, to, to_offset, (size_t)done, flags)) >= 0)
        wrote(to, start, done);
    LEAVE;
    return done;
}

int ftruncate64(int file, off64_t length) {
    char path[4096];
    if (!is_watched(file))
        return REAL(ftruncate64)(file, length);
    ENTER;
    int error = meet(changes);
    FAIL_IF(error > 0 ? error : 0);
    int done = REAL(ftruncate64)(file, length);
    if (done == 0)
        note("cut", path_of(file, path), "", length, 0);
    LEAVE;
    return done;
}

int fallocate64(int file, int mode, off64_t from, off64_t length) {
    if (!is_watched(file))
        return REAL(fallocate64)(file, mode, from, length);
    ENTER;
    int error = meet(writes);
    FAIL_IF(error > 0 ? error : 0);
    int done = REAL(fallocate64)(file, mode, from, length);
    LEAVE;
    return done;
}

static int sync_file(int (*next)(int), int file) {
    char path[4096];
    if (!is_watched(file))
        return next(file);
    ENTER;
    int error = meet(syncs);
    FAIL_IF(error > 0 ? error : 0);
    int done = next(file);
    if (done == 0)
        note("sync", path_of(file, path), "", 0, 0);
    LEAVE;
    return done;
}

int fsync(int file) { return sync_file(REAL(fsync), file); }
int fdatasync(int file) { return sync_file(REAL(fdatasync), file); }

#define ON_PATH(call, path, invoke, what, other)      \
    do {                                              \
        if (!is_within(path))                         \
            return invoke;                            \
        ENTER;                                        \
        int error = meet(call);                       \
        FAIL_IF(error > 0 ? error : 0);               \
        int done = invoke;                            \
        if (done == 0)                                \
            note(what, path, other, 0, 0);            \
        LEAVE;                                        \
        return done;                                  \
    } while (0)

int rename(const char *from, const char *to) { ON_PATH(makes, from, REAL(rename)(from, to), "rename", to); }
int unlink(const char *path) { ON_PATH(removes, path, REAL(unlink)(path), "remove", ""); }
int rmdir(const char *path) { ON_PATH(removes, path, REAL(rmdir)(path), "remove", ""); }
int mkdir(const char *path, mode_t mode) { ON_PATH(makes, path, REAL(mkdir)(path, mode), "folder", ""); }
int link(const char *from, const char *to) { ON_PATH(makes, to, REAL(link)(from, to), "link", ""); }
int symlink(const char *text, const char *path) { ON_PATH(makes, path, REAL(symlink)(text, path), "link", ""); }
int chmod(const char *path, mode_t mode) { ON_PATH(changes, path, REAL(chmod)(path, mode), "mode", ""); }

int clock_gettime(clockid_t clock, struct timespec *now) {
    int done = (int)syscall(SYS_clock_gettime, clock, now);
    if (done == 0 && clock == CLOCK_REALTIME)
        now->tv_sec += clock_offset;
    return done;
}
