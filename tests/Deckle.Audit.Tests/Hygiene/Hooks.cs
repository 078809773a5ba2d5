using System.Text;
using Deckle.Audit.Hygiene;

namespace Deckle.Audit.Tests.Hygiene;

/// <summary>Runs a rule on one file, as a hook does.</summary>
internal static class Hooks
{
    public static HygieneContext Merging { get; } = new() { IsMerging = true };

    public static HygieneReport Check(string rule, string content, string path = "file.txt", params string[] arguments) =>
        Check(rule, Encoding.UTF8.GetBytes(content), path, arguments);

    public static HygieneReport Check(string rule, byte[] content, string path = "file.txt", params string[] arguments) =>
        Rule(rule, arguments).Check(new HygieneFile(path, content), HygieneContext.None);

    /// <summary>What a hook that fixes leaves.</summary>
    public static string Fix(string rule, string content, string path = "file.txt", params string[] arguments) =>
        Check(rule, content, path, arguments).Fix is { } fix ? Encoding.UTF8.GetString(fix.Content.Span) : content;

    public static HygieneCheck Rule(string rule, params string[] arguments) => HygieneRules.Find(rule)!.Configure(arguments);

    public static string Refusal(string rule, params string[] arguments) =>
        Assert.Throws<DeckleException>(() => Rule(rule, arguments)).Message;
}
