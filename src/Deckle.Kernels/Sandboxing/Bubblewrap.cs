using System.Globalization;
using Deckle.Kernels.Hosts;
using Deckle.Kernels.Specs;

namespace Deckle.Kernels.Sandboxing;

/// <summary>bubblewrap's command line.</summary>
internal static class Bubblewrap
{
    /// <summary>How many processes of its own it has beside the kernel's.</summary>
    public const int Processes = 2;

    /// <summary>Where it reads the filter of system calls from.</summary>
    public const int FilterDescriptor = 100;

    /// <summary>Where it reads more words from.</summary>
    public const int WordsDescriptor = 101;

    /// <summary>What its complaints begin with.</summary>
    public const string Complaint = "bwrap: ";

    private static readonly TimeSpan TrialWithin = TimeSpan.FromSeconds(5);

    /// <summary>What every sandbox has, whatever it sees of the files.</summary>
    private static readonly string[] Walls = ["--unshare-all", "--cap-drop", "ALL"];

    /// <param name="path">Folders of programs, as in <c>PATH</c>.</param>
    public static string? Find(string path) => path.Split(':')
        .Where(IsTrusted)
        .Select(folder => Path.Combine(folder, "bwrap"))
        .FirstOrDefault(File.Exists);

    // An environment that came with a notebook may be activated; what it has must not make the walls.
    private static bool IsTrusted(string folder) => folder is "/usr/bin" or "/usr/local/bin" or "/bin"
        || (folder.StartsWith('/') && !File.Exists(Path.Combine(folder, "..", "pyvenv.cfg")) && (Path.GetFullPath(".") is var here && (here == "/" || !RealPath.IsWithin(folder, here))));

    /// <summary>
    /// The words before the kernel's own. bwrap itself gets no environment, for a kernelspec might have it load a library before the walls stand;
    /// it reads <see cref="Environment"/> from a descriptor, since every user of the machine could read its command line.
    /// The root is empty but for what is bound into it, and nothing can be written there.
    /// </summary>
    public static IReadOnlyList<string> Command(string program, SandboxPaths paths, string workingFolder, bool network, bool filter)
    {
        List<string> words = [program, "--args", WordsDescriptor.ToString(CultureInfo.InvariantCulture), .. Walls];
        if (network)
        {
            words.Add("--share-net");
        }

        if (filter)
        {
            words.AddRange(["--seccomp", FilterDescriptor.ToString(CultureInfo.InvariantCulture)]);
        }

        // Without a session of its own, so that signals to our group reach all; there is no terminal to protect.
        words.AddRange(["--die-with-parent", "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--tmpfs", "/var/tmp"]);

        // Root outside owns these files inside too, where bwrap covers them only for who could write the folder.
        words.AddRange(((string[])["/proc/sys", "/proc/sysrq-trigger", "/proc/irq", "/proc/bus", "/proc/fs"]).SelectMany(path => (string[])["--ro-bind-try", path, path]));

        // A folder before what is in it, or it would hide that.
        IEnumerable<(string Path, string Bind)> binds = paths.ReadOnly.Except(paths.Writable).Select(path => (path, "--ro-bind-try"))
            .Concat(paths.Writable.Select(path => (path, "--bind")))
            .OrderBy(bind => bind.path, StringComparer.Ordinal);
        foreach ((string path, string bind) in binds)
        {
            words.AddRange([bind, path, path]);
        }

        words.AddRange(["--remount-ro", "/", "--chdir", workingFolder, "--"]);
        return words;
    }

    /// <summary>The words by which the program inside gets its environment. A name or value that C cannot hold is left out, for a zero ends a word here.</summary>
    public static IEnumerable<string> Environment(IReadOnlyDictionary<string, string> variables) => variables
        .Where(pair => pair.Key.Length > 0 && !pair.Key.Contains('=', StringComparison.Ordinal) && !$"{pair.Key}{pair.Value}".Contains('\0', StringComparison.Ordinal))
        .SelectMany(pair => (string[])["--setenv", pair.Key, pair.Value]);

    /// <summary>Why bubblewrap does not work here; null when it does.</summary>
    public static string? WhyNot(string program)
    {
        try
        {
            (int read, int write) = PosixProcess.Pipe();
            string[] words = [program, .. Walls, "--die-with-parent", "--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev", "--", "/bin/sh", "-c", ":"];
            int id = PosixProcess.Spawn(program, [.. words], new Dictionary<string, string>(), "/", -1, write);
            _ = Native.Close(write);
            var tail = OutputTail.Follow(read);
            if (!tail.Ended.Wait(TrialWithin))
            {
                _ = Native.Kill(-id, Native.SigKill);
            }

            int status = Await(id);
            string said = tail.Text.Trim();
            return status == 0 ? null : said.Length > 0 ? said.Split('\n')[0] : "it ends with an error and says nothing";
        }
        catch (DeckleException e)
        {
            return e.Message;
        }
    }

    private static unsafe int Await(int id)
    {
        int status;
        while (Native.Wait4(id, out status, 0, null) < 0 && System.Runtime.InteropServices.Marshal.GetLastPInvokeError() == 4)
        {
        }

        return status;
    }
}
