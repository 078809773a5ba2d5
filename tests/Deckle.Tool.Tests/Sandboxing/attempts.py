# What a hostile notebook tries. Each attempt either comes to an end, and is open, or raises, and is stopped.
# The facts say what there is outside: OUTSIDE (a folder), HOST (a process), TCP and UDP (ports), ABSTRACT (a socket's name), QUEUE (a System V message queue); and whether
# there are walls (WALLED): without them, what would harm the machine is not tried.
import ctypes, json, os, socket, subprocess, sys

libc = ctypes.CDLL(None, use_errno=True)
results = {}

def attempt(barrier, name, harms=False):
    def run(function):
        if harms and not WALLED: return function
        try:
            function()
            results[name] = {"barrier": barrier, "open": True, "answer": ""}
        except BaseException as error:
            results[name] = {"barrier": barrier, "open": False, "answer": f"{type(error).__name__}: {error}"}
        return function
    return run

def read(path):
    with open(path, "rb") as file: return file.read(10)

def check(result):
    if result < 0: raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))

secret = os.path.join(OUTSIDE, "secret")
attempt("reading", "a file outside")(lambda: read(secret))
attempt("reading", "a file outside by a relative path")(lambda: read(os.path.relpath(secret)))
attempt("reading", "a link that leads out")(lambda: read("link"))
attempt("reading", "a link to a folder outside")(lambda: read("folder/secret"))
attempt("reading", "a link of its own that leads out")(lambda: (os.symlink(secret, os.path.expanduser("~/mine")), read(os.path.expanduser("~/mine"))))
attempt("reading", "the list of a folder outside")(lambda: os.listdir(OUTSIDE))
attempt("reading", "the password file")(lambda: read("/etc/shadow"))
attempt("reading", "the root of process 1")(lambda: read("/proc/1/root" + secret))
attempt("reading", "the root of the host's process")(lambda: read(f"/proc/{HOST}/root{secret}"))
attempt("reading", "its own root")(lambda: read("/proc/self/root" + secret))
attempt("reading", "its own folder, and up")(lambda: read("/proc/self/cwd/../outside/secret"))
attempt("reading", "a program started anew")(lambda: subprocess.run([sys.executable, "-c", "import sys; open(sys.argv[1])", secret], check=True, stderr=subprocess.DEVNULL))
attempt("reading", "a program in a session of its own")(lambda: subprocess.run(["setsid", "cat", secret], check=True, capture_output=True))
attempt("reading", "a sandbox in the sandbox", harms=True)(lambda: subprocess.run(["bwrap", "--bind", "/", "/", "cat", secret], check=True, capture_output=True))
attempt("reading", "a user namespace", harms=True)(lambda: subprocess.run(["unshare", "--user", "--map-root-user", "--mount", "cat", secret], check=True, capture_output=True))
attempt("reading", "another root", harms=True)(lambda: (os.chroot("/proc/1/root"), read(secret)))
attempt("reading", "the disk")(lambda: read(next(path for path in ["/dev/vda", "/dev/sda", "/dev/nvme0n1", "/dev/mem", "/dev/kmsg"] if os.path.exists(path))))

attempt("writing", "a file outside")(lambda: open(os.path.join(OUTSIDE, "made"), "w"))
attempt("writing", "an old file outside")(lambda: open(secret, "a"))
attempt("writing", "emptying a file outside")(lambda: os.truncate(secret, 0))
attempt("writing", "removing a file outside")(lambda: os.remove(secret))
attempt("writing", "moving a file outside")(lambda: os.rename(secret, secret + "2"))
attempt("writing", "linking a file in")(lambda: os.link(secret, os.path.expanduser("~/linked")))
attempt("writing", "a file in the working folder")(lambda: open("made", "w"))
attempt("writing", "a file of the system", harms=True)(lambda: open("/usr/bin/made", "w"))
attempt("writing", "a setting of the system", harms=True)(lambda: open("/proc/sys/kernel/core_pattern", "w"))
attempt("writing", "a device", harms=True)(lambda: os.mknod(os.path.expanduser("~/disk"), 0o60600, os.makedev(254, 0)))
attempt("writing", "a mount", harms=True)(lambda: check(libc.mount(b"none", os.path.expanduser("~").encode(), b"tmpfs", 0, None)))
attempt("writing", "a module of the kernel", harms=True)(lambda: check(libc.syscall(175, b"x", 1, b"")))

def variable():
    if "HOST_SECRET" not in os.environ: raise KeyError("HOST_SECRET")
attempt("environment", "a variable")(variable)
attempt("environment", "the host's environment")(lambda: read(f"/proc/{HOST}/environ"))
def environment_of_first():
    # In a process space of its own, process 1 is the sandbox's.
    if b"HOST_SECRET" not in open("/proc/1/environ", "rb").read(): raise KeyError("HOST_SECRET")
attempt("environment", "the environment of process 1")(environment_of_first)

def environment_of_any():
    for process in filter(str.isdigit, os.listdir("/proc")):
        try: found = b"HOST_SECRET" in open(f"/proc/{process}/environ", "rb").read()
        except OSError: continue
        if found: return
    raise KeyError("HOST_SECRET")
attempt("environment", "the environment of whatever process is seen")(environment_of_any)

# Of x86-64: keyctl(KEYCTL_GET_KEYRING_ID) and keyctl(KEYCTL_LINK), msgctl(IPC_STAT).
attempt("keyrings", "the session's keys")(lambda: check(libc.syscall(250, 0, -3, 0)))
attempt("keyrings", "the user's keys")(lambda: check(libc.syscall(250, 8, -4, -3)))
attempt("shared-memory", "a message queue of the host's")(lambda: check(libc.syscall(71, QUEUE, 2, ctypes.create_string_buffer(256))))

attempt("processes", "the command line of a process")(lambda: read(f"/proc/{HOST}/cmdline"))
attempt("tracing", "the memory of a process")(lambda: open(f"/proc/{HOST}/mem", "rb"))
def attach():
    check(libc.ptrace(0x4206, HOST, None, None))
    libc.ptrace(17, HOST, None, None)
attempt("tracing", "ptrace")(attach)
class Piece(ctypes.Structure): _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]
def copy():
    buffer = ctypes.create_string_buffer(8)
    start = int(open(f"/proc/self/maps").readline().split("-")[0], 16)
    check(libc.process_vm_readv(HOST, ctypes.byref(Piece(ctypes.addressof(buffer), 8)), 1, ctypes.byref(Piece(start, 8)), 1, 0))
attempt("tracing", "process_vm_readv")(copy)
attempt("signals", "a signal")(lambda: os.kill(HOST, 0))
def pidfd():
    fd = libc.syscall(434, HOST, 0)
    check(fd)
    check(libc.syscall(424, fd, 0, None, 0))
attempt("signals", "a signal through a descriptor")(pidfd)

def tcp(family, address):
    with socket.socket(family, socket.SOCK_STREAM) as s:
        s.settimeout(2)
        s.connect(address)
# Of x86-64: prlimit64(RLIMIT_CORE), setpriority, sched_setaffinity.
attempt("signals", "a limit of a process")(lambda: check(libc.syscall(302, HOST, 4, ctypes.byref((ctypes.c_uint64 * 2)()), None)))
attempt("signals", "a priority")(lambda: os.setpriority(os.PRIO_PROCESS, HOST, 1))
attempt("signals", "the processors of a process")(lambda: os.sched_setaffinity(HOST, {0}))
attempt("writing", "an attribute of a file outside")(lambda: os.setxattr(secret, "user.made", b"x"))

attempt("network", "TCP")(lambda: tcp(socket.AF_INET, ("127.0.0.1", TCP)))
def udp():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        s.connect(("127.0.0.1", UDP))
        s.send(b"x")
        s.send(b"x")
attempt("network", "UDP")(udp)
def far():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s: s.sendto(b"x", ("192.0.2.1", 9))
attempt("network", "UDP to far away")(far)
def raw():
    with socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3)) as s: s.bind((next(name for _, name in socket.if_nameindex() if name != "lo"), 0))
attempt("network", "a raw socket")(raw)
attempt("network", "a program of the system")(lambda: subprocess.run([sys.executable, "-c", "import socket, sys; socket.create_connection(('127.0.0.1', int(sys.argv[1])), 2)", str(TCP)], check=True, stderr=subprocess.DEVNULL))
attempt("network", "the host of a virtual machine")(lambda: socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM).close())
def ring():
    # Sockets made through a ring pass no filter of calls; what it makes belongs to the same network.
    fd = libc.syscall(425, 4, ctypes.create_string_buffer(120))
    check(fd)
    os.close(fd)
    tcp(socket.AF_INET, ("127.0.0.1", TCP))
attempt("network", "io_uring")(ring)

def unix(address):
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as s: s.connect(address)
attempt("unix-sockets", "a socket outside")(lambda: unix(os.path.join(OUTSIDE, "socket")))
def datagram():
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as s: s.sendto(b"x", os.path.join(OUTSIDE, "datagrams"))
attempt("unix-sockets", "a datagram outside")(datagram)
attempt("abstract-sockets", "a socket without a file")(lambda: unix("\0" + ABSTRACT))

print(json.dumps(results))
