namespace Deckle.Tool.Git.Configuring;

/// <summary>What was done to git's configuration.</summary>
/// <param name="Where">Such as <c>in repository '/home/ada/study'</c>.</param>
/// <param name="Changes">What is different now; none where all was as it should be.</param>
/// <param name="Notes">What was seen and left alone.</param>
internal sealed record InstallReport(string Where, IReadOnlyList<string> Changes, IReadOnlyList<string> Notes);
