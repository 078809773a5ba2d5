namespace Deckle.Tool.Git.Comparing;

/// <summary>Whether git, which has called us, wants colours: its own output may be a pager that shows them.</summary>
internal static class GitColor
{
    public static bool IsWanted() =>
        Environment.GetEnvironmentVariable("NO_COLOR") is not { Length: > 0 }
        && (Environment.GetEnvironmentVariable("GIT_PAGER_IN_USE") is "true" || !Console.IsOutputRedirected)
        && GitProgram.Run(null, ["config", "--get-colorbool", "color.diff", "true"]).Text != "false";
}
