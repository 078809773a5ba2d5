using System.Globalization;
using System.Text;

namespace Deckle.Tool.HostTools.Terminal;

/// <summary>
/// A program and whatever it started: the processes of its session, those that bear its mark in their environment, and the children of all of them.
/// One that left the session, put the mark away and lost its parent is not found.
/// </summary>
internal sealed class ProgramFamily
{
    private const string Variable = "DECKLE_COMMAND";

    // A process that hangs in the kernel's hands does not end when it is killed.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(10);
    private static readonly string? SetSession = Array.Find(["/usr/bin/setsid", "/bin/setsid"], File.Exists);

    private readonly string mark = Guid.NewGuid().ToString("N");

    /// <summary>The command that starts a program in a session of its own: away from our terminal, too, and from what is asked there.</summary>
    /// <remarks>.NET cannot start one so. The process that becomes the program leads the session: its id is the session's.</remarks>
    public static IReadOnlyList<string> Command(string program, IEnumerable<string> arguments) => SetSession is null ? [program, .. arguments] : [SetSession, program, .. arguments];

    /// <summary>What the program's environment needs, for it to be known by.</summary>
    public KeyValuePair<string, string> Mark =>
        KeyValuePair.Create(Variable, $"{Environment.GetEnvironmentVariable(Variable)} {mark}".TrimStart());

    /// <summary>Kills all of them, until none is left.</summary>
    /// <param name="leader">The id of the process that became the program; it may have ended.</param>
    public async Task EndAsync(int leader)
    {
        using var patience = new CancellationTokenSource(Patience);
        bool wasUnsure = false;
        while (!patience.IsCancellationRequested)
        {
            (List<RunningProcess> found, bool isUnsure) = Look(leader);
            if (found.Count == 0 && (!isUnsure || wasUnsure))
            {
                return;
            }

            // In one step with those that are just being made.
            if (found.Exists(process => process.Group == leader))
            {
                _ = Posix.Signal(-leader, Posix.Kill);
            }

            found.ForEach(process => _ = Posix.Signal(process.Id, Posix.Kill));
            wasUnsure = found.Count == 0;
            await Task.Delay(BetweenLooks, CancellationToken.None);
        }
    }

    /// <returns>Those that run; and whether one is just becoming another program, and has no environment yet.</returns>
    private (List<RunningProcess> Found, bool IsUnsure) Look(int leader)
    {
        byte[] sought = Encoding.ASCII.GetBytes(mark);
        int session = SetSession is null ? -1 : leader;
        var ours = new HashSet<int>();
        bool isUnsure = false;
        List<RunningProcess> all = RunningProcess.All();
        foreach (RunningProcess process in all)
        {
            byte[]? environment = process.Session == session || process.Group == session ? sought : process.Environment();
            if (environment.AsSpan().IndexOf(sought) >= 0)
            {
                ours.Add(process.Id);
            }

            isUnsure |= environment is [];
        }

        while (all.Exists(process => ours.Contains(process.Parent) && ours.Add(process.Id)))
        {
            // One more; it may have children in turn.
        }

        return (all.FindAll(process => ours.Contains(process.Id)), isUnsure);
    }

    private sealed record RunningProcess(int Id, int Parent, int Group, int Session)
    {
        public static List<RunningProcess> All() =>
        [
            .. Directory.EnumerateDirectories("/proc")
                .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id) ? Of(id) : null)
                .OfType<RunningProcess>(),
        ];

        /// <returns>Null when it is not ours to look at, or has ended.</returns>
        public byte[]? Environment() => Content($"/proc/{Id}/environ");

        // ID (NAME) STATE PARENT GROUP SESSION …, and the name may hold anything. One that has ended waits as Z for its parent.
        private static RunningProcess? Of(int id)
        {
            string status = Encoding.Latin1.GetString(Content($"/proc/{id}/stat") ?? []);
            string[] fields = status[(status.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return fields.Length > 3 && fields[0] is not ("Z" or "X") ? new RunningProcess(id, Number(fields[1]), Number(fields[2]), Number(fields[3])) : null;
        }

        private static int Number(string digits) => int.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

        private static byte[]? Content(string path)
        {
            try
            {
                return File.ReadAllBytes(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }
}
