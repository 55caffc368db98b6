/* Writes down, in order, all that a program asks of the files below one folder, so that a test can
 * work out what a disk would hold after a power cut. Preloaded; see tests/src/disk.rs for the reader.
 *
 *   DISK_FOLDER   the folder, as an absolute path without links
 *   DISK_LOG      where to write; without it nothing is written down, and a sync is one
 *   DISK_TROUBLE  a file that says what is the matter with the disk: "full" (no file grows) or
 *                 "read-only"; asked at every turn
 *
 * A record: kind (1 byte), length of the path (4), sequence number (8), offset or length (8), length
 * of the data (4), path, data; numbers in the machine's byte order.
 *
 * A sync is not carried out, only written down: no power is cut while the program runs. */

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static int log_file = -1;
static const char *trouble_file;
static char folder[PATH_MAX];
static size_t folder_length;
static uint64_t sequence;
static pthread_mutex_t order = PTHREAD_MUTEX_INITIALIZER;

__attribute__((constructor)) static void start(void) {
    const char *path = getenv("DISK_LOG"), *below = getenv("DISK_FOLDER");
    if (!below || strlen(below) >= sizeof folder) return;
    strcpy(folder, below);
    folder_length = strlen(folder);
    trouble_file = getenv("DISK_TROUBLE");
    if (!path) return;
    long opened = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    log_file = (int)opened;
}

static int below(const char *path) {
    return folder_length > 0 && strncmp(path, folder, folder_length) == 0 &&
           path[folder_length] == '/';
}

/* What is the matter with the disk: 'f' when it is full, 'r' when it is read-only. */
static char trouble(void) {
    char what = 0;
    if (!trouble_file) return 0;
    long file = syscall(SYS_openat, AT_FDCWD, trouble_file, O_RDONLY | O_CLOEXEC);
    if (file < 0) return 0;
    if (syscall(SYS_read, file, &what, 1) != 1) what = 0;
    syscall(SYS_close, file);
    return what;
}

/* Whether a file below the folder may be made so long, with errno where it may not. */
static int refused(int fd, off_t end) {
    struct stat file;
    switch (trouble()) {
    case 'r': errno = EROFS; return 1;
    case 'f':
        if (fstat(fd, &file) == 0 && end <= file.st_size) return 0;
        errno = ENOSPC;
        return 1;
    default: return 0;
    }
}

/* The same of a file that is opened. */
static int open_refused(const char *path, int flags) {
    if (!below(path) || (flags & (O_WRONLY | O_RDWR)) == 0 || trouble() != 'r') return 0;
    errno = EROFS;
    return 1;
}

/* The path of an open file, when it lies below the folder. */
static int watched(int fd, char path[PATH_MAX]) {
    path[0] = 0;
    if (folder_length == 0 || fd == log_file) return 0;
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return below(path);
}

/* Called with `order` held, or for what needs no order. */
static void record(char kind, const char *path, uint64_t number, const void *data, size_t length) {
    if (log_file < 0) return;
    uint32_t path_length = (uint32_t)strlen(path), data_length = (uint32_t)length;
    uint64_t at = sequence++;
    struct iovec parts[] = {
        {&kind, 1},           {&path_length, 4},          {&at, 8}, {&number, 8},
        {&data_length, 4},    {(void *)path, path_length}, {(void *)data, length},
    };
    size_t whole = 25 + path_length + length;
    if (syscall(SYS_writev, log_file, parts, 7) != (long)whole) abort();
}

static ssize_t do_pwrite(int fd, const void *data, size_t length, off_t offset) {
    char path[PATH_MAX];
    if (!watched(fd, path)) return syscall(SYS_pwrite64, fd, data, length, offset);
    if (refused(fd, offset + (off_t)length)) return -1;
    pthread_mutex_lock(&order);
    ssize_t written = syscall(SYS_pwrite64, fd, data, length, offset);
    if (written > 0) record('W', path, (uint64_t)offset, data, (size_t)written);
    pthread_mutex_unlock(&order);
    return written;
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) {
    return do_pwrite(fd, data, length, offset);
}

ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) {
    return do_pwrite(fd, data, length, offset);
}

ssize_t write(int fd, const void *data, size_t length) {
    char path[PATH_MAX];
    if (fd == STDOUT_FILENO && log_file >= 0) {
        /* Before anybody can hear it: whoever heard it can rely on what was synced by then. */
        pthread_mutex_lock(&order);
        record('E', "", 0, data, length);
        pthread_mutex_unlock(&order);
        return syscall(SYS_write, fd, data, length);
    }
    if (!watched(fd, path)) return syscall(SYS_write, fd, data, length);
    if (refused(fd, lseek(fd, 0, SEEK_CUR) + (off_t)length)) return -1;
    pthread_mutex_lock(&order);
    ssize_t written = syscall(SYS_write, fd, data, length);
    if (written > 0) {
        off_t end = lseek(fd, 0, SEEK_CUR);
        record('W', path, (uint64_t)(end - written), data, (size_t)written);
    }
    pthread_mutex_unlock(&order);
    return written;
}

static int do_truncate(int fd, off_t length) {
    char path[PATH_MAX];
    if (!watched(fd, path)) return (int)syscall(SYS_ftruncate, fd, length);
    if (refused(fd, length)) return -1;
    pthread_mutex_lock(&order);
    int result = (int)syscall(SYS_ftruncate, fd, length);
    if (result == 0) record('T', path, (uint64_t)length, NULL, 0);
    pthread_mutex_unlock(&order);
    return result;
}

int ftruncate(int fd, off_t length) { return do_truncate(fd, length); }
int ftruncate64(int fd, off64_t length) { return do_truncate(fd, length); }

static int do_sync(int fd, long call) {
    char path[PATH_MAX];
    /* A sync of the folder itself keeps which names are in it. */
    if (log_file < 0 || (!watched(fd, path) && strcmp(path, folder) != 0)) {
        return (int)syscall(call, fd);
    }
    pthread_mutex_lock(&order);
    /* It covers what came before it. */
    record('S', path, sequence, NULL, 0);
    pthread_mutex_unlock(&order);
    return 0;
}

int fsync(int fd) { return do_sync(fd, SYS_fsync); }
int fdatasync(int fd) { return do_sync(fd, SYS_fdatasync); }

int unlink(const char *path) {
    pthread_mutex_lock(&order);
    int result = (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
    if (result == 0 && below(path)) record('U', path, 0, NULL, 0);
    pthread_mutex_unlock(&order);
    return result;
}

int rename(const char *from, const char *to) {
    pthread_mutex_lock(&order);
    int result = (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
    if (result == 0 && below(from)) record('R', from, 0, to, strlen(to));
    pthread_mutex_unlock(&order);
    return result;
}

/* The mode that follows the flags where a file may be made. */
#define MODE(flags, mode)                                                                          \
    mode_t mode = 0;                                                                               \
    if ((flags) & O_CREAT) {                                                                       \
        va_list more;                                                                              \
        va_start(more, flags);                                                                     \
        mode = va_arg(more, mode_t);                                                               \
        va_end(more);                                                                              \
    }

int open(const char *path, int flags, ...) {
    MODE(flags, mode)
    if (open_refused(path, flags)) return -1;
    return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    MODE(flags, mode)
    if (open_refused(path, flags)) return -1;
    return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}
