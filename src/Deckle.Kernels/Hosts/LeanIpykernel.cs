namespace Deckle.Kernels.Hosts;

/// <summary>
/// ipykernel imports debugpy and jedi when it starts, a third of its start, though only debuggers and completion need them.
/// This starts it as if neither were installed, then forgets that, so cells can import them.
/// </summary>
internal static class LeanIpykernel
{
    // sys.modules[name] = None makes "import name" fail as for a missing package; ipykernel and IPython both cope with that.
    // ipykernel_launcher drops the working folder from sys.path while it imports, so that a user's file cannot shadow a module.
    // The warning that there is no debugger would stand among a dead kernel's last words.
    private const string Bootstrap = """
        import logging, sys
        if sys.path[0] == "": del sys.path[0]
        for name in ("debugpy", "jedi"): sys.modules[name] = None
        from ipykernel import kernelapp
        for name in ("debugpy", "jedi"): sys.modules.pop(name, None)
        logging.getLogger("IPKernelApp").addFilter(lambda record: "debugpy_stream undefined" not in record.getMessage())
        sys.argv[0] = "ipykernel_launcher.py"
        kernelapp.launch_new_instance()
        """;

    /// <summary>Whether a kernel's command is ipykernel's own, with nothing of somebody else's in between.</summary>
    public static bool IsIpykernel(IReadOnlyList<string> argv) =>
        argv.Count >= 3 && argv[1] == "-m" && argv[2] is "ipykernel_launcher" or "ipykernel";

    /// <summary>The command with the bootstrap in place of the module.</summary>
    public static IReadOnlyList<string> Command(IReadOnlyList<string> argv) => [argv[0], "-c", Bootstrap, .. argv.Skip(3)];
}
