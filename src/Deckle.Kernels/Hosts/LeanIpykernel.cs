namespace Deckle.Kernels.Hosts;

/// <summary>
/// ipykernel imports debugpy, jedi and IPython's terminal when it starts, half of its start, though only debuggers, completion and
/// terminals need them. This starts it as if they were not installed, then forgets that: cells that ask for them get them.
/// It also lets the kernel keep all that a busy machine has not sent yet.
/// </summary>
internal static class LeanIpykernel
{
    // sys.modules[name] = None makes "import name" fail as for a missing package; ipykernel and IPython cope with that for two of them.
    // "import IPython" insists on IPython.terminal.embed and takes nothing but the name "embed" from it. What the import of the real one
    // would have set is made up for by the first cell that asks IPython or IPython.terminal for a name they lack.
    // IPython.terminal.interactiveshell, which sympy asks for, asks for embed while embed cannot be imported without it; a stand-in, which
    // imports the module when something in it is asked for, ends the circle.
    // ZeroMQ drops what is published while 1,000 messages wait, and on a busy machine they wait in the kernel itself, whose sending thread
    // gets no turn: a cell that prints much loses lines, whoever reads them. Without a limit (0) nothing is dropped.
    // ipykernel_launcher drops the working folder from sys.path while it imports, so that a user's file cannot shadow a module.
    // The warning that there is no debugger would stand among a dead kernel's last words.
    // At its end ipykernel stops the publishing thread while the control thread may be about to flush through it, which then waits ten seconds
    // or for ever, now and then; so the control thread is let come to its end first.

    /// <summary>The imports: what both a kernel that starts and a fork server do first.</summary>
    public const string Imports = """
        import importlib, logging, sys, threading, types
        if sys.path[0] == "": del sys.path[0]
        unused = {"debugpy": None, "jedi": None, "IPython.terminal.embed": types.SimpleNamespace(embed=None)}
        sys.modules.update(unused)
        from ipykernel import kernelapp
        logging.getLogger("IPKernelApp").addFilter(lambda record: "debugpy_stream undefined" not in record.getMessage())
        for name in unused: sys.modules.pop(name, None)
        import IPython
        class Later(types.ModuleType):
            def __getattr__(self, name): return getattr(importlib.import_module(self.__name__), name)
        def complete(package):
            def late(name):
                if package is not IPython and name == "embed": return Later("IPython.terminal.embed")
                for each in packages: vars(each).pop("__getattr__", None)
                IPython.embed = importlib.import_module("IPython.terminal.embed").embed
                return getattr(package, name)
            package.__getattr__ = late
        if vars(IPython).get("embed", kernelapp) is None:
            del IPython.embed
            packages = [IPython, *filter(None, [sys.modules.get("IPython.terminal")])]
            for package in packages: complete(package)
        def init_iopub(self, context, given=kernelapp.IPKernelApp.init_iopub):
            context.sndhwm = 0
            given(self, context)
        kernelapp.IPKernelApp.init_iopub = init_iopub
        def stop(self, given=kernelapp.IOPubThread.stop):
            app = kernelapp.IPKernelApp._instance
            control = getattr(app, "control_thread", None)
            if control and control.is_alive() and hasattr(control, "io_loop") and control is not threading.current_thread():
                control.stop()
                control.join()
            given(self)
        kernelapp.IOPubThread.stop = stop

        """;

    // IPython runs "!command" on a terminal of its own making. Where none can be made, as in a sandbox, a pipe does as well.
    private const string Bootstrap = Imports + """
        import os, subprocess
        try: os.close(os.open("/dev/ptmx", os.O_RDWR | os.O_NOCTTY))
        except OSError:
            def system(self, cmd):
                command = self.var_expand(cmd, depth=1)
                with subprocess.Popen(command, shell=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace") as process:
                    for line in process.stdout: print(line, end="", flush=True)
                self.user_ns["_exit_code"] = process.returncode
            shell = importlib.import_module("ipykernel.zmqshell").ZMQInteractiveShell
            shell.system = shell.system_piped = system
        sys.argv[0] = "ipykernel_launcher.py"
        kernelapp.launch_new_instance()
        """;

    /// <summary>Whether a kernel's command is ipykernel's own, with nothing of somebody else's in between.</summary>
    public static bool IsIpykernel(IReadOnlyList<string> argv) =>
        argv.Count >= 3 && argv[1] == "-m" && argv[2] is "ipykernel_launcher" or "ipykernel";

    /// <summary>The command with the bootstrap in place of the module.</summary>
    public static IReadOnlyList<string> Command(IReadOnlyList<string> argv) => [argv[0], "-c", Bootstrap, .. argv.Skip(3)];
}
