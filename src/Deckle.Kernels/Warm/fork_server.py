# Keeps ipykernel imported and forks a kernel whenever it is asked to. One process, one thread, one Python environment.
#
# Started with its order as the first line of stdin. Listens on a Unix socket; a request is a line of JSON, and so is each answer:
#
#   {"do": "fork", "argv": [...], "env": {...}, "cwd": "/", "umask": 18} + a descriptor for stdout and stderr
#       -> {"pid": 7}, and at its end {"code": 0, "signal": null, "peak": 80000000}
#   {"do": "preload", "modules": ["pandas"]} -> the same as
#   {"do": "status"} -> what `deckle kernels status` shows
#   {"do": "stop", "kill": false} -> {"kernels": 2}; what runs is left to its owners unless "kill"
#   anything that cannot be done -> {"error": "why", "kind": "stale"}
#
# The connection that asked for a kernel is its lease: when it closes, the kernel's process group is killed.

import array
import errno
import fcntl
import gc
import importlib
import json
import os
import select
import selectors
import shutil
import signal
import site
import socket
import struct
import sys
import time

LONGEST_REQUEST = 16 << 20
LONGEST_LOG = 256 << 10
PAGE = os.sysconf("SC_PAGE_SIZE")

# Their threads hold to pthread_atfork, so that a fork finds them in order: OpenBLAS stops its own before, and starts them anew when needed.
SAFE_THREADS = ("numpy",)

# What a kernel imports by itself comes from these, or from the standard library.
OWN_PACKAGES = {
    "IPython", "ipykernel", "jupyter_client", "jupyter_core", "zmq", "tornado", "traitlets", "comm", "matplotlib_inline", "nest_asyncio",
    "dateutil", "six", "psutil", "decorator", "pygments", "backcall", "pickleshare", "stack_data", "executing", "asttokens", "pure_eval",
}


class Trouble(Exception):
    """A reason not to serve; its kind tells the client what to make of it."""

    def __init__(self, reason, kind="failed"):
        super().__init__(reason)
        self.kind = kind


class Born(BaseException):
    """Raised in a forked child: it leaves the server's frames behind and becomes a kernel."""


class Lease:
    def __init__(self, connection):
        self.connection = connection
        self.received = b""
        self.descriptors = []
        self.pid = None

    def take_descriptors(self, ancillary):
        for level, kind, data in ancillary:
            if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
                numbers = array.array("i")
                numbers.frombytes(data[: len(data) - len(data) % numbers.itemsize])
                self.descriptors += numbers

    def close_descriptors(self):
        for descriptor in self.descriptors:
            os.close(descriptor)
        self.descriptors.clear()

    def answer(self, content):
        # Short, so it fits into the socket's buffer; who does not read it has given up.
        try:
            self.connection.send(json.dumps(content).encode() + b"\n")
        except OSError:
            pass


class Kernel:
    def __init__(self, lease):
        self.lease = lease
        self.began = time.monotonic()


def libc():
    import ctypes

    return ctypes.CDLL(None, use_errno=True)


def prctl(option, argument):
    libc().prctl(option, argument, 0, 0, 0)


PR_SET_PDEATHSIG = 1
PR_SET_NAME = 15


def text_of(path):
    with open(path, errors="replace") as file:
        return file.read()


def context_of(pid):
    """What a process passes on to those it starts, and a forked kernel would have from here and not from its caller."""
    base = f"/proc/{pid}"
    kept = ("Groups", "NoNewPrivs", "Seccomp", "Cap", "Cpus_allowed_list", "Mems_allowed_list")
    return {
        "namespaces": [os.readlink(f"{base}/ns/{name}") for name in sorted(os.listdir(f"{base}/ns"))],
        "control group": text_of(f"{base}/cgroup"),
        "limits": text_of(f"{base}/limits"),
        "root": os.readlink(f"{base}/root"),
        "priority": [os.getpriority(os.PRIO_PROCESS, pid), os.sched_getscheduler(pid), text_of(f"{base}/oom_score_adj")],
        "rights": [line for line in text_of(f"{base}/status").splitlines() if line.startswith(kept)],
    }


def stamp(path):
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_mtime_ns, status.st_ino, status.st_size


def thread_count():
    return len(os.listdir("/proc/self/task"))


class Server:
    def __init__(self, order):
        self.order = order
        self.folder = order["folder"]
        self.key = order["key"]
        self.lean = order["lean"]
        self.preload = []
        self.idle = order["idle"]
        self.path = self.file("sock")
        self.pid = os.getpid()
        self.began = self.used = time.monotonic()
        self.forks = 0
        self.threads = 1
        self.kernels = {}
        self.leases = set()
        self.is_ending = False
        self.listener = None
        self.inode = None
        self.watched = {}
        self.log_file = open(self.file("log"), "ab", buffering=0)
        self.lock = open(self.file("lock"), "ab")
        self.selector = selectors.PollSelector()
        self.wake, self.waker = socket.socketpair()

    def file(self, kind):
        return f"{self.folder}/{self.key}.{kind}"

    def log(self, words):
        try:
            if self.log_file.tell() > LONGEST_LOG:
                self.log_file.truncate(0)
                self.log_file.seek(0)
            self.log_file.write(f"{time.strftime('%Y-%m-%dT%H:%M:%S')} {self.pid} {words}\n".encode(errors="replace"))
        except OSError:
            pass

    # --- Start ---

    def start(self):
        """Binds first: who connects meanwhile waits for an answer and need not poll."""
        for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self.take_signal)
        self.wake.setblocking(False)
        self.waker.setblocking(False)
        signal.set_wakeup_fd(self.waker.fileno(), warn_on_full_buffer=False)
        try:
            os.unlink(self.path)
        except FileNotFoundError:
            pass
        self.listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.listener.bind(self.path)
        self.inode = os.stat(self.path).st_ino
        self.listener.listen(128)
        self.listener.setblocking(False)

        # Our starter reads the pipe that our outputs are; that it closes means that we listen.
        with open(os.devnull, "rb") as null:
            os.dup2(null.fileno(), 0)
        for output in (1, 2):
            os.dup2(self.log_file.fileno(), output)
        self.selector.register(self.listener, selectors.EVENT_READ, self.accept)
        self.selector.register(self.wake, selectors.EVENT_READ, self.reap)
        self.import_kernel()
        for name in self.order["preload"]:
            self.import_preload(name)
        self.context = context_of(self.pid)
        self.rehearse()
        self.settle()
        self.used = time.monotonic()
        self.log(f"ready after {self.used - self.began:.3f} s")

    def import_kernel(self):
        if thread_count() > 1:
            raise Trouble("this Python starts threads by itself")
        try:
            exec(compile(self.lean, "<lean ipykernel>", "exec"), {"__name__": "deckle_lean"})
        except Exception as e:
            raise Trouble(f"ipykernel cannot be imported: {type(e).__name__}: {e}")
        self.check_threads("the import of ipykernel")

    def import_preload(self, name):
        """Imports a module in a child first: what it does to the process there harms nobody."""
        report = self.in_child(lambda: self.try_import(name), seconds=60)
        if report is None:
            raise Trouble(f"the import of '{name}' crashed or took longer than a minute", "preload")
        if report["error"]:
            raise Trouble(f"'{name}' cannot be imported: {report['error']}", "preload")
        if report["never"]:
            raise Trouble(f"'{name}' imports {report['never']}, which does not survive a fork", "preload")
        for safe in SAFE_THREADS:
            if safe in report["modules"] and safe not in sys.modules:
                importlib.import_module(safe)
                self.threads = max(self.threads, thread_count())
        if report["python_threads"] or report["threads"] > self.threads:
            raise Trouble(f"'{name}' starts threads when it is imported, which do not survive a fork", "preload")
        importlib.import_module(name)
        self.check_threads(f"the import of {name}")
        self.preload.append(name)

    def try_import(self, name):
        import threading

        report = {"error": None, "never": None, "modules": [], "threads": 0, "python_threads": 0}
        try:
            importlib.import_module(name)
        except BaseException as e:
            report["error"] = f"{type(e).__name__}: {e}".splitlines()[0]
        loaded = {module.split(".")[0] for module in list(sys.modules)}
        report["never"] = next((module for module in self.order["never"] if module in loaded), None)
        report["modules"] = [module for module in SAFE_THREADS if module in loaded]
        report["threads"] = thread_count()
        report["python_threads"] = threading.active_count() - 1
        return report

    def in_child(self, function, seconds):
        """The result of a function that runs in a fork, as JSON; null when it crashed or took too long."""
        read, write = os.pipe()
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                signal.set_wakeup_fd(-1)
                os.setsid()
                prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
                os.write(write, json.dumps(function()).encode())
                code = 0
            finally:
                os._exit(code)
        os.close(write)
        answer = b""
        selector = selectors.PollSelector()
        selector.register(read, selectors.EVENT_READ)
        until = time.monotonic() + seconds
        while selector.select(max(0, until - time.monotonic())):
            part = os.read(read, 65536)
            if not part:
                break
            answer += part
        selector.close()
        os.close(read)
        self.kill_group(pid)
        os.waitpid(pid, 0)
        return json.loads(answer) if answer else None

    def check_threads(self, since):
        import threading

        if threading.active_count() > 1 or thread_count() > self.threads:
            raise Trouble(f"other threads run since {since}, which do not survive a fork")

    def rehearse(self):
        """Forks a kernel and lets it answer and run a cell: proof that it works here, and a list of what a kernel imports by itself."""
        folder = f"{self.folder}/{self.key}.test"
        shutil.rmtree(folder, ignore_errors=True)
        os.mkdir(folder, 0o700)
        try:
            connection = {"transport": "ipc", "ip": f"{folder}/k", "key": os.urandom(16).hex(), "signature_scheme": "hmac-sha256", "kernel_name": ""}
            connection.update({f"{name}_port": number + 1 for number, name in enumerate(("shell", "iopub", "stdin", "control", "hb"))})
            with open(f"{folder}/c.json", "w") as file:
                json.dump(connection, file)
            # Without the user's own start files, which are for kernels and may import anything.
            env = {**os.environ, "IPYTHONDIR": folder, "JUPYTER_CONFIG_DIR": folder}
            lease = Lease(None)
            lease.descriptors = [os.dup(self.log_file.fileno())]
            pid = self.fork({"argv": ["-f", f"{folder}/c.json", "--HistoryManager.hist_file=:memory:"], "env": env, "cwd": "/", "umask": 0o77}, lease)
            lease.close_descriptors()
            modules = self.in_child(lambda: self.converse(connection), seconds=self.order["test_seconds"])
            self.kill_group(pid)
            os.waitpid(pid, 0)
        finally:
            # The forked kernel passes here too.
            if os.getpid() == self.pid:
                shutil.rmtree(folder, ignore_errors=True)
        if modules is None:
            raise Trouble(f"a forked kernel gave no answer within {self.order['test_seconds']:g} s")
        library = getattr(sys, "stdlib_module_names", ())
        for name in modules:
            top = name.split(".")[0]
            if name not in sys.modules and (top in OWN_PACKAGES or top in library) and self.converse_imports(name):
                try:
                    importlib.import_module(name)
                except Exception as e:
                    self.log(f"{name} is not imported before: {e}")
        self.check_threads("the import of a kernel's own modules")

    @staticmethod
    def converse_imports(name):
        return not name.startswith(("_", "IPython.terminal")) and name != "antigravity"

    @staticmethod
    def converse(connection):
        """Asks a kernel for the names of its modules, through its own protocol."""
        import hmac

        import zmq

        socket_ = zmq.Context().socket(zmq.DEALER)
        socket_.linger = 0
        socket_.reconnect_ivl = 1
        socket_.connect(f"ipc://{connection['ip']}-{connection['shell_port']}")

        def send(kind, content):
            parts = [json.dumps(part).encode() for part in ({"msg_id": kind, "msg_type": kind, "session": "s", "username": "", "version": "5.3"}, {}, {}, content)]
            sign = hmac.new(connection["key"].encode(), b"".join(parts), "sha256").hexdigest().encode()
            socket_.send_multipart([b"<IDS|MSG>", sign, *parts])
            while True:
                frames = socket_.recv_multipart()
                header, _, _, answer = frames[frames.index(b"<IDS|MSG>") + 2 :][:4]
                if json.loads(header)["msg_type"] == kind.replace("request", "reply"):
                    return json.loads(answer)

        send("kernel_info_request", {})
        wanted = {"code": "", "silent": True, "store_history": False, "allow_stdin": False, "user_expressions": {"m": "' '.join(__import__('sys').modules)"}}
        text = send("execute_request", wanted)["user_expressions"]["m"]["data"]["text/plain"]
        return text.strip("'\"").split()

    def settle(self):
        """What is there now stays: kernels share its memory for as long as no collector writes to it."""
        self.watch_files()
        gc.collect()
        gc.freeze()

    def watch_files(self):
        """
        What tells that packages have changed: the folders they are installed in, and the files of modules from elsewhere. Other folders of
        sys.path may be those that runs write to; what is new there is found by the forked kernel, whose import caches start empty.
        """
        folders = [path for path in [*sys.path, site.getusersitepackages()] if os.path.basename(path) in ("site-packages", "dist-packages")]
        known = tuple(path + os.sep for path in [*folders, os.path.dirname(os.__file__)])
        files = [getattr(module, "__file__", None) for module in list(sys.modules.values())]
        files = [file for file in files if isinstance(file, str) and not file.startswith(known)]
        self.watched = {path: stamp(path) for path in [*folders, *files, sys.executable, os.path.join(sys.prefix, "pyvenv.cfg")]}

    # --- Service ---

    def take_signal(self, number, frame):
        if number != signal.SIGCHLD:
            self.end(kill=True)

    def serve(self):
        while not (self.is_ending and not self.kernels):
            try:
                for key, _ in self.selector.select(self.until_next_look()):
                    key.data(key.fileobj)
                self.look_after_itself()
            except Exception as e:
                # One request's trouble is not the server's; but what comes again at once must not keep a processor busy.
                self.log(f"{type(e).__name__}: {e}")
                time.sleep(0.05)
        self.log("ended")

    def until_next_look(self):
        return 0.5 if self.is_ending else max(0.01, min(10.0, self.used + self.idle - time.monotonic() if not self.kernels else 10.0))

    def look_after_itself(self):
        now = time.monotonic()
        if self.is_ending:
            return
        if not self.kernels and now - self.used >= self.idle:
            self.end_because("idle")
        elif now - self.began > self.order["max_age"]:
            self.end_because("old")
        elif self.memory() > self.order["memory"]:
            self.end_because("too large")
        elif (stamp(self.path) or (0, 0))[1] != self.inode:
            self.end_because("its socket is gone")

    def memory(self):
        return int(text_of("/proc/self/statm").split()[1]) * PAGE

    def end_because(self, reason):
        self.log(f"ends: {reason}")
        self.end()

    def end(self, kill=False):
        """No new kernels from here on. Those that run have their owners; the server stays for them, without a name."""
        if not self.is_ending and self.listener:
            self.is_ending = True
            self.selector.unregister(self.listener)
            if (stamp(self.path) or (0, 0))[1] == self.inode:
                os.unlink(self.path)
            self.listener.close()
            fcntl.flock(self.lock, fcntl.LOCK_UN)
        if kill:
            for pid in self.kernels:
                self.kill_group(pid)

    def accept(self, listener):
        connection, _ = listener.accept()
        pid, uid, _ = struct.unpack("3i", connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
        if uid != os.getuid():
            self.log(f"refused process {pid} of user {uid}")
            connection.close()
            return
        connection.setblocking(False)
        lease = Lease(connection)
        lease.peer = pid
        self.leases.add(lease)
        self.selector.register(connection, selectors.EVENT_READ, lambda _: self.receive(lease))

    def receive(self, lease):
        try:
            data, ancillary, _, _ = lease.connection.recvmsg(1 << 18, socket.CMSG_SPACE(64))
        except BlockingIOError:
            return
        except OSError:
            data, ancillary = b"", []
        lease.take_descriptors(ancillary)
        lease.received += data
        if not data or len(lease.received) > LONGEST_REQUEST:
            self.release(lease)
            return
        *lines, lease.received = lease.received.split(b"\n") if b"\n" in data else [lease.received]
        for line in lines:
            try:
                self.handle(json.loads(line), lease)
            except Trouble as e:
                if e.kind == "stale":
                    # Before the answer: whoever asks again must not reach this server.
                    self.end_because(str(e))
                lease.answer({"error": str(e), "kind": e.kind})
            except Exception as e:
                self.log(f"request: {type(e).__name__}: {e}")
                lease.answer({"error": f"{type(e).__name__}: {e}", "kind": "failed"})
            finally:
                lease.close_descriptors()

    def release(self, lease):
        """The owner has gone, and with it everything it started."""
        lease.close_descriptors()
        self.selector.unregister(lease.connection)
        lease.connection.close()
        self.leases.discard(lease)
        if lease.pid in self.kernels:
            self.kill_group(lease.pid)

    def handle(self, request, lease):
        what = request["do"]
        if what == "fork":
            self.check_caller(lease)
            self.check_state()
            lease.pid = self.fork(request, lease)
            self.kernels[lease.pid] = Kernel(lease)
            self.used = time.monotonic()
            lease.answer({"pid": lease.pid})
        elif what == "status":
            lease.answer(self.status())
        elif what == "preload":
            self.check_state()
            for name in request["modules"]:
                if name not in self.preload:
                    self.import_preload(name)
            self.settle()
            self.used = time.monotonic()
            lease.answer(self.status())
        elif what == "stop":
            self.log("ends: it was asked to")
            self.end(kill=bool(request.get("kill")))
            lease.answer({"kernels": len(self.kernels)})
        else:
            raise Trouble(f"no such request: {what}")

    def check_caller(self, lease):
        theirs = context_of(lease.peer)
        for name, value in self.context.items():
            if value != theirs[name]:
                raise Trouble(f"the caller has other {name} than the server", "context")

    def check_state(self):
        if self.is_ending:
            raise Trouble("the server ends", "stale")
        for path, known in self.watched.items():
            if stamp(path) != known:
                raise Trouble(f"{path} has changed since the server started", "stale")
        self.check_threads("the server started")

    def status(self):
        return {
            "key": self.key,
            "pid": self.pid,
            "python": sys.executable,
            "prefix": sys.prefix,
            "preload": self.preload,
            "kernels": [{"pid": pid, "seconds": round(time.monotonic() - kernel.began, 3)} for pid, kernel in self.kernels.items()],
            "memory_bytes": self.memory(),
            "idle_seconds": 0 if self.kernels else round(time.monotonic() - self.used, 3),
            "idle_limit_seconds": self.idle,
            "uptime_seconds": round(time.monotonic() - self.began, 3),
            "forks": self.forks,
        }

    def fork(self, request, lease):
        if len(lease.descriptors) != 1:
            raise Trouble("a fork needs one descriptor for its outputs")
        # A signal meant for the server must not find its handlers in the child.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
        try:
            pid = os.fork()
            if pid == 0:
                born = Born()
                born.request = request
                born.descriptor = lease.descriptors.pop()
                raise born
        finally:
            if os.getpid() == self.pid:
                signal.pthread_sigmask(signal.SIG_SETMASK, before)
        self.forks += 1
        return pid

    def reap(self, wake):
        try:
            wake.recv(4096)
        except BlockingIOError:
            pass
        for pid in list(self.kernels):
            # Looked at without reaping first: until then its id, and so its group's, belongs to nobody else.
            if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
                continue
            self.kill_group(pid)
            _, status, usage = os.wait4(pid, 0)
            signaled = os.WIFSIGNALED(status)
            kernel = self.kernels.pop(pid)
            self.used = time.monotonic()
            kernel.lease.answer({
                "code": None if signaled else os.WEXITSTATUS(status),
                "signal": os.WTERMSIG(status) if signaled else None,
                "peak": usage.ru_maxrss * 1024,
            })

    @staticmethod
    def kill_group(pid):
        # The child makes its group itself, and may not have come to it yet.
        for kill in (os.killpg, os.kill):
            try:
                kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass

    def refuse_all(self, trouble):
        """The start failed: who waits is told, and who comes later finds the reason, unless it lies in what was asked of this start only."""
        self.log(f"not started: {trouble}")
        if trouble.kind != "preload":
            with open(self.file("failed"), "w") as file:
                json.dump({"error": str(trouble), "kind": trouble.kind}, file)
        patience = 2
        while select.select([self.listener], [], [], patience)[0]:
            # The starter comes for sure, others perhaps.
            patience = 0
            connection, _ = self.listener.accept()
            connection.setblocking(True)
            connection.settimeout(1)
            try:
                connection.recv(1 << 18)
                connection.sendall(json.dumps({"error": str(trouble), "kind": trouble.kind}).encode() + b"\n")
            except OSError:
                pass
            finally:
                connection.close()

    def abandon(self):
        """In the child: closes all that is the server's, each through its owner, so that nobody closes a number that is another's by then."""
        signal.set_wakeup_fd(-1)
        self.selector.close()
        for lease in self.leases:
            lease.close_descriptors()
            lease.connection.close()
        for each in (self.listener, self.wake, self.waker, self.log_file, self.lock):
            each.close()


def become_kernel(request, output, server_pid):
    os.setsid()
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != server_pid:
        os._exit(1)
    for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    for descriptor in {null, output} - {0, 1, 2}:
        os.close(descriptor)
    os.umask(request["umask"])
    os.environ.clear()
    os.environ.update(request["env"])
    time.tzset()
    os.chdir(request["cwd"])
    # ps and top show it; the name of the interpreter is what a kernel has there.
    prctl(PR_SET_NAME, os.path.basename(sys.executable).encode())
    forget_the_past()
    from ipykernel import kernelapp

    sys.argv = ["ipykernel_launcher.py", *request["argv"]]
    sys.orig_argv = [sys.executable, "-m", "ipykernel_launcher", *request["argv"]]

    # The default was read from the environment when ipykernel was imported.
    kernelapp.IPKernelApp.launch_instance(parent_handle=server_pid)


def forget_the_past():
    """State of modules that belongs to one process and that os.fork's own hooks leave alone."""
    importlib.invalidate_caches()
    modules = sys.modules
    if "tempfile" in modules:
        modules["tempfile"].tempdir = None
    if "multiprocessing.process" in modules:
        process = modules["multiprocessing.process"]
        process.current_process()._config["authkey"] = process.AuthenticationString(os.urandom(32))
    if "random" in modules:
        modules["random"].seed()
    if "numpy.random" in modules:
        modules["numpy.random"].seed()
    if "uuid" in modules:
        for name in ("_node", "_last_timestamp"):
            if hasattr(modules["uuid"], name):
                setattr(modules["uuid"], name, None)


def main(order):
    """Serves. Returns in a forked child only, with what it is to become."""
    os.chdir("/")
    os.umask(0o077)
    server = Server(order)
    try:
        fcntl.flock(server.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as e:
        if e.errno in (errno.EAGAIN, errno.EACCES):
            return None
        raise
    prctl(PR_SET_NAME, b"deckle-warm")
    try:
        try:
            server.start()
        except Exception as e:
            trouble = e if isinstance(e, Trouble) else Trouble(f"{type(e).__name__}: {e}")
            server.refuse_all(trouble)
            server.end()
            return None
        server.serve()
    except Born as born:
        server.abandon()
        return born.request, born.descriptor, server.pid
    return None


destiny = main(order)
if destiny:
    become_kernel(*destiny)
