using Deckle.Tool.Git.Configuring;

namespace Deckle.Tool.Git.Checking;

/// <summary>One entry that git should have, and what it has.</summary>
/// <param name="Key">Such as <c>filter.deckle.process</c>.</param>
/// <param name="Found">The value that counts; null where there is none.</param>
/// <param name="IsOurs">Whether it is one that Deckle writes.</param>
/// <param name="Program">The program it calls; null where it calls none.</param>
/// <param name="ProgramExists">Whether that program is there; true where it calls none.</param>
internal sealed record ConnectionState(string Key, ConfigEntry? Found, bool IsOurs, string? Program, bool ProgramExists)
{
    public bool IsGood => Found is not null && IsOurs && ProgramExists;
}
