namespace Deckle.Tool.Compat.Nbdime;

/// <summary>nbdime's pages: those of <c>deckle diff --web</c> and <c>deckle merge --web</c>, told what nbdime's options say.</summary>
internal static class NbdimeWeb
{
    private static readonly string[] ServerOptions = ["ip", "browser", "base_url", "workdirectory"];
    private static readonly string[] StrategyOptions = ["merge_strategy", "input_strategy", "output_strategy"];

    public static int DiffProgram(IReadOnlyList<string> args) => NbdimeProgram.Run(NbdimeParsers.DiffWeb(), args, (_, options) => Diff(options, options.Words));

    public static int MergeProgram(IReadOnlyList<string> args) => NbdimeProgram.Run(NbdimeParsers.MergeWeb(), args, (_, options) => Merge(options, options.Words, options.Text("out")));

    public static int Diff(NbdimeOptions options, IReadOnlyList<string> words) =>
        Program.Main(["diff", "--web", .. Server(options), .. Parts(options), .. words.Count == 0 ? ["HEAD"] : words]);

    public static int Merge(NbdimeOptions options, IReadOnlyList<string> words, string? place)
    {
        IEnumerable<string> strategies = StrategyOptions.SelectMany(name => Option(options, name));
        return Program.Main(["merge", "--web", .. Server(options), .. strategies, .. place is null ? Array.Empty<string>() : ["--out", place], .. words]);
    }

    private static IEnumerable<string> Server(NbdimeOptions options) =>
    [
        .. options.Number("port") is { } port ? [$"--port={port}"] : Array.Empty<string>(),
        .. ServerOptions.SelectMany(name => Option(options, name)),
        .. options.IsOn("persist") ? ["--persist"] : Array.Empty<string>(),
    ];

    private static IEnumerable<string> Parts(NbdimeOptions options) => PartOptions.Names.Except(options.ShownParts).Select(part => $"--ignore-{part}");

    private static string[] Option(NbdimeOptions options, string name) => options.Text(name) is { } value ? [$"--{name.Replace('_', '-')}={value}"] : [];
}
