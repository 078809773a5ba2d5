namespace Deckle.Tool.Hooks.Checking;

/// <summary>What a hook made of a file.</summary>
/// <param name="Message">What the original prints: <c>Fixing a.txt</c>.</param>
/// <param name="WhyNot">Why the file was left as it is; null where it was written.</param>
internal sealed record HookFix(string Path, string Message, string? WhyNot = null);
